//! OOXML: an archive and its relationships → parts by what they are for.
//!
//! Targets are resolved against the part they stand in. Nothing outside of the archive is read.

use std::collections::BTreeMap;

use crate::grid::archive::Archive;
use crate::grid::fault::Fault;
use crate::grid::xml::{Manner, Xml};
use crate::intake::Limits;

/// An open package.
pub(crate) struct Package<'a> {
    archive: Archive<'a>,
    /// Bounds that hold for every part.
    pub(crate) limits: &'a Limits,
}

/// One part that another refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relationship {
    /// What it is for: the last segment of its type, like `worksheet`.
    pub(crate) kind: String,
    /// The part's name in the archive.
    pub(crate) target: String,
}

/// What a part refers to, by id.
pub(crate) type Relationships = BTreeMap<String, Relationship>;

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// As [`Archive::open`].
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Fault> {
        Ok(Self { archive: Archive::open(bytes, limits)?, limits })
    }

    /// A part's bytes; `None` when there is none.
    ///
    /// # Errors
    /// As [`Archive::part`].
    pub(crate) fn bytes(&mut self, part: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.archive.part(part)
    }

    /// A part's text; `None` when there is none.
    ///
    /// # Errors
    /// As [`Archive::part`].
    pub(crate) fn text(&mut self, part: &str) -> Result<Option<String>, Fault> {
        self.archive.text(part)
    }

    /// What a part refers to inside of the package; the package itself is the part "".
    ///
    /// # Errors
    /// The list is not well formed.
    pub(crate) fn relationships(&mut self, part: &str) -> Result<Relationships, Fault> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let place = join(folder, &format!("_rels/{name}.rels"));
        let mut found = Relationships::new();
        let Some(text) = self.text(&place)? else { return Ok(found) };
        let mut xml = Xml::new(&text, &place, Manner::Strict, self.limits.xml_depth);
        xml.root("Relationships")?;
        let scope = xml.scope();
        while let Some(element) = xml.child(scope)? {
            let (Some(id), Some(kind), Some(target)) =
                (element.text("Id"), element.raw("Type"), element.text("Target"))
            else {
                continue;
            };
            if element.raw("TargetMode") == Some("External") {
                continue;
            }
            let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
            found.insert(id.into_owned(), Relationship { kind, target: join(folder, &target) });
        }
        Ok(found)
    }
}

/// The first part of a kind, in the order of ids.
pub(crate) fn first_of(found: &Relationships, kind: &str) -> Option<String> {
    found.values().find(|relationship| relationship.kind == kind).map(|found| found.target.clone())
}

/// A target as written in a part of `folder` → the part's name in the archive.
fn join(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let (base, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, &*target),
    };
    let mut segments = Vec::new();
    for segment in base.split('/').chain(target.split('/')) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn targets_are_resolved_against_their_part() {
        assert_eq!(join("xl/worksheets", "../drawings/drawing1.xml"), "xl/drawings/drawing1.xml");
        assert_eq!(join("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(join("", "xl\\workbook.xml"), "xl/workbook.xml");
        assert_eq!(join("xl", "../../../etc/passwd"), "etc/passwd");
    }
}
