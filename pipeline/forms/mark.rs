//! Marks: ovals, fills, emphasis and signs on printed options → which option is meant.
//!
//! Input → output: the places where a choice is printed and the sheet's shapes → one [`Mark`]
//! for each place. By rule: a mark belongs to the option it overlaps most, if the next best is
//! clearly behind; two marks or none leave the answer empty. No field is known here.

/// Fonts, fills and borders that tell one option from its siblings.
mod emphasis;
/// Shapes and the options they lie on.
mod shapes;

use std::sync::Arc;

use super::choice::{self, FoundOption, TypedMark};
use super::model::{Mark, MarkMethod};
use super::page::{Area, Block, Page};
use super::text_geometry::option_areas;
use crate::diagnostic::Wording;
use crate::diagnostic::forms as wording;
use crate::units::{CellAddress, CellRange};

pub(super) use shapes::{ShapeFate, assign};

/// One option of a choice as it stands on the sheet.
#[derive(Debug, Clone)]
pub(super) struct OptionPlace {
    /// The option as the definition names it.
    pub(super) label: Arc<str>,
    /// Where a mark for it would lie.
    pub(super) area: Area,
    /// The cell it stands in.
    pub(super) cell: CellAddress,
}

/// Something that marks an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Evidence {
    /// The option's place in the list.
    pub(super) option: usize,
    /// What marks it.
    pub(super) method: MarkMethod,
}

/// A choice as it stands on the sheet: its options and what marks them.
#[derive(Debug, Clone)]
pub(super) struct ChoicePlace {
    /// The options in the order they are printed.
    pub(super) options: Vec<OptionPlace>,
    /// What marks them so far.
    pub(super) evidence: Vec<Evidence>,
    /// Pictures in words of what cannot be decided, with the options that compete.
    pub(super) unclear: Vec<(Wording, Vec<usize>)>,
}

