//! ODF lengths and transformations → points.

use std::f64::consts::PI;

/// Points of a length with its unit, like `0.889in` or `2.258cm`; `None` when it is none.
///
/// Source: ODF 1.3 part 3, 18.3.18 (`length`).
pub(super) fn points(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit = text.find(|letter: char| letter.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at_checked(unit)?;
    let points_per_unit = match unit {
        "pt" => 1.0,
        "in" | "inch" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    let points = number.trim().parse::<f64>().ok()? * points_per_unit;
    points.is_finite().then_some(points)
}

/// A share written in percent, as a factor.
pub(super) fn percent(text: &str) -> Option<f64> {
    text.trim().strip_suffix('%')?.trim().parse::<f64>().ok().map(|share| share / 100.0)
}

/// The corners around a rectangle of this size after a `draw:transform`: left, top, right, bottom.
///
/// Rotations run against the clock, as office suites write them.
/// Source: ODF 1.3 part 3, 19.228 (`draw:transform`).
pub(super) fn transformed(transform: &str, width: f64, height: f64) -> Option<[f64; 4]> {
    let mut corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)];
    for function in transform.split_inclusive(')') {
        let (name, arguments) = function.trim().trim_end_matches(')').split_once('(')?;
        let arguments: Vec<&str> =
            arguments.split([' ', ',']).filter(|part| !part.is_empty()).collect();
        let step = Step::new(name.trim().trim_start_matches(','), &arguments)?;
        for corner in &mut corners {
            *corner = step.apply(*corner);
        }
    }
    let bound = |fold: fn(f64, f64) -> f64, of: fn(&(f64, f64)) -> f64| {
        corners.iter().map(of).reduce(fold).filter(|value| value.is_finite())
    };
    Some([
        bound(f64::min, |corner| corner.0)?,
        bound(f64::min, |corner| corner.1)?,
        bound(f64::max, |corner| corner.0)?,
        bound(f64::max, |corner| corner.1)?,
    ])
}

/// One function of a transformation, as the six numbers of its matrix, column by column.
struct Step([f64; 6]);

impl Step {
    fn new(name: &str, arguments: &[&str]) -> Option<Self> {
        let number = |index: usize| arguments.get(index)?.parse::<f64>().ok();
        let length = |index: usize| arguments.get(index).and_then(|text| points(text));
        Some(Self(match name {
            "rotate" => {
                let (sine, cosine) = number(0)?.sin_cos();
                [cosine, -sine, sine, cosine, 0.0, 0.0]
            }
            "translate" => [1.0, 0.0, 0.0, 1.0, length(0)?, length(1).unwrap_or(0.0)],
            "scale" => [number(0)?, 0.0, 0.0, number(1).or(number(0))?, 0.0, 0.0],
            "skewX" => [1.0, 0.0, -number(0)?.clamp(-PI, PI).tan(), 1.0, 0.0, 0.0],
            "skewY" => [1.0, -number(0)?.clamp(-PI, PI).tan(), 0.0, 1.0, 0.0, 0.0],
            "matrix" => [number(0)?, number(1)?, number(2)?, number(3)?, length(4)?, length(5)?],
            _ => return None,
        }))
    }

    fn apply(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [x_to_x, x_to_y, y_to_x, y_to_y, right, down] = self.0;
        (x_to_x * x + y_to_x * y + right, x_to_y * x + y_to_y * y + down)
    }
}

#[cfg(test)]
mod tests {
    use super::{points, transformed};

    #[test]
    fn lengths_come_in_every_unit() {
        let rounded = |text| points(text).map(|value| (value * 1000.0).round() / 1000.0);
        assert_eq!(rounded("1in"), Some(72.0));
        assert_eq!(rounded("2.54cm"), Some(72.0));
        assert_eq!(rounded("-25.4 mm"), Some(-72.0));
        assert_eq!(rounded("10pt"), Some(10.0));
        for wrong in ["", "10", "x", "pt", "1e999in", "１cm"] {
            assert_eq!(points(wrong), None, "{wrong}");
        }
    }

    /// A quarter turn against the clock puts the box of 20 × 10 above its corner.
    #[test]
    fn a_turned_box_is_bounded_where_it_lies() {
        let corners = |transform| {
            let corners = transformed(transform, 20.0, 10.0)?;
            Some(corners.map(|length| format!("{length:.1}")).join(" "))
        };
        let turned = corners("rotate (1.5707963267949) translate (100pt 50pt)");
        assert_eq!(turned.as_deref(), Some("100.0 30.0 110.0 50.0"));
        let moved = corners("translate (1pt 2pt)");
        assert_eq!(moved.as_deref(), Some("1.0 2.0 21.0 12.0"));
        assert_eq!(transformed("spin (3)", 1.0, 1.0), None);
        assert_eq!(transformed("translate (1e308cm 1cm) scale (1e308)", 1.0, 1.0), None);
    }
}
