//! ODF styles: names → what they say, parents and defaults resolved.

use std::collections::{BTreeMap, BTreeSet};

use super::length::points;
use super::look::{CellLook, ShapeLook, TextLook};
use crate::grid::fault::Fault;
use crate::grid::model::{CellStyle, FontStyle};
use crate::grid::xml::{Element, Xml};

/// Parents that are followed; more are a circle.
const MOST_PARENTS: usize = 32;

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Cell,
    Column,
    Row,
    Table,
    Graphic,
    Paragraph,
    Text,
}

impl Family {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "table-cell" => Self::Cell,
            "table-column" => Self::Column,
            "table-row" => Self::Row,
            "table" => Self::Table,
            "graphic" => Self::Graphic,
            "paragraph" => Self::Paragraph,
            "text" => Self::Text,
            _ => return None,
        })
    }
}

/// One style as written.
#[derive(Debug, Clone, Default)]
struct Style {
    parent: Option<String>,
    number_format: Option<String>,
    text: TextLook,
    cell: CellLook,
    shape: ShapeLook,
    /// A column's width or a row's height in points.
    size: Option<f64>,
    /// Whether a table's tab shows.
    display: Option<bool>,
}

/// Every style that cells and shapes may name.
#[derive(Debug, Default)]
pub(super) struct StyleSheet {
    styles: BTreeMap<Family, BTreeMap<String, Style>>,
    defaults: BTreeMap<Family, Style>,
    /// Number styles of lengths of time, `[h]:mm`.
    elapsed: BTreeSet<String>,
}

impl StyleSheet {
    /// Reads the styles inside the element that was handed out last.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Fault> {
        let scope = xml.scope();
        while let Some(element) = xml.child(scope)? {
            match element.name() {
                "style" => {
                    let (family, name) = (family_of(&element), element.text("style:name"));
                    if let (Some(family), Some(name)) = (family, name) {
                        let style = read_style(xml, &element)?;
                        self.styles.entry(family).or_default().insert(name.into_owned(), style);
                    }
                }
                "default-style" => {
                    if let Some(family) = family_of(&element) {
                        let style = read_style(xml, &element)?;
                        self.defaults.insert(family, style);
                    }
                }
                "time-style" if element.flag("truncate-on-overflow") == Some(false) => {
                    let name = element.text("style:name").unwrap_or_default();
                    self.elapsed.insert(name.into_owned());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A style, its parents from the nearest, and the default of its family.
    fn chain(&self, family: Family, name: Option<&str>) -> impl Iterator<Item = &Style> {
        let named = self.styles.get(&family);
        let find = move |name: &str| named.and_then(|styles| styles.get(name));
        let first = name.and_then(find);
        std::iter::successors(first, move |style| style.parent.as_deref().and_then(find))
            .take(MOST_PARENTS)
            .chain(self.defaults.get(&family))
    }

    fn text_look(&self, family: Family, name: Option<&str>) -> TextLook {
        self.chain(family, name).fold(TextLook::default(), |look, style| look.over(style.text))
    }

    /// How a cell of this style looks.
    pub(super) fn cell_style(&self, name: Option<&str>) -> CellStyle {
        let look = self
            .chain(Family::Cell, name)
            .fold(CellLook::default(), |look, style| look.over(style.cell));
        look.cell_style(self.text_look(Family::Cell, name).onto(&FontStyle::default()))
    }

    /// A font with what a text or paragraph style of its own says about it.
    ///
    /// Defaults do not count: they would hide what the cell around the text says.
    pub(super) fn font(&self, family: Family, name: Option<&str>, around: &FontStyle) -> FontStyle {
        let named = self.styles.get(&family);
        let find = |name: &str| named.and_then(|styles| styles.get(name));
        std::iter::successors(name.and_then(find), |style| style.parent.as_deref().and_then(find))
            .take(MOST_PARENTS)
            .fold(TextLook::default(), |look, style| look.over(style.text))
            .onto(around)
    }

    /// How a shape of this style looks.
    pub(super) fn shape_look(&self, name: Option<&str>) -> ShapeLook {
        self.chain(Family::Graphic, name)
            .fold(ShapeLook::default(), |look, style| look.over(style.shape))
    }

    /// The width of a column or height of a row in points; `None` when its style says nothing.
    pub(super) fn size(&self, family: Family, name: Option<&str>) -> Option<f64> {
        self.chain(family, name).find_map(|style| style.size)
    }

    /// Whether the tab of a table of this style shows.
    pub(super) fn is_displayed(&self, name: Option<&str>) -> bool {
        self.chain(Family::Table, name).find_map(|style| style.display).unwrap_or(true)
    }

    /// Whether a cell of this style shows a length of time and not a time of day.
    pub(super) fn shows_elapsed_time(&self, name: Option<&str>) -> bool {
        self.chain(Family::Cell, name)
            .find_map(|style| style.number_format.as_ref())
            .is_some_and(|style| self.elapsed.contains(style))
    }
}

fn family_of(element: &Element<'_>) -> Option<Family> {
    element.raw("style:family").and_then(Family::named)
}

fn read_style(xml: &mut Xml<'_>, element: &Element<'_>) -> Result<Style, Fault> {
    let owned = |name: &str| element.text(name).map(std::borrow::Cow::into_owned);
    let mut style = Style {
        parent: owned("parent-style-name"),
        number_format: owned("data-style-name"),
        ..Style::default()
    };
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        match element.name() {
            "text-properties" => style.text = TextLook::of(&element),
            "table-cell-properties" => style.cell.read_cell(&element),
            "paragraph-properties" => style.cell.read_paragraph(&element),
            "graphic-properties" => style.shape = ShapeLook::of(&element),
            "table-column-properties" => style.size = element.raw("column-width").and_then(points),
            "table-row-properties" => style.size = element.raw("row-height").and_then(points),
            "table-properties" => style.display = element.flag("display"),
            _ => {}
        }
    }
    Ok(style)
}
