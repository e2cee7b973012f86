//! Paragraphs with their spans → text as shown, and the parts of it that look different.

use super::style::{Family, StyleSheet};
use crate::grid::fault::{Bound, Fault};
use crate::grid::model::{FontStyle, TextRun};
use crate::grid::xml::{Element, Node, Xml};

/// Text as it grows paragraph by paragraph.
pub(super) struct RichText<'a> {
    styles: &'a StyleSheet,
    base: FontStyle,
    limit: usize,
    text: String,
    chars: usize,
    runs: Vec<TextRun>,
    paragraphs: usize,
    /// White space that was met and not yet decided upon.
    pending: String,
    /// Where the present paragraph begins, in characters.
    paragraph_start: usize,
}

impl<'a> RichText<'a> {
    /// An empty text of at most `limit` characters that looks like `base`.
    pub(super) fn new(styles: &'a StyleSheet, base: FontStyle, limit: usize) -> Self {
        Self {
            styles,
            base,
            limit,
            text: String::new(),
            chars: 0,
            runs: Vec::new(),
            paragraphs: 0,
            pending: String::new(),
            paragraph_start: 0,
        }
    }

    /// The text and the runs that do not look like its base.
    pub(super) fn finish(self) -> (String, Vec<TextRun>) {
        (self.text, self.runs)
    }

    /// Takes in the paragraph that was handed out last.
    ///
    /// Spaces stay as written, as office suites keep them. White space with a line break in it
    /// comes from programs that indent their XML: it is one space, and none at the edges, where
    /// ODF would collapse all white space.
    /// Source: ODF 1.3 part 3, 6.1.2 (white space).
    pub(super) fn paragraph(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
    ) -> Result<(), Fault> {
        let font = self.base.clone();
        if self.paragraphs > 0 {
            self.push("\n", &font)?;
        }
        self.paragraphs += 1;
        self.paragraph_start = self.chars;
        let style = element.text("style-name");
        let font = self.styles.font(Family::Paragraph, style.as_deref(), &font);
        self.inside(xml, &font)?;
        if is_indentation(&self.pending) {
            self.pending.clear();
        }
        self.settle(&font)
    }

    /// Everything up to the end of the element that was handed out last.
    fn inside(&mut self, xml: &mut Xml<'_>, font: &FontStyle) -> Result<(), Fault> {
        loop {
            match xml.next()? {
                Some(Node::Text(text)) => self.literal(&text, font)?,
                Some(Node::Start(element)) => self.inline(xml, &element, font)?,
                Some(Node::End) | None => return Ok(()),
            }
        }
    }

    fn inline(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        font: &FontStyle,
    ) -> Result<(), Fault> {
        match element.name() {
            "span" => {
                let style = element.text("style-name");
                let font = self.styles.font(Family::Text, style.as_deref(), font);
                return self.inside(xml, &font);
            }
            "s" => {
                self.settle(font)?;
                for _ in 0..element.number::<usize>("text:c").unwrap_or(1) {
                    self.push(" ", font)?;
                }
            }
            "tab" => self.add("\t", font)?,
            "line-break" => self.add("\n", font)?,
            // Furigana, footnotes and comments are not part of the text.
            "ruby-text" | "note" | "annotation" => {}
            _ => return self.inside(xml, font),
        }
        skip(xml)
    }

    fn literal(&mut self, text: &str, font: &FontStyle) -> Result<(), Fault> {
        let is_white = |character| matches!(character, ' ' | '\t' | '\n' | '\r');
        let mut rest = text;
        while !rest.is_empty() {
            let length = rest.find(is_white).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            if !word.is_empty() {
                self.add(word, font)?;
            }
            let words = after.trim_start_matches(is_white);
            self.pending.push_str(after.strip_suffix(words).unwrap_or_default());
            rest = words;
        }
        Ok(())
    }

    /// Adds characters after the white space before them.
    fn add(&mut self, more: &str, font: &FontStyle) -> Result<(), Fault> {
        self.settle(font)?;
        self.push(more, font)
    }

    /// Writes the white space that was met.
    fn settle(&mut self, font: &FontStyle) -> Result<(), Fault> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let pending = std::mem::take(&mut self.pending);
        if !is_indentation(&pending) {
            return self.push(&pending, font);
        }
        if self.chars > self.paragraph_start { self.push(" ", font) } else { Ok(()) }
    }

    fn push(&mut self, more: &str, font: &FontStyle) -> Result<(), Fault> {
        let start = self.chars;
        self.chars += more.chars().count();
        if self.chars > self.limit {
            return Err(Fault::Limit(Bound::TextChars));
        }
        self.text.push_str(more);
        if *font == self.base {
            return Ok(());
        }
        match self.runs.last_mut() {
            Some(run) if run.end == start && run.font == *font => run.end = self.chars,
            _ => self.runs.push(TextRun { start, end: self.chars, font: font.clone() }),
        }
        Ok(())
    }
}

/// Whether white space is there for readers of the XML only.
fn is_indentation(space: &str) -> bool {
    space.contains(['\t', '\n', '\r'])
}

/// Passes over the element that was handed out last.
pub(super) fn skip(xml: &mut Xml<'_>) -> Result<(), Fault> {
    let scope = xml.scope();
    while xml.child(scope)?.is_some() {}
    Ok(())
}
