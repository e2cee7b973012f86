//! Grid: an XML part as text → elements and text, one at a time, their depth bounded.
//!
//! Names lose their namespace prefix. `mc:AlternateContent` is resolved on the way: the first
//! choice that holds something is read, everything else in it is passed over, and none of its own
//! elements are seen. A part with a document type declaration is refused, so that no entity can
//! expand; this module must not know any element but those.

mod scanner;

use std::borrow::Cow;
use std::str::FromStr;

use scanner::{Scanner, Token};

use super::fault::{Bound, Fault};

/// Characters of a wrong root's name that are shown.
const MOST_NAME: usize = 40;

/// A step through a part.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// An element begins; its attributes.
    Start(Element<'a>),
    /// The innermost open element ends.
    End,
    /// Text, its entities replaced.
    Text(Cow<'a, str>),
}

/// The beginning of an element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    name: &'a str,
    attributes: &'a str,
}

/// Depth inside an element whose children are walked; see [`Xml::child`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scope(usize);

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    role: Role,
}

/// What an open element is to whoever reads the part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It was handed out.
    Shown,
    /// An `mc:AlternateContent`, and whether one of its branches already held something.
    Alternate { taken: bool },
    /// A branch of an alternate that is seen through.
    Branch,
    /// A branch that is passed over, or an element in it.
    Skipped,
}

/// How strictly a part is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Every element must end where it should.
    Strict,
    /// As Excel writes VML: `<br>` is never closed, and stands for a line break.
    Vml,
}

/// A reader of one part.
pub(crate) struct Xml<'a> {
    scanner: Scanner<'a>,
    place: &'a str,
    manner: Manner,
    depth_limit: usize,
    open: Vec<Open<'a>>,
    /// Whether the innermost open element had no content and is to be closed.
    closing: bool,
    /// Open elements that were handed out.
    depth: usize,
    /// Open alternates.
    alternates: usize,
    /// Open elements that are passed over.
    skipped: usize,
}

impl<'a> Xml<'a> {
    /// A reader at the start of a part called `place`.
    pub(crate) fn new(text: &'a str, place: &'a str, manner: Manner, depth_limit: usize) -> Self {
        Self {
            scanner: Scanner::new(text),
            place,
            manner,
            depth_limit,
            open: Vec::new(),
            closing: false,
            depth: 0,
            alternates: 0,
            skipped: 0,
        }
    }

