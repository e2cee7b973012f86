//! Grid: an XML part as text → elements and text, one at a time, their depth bounded.
//!
//! Names lose their namespace prefix. `mc:AlternateContent` is resolved on the way: the first
//! choice that holds something is read, everything else in it is passed over, and none of its own
//! elements are seen. A part with a document type declaration is refused, so that no entity can
//! expand; this module must not know any element but those.

use std::borrow::Cow;
use std::str::FromStr;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::fault::{Bound, Fault};

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
#[derive(Debug)]
pub(crate) struct Element<'a>(BytesStart<'a>);

/// Depth inside an element whose children are walked; see [`Xml::child`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scope(usize);

/// An `mc:AlternateContent` that is open.
struct Alternate {
    /// Depth of the element in the part as written.
    depth: usize,
    /// Whether one of its branches already held something.
    taken: bool,
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
    reader: Reader<&'a [u8]>,
    place: &'a str,
    manner: Manner,
    depth_limit: usize,
    /// Open elements as written.
    written: usize,
    /// Open elements as handed out.
    depth: usize,
    alternates: Vec<Alternate>,
    /// Depths, as written, of open elements that are not handed out.
    silent: Vec<usize>,
}

impl<'a> Xml<'a> {
    /// A reader at the start of a part called `place`.
    pub(crate) fn new(text: &'a str, place: &'a str, manner: Manner, depth_limit: usize) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = manner == Manner::Strict;
        config.allow_dangling_amp = manner == Manner::Vml;
        Self {
            reader,
            place,
            manner,
            depth_limit,
            written: 0,
            depth: 0,
            alternates: Vec::new(),
            silent: Vec::new(),
        }
    }

    /// The next step; `None` at the end of the part.
    ///
    /// # Errors
    /// The part is not well formed, ends too early, nests too deeply or declares a document type.
    pub(crate) fn next(&mut self) -> Result<Option<Node<'a>>, Fault> {
        loop {
            let event =
                self.reader.read_event().map_err(|error| Fault::malformed(self.place, error))?;
            match event {
                Event::Start(start) => {
                    if let Some(node) = self.start(start)? {
                        return Ok(Some(node));
                    }
                }
                Event::End(end) => {
                    if self.is_break(end.local_name().as_ref()) {
                        continue;
                    }
                    if self.end() {
                        return Ok(Some(Node::End));
                    }
                }
                Event::Text(text) => return Ok(Some(Node::Text(line_ends(text.into_inner())))),
                Event::CData(data) => return Ok(Some(Node::Text(line_ends(data.into_inner())))),
                Event::GeneralRef(entity) => {
                    let name: &str = entity.as_ref();
                    return Ok(Some(Node::Text(Cow::Owned(self.entity(name)?))));
                }
                Event::DocType(_) => {
                    return Err(Fault::malformed(self.place, "declares a document type"));
                }
                Event::Eof if self.written > 0 && self.manner == Manner::Strict => {
                    return Err(Fault::malformed(self.place, "ends inside an element"));
                }
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
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
            Some(other) => Err(Fault::malformed(
                self.place,
                format_args!("expected <{name}>, found <{}>", other.name()),
            )),
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

    fn start(&mut self, start: BytesStart<'a>) -> Result<Option<Node<'a>>, Fault> {
        let name = start.local_name();
        let name: &str = name.as_ref();
        if self.is_break(name) {
            return Ok(Some(Node::Text(Cow::Borrowed("\n"))));
        }
        self.written += 1;
        if self.written > self.depth_limit {
            return Err(Fault::Limit(Bound::XmlDepth));
        }
        if name == "AlternateContent" {
            self.alternates.push(Alternate { depth: self.written, taken: false });
            self.silent.push(self.written);
            return Ok(None);
        }
        if self.alternates.last().is_some_and(|open| open.depth + 1 == self.written) {
            return self.branch(name).map(|()| None);
        }
        if let Some(open) = self.alternates.last_mut() {
            open.taken = true;
        }
        self.depth += 1;
        Ok(Some(Node::Start(Element(start))))
    }

    /// A branch of the innermost alternate: seen through when it is the first, else passed over.
    fn branch(&mut self, name: &str) -> Result<(), Fault> {
        let wanted = matches!(name, "Choice" | "Fallback")
            && self.alternates.last().is_some_and(|open| !open.taken);
        self.silent.push(self.written);
        if wanted {
            return Ok(());
        }
        let outside = self.written;
        while self.written >= outside {
            match self.reader.read_event() {
                Ok(Event::Start(_)) => self.written += 1,
                Ok(Event::End(_)) if self.written == outside => {
                    self.end();
                }
                Ok(Event::End(_)) => self.written -= 1,
                Ok(Event::Eof) => {
                    return Err(Fault::malformed(self.place, "ends inside an element"));
                }
                Ok(_) => {}
                Err(error) => return Err(Fault::malformed(self.place, error)),
            }
            if self.written > self.depth_limit {
                return Err(Fault::Limit(Bound::XmlDepth));
            }
        }
        Ok(())
    }

    /// Closes the innermost element as written; whether it was handed out.
    fn end(&mut self) -> bool {
        let silent = self.silent.last() == Some(&self.written);
        if silent {
            self.silent.pop();
            if self.alternates.last().is_some_and(|open| open.depth == self.written) {
                self.alternates.pop();
                // What an alternate held counts for the one around it as well.
                if let Some(around) = self.alternates.last_mut() {
                    around.taken = true;
                }
            }
        } else {
            self.depth = self.depth.saturating_sub(1);
        }
        self.written = self.written.saturating_sub(1);
        !silent
    }

    fn is_break(&self, name: &str) -> bool {
        self.manner == Manner::Vml && name.eq_ignore_ascii_case("br")
    }

    fn entity(&self, name: &str) -> Result<String, Fault> {
        match resolve(name) {
            Some(letter) => Ok(letter.to_string()),
            None if self.manner == Manner::Vml => Ok(format!("&{name};")),
            None => Err(Fault::malformed(self.place, format_args!("unknown entity {name:?}"))),
        }
    }
}

impl Element<'_> {
    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// Every attribute as written: name with its prefix, value with its entities.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        RawAttributes(self.0.attributes_raw())
    }

    /// The value of the attribute of this name, prefixes not minded, entities not replaced.
    pub(crate) fn raw(&self, name: &str) -> Option<&str> {
        let local = |key: &str| key.rsplit_once(':').is_some_and(|(_, local)| local == name);
        self.attributes().find(|(key, _)| *key == name || local(key)).map(|(_, value)| value)
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

    fn next(&mut self) -> Option<Self::Item> {
        let (key, rest) = self.0.split_once('=')?;
        let rest = rest.trim_ascii_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, rest) = rest.get(1..)?.split_once(quote)?;
        self.0 = rest;
        Some((key.trim_ascii(), value))
    }
}

/// A text whose line ends are all `\n`, as XML wants them read.
fn line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    }
}

/// A raw attribute value with its entities replaced; unknown ones stay as written.
fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
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
    }

    #[test]
    fn text_has_entities_replaced_and_unix_line_ends() {
        let read = |text| outline(text, Manner::Strict);
        assert_eq!(read("<t>a&amp;&#12354;\r\n&#x3042;<![CDATA[<]]></t>").unwrap(), "<ta&あ\nあ<>");
        assert!(matches!(read("<t>&bomb;</t>"), Err(Fault::Malformed(_))));
        assert!(matches!(read("<!DOCTYPE t []><t/>"), Err(Fault::Malformed(_))));
    }

    #[test]
    fn parts_cut_short_or_nested_too_deeply_are_refused() {
        assert!(matches!(outline("<a><b>", Manner::Strict), Err(Fault::Malformed(_))));
        assert!(matches!(outline("<a></b>", Manner::Strict), Err(Fault::Malformed(_))));
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
