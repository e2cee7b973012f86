//! XML: text → tags and text between them, borrowed from it.
//!
//! It only cuts; what is open, and what a name means, is the reader's business. Every cut is
//! checked, so that no text can make it fail but by an error.

/// A piece of markup, or of what stands between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A start tag: its name without prefix, its attributes as written, whether it is empty.
    Start { name: &'a str, attributes: &'a str, empty: bool },
    /// An end tag with its name without prefix.
    End(&'a str),
    /// Text, entities not replaced.
    Text(&'a str),
    /// Text that has no entities.
    Literal(&'a str),
    /// A document type declaration.
    DocumentType,
}

/// Cuts a text.
pub(super) struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    /// A scanner at the start of a text.
    pub(super) const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// The next token; `None` at the end.
    ///
    /// # Errors
    /// What is not closed before the text ends.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, &'static str> {
        loop {
            let bytes = self.rest.as_bytes();
            match bytes {
                [] => return Ok(None),
                [b'<', b'/', ..] => return self.end_tag().map(Some),
                [b'<', b'!', ..] => {
                    if let Some(token) = self.declaration()? {
                        return Ok(Some(token));
                    }
                }
                [b'<', b'?', ..] => {
                    self.take_past("?>", "a processing instruction is not closed")?;
                }
                [b'<', ..] => return self.start_tag().map(Some),
                _ => {
                    let end = position_of(b'<', bytes).unwrap_or(bytes.len());
                    return Ok(Some(Token::Text(self.take(end))));
                }
            }
        }
    }

    fn start_tag(&mut self) -> Result<Token<'a>, &'static str> {
        let end = end_of_tag(self.rest.as_bytes()).ok_or("a tag is not closed")?;
        let inside = self.take(end + 1).get(1..end).unwrap_or_default();
        let (inside, empty) = match inside.strip_suffix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        let length = inside.bytes().position(|byte| byte.is_ascii_whitespace());
        let (name, attributes) =
            inside.split_at_checked(length.unwrap_or(inside.len())).unwrap_or_default();
        Ok(Token::Start { name: local(name), attributes, empty })
    }

    fn end_tag(&mut self) -> Result<Token<'a>, &'static str> {
        let end = position_of(b'>', self.rest.as_bytes()).ok_or("an end tag is not closed")?;
        let tag = self.take(end + 1);
        let name = tag.get(2..end).unwrap_or_default().trim_ascii_end();
        Ok(Token::End(local(name)))
    }

    fn declaration(&mut self) -> Result<Option<Token<'a>>, &'static str> {
        if self.rest.starts_with("<!--") {
            self.take(4);
            self.take_past("-->", "a comment is not closed")?;
            return Ok(None);
        }
        if self.rest.starts_with("<![CDATA[") {
            self.take(9);
            let text = self.take_past("]]>", "a CDATA section is not closed")?;
            return Ok(Some(Token::Literal(text)));
        }
        Ok(Some(Token::DocumentType))
    }

    /// What stands before an end mark; goes on after it.
    fn take_past(&mut self, mark: &str, unclosed: &'static str) -> Result<&'a str, &'static str> {
        let (before, rest) = self.rest.split_once(mark).ok_or(unclosed)?;
        self.rest = rest;
        Ok(before)
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }
}

/// Where a tag ends: the first `>` outside of quotes.
fn end_of_tag(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    bytes.iter().position(|byte| {
        match (byte, quote) {
            (b'>', None) => return true,
            (b'"' | b'\'', None) => quote = Some(*byte),
            (byte, Some(open)) if *byte == open => quote = None,
            _ => {}
        }
        false
    })
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    let colon = name.bytes().position(|byte| byte == b':');
    colon.and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

fn position_of(byte: u8, bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|other| *other == byte)
}