    /// The next step; `None` at the end of the part.
    ///
    /// # Errors
    /// The part is not well formed, ends too early, nests too deeply or declares a document type.
    pub(crate) fn next(&mut self) -> Result<Option<Node<'a>>, Fault> {
        loop {
            if std::mem::take(&mut self.closing) && self.close() {
                return Ok(Some(Node::End));
            }
            let token = self.scanner.next().map_err(|reason| self.malformed(reason))?;
            let text = match token {
                Some(Token::Start { name, .. }) if self.is_break(name) => Cow::Borrowed("\n"),
                Some(Token::Start { name, attributes, empty }) => {
                    self.closing = empty;
                    if self.opened(name)? {
                        return Ok(Some(Node::Start(Element { name, attributes })));
                    }
                    continue;
                }
                Some(Token::End(name)) => {
                    if self.closed(name)? {
                        return Ok(Some(Node::End));
                    }
                    continue;
                }
                Some(Token::Text(raw)) => content(raw),
                Some(Token::Literal(raw)) => line_ends(raw),
                Some(Token::DocumentType) => {
                    return Err(self.malformed("declares a document type"));
                }
                None if self.manner == Manner::Strict && !self.open.is_empty() => {
                    return Err(self.malformed("ends inside an element"));
                }
                None => return Ok(None),
            };
            if self.skipped == 0 {
                return Ok(Some(Node::Text(text)));
            }
        }
    }

    /// The children of the element that was handed out last.
    pub(crate) fn scope(&self) -> Scope {
        Scope(self.depth)
    }

    /// The next child of a scope, whatever was left unread of the one before; `None` when the
    /// element has ended. Text between children is passed over.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(crate) fn child(&mut self, scope: Scope) -> Result<Option<Element<'a>>, Fault> {
        while self.depth >= scope.0 {
            match self.next()? {
                Some(Node::Start(element)) if self.depth == scope.0 + 1 => {
                    return Ok(Some(element));
                }
                Some(_) => {}
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    /// The root element, when it has the name expected.
    ///
    /// # Errors
    /// As [`Xml::next`], and when there is another element or none.
    pub(crate) fn root(&mut self, name: &str) -> Result<Element<'a>, Fault> {
        match self.child(Scope(0))? {
            Some(element) if element.name() == name => Ok(element),
            Some(other) => {
                // A person reads this; what is no XML at all must not reach a terminal as it is.
                let readable = other.name().chars().filter(|letter| !letter.is_control());
                let found: String = readable.take(MOST_NAME).collect();
                Err(Fault::malformed(
                    self.place,
                    format_args!("expected <{name}>, found <{found}>"),
                ))
            }
            None => Err(Fault::malformed(self.place, format_args!("no <{name}>"))),
        }
    }

    /// All text inside of a scope, up to its end.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(crate) fn text(&mut self, scope: Scope) -> Result<Cow<'a, str>, Fault> {
        let mut text = Cow::Borrowed("");
        while self.depth >= scope.0 {
            match self.next()? {
                Some(Node::Text(more)) if text.is_empty() => text = more,
                Some(Node::Text(more)) => text.to_mut().push_str(&more),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    /// Notes an element as open; whether it is to be handed out.
    fn opened(&mut self, name: &'a str) -> Result<bool, Fault> {
        if self.open.len() >= self.depth_limit {
            return Err(Fault::Limit(Bound::XmlDepth));
        }
        let role = self.role(name);
        match role {
            Role::Shown => self.depth += 1,
            Role::Alternate { .. } => self.alternates += 1,
            Role::Skipped => self.skipped += 1,
            Role::Branch => {}
        }
        if role == Role::Shown && self.alternates > 0 {
            for open in &mut self.open {
                if let Role::Alternate { taken } = &mut open.role {
                    *taken = true;
                }
            }
        }
        self.open.push(Open { name, role });
        Ok(role == Role::Shown)
    }

    fn role(&self, name: &str) -> Role {
        if self.skipped > 0 {
            return Role::Skipped;
        }
        match self.open.last().map(|around| around.role) {
            Some(Role::Alternate { taken: false }) if matches!(name, "Choice" | "Fallback") => {
                Role::Branch
            }
            Some(Role::Alternate { .. }) => Role::Skipped,
            _ if name == "AlternateContent" => Role::Alternate { taken: false },
            _ => Role::Shown,
        }
    }

    /// Notes an end tag; whether what it closes was handed out.
    fn closed(&mut self, name: &str) -> Result<bool, Fault> {
        if self.is_break(name) {
            return Ok(false);
        }
        let fits = self.open.last().is_some_and(|open| open.name == name);
        if !fits && self.manner == Manner::Strict {
            return Err(self.malformed("an end tag closes nothing that is open"));
        }
        Ok(self.close())
    }

    /// Closes the innermost element; whether it was handed out.
    fn close(&mut self) -> bool {
        let role = self.open.pop().map(|open| open.role);
        match role {
            Some(Role::Shown) => self.depth -= 1,
            Some(Role::Alternate { .. }) => self.alternates -= 1,
            Some(Role::Skipped) => self.skipped -= 1,
            Some(Role::Branch) | None => {}
        }
        role == Some(Role::Shown)
    }

    fn is_break(&self, name: &str) -> bool {
        self.manner == Manner::Vml && name.eq_ignore_ascii_case("br")
    }

    fn malformed(&self, reason: &str) -> Fault {
        Fault::malformed(self.place, reason)
    }
}

impl Element<'_> {
    /// The name without its prefix.
    pub(crate) const fn name(&self) -> &str {
        self.name
    }

    /// Every attribute as written: name with its prefix, value with its entities.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        RawAttributes(self.attributes)
    }

    /// The value of the attribute of this name, prefixes not minded, entities not replaced.
    pub(crate) fn raw(&self, name: &str) -> Option<&str> {
        let local = |key: &str| {
            key.strip_suffix(name).is_some_and(|prefix| prefix.is_empty() || prefix.ends_with(':'))
        };
        self.attributes().find(|(key, _)| local(key)).map(|(_, value)| value)
    }

    /// The value of an attribute as text.
    pub(crate) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.raw(name).map(unescape)
    }

    /// The value of an attribute as a number of any kind.
    pub(crate) fn number<T: FromStr>(&self, name: &str) -> Option<T> {
        self.raw(name)?.trim().parse().ok()
    }

    /// The value of an attribute as a truth value; `None` when it is absent or neither.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        match self.raw(name)?.trim() {
            "1" | "true" | "t" | "on" => Some(true),
            "0" | "false" | "f" | "off" => Some(false),
            _ => None,
        }
    }

    /// A switch in an element's `val`: on when the element is there without one.
    pub(crate) fn is_on(&self) -> bool {
        self.flag("val").unwrap_or(true)
    }
}

/// Attributes of a start tag; what is malformed ends the list.
struct RawAttributes<'a>(&'a str);

impl<'a> Iterator for RawAttributes<'a> {
    type Item = (&'a str, &'a str);

    /// Plain loops over bytes: keys and values are too short for searching to pay.
    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.0.as_bytes();
        let equals = bytes.iter().position(|byte| *byte == b'=')?;
        let after = bytes.get(equals + 1..)?;
        let spaces = after.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let quote = *after.get(spaces).filter(|byte| matches!(byte, b'"' | b'\''))?;
        let start = equals + spaces + 2;
        let length = bytes.get(start..)?.iter().position(|byte| *byte == quote)?;
        let key = self.0.get(..equals)?.trim_ascii();
        let value = self.0.get(start..start + length)?;
        self.0 = self.0.get(start + length + 1..)?;
        Some((key, value))
    }
}

