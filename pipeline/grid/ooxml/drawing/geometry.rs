//! Drawing: preset and custom geometry → whether it goes round something.

use crate::grid::fault::Fault;
use crate::grid::xml::{Element, Xml};

/// What a geometry amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Form {
    /// Whether it goes round something.
    pub(crate) closed: bool,
    /// Whether it is an ellipse.
    pub(crate) ellipse: bool,
    /// Whether its inside is left open even when it is painted.
    pub(crate) hollow: bool,
}

impl Default for Form {
    /// A rectangle, as for a shape that says nothing.
    fn default() -> Self {
        Self { closed: true, ellipse: false, hollow: false }
    }
}

/// Presets that lead somewhere instead of going round something.
const OPEN_PRESETS: [&str; 7] =
    ["line", "lineInv", "arc", "leftBracket", "rightBracket", "leftBrace", "rightBrace"];

impl Form {
    /// The form of a preset by its name.
    pub(crate) fn preset(name: &str) -> Self {
        let open = OPEN_PRESETS.contains(&name)
            || name.contains("Connector") && !name.starts_with("flowChart")
            || name.ends_with("Pair");
        Self {
            closed: !open,
            ellipse: matches!(name, "ellipse" | "donut" | "flowChartConnector"),
            hollow: matches!(name, "donut" | "frame"),
        }
    }
}

/// A hand-drawn path counts as closed when it ends this near (as a share of its own size) to
/// where it began.
const NEARLY_CLOSED: f64 = 0.25;

/// Where a path has been.
#[derive(Default)]
struct Path {
    start: Option<(f64, f64)>,
    end: Option<(f64, f64)>,
    lowest: (f64, f64),
    highest: (f64, f64),
    closed: bool,
}

impl Path {
    fn begin(&mut self, at: (f64, f64)) {
        *self = Self {
            start: Some(at),
            end: Some(at),
            lowest: at,
            highest: at,
            closed: self.goes_round(),
        };
    }

    fn reach(&mut self, at: (f64, f64)) {
        self.end = Some(at);
        self.lowest = (self.lowest.0.min(at.0), self.lowest.1.min(at.1));
        self.highest = (self.highest.0.max(at.0), self.highest.1.max(at.1));
    }

    fn goes_round(&self) -> bool {
        let (Some(start), Some(end)) = (self.start, self.end) else { return self.closed };
        let (width, height) = (self.highest.0 - self.lowest.0, self.highest.1 - self.lowest.1);
        let gap = (end.0 - start.0).hypot(end.1 - start.1);
        self.closed || (width > 0.0 && height > 0.0 && gap <= NEARLY_CLOSED * width.max(height))
    }
}

/// Reads a custom geometry.
pub(crate) fn read_custom(xml: &mut Xml<'_>) -> Result<Form, Fault> {
    let mut path = Path::default();
    let mut painted = false;
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        if element.name() != "pathLst" {
            continue;
        }
        let list = xml.scope();
        while let Some(element) = xml.child(list)? {
            painted |= element.raw("fill") != Some("none");
            read_path(xml, &mut path)?;
        }
    }
    Ok(Form { closed: path.goes_round(), ellipse: false, hollow: !painted })
}

fn read_path(xml: &mut Xml<'_>, path: &mut Path) -> Result<(), Fault> {
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        match element.name() {
            "close" => path.closed = true,
            "arcTo" => {
                if let (Some(from), Some(arc)) = (path.end, Arc::of(&element)) {
                    arc.follow(from, path);
                }
            }
            command => {
                let begins = command == "moveTo";
                let inside = xml.scope();
                while let Some(point) = xml.child(inside)? {
                    if let (Some(x), Some(y)) = (point.number("x"), point.number("y")) {
                        if begins {
                            path.begin((x, y));
                        } else {
                            path.reach((x, y));
                        }
                    }
                }
            }
        }
    }
    Ok(())
}

/// A part of an ellipse that a path follows.
struct Arc {
    radii: (f64, f64),
    start: f64,
    swing: f64,
}

impl Arc {
    /// The arc an element tells; `None` when it is told by formulas.
    fn of(element: &Element<'_>) -> Option<Self> {
        let angle = |name| Some((element.number::<f64>(name)? / 60_000.0).to_radians());
        Some(Self {
            radii: (element.number("wR")?, element.number("hR")?),
            start: angle("stAng")?,
            swing: angle("swAng")?,
        })
    }

    /// Follows the arc in eight steps, enough for its extent.
    fn follow(&self, from: (f64, f64), path: &mut Path) {
        let on = |angle: f64| (self.radii.0 * angle.cos(), self.radii.1 * angle.sin());
        let begin = on(self.start);
        for step in 1..=8 {
            let at = on(self.start + self.swing * f64::from(step) / 8.0);
            path.reach((from.0 + at.0 - begin.0, from.1 + at.1 - begin.1));
        }
    }
}
