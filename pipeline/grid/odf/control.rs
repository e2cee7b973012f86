//! Form controls of a sheet: check boxes and option buttons by the id that shapes refer to.

use std::collections::BTreeMap;

use crate::grid::fault::Fault;
use crate::grid::model::ShapeKind;
use crate::grid::xml::{Element, Xml};

/// A form control (フォームコントロール).
#[derive(Debug, Clone)]
pub(super) struct Control {
    pub(super) kind: ShapeKind,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) checked: Option<bool>,
}

/// Controls by id.
pub(super) type Controls = BTreeMap<String, Control>;

/// Takes in the controls inside `office:forms`, forms within forms too.
pub(super) fn read(xml: &mut Xml<'_>, controls: &mut Controls) -> Result<(), Fault> {
    let scope = xml.scope();
    while let Some(element) = xml.child(scope)? {
        if element.name() == "form" {
            read(xml, controls)?;
            continue;
        }
        let control = control(&element);
        for id in ["xml:id", "form:id"].into_iter().filter_map(|name| element.text(name)) {
            controls.insert(id.into_owned(), control.clone());
        }
    }
    Ok(())
}

fn control(element: &Element<'_>) -> Control {
    let state = |current: &str, initial: &str| element.raw(current).or(element.raw(initial));
    let (kind, checked) = match element.name() {
        "checkbox" => {
            let checked = match state("current-state", "form:state") {
                Some("checked") => Some(true),
                Some("unknown") => None,
                _ => Some(false),
            };
            (ShapeKind::CheckBox, checked)
        }
        "radio" => {
            let selected = state("current-selected", "form:selected") == Some("true");
            (ShapeKind::OptionButton, Some(selected))
        }
        _ => (ShapeKind::Other, None),
    };
    let told = |name: &str| element.text(name).unwrap_or_default().into_owned();
    Control { kind, name: told("form:name"), label: told("form:label"), checked }
}