/// Text as meant: its line ends and entities replaced.
fn content(raw: &str) -> Cow<'_, str> {
    match line_ends(raw) {
        Cow::Borrowed(raw) => unescape(raw),
        Cow::Owned(raw) => Cow::Owned(unescape(&raw).into_owned()),
    }
}

/// A text whose line ends are all `\n`, as XML wants them read.
fn line_ends(raw: &str) -> Cow<'_, str> {
    if raw.as_bytes().contains(&b'\r') {
        Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(raw)
    }
}

/// Raw text with its entities replaced; unknown ones stay as written, for nothing declares any.
pub(crate) fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.as_bytes().contains(&b'&') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let named = after.split_once(';').and_then(|(name, tail)| Some((resolve(name)?, tail)));
        let (letter, tail) = named.unwrap_or(('&', after));
        text.push(letter);
        rest = tail;
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character of a predefined entity or a character reference.
fn resolve(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return Some(match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "apos" => '\'',
            "quot" => '"',
            _ => return None,
        });
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

#[cfg(test)]
mod tests {
    use super::{Manner, Node, Xml};
    use crate::grid::fault::{Bound, Fault};

    /// Elements, ends and texts as one line.
    fn outline(text: &str, manner: Manner) -> Result<String, Fault> {
        let mut xml = Xml::new(text, "part", manner, 8);
        let mut line = String::new();
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) => line.extend(["<", element.name()]),
                Node::End => line.push('>'),
                Node::Text(text) => line += &text,
            }
        }
        Ok(line)
    }

    #[test]
    fn alternates_are_read_once_and_never_seen() {
        let read = |text| outline(text, Manner::Strict).unwrap();
        let both = "<a><m:AlternateContent><m:Choice><b/></m:Choice><m:Choice><x/></m:Choice>\
                    <m:Fallback><c/></m:Fallback></m:AlternateContent><d/></a>";
        assert_eq!(read(both), "<a<b><d>>");
        let empty = "<a><m:AlternateContent><m:Choice/><m:Fallback><c>1</c></m:Fallback>\
                     </m:AlternateContent><d/></a>";
        assert_eq!(read(empty), "<a<c1><d>>");
        let nested = "<AlternateContent><Choice><AlternateContent><Choice><x:b/></Choice>\
                      <Fallback><c/></Fallback></AlternateContent></Choice><Fallback><d/>\
                      </Fallback></AlternateContent>";
        assert_eq!(read(nested), "<b>");
        let skipped = "<AlternateContent><Choice><b/></Choice><Fallback>text<AlternateContent>\
                       <Choice><c/></Choice></AlternateContent></Fallback><x/></AlternateContent>";
        assert_eq!(read(skipped), "<b>");
    }

    #[test]
    fn text_has_entities_replaced_and_unix_line_ends() {
        let read = |text| outline(text, Manner::Strict);
        assert_eq!(read("<t>a&amp;&#12354;\r\n&#x3042;<![CDATA[<]]></t>").unwrap(), "<ta&あ\nあ<>");
        assert_eq!(read("<t>R&D &bomb;</t>").unwrap(), "<tR&D &bomb;>");
        assert_eq!(read("<t>&#13;</t>").unwrap(), "<t\r>");
        assert!(matches!(read("<!DOCTYPE t []><t/>"), Err(Fault::Malformed(_))));
    }

    #[test]
    fn parts_cut_short_or_nested_too_deeply_are_refused() {
        assert!(matches!(outline("<a><b>", Manner::Strict), Err(Fault::Malformed(_))));
        assert!(matches!(outline("<a></b>", Manner::Strict), Err(Fault::Malformed(_))));
        assert!(matches!(outline("<a/></a>", Manner::Strict), Err(Fault::Malformed(_))));
        assert_eq!(outline("<a>1</b></c>2", Manner::Vml).unwrap(), "<a1>2");
        let deep = "<a>".repeat(9) + &"</a>".repeat(9);
        assert_eq!(outline(&deep, Manner::Strict), Err(Fault::Limit(Bound::XmlDepth)));
    }

    #[test]
    fn breaks_of_vml_need_no_end() {
        assert_eq!(outline("<div>a<br>b<BR/>c</div>", Manner::Vml).unwrap(), "<diva\nb\nc>");
    }

    #[test]
    fn children_come_whatever_was_left_unread() {
        let mut xml = Xml::new(
            "<a><b><x/><y/></b>text<c k:v='1&lt;' v2='2'/></a><z/>",
            "",
            Manner::Strict,
            8,
        );
        xml.root("a").unwrap();
        let scope = xml.scope();
        assert_eq!(xml.child(scope).unwrap().unwrap().name(), "b");
        xml.next().unwrap();
        let last = xml.child(scope).unwrap().unwrap();
        assert_eq!((last.name(), last.text("v").unwrap()), ("c", "1<".into()));
        assert_eq!(last.number::<u8>("v2"), Some(2));
        assert!(xml.child(scope).unwrap().is_none());
    }
}
