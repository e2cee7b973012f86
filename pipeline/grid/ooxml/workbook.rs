//! OOXML: the workbook part → the tabs in order and the date system.
//!
//! Nothing of a sheet is read here.

use super::package::Relationships;
use crate::grid::fault::{Bound, Fault};
use crate::grid::model::Visibility;
use crate::grid::number_format::DateSystem;
use crate::grid::xml::{Element, Manner, Xml};
use crate::intake::Limits;

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tab {
    /// The name on it.
    pub(crate) name: String,
    /// Whether it shows.
    pub(crate) visibility: Visibility,
    /// The part of its sheet; `None` for charts, dialogs and macro sheets, which hold no form.
    pub(crate) part: Option<String>,
}

/// What the workbook part says.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// The tabs from left to right.
    pub(crate) tabs: Vec<Tab>,
    /// Where dates are counted from.
    pub(crate) system: DateSystem,
}

impl Contents {
    /// Adds a tab.
    ///
    /// # Errors
    /// There are too many.
    pub(crate) fn add(&mut self, tab: Tab, limits: &Limits) -> Result<(), Fault> {
        self.tabs.push(tab);
        if self.tabs.len() > limits.sheets { Err(Fault::Limit(Bound::Sheets)) } else { Ok(()) }
    }
}

/// Reads a workbook part written in XML.
///
/// # Errors
/// The part is not well formed, has too many sheets or names one without a part.
pub(crate) fn read(
    text: &str,
    place: &str,
    relationships: &Relationships,
    limits: &Limits,
) -> Result<Contents, Fault> {
    let mut xml = Xml::new(text, place, Manner::Strict, limits.xml_depth);
    let mut contents = Contents::default();
    xml.root("workbook")?;
    let root = xml.scope();
    while let Some(element) = xml.child(root)? {
        match element.name() {
            "workbookPr" if element.flag("date1904") == Some(true) => {
                contents.system = DateSystem::Excel1904;
            }
            "sheets" => {
                let list = xml.scope();
                while let Some(element) = xml.child(list)? {
                    contents.add(tab(&element, relationships)?, limits)?;
                }
            }
            _ => {}
        }
    }
    Ok(contents)
}

fn tab(element: &Element<'_>, relationships: &Relationships) -> Result<Tab, Fault> {
    let visibility = match element.raw("state") {
        Some("hidden") => Visibility::Hidden,
        Some("veryHidden") => Visibility::VeryHidden,
        _ => Visibility::Visible,
    };
    let name = element.text("name").unwrap_or_default().into_owned();
    let part = part_of(relationships, &element.text("id").unwrap_or_default(), &name)?;
    Ok(Tab { name, visibility, part })
}

/// The part of a sheet by its relationship; `None` when it holds no cells.
///
/// # Errors
/// There is no such relationship.
pub(crate) fn part_of(
    relationships: &Relationships,
    id: &str,
    name: &str,
) -> Result<Option<String>, Fault> {
    let found = relationships.get(id).ok_or_else(|| {
        Fault::malformed("workbook", format_args!("the sheet {name:?} has no part"))
    })?;
    Ok((found.kind == "worksheet").then(|| found.target.clone()))
}
