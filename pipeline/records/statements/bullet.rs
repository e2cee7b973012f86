//! Bullets: the mark or number at the head of a line, and further ones within it.
//!
//! This module must not take a number that belongs to the text (8050世帯, 1.5倍, ○○さん).

/// A bullet mark or number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    /// Its family: only marks of one family follow each other.
    kind: Kind,
    /// The sign behind its number, half-width; `None` for marks without one.
    delimiter: Option<char>,
    /// Byte behind it and the white space that follows it, within the line.
    pub(super) behind: usize,
    /// Whether it counts only in a box where such marks count 1, 2, 3 ….
    weak: bool,
}

impl Marker {
    /// Whether the other mark comes next in a list and is written alike.
    fn is_followed_by(&self, other: &Self) -> bool {
        self.kind.is_followed_by(other.kind) && self.delimiter == other.delimiter
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// ・, ●, － and the like.
    Symbol(char),
    /// ①, ⑴, ⒈: one character with its number.
    Sign(u32),
    /// 1., (1), 1), with its number.
    Number(u32),
    /// ア), a), with its place in the alphabet.
    Letter(u32),
    /// 一、, with its number.
    Kanji(u32),
}

impl Kind {
    /// Whether the other mark comes next in a list.
    fn is_followed_by(self, other: Self) -> bool {
        match (self, other) {
            (Self::Symbol(one), Self::Symbol(two)) => one == two,
            (Self::Sign(one), Self::Sign(two))
            | (Self::Number(one), Self::Number(two))
            | (Self::Letter(one), Self::Letter(two))
            | (Self::Kanji(one), Self::Kanji(two)) => two == one + 1,
            _ => false,
        }
    }

    const fn is_first(self) -> bool {
        matches!(
            self,
            Self::Symbol(_) | Self::Sign(1) | Self::Number(1) | Self::Letter(1) | Self::Kanji(1)
        )
    }
}

/// Marks that stand for nothing but a bullet, wherever they stand in a line.
const PLAIN_SYMBOLS: [char; 18] =
    ['●', '◆', '◇', '■', '▪', '▫', '•', '‣', '◦', '★', '☆', '▶', '►', '➢', '✓', '✔', '☑', '❖'];

/// Marks that are also punctuation, placeholders or signs: bullets only before a word.
const OTHER_SYMBOLS: [char; 26] = [
    '・', '･', '·', '○', '〇', '◯', '◎', '□', '☐', '▷', '△', '▲', '▽', '▼', '※', '*', '＊', '-',
    '－', '‐', '–', '—', '―', '−', 'ー', '✕',
];

/// Shortest text between two marks of a line: ①と②の連携 is no list.
const SHORTEST_ITEM: usize = 3;

/// The mark at the head of a line; `None` when it has none.
fn marker(line: &str) -> Option<Marker> {
    let start = line.len() - line.trim_start().len();
    marker_at(line, start)
}

/// The next mark of the same list within a line, with the byte it starts at.
pub(super) fn next_in_line(line: &str, from: usize, last: &Marker) -> Option<(usize, Marker)> {
    let rest = line.get(from..)?;
    rest.char_indices().map(|(at, _)| from + at).find_map(|at| {
        let item = line.get(from..at)?.trim();
        if item.chars().count() < SHORTEST_ITEM {
            return None;
        }
        let found = marker_at(line, at)?;
        let fits = last.is_followed_by(&found) && may_stand_here(line, at, found.kind);
        (fits && !found.weak).then_some((at, found))
    })
}

/// Whether a mark inside a line starts an item there: mostly only behind a space or a full stop.
fn may_stand_here(line: &str, at: usize, kind: Kind) -> bool {
    let before = line.get(..at).and_then(|text| text.chars().next_back());
    let is_apart = before.is_some_and(|character| {
        character.is_whitespace() || matches!(character, '。' | '｡' | '；' | ';')
    });
    match kind {
        Kind::Symbol(sign) => {
            is_apart || (PLAIN_SYMBOLS.contains(&sign) && before.is_some_and(|b| b != sign))
        }
        Kind::Sign(_) => true,
        Kind::Number(_) | Kind::Letter(_) | Kind::Kanji(_) => is_apart,
    }
}

/// The mark at the head of each line of a box, weak ones only where they make a list.
///
/// A list counts 1, 2, 3 … (or ア, イ, ウ …) from the first on, written alike.
pub(super) fn heads<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Option<Marker>> {
    let mut heads: Vec<Option<Marker>> = lines.map(marker).collect();
    let marks: Vec<Marker> = heads.iter().flatten().cloned().collect();
    let mut listed = Vec::new();
    for run in marks.chunk_by(Marker::is_followed_by) {
        let is_list = run.len() > 1 && run.first().is_some_and(|first| first.kind.is_first());
        listed.extend(run.iter().map(|_| is_list));
    }
    let mut listed = listed.into_iter();
    for head in &mut heads {
        let is_list = head.is_some() && listed.next().unwrap_or(false);
        if head.as_ref().is_some_and(|marker| marker.weak) && !is_list {
            *head = None;
        }
    }
    heads
}

fn marker_at(line: &str, start: usize) -> Option<Marker> {
    let rest = line.get(start..)?;
    let found = symbol(rest)
        .or_else(|| sign(rest))
        .or_else(|| bracketed(rest))
        .or_else(|| counted(rest))?;
    let behind = rest.get(found.behind..)?;
    let space = behind.len() - behind.trim_start().len();
    Some(Marker { behind: start + found.behind + space, ..found })
}

fn symbol(text: &str) -> Option<Marker> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let plain = PLAIN_SYMBOLS.contains(&first);
    if !plain && !OTHER_SYMBOLS.contains(&first) {
        return None;
    }
    let is_mark = match characters.next() {
        // ○○さん, ・・・, --- are no bullets.
        Some(next) if next == first => false,
        Some(next) if is_placeholder(first) => {
            !matches!(next, '月' | '日' | '年' | '時' | '氏' | '様')
        }
        Some(next) if matches!(first, '-' | '－' | '−') => !next.is_numeric(),
        None | Some(_) => true,
    };
    is_mark.then(|| Marker {
        kind: Kind::Symbol(first),
        delimiter: None,
        behind: first.len_utf8(),
        weak: false,
    })
}

