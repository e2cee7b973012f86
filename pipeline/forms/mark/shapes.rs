//! Shapes and the options they lie on.
//!
//! Input → output: all choices of a sheet and its shapes → evidence on the choices, and what
//! became of each shape. A shape belongs to the option it covers most, with a margin.

use super::{ChoicePlace, Evidence, MarkMethod};
use crate::diagnostic::forms as wording;
use crate::forms::page::{Area, Page};
use crate::grid::{Shape, ShapeFill, ShapeKind};

/// Least share of a mark that lies on its option.
const LEAST_SHARE: f64 = 0.35;
/// How far, as a share of the mark, the best option must be ahead of the next.
const MARGIN: f64 = 0.2;
/// Share of a mark on an option below which it has nothing to do with it.
const TOUCH: f64 = 0.15;
/// Gap in points between a check box and the option it stands before.
const CONTROL_GAP: f64 = 12.0;

/// What became of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::forms) enum ShapeFate {
    /// It marks, or seems to mark, an option of this choice.
    Used {
        /// The choice's place in the list.
        place: usize,
    },
    /// It marks nothing.
    Free,
}

/// How much of a shape lies on one option of one choice.
#[derive(Debug, Clone, Copy)]
struct Cover {
    place: usize,
    option: usize,
    share: f64,
}

/// Gives each shape of the page to the choice it marks, and tells what became of each shape.
pub(in crate::forms) fn assign(places: &mut [ChoicePlace], page: &Page<'_>) -> Vec<ShapeFate> {
    let options: usize = places.iter().map(|place| place.options.len()).sum();
    let shapes = &page.sheet.shapes;
    shapes
        .iter()
        .map(|shape| match shape.kind {
            _ if !page.spend(options) => ShapeFate::Free,
            ShapeKind::Outline | ShapeKind::TextBox if may_circle(shape) => circle(places, shape),
            ShapeKind::Line | ShapeKind::Ink => drawn(places, shape),
            ShapeKind::CheckBox | ShapeKind::OptionButton => control(places, shape),
            _ => ShapeFate::Free,
        })
        .collect()
}

/// A closed outline through which the option shows.
fn may_circle(shape: &Shape) -> bool {
    shape.fill != ShapeFill::Solid && shape.text.trim().is_empty()
}

/// The area a shape covers; never empty, so that a flat line still has one.
fn area(shape: &Shape) -> Area {
    Area {
        left: shape.left,
        top: shape.top,
        right: shape.left + shape.width.max(1.0),
        bottom: shape.top + shape.height.max(1.0),
    }
}

/// Options under an area, the most covered first.
fn covers(places: &[ChoicePlace], area: &Area) -> Vec<Cover> {
    let size = area.size();
    let mut covers: Vec<Cover> = places
        .iter()
        .enumerate()
        .flat_map(|(place, choice)| {
            choice.options.iter().enumerate().map(move |(option, found)| Cover {
                place,
                option,
                share: area.overlap(&found.area) / size,
            })
        })
        .filter(|cover| cover.share > TOUCH)
        .collect();
    covers.sort_by(|one, other| {
        let places = (one.place, one.option).cmp(&(other.place, other.option));
        other.share.total_cmp(&one.share).then(places)
    });
    covers
}

fn circle(places: &mut [ChoicePlace], shape: &Shape) -> ShapeFate {
    let covers = covers(places, &area(shape));
    let Some(best) = covers.first().copied() else { return ShapeFate::Free };
    let next = covers.get(1).copied();
    let ahead = best.share - next.map_or(0.0, |next| next.share);
    let Some(choice) = places.get_mut(best.place) else { return ShapeFate::Free };
    if best.share >= LEAST_SHARE && ahead >= MARGIN {
        choice.evidence.push(Evidence { option: best.option, method: MarkMethod::Oval });
    } else {
        between(places, best, next);
    }
    ShapeFate::Used { place: best.place }
}

/// A mark that could mean two options, perhaps of two different lines.
fn between(places: &mut [ChoicePlace], best: Cover, next: Option<Cover>) {
    let same = next.filter(|next| next.place == best.place);
    if let Some(choice) = places.get_mut(best.place) {
        let mut options = vec![best.option];
        options.extend(same.map(|next| next.option));
        let picture = match same {
            Some(_) => wording::oval_between(&choice.names(&options)),
            None => wording::oval_beside(&choice.names(&options)),
        };
        choice.unclear.push((picture, options));
    }
    let other = next.filter(|next| next.place != best.place);
    if let Some((next, choice)) = other.and_then(|n| Some((n, places.get_mut(n.place)?))) {
        let picture = wording::oval_beside(&choice.names(&[next.option]));
        choice.unclear.push((picture, vec![next.option]));
    }
}

/// A line or handwriting on an option: something is drawn there, but what?
fn drawn(places: &mut [ChoicePlace], shape: &Shape) -> ShapeFate {
    let covers = covers(places, &area(shape));
    let Some(best) = covers.first().copied() else { return ShapeFate::Free };
    let Some(choice) = places.get_mut(best.place) else { return ShapeFate::Free };
    let options: Vec<usize> =
        covers.iter().filter(|c| c.place == best.place).map(|c| c.option).collect();
    let picture = match shape.kind {
        ShapeKind::Ink => wording::ink_on(&choice.names(&options)),
        _ => wording::line_on(&choice.names(&options)),
    };
    choice.unclear.push((picture, options));
    ShapeFate::Used { place: best.place }
}

/// A check box or option button: by its own text, or else by the option right after it.
fn control(places: &mut [ChoicePlace], shape: &Shape) -> ShapeFate {
    let box_area = area(shape);
    let reach = Area { right: box_area.right + CONTROL_GAP, ..box_area };
    let near = covers(places, &reach);
    let named = near.iter().copied().find(|cover| {
        places.get(cover.place).and_then(|place| place.options.get(cover.option)).is_some_and(
            |option| crate::label::label_key(&shape.text) == crate::label::label_key(&option.label),
        )
    });
    let Some(found) = named.or_else(|| after(places, &near, &box_area)) else {
        return ShapeFate::Free;
    };
    if shape.checked == Some(true)
        && let Some(choice) = places.get_mut(found.place)
    {
        choice.evidence.push(Evidence { option: found.option, method: MarkMethod::Control });
    }
    ShapeFate::Used { place: found.place }
}

/// The covered option whose middle lies nearest behind the middle of a box.
fn after(places: &[ChoicePlace], near: &[Cover], box_area: &Area) -> Option<Cover> {
    let middle = f64::midpoint(box_area.left, box_area.right);
    let distance = |cover: &Cover| {
        let option = places.get(cover.place)?.options.get(cover.option)?;
        let center = f64::midpoint(option.area.left, option.area.right);
        (center >= middle).then_some(center - middle)
    };
    near.iter()
        .copied()
        .filter_map(|cover| Some((distance(&cover)?, cover)))
        .min_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, cover)| cover)
}