impl ChoicePlace {
    /// A choice printed as one text, like 「５・４・３・２・１」, from a byte of the block's text on;
    /// `None` when it is no such text.
    pub(super) fn inline(
        page: &Page<'_>,
        (block, from): (&Block<'_>, usize),
        choices: &[Arc<str>],
        least: usize,
    ) -> Option<Self> {
        let skipped = block.text().get(..from)?.chars().count();
        let mut found = choice::printed_options(block.text().get(from..)?, choices, least);
        if found.is_empty() {
            return None;
        }
        for option in &mut found {
            option.start += skipped;
            option.end += skipped;
        }
        let areas = option_areas(page, block, &found);
        let options = found
            .iter()
            .zip(areas)
            .filter_map(|(option, area)| {
                let label = choices.get(option.option)?.clone();
                Some(OptionPlace { label, area, cell: block.address })
            })
            .collect();
        let mut place = Self { options, evidence: Vec::new(), unclear: Vec::new() };
        place.add_typed_signs(block.text(), &found);
        let fonts: Vec<_> = found.iter().map(|option| emphasis::font_of(block, option)).collect();
        place.add_difference(emphasis::odd_font(&fonts), MarkMethod::Emphasis);
        Some(place)
    }

    /// A choice whose options have a cell each: labels and ranges, in the order printed.
    pub(super) fn cells(page: &Page<'_>, options: &[(Arc<str>, CellRange)]) -> Self {
        let places = options
            .iter()
            .map(|(label, range)| OptionPlace {
                label: label.clone(),
                area: page.area(range),
                cell: range.first,
            })
            .collect();
        let mut place = Self { options: places, evidence: Vec::new(), unclear: Vec::new() };
        let styles: Vec<_> = options
            .iter()
            .map(|(_, range)| page.sheet.cells.get(&range.first).map(|cell| &*cell.style))
            .collect();
        place.add_difference(emphasis::odd_fill(&styles), MarkMethod::FilledCell);
        place.add_difference(emphasis::odd_border(&styles), MarkMethod::Emphasis);
        // Fonts tell something only where every option is printed.
        let cells: Vec<_> =
            options.iter().filter_map(|(_, range)| page.sheet.cells.get(&range.first)).collect();
        if cells.len() == options.len() && cells.iter().all(|cell| !cell.text.trim().is_empty()) {
            let fonts: Vec<_> = cells.into_iter().map(emphasis::whole_font).collect();
            place.add_difference(emphasis::odd_font(&fonts), MarkMethod::Emphasis);
        }
        place.add_typed_cells(page, options);
        place
    }

    /// Signs typed into option cells: ○ under a heading, or the option's own word in one cell.
    fn add_typed_cells(&mut self, page: &Page<'_>, options: &[(Arc<str>, CellRange)]) {
        let text_at = |range: &CellRange| {
            page.sheet.cells.get(&range.first).map_or("", |cell| cell.text.trim())
        };
        let own: Vec<usize> = indices(options, |(label, range)| {
            choice::exact_option(text_at(range), std::slice::from_ref(label)).is_some()
        });
        for (index, (label, range)) in options.iter().enumerate() {
            let text = text_at(range);
            if choice::is_marking_sign(text) {
                self.evidence.push(Evidence { option: index, method: MarkMethod::Mark });
            } else if text.is_empty() || choice::is_empty_sign(text) {
            } else if own.contains(&index) {
                let circled =
                    label.chars().ne(text.chars()) && text.chars().all(choice::is_circled);
                if circled {
                    self.push(index, MarkMethod::CircledDigit);
                } else if own.len() == 1 {
                    self.push(index, MarkMethod::Typed);
                }
            } else {
                self.unclear.push((wording::foreign_text(text, label), vec![index]));
            }
        }
    }

    fn push(&mut self, option: usize, method: MarkMethod) {
        self.evidence.push(Evidence { option, method });
    }

    fn add_typed_signs(&mut self, text: &str, found: &[FoundOption]) {
        // Options are numbered by the definition in the text, by their order on the sheet here.
        let order = |option: usize| found.iter().position(|place| place.option == option);
        match choice::typed_mark(text, found) {
            TypedMark::None => {}
            TypedMark::Marked { options, circled } => {
                let method = if circled { MarkMethod::CircledDigit } else { MarkMethod::Mark };
                for option in options.into_iter().filter_map(order) {
                    self.push(option, method);
                }
            }
            TypedMark::Between(one, other) => {
                let pair: Vec<usize> = [one, other].into_iter().filter_map(order).collect();
                let picture = wording::sign_between(&self.names(&pair));
                self.unclear.push((picture, pair));
            }
        }
    }

    fn add_difference(&mut self, difference: emphasis::Difference, method: MarkMethod) {
        match difference {
            emphasis::Difference::None => {}
            emphasis::Difference::One(option) => self.push(option, method),
            emphasis::Difference::Unclear(options) => {
                let picture = match method {
                    MarkMethod::FilledCell => wording::several_fills(&self.names(&options)),
                    _ => wording::several_emphases(&self.names(&options)),
                };
                self.unclear.push((picture, options));
            }
        }
    }

    /// The options' names, for a sentence.
    pub(super) fn names(&self, options: &[usize]) -> String {
        let names: Vec<&str> = options
            .iter()
            .filter_map(|option| self.options.get(*option))
            .map(|option| &*option.label)
            .collect();
        names.join(" と ")
    }

    /// What the marks say together.
    pub(super) fn decide(&self) -> Mark {
        let mut marked: Vec<usize> = self.evidence.iter().map(|e| e.option).collect();
        marked.sort_unstable();
        marked.dedup();
        let label = |option: &usize| self.options.get(*option).map(|place| place.label.clone());
        if let Some((picture, options)) = self.unclear.first() {
            let mut all = options.clone();
            all.extend(marked.iter().filter(|option| !options.contains(option)));
            return Mark::Unclear {
                picture: picture.clone(),
                candidates: all.iter().filter_map(label).collect(),
            };
        }
        match marked.as_slice() {
            [] => Mark::Unmarked,
            [one] => self.one(*one),
            several => Mark::Unclear {
                picture: wording::two_marks(&self.names(several)),
                candidates: several.iter().filter_map(label).collect(),
            },
        }
    }

    /// The answer, by the method that a person would name first.
    fn one(&self, option: usize) -> Mark {
        let method =
            self.evidence.iter().map(|evidence| evidence.method).max_by_key(
                |method| match method {
                    MarkMethod::Oval => 6,
                    MarkMethod::Control => 5,
                    MarkMethod::Mark => 4,
                    MarkMethod::CircledDigit => 3,
                    MarkMethod::FilledCell => 2,
                    MarkMethod::Emphasis => 1,
                    MarkMethod::Typed | MarkMethod::Review => 0,
                },
            );
        match (self.options.get(option), method) {
            (Some(place), Some(method)) => Mark::One { option: place.label.clone(), method },
            _ => Mark::Unmarked,
        }
    }
}

fn indices<T>(list: &[T], test: impl Fn(&T) -> bool) -> Vec<usize> {
    list.iter().enumerate().filter(|(_, item)| test(item)).map(|(index, _)| index).collect()
}