/// Signs that stand for a word left out: ○月○日, △氏.
const fn is_placeholder(sign: char) -> bool {
    matches!(sign, '○' | '〇' | '◯' | '△' | '□' | '●')
}

/// ranges of characters that are a number by themselves, with the number of the first.
const SIGNS: [(char, char, u32); 12] = [
    ('①', '⑳', 1),
    ('㉑', '㉟', 21),
    ('㊱', '㊿', 36),
    ('⑴', '⒇', 1),
    ('⒈', '⒛', 1),
    ('❶', '❿', 1),
    ('➀', '➉', 1),
    ('➊', '➓', 1),
    ('⓵', '⓾', 1),
    ('⓫', '⓴', 11),
    ('㈠', '㈩', 1),
    ('㋐', '㋾', 1),
];

fn sign(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let number = SIGNS.iter().find_map(|(start, end, number)| {
        (*start..=*end).contains(&first).then(|| u32::from(first) - u32::from(*start) + number)
    })?;
    let length = first.len_utf8();
    let point = text
        .get(length..)?
        .chars()
        .next()
        .filter(|next| matches!(next, '.' | '．' | ':' | '：' | '、' | ')' | '）'));
    Some(Marker {
        kind: Kind::Sign(number),
        delimiter: None,
        behind: length + point.map_or(0, char::len_utf8),
        weak: false,
    })
}

/// (1), （ア）, 【1】, [a].
fn bracketed(text: &str) -> Option<Marker> {
    let open = text.chars().next()?;
    let close: &[char] = match open {
        '(' | '（' => &[')', '）'],
        '[' | '［' => &[']', '］'],
        '【' => &['】'],
        '<' | '＜' => &['>', '＞'],
        '〔' => &['〕'],
        _ => return None,
    };
    let (kind, length) = numeral(text.get(open.len_utf8()..)?)?;
    let behind = open.len_utf8() + length;
    let closing = text.get(behind..)?.chars().next().filter(|next| close.contains(next))?;
    Some(Marker { kind, delimiter: Some('('), behind: behind + closing.len_utf8(), weak: false })
}

/// 1., 1), 1、, ア), a), 一、; with only a space behind it, 1 counts only in a list.
fn counted(text: &str) -> Option<Marker> {
    let (kind, length) = numeral(text)?;
    let behind = text.get(length..)?;
    let mut characters = behind.chars();
    let sign = characters.next()?;
    let delimiter = match sign {
        '．' => '.',
        '）' => ')',
        '，' | '、' => ',',
        '：' => ':',
        '.' | ')' | ':' => sign,
        _ if sign.is_whitespace() => ' ',
        _ => return None,
    };
    // 1.5倍 and 2、3人 are numbers; 2.8050世帯 is one unless the box has a list.
    let goes_on = delimiter != ')' && characters.next().is_some_and(char::is_numeric);
    let strong = match kind {
        Kind::Number(_) => delimiter != ' ' && !goes_on,
        Kind::Letter(_) => delimiter == ')',
        _ => false,
    };
    let behind = length + sign.len_utf8();
    Some(Marker { kind, delimiter: Some(delimiter), behind, weak: !strong })
}

/// One or two digits, one letter, or one kanji of a number, with its length in bytes.
fn numeral(text: &str) -> Option<(Kind, usize)> {
    let digits: String = text.chars().take_while(|character| digit(*character).is_some()).collect();
    if !digits.is_empty() {
        let number = digits
            .chars()
            .filter_map(digit)
            .fold(0_u32, |sum, digit| sum.saturating_mul(10).saturating_add(digit));
        return (digits.chars().count() <= 2).then_some((Kind::Number(number), digits.len()));
    }
    let first = text.chars().next()?;
    let place = |list: &str| {
        let at = list.chars().position(|one| one == first)?;
        u32::try_from(at + 1).ok()
    };
    let lists = [
        "アイウエオカキクケコサシスセソ",
        "abcdefghijklmnopqrstuvwxyz",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
        "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
        "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ",
        "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ",
    ];
    let letter = lists.iter().find_map(|list| place(list)).map(Kind::Letter);
    let kind = letter.or_else(|| place("一二三四五六七八九十").map(Kind::Kanji))?;
    Some((kind, first.len_utf8()))
}

fn digit(character: char) -> Option<u32> {
    match character {
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        _ => character.to_digit(10),
    }
}
