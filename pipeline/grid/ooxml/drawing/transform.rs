//! Drawing: transforms of shapes and groups → where their boxes lie on the sheet.
//!
//! A shape's box is the square from −1 to 1 moved, scaled and turned; groups chain.

use super::anchor::{self, Frame};
use super::properties::Properties;
use crate::grid::fault::Fault;
use crate::grid::xml::{Element, Xml};

/// Units of an angle in a full turn.
const FULL_TURN: f64 = 21_600_000.0;

/// A transform as written (`xfrm`), lengths in points of the space around it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Transform {
    /// Top left before turning.
    offset: (f64, f64),
    /// Width and height before turning.
    size: (f64, f64),
    /// Clockwise turn, 0–1 of a full one.
    turn: f64,
    /// Whether it is mirrored (left–right, top–bottom).
    flip: (bool, bool),
    /// Top left of the space of a group's children.
    child_offset: Option<(f64, f64)>,
    /// Size of the space of a group's children.
    child_size: Option<(f64, f64)>,
}

/// Reads a transform.
pub(crate) fn read(xml: &mut Xml<'_>, element: &Element<'_>) -> Result<Transform, Fault> {
    let turn = element.number::<f64>("rot").unwrap_or(0.0) / FULL_TURN;
    let mut transform = Transform {
        turn: if turn.is_finite() { turn.rem_euclid(1.0) } else { 0.0 },
        flip: (element.flag("flipH") == Some(true), element.flag("flipV") == Some(true)),
        ..Transform::default()
    };
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        match element.name() {
            "off" => transform.offset = anchor::position(&element),
            "ext" => transform.size = anchor::size(&element),
            "chOff" => transform.child_offset = Some(anchor::position(&element)),
            "chExt" => transform.child_size = Some(anchor::size(&element)),
            _ => {}
        }
    }
    Ok(transform)
}

impl Transform {
    /// The transform of an anchored object: its place and size are the anchor's.
    ///
    /// Excel writes the anchor of an object turned by about a quarter as if it were turned by
    /// exactly that, so that width and height change places around the same middle.
    pub(crate) fn of_anchor(frame: Frame, own: Self) -> Self {
        let Frame { left, top, width, height } = frame;
        // Children are laid out in the space that the group itself was written in.
        let child_offset = own.child_offset.or(Some(own.offset));
        let child_size = own.child_size.or(Some(own.size));
        let sideways = (0.125..0.375).contains(&own.turn) || (0.625..0.875).contains(&own.turn);
        let (offset, size) = if sideways {
            let offset = (left + (width - height) / 2.0, top + (height - width) / 2.0);
            (offset, (height, width))
        } else {
            ((left, top), (width, height))
        };
        Self { offset, size, child_offset, child_size, ..own }
    }

    /// From the square −1…1 to where the object lies.
    pub(crate) fn placed(self) -> Affine {
        let (width, height) = self.size;
        self.around_middle().after(Affine::scale(width / 2.0, height / 2.0))
    }

    /// From the space of a group's children to where they lie.
    pub(crate) fn child_space(self) -> Affine {
        let (left, top) = self.child_offset.unwrap_or(self.offset);
        let (child_width, child_height) = self.child_size.unwrap_or(self.size);
        let ratio = |size: f64, child: f64| if child > 0.0 { size / child } else { 1.0 };
        let scale =
            Affine::scale(ratio(self.size.0, child_width), ratio(self.size.1, child_height));
        let middle = Affine::shift(-(left + child_width / 2.0), -(top + child_height / 2.0));
        self.around_middle().after(scale).after(middle)
    }

    /// From around the origin to around the object's middle, mirrored and turned.
    fn around_middle(self) -> Affine {
        let mirror = |flipped: bool| if flipped { -1.0 } else { 1.0 };
        Affine::shift(self.offset.0 + self.size.0 / 2.0, self.offset.1 + self.size.1 / 2.0)
            .after(Affine::turn(self.turn))
            .after(Affine::scale(mirror(self.flip.0), mirror(self.flip.1)))
    }
}

/// x′ = xx·x + xy·y + x0, y′ = yx·x + yy·y + y0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Affine {
    xx: f64,
    xy: f64,
    yx: f64,
    yy: f64,
    x0: f64,
    y0: f64,
}

impl Affine {
    const fn scale(x: f64, y: f64) -> Self {
        Self { xx: x, xy: 0.0, yx: 0.0, yy: y, x0: 0.0, y0: 0.0 }
    }

    const fn shift(x: f64, y: f64) -> Self {
        Self { xx: 1.0, xy: 0.0, yx: 0.0, yy: 1.0, x0: x, y0: y }
    }

    fn turn(turn: f64) -> Self {
        let (sine, cosine) = (turn * std::f64::consts::TAU).sin_cos();
        Self { xx: cosine, xy: -sine, yx: sine, yy: cosine, x0: 0.0, y0: 0.0 }
    }

    /// This one applied after another.
    pub(crate) fn after(self, first: Self) -> Self {
        Self {
            xx: self.xx * first.xx + self.xy * first.yx,
            xy: self.xx * first.xy + self.xy * first.yy,
            yx: self.yx * first.xx + self.yy * first.yx,
            yy: self.yx * first.xy + self.yy * first.yy,
            x0: self.xx * first.x0 + self.xy * first.y0 + self.x0,
            y0: self.yx * first.x0 + self.yy * first.y0 + self.y0,
        }
    }

    /// The upright box around the square −1…1, or around the ellipse in it.
    pub(crate) fn bounds(self, properties: &Properties) -> Frame {
        let reach = |x: f64, y: f64| {
            if properties.is_ellipse() { x.hypot(y) } else { x.abs() + y.abs() }
        };
        let (across, down) = (reach(self.xx, self.xy), reach(self.yx, self.yy));
        let frame = Frame {
            left: self.x0 - across,
            top: self.y0 - down,
            width: across * 2.0,
            height: down * 2.0,
        };
        let finite = [frame.left, frame.top, frame.width, frame.height];
        if finite.iter().all(|length| length.is_finite()) { frame } else { Frame::default() }
    }
}
