//! Roles: 「中村（司会）」, 「加藤・サブ司会」, 「司会：中村」 → 司会, サブ司会.
//!
//! This module must not take an office or a centre for a role.

use crate::records::coerce::plain;

/// Words that roles are made of.
const ROLE_WORDS: [&str; 22] = [
    "司会",
    "進行",
    "ファシリテータ",
    "提供者",
    "提出者",
    "検討者",
    "板書",
    "書記",
    "記録",
    "参加者",
    "オブザーバ",
    "助言者",
    "アドバイザ",
    "スーパーバイザ",
    "タイムキーパ",
    "事務局",
    "講師",
    "見学",
    "傍聴",
    "ホワイトボード",
    "受付",
    "発表者",
];

/// Endings of offices, which stand in brackets behind names too.
const OFFICE_ENDINGS: [&str; 12] = [
    "事業所",
    "センター",
    "包括",
    "病院",
    "クリニック",
    "苑",
    "園",
    "会",
    "所",
    "ステーション",
    "プラン",
    "市",
];

/// The role in a participant's label (役割); `None` when it names none.
#[must_use]
pub fn role(label: &str) -> Option<String> {
    let label = plain(label);
    let (outside, inside) = bracket(&label);
    if let Some(inside) = inside {
        if is_role(inside) || !(inside.is_empty() || is_office(inside) || is_role(&outside)) {
            return Some(without_number(inside));
        }
        return known_part(&outside);
    }
    known_part(&label)
}

/// The part of 「中村・司会」, 「司会:中村」 or 「司会 中村」 that is a role.
fn known_part(label: &str) -> Option<String> {
    let separators = [':', '・', '/', '、', ',', '-', '_'];
    let is_gap = |character: char| separators.contains(&character) || character.is_whitespace();
    let parts: Vec<&str> = label.split(is_gap).filter(|part| !part.is_empty()).collect();
    let roles: Vec<String> =
        parts.iter().filter(|part| is_role(part)).map(|part| without_number(part)).collect();
    (!roles.is_empty()).then(|| roles.join("・"))
}

/// The text outside the first bracket, and the text inside it.
fn bracket(label: &str) -> (String, Option<&str>) {
    let open = ['(', '[', '【', '〔', '<'];
    let close = [')', ']', '】', '〕', '>'];
    let Some(start) = label.find(open) else { return (label.to_owned(), None) };
    let (before, rest) = label.split_at(start);
    let mut characters = rest.chars();
    characters.next();
    let inside = characters.as_str();
    let (inside, after) =
        inside.find(close).and_then(|end| inside.split_at_checked(end)).unwrap_or((inside, ""));
    let after = after.trim_start_matches(close);
    (format!("{before} {after}"), Some(inside.trim()))
}

fn is_role(text: &str) -> bool {
    ROLE_WORDS.iter().any(|word| text.contains(word)) && !is_office(text)
}

fn is_office(text: &str) -> bool {
    // 司会 ends like a 法人会.
    OFFICE_ENDINGS.iter().any(|ending| text.ends_with(ending)) && !text.ends_with("司会")
}

/// 事例検討者2 and 参加者① name one role.
fn without_number(text: &str) -> String {
    text.trim().trim_end_matches(|character: char| character.is_ascii_digit()).to_owned()
}

/// The people named in one cell (参加者氏名・役割): a line each, or set apart by commas.
#[must_use]
pub fn people(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let split: Vec<String> = lines.iter().flat_map(|line| apart(line)).collect();
    split.into_iter().filter(|name| !name.is_empty()).collect()
}

/// The names of one line: commas outside brackets, or a gap behind a closing bracket.
fn apart(line: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut depth = 0_u32;
    for character in line.chars() {
        let is_comma = matches!(character, '、' | ',' | '，' | ';' | '；' | '\t');
        let closed = |name: &str| name.ends_with([')', '）', '】', ']']);
        match character {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = depth == 0
            && (is_comma
                || (character.is_whitespace() && names.last().is_some_and(|name| closed(name))));
        if ends {
            names.push(String::new());
        } else if let Some(name) = names.last_mut() {
            name.push(character);
        }
    }
    names.iter().map(|name| name.trim().to_owned()).collect()
}
