//! Sentences of the records stage: values that cannot be read, and about cases below.
//!
//! Input → output: a finding → a [`Diagnostic`]. Nothing is decided here.

/// Sheets that belong nowhere, sources that disagree.
pub(crate) mod cases;

use chrono::NaiveDate;

use super::{Code, Diagnostic, Location, Severity, Wording};
use crate::units::{ItemNumber, SourcePath};

/// Longest part of a cell's text that a sentence quotes.
const SHOWN: usize = 40;

fn warning(location: Location, code: Code, message: Wording, hint: Wording) -> Diagnostic {
    Diagnostic { location, severity: Severity::Warning, code, message, hint }
}

/// The beginning of a text, on one line.
fn shown(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut beginning: String = one_line.chars().take(SHOWN).collect();
    if beginning.len() < one_line.len() {
        beginning.push('…');
    }
    beginning
}

/// A field's name for people; the id where there is no other.
pub(crate) fn field_name(id: &str) -> Wording {
    let (japanese, english) = match id {
        "held_on" => ("開催日", "date of the meeting"),
        "center" => ("開催包括", "centre"),
        "office" => ("事業所", "office"),
        "provider" => ("事例提出者", "provider"),
        "client" => ("利用者", "client"),
        "age" => ("年齢", "age"),
        "sex" => ("性別", "sex"),
        "care_level" => ("介護度", "care level"),
        "school_district" => ("生活小学校区", "school district"),
        "title" => ("事例のタイトル", "title"),
        "reason" => ("検討したいと思った理由", "reason"),
        "experience" => ("ケアマネ経験", "experience"),
        _ => (id, id),
    };
    Wording::new(japanese, english)
}

fn list(days: &[NaiveDate], word: &str) -> String {
    let days: Vec<String> = days.iter().map(NaiveDate::to_string).collect();
    days.join(word)
}

fn date(location: Location, message: Wording, hint: Wording) -> Diagnostic {
    warning(location, Code::DateUnreadable, message, hint)
}

/// How to write a date that can always be read.
fn write_full_date() -> Wording {
    Wording::new(
        "「令和5年7月19日」や「2023/7/19」のように、年から書いてください",
        "write it with its year, like 2023/7/19 or 令和5年7月19日",
    )
}

/// A cell that should hold a date does not.
pub(crate) fn date_missing(location: Location, found: &str) -> Diagnostic {
    let found = shown(found);
    date(
        location,
        Wording::new(
            format!("日付として読めません:「{found}」"),
            format!("expected a date, found \"{found}\""),
        ),
        write_full_date(),
    )
}

/// A date that no calendar has.
pub(crate) fn date_impossible(location: Location, found: &str) -> Diagnostic {
    let found = shown(found);
    date(
        location,
        Wording::new(
            format!("暦にない日付です:「{found}」"),
            format!("expected a date, found one that the calendar does not have: \"{found}\""),
        ),
        Wording::new(
            "日にちと、元号の年を確かめて書き直してください",
            "check the day and the year of the era",
        ),
    )
}

/// A date whose year can be read several ways.
pub(crate) fn date_undecided(location: Location, found: &str, days: &[NaiveDate]) -> Diagnostic {
    let found = shown(found);
    let (japanese, english) = if days.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("（{} のどれか）", list(days, "、")), format!(" (one of {})", list(days, ", ")))
    };
    date(
        location,
        Wording::new(
            format!("何年の日付か決められません:「{found}」{japanese}"),
            format!("expected a date with its year, found \"{found}\"{english}"),
        ),
        write_full_date(),
    )
}

/// A cell that names several days.
pub(crate) fn date_several(location: Location, found: &str, days: &[NaiveDate]) -> Diagnostic {
    let found = shown(found);
    date(
        location,
        Wording::new(
            format!("日付がいくつも書かれています:「{found}」（{}）", list(days, "、")),
            format!("expected one date, found {}: \"{found}\"", list(days, ", ")),
        ),
        Wording::new("会議の開催日だけを書いてください", "write only the day of the meeting"),
    )
}

/// A typed value other than a date or score that cannot be read.
pub(crate) fn value_unreadable(
    location: Location,
    field: &str,
    found: &str,
    expected: &Wording,
) -> Diagnostic {
    let (name, found) = (field_name(field), shown(found));
    warning(
        location,
        Code::ValueUnreadable,
        Wording::new(
            format!(
                "「{}」が読めません:「{found}」（{}のはずです）",
                name.japanese, expected.japanese
            ),
            format!("{}: expected {}, found \"{found}\"", name.english, expected.english),
        ),
        Wording::new(
            "元の用紙を見て、セルを書き直してください",
            "look at the original and correct the cell",
        ),
    )
}

/// What an age looks like.
pub(crate) fn an_age() -> Wording {
    Wording::new("「82」か「82歳」のような年齢", "an age like 82 or 82歳")
}

/// What a level of need looks like.
pub(crate) fn a_care_level() -> Wording {
    Wording::new(
        "「要支援1」から「要介護5」、「事業対象者」、「申請中」など",
        "要支援1 to 要介護5, 事業対象者, 申請中 or the like",
    )
}

/// What an experience looks like.
pub(crate) fn an_experience() -> Wording {
    Wording::new("「8年6か月」や「10年」のような年数", "years like 8年6か月 or 10年")
}

/// What a mean looks like.
pub(crate) fn a_mean() -> Wording {
    Wording::new("1から5までの平均値", "a mean between 1 and 5")
}

/// What a score looks like.
fn a_score() -> Wording {
    Wording::new("5・4・3・2・1のどれか", "one of 5, 4, 3, 2 and 1")
}

/// An item's name; in Japanese a space sets the number apart from what follows.
fn item_name(item: ItemNumber) -> Wording {
    Wording::new(format!("評価 {} ", item.get()), format!("score of item {}", item.get()))
}

/// A score that can be read two ways, by what is typed.
pub(crate) fn score_ambiguous(location: Location, item: ItemNumber, found: &str) -> Diagnostic {
    let found = shown(found);
    let seen = Wording::new(format!("「{found}」"), format!("\"{found}\""));
    score_undecided(location, item, &seen)
}

/// A score that can be read two ways; `seen` says in words what the cell shows.
pub(crate) fn score_undecided(location: Location, item: ItemNumber, seen: &Wording) -> Diagnostic {
    let (name, expected) = (item_name(item), a_score());
    warning(
        location,
        Code::ScoreAmbiguous,
        Wording::new(
            format!(
                "{}が一つに決まりません: {}（{}のはずです）",
                name.japanese, seen.japanese, expected.japanese
            ),
            format!("{}: expected {}, found {}", name.english, expected.english, seen.english),
        ),
        Wording::new(
            "空欄として扱いました。元の用紙を見て、確認シートで点数を選んでください",
            "it is left empty; look at the original and choose the score on the review sheet",
        ),
    )
}

/// A score outside 1–5.
pub(crate) fn score_out_of_range(location: Location, item: ItemNumber, found: &str) -> Diagnostic {
    let (name, expected, found) = (item_name(item), a_score(), shown(found));
    warning(
        location,
        Code::ScoreOutOfRange,
        Wording::new(
            format!(
                "{}が範囲の外です:「{found}」（{}のはずです）",
                name.japanese, expected.japanese
            ),
            format!("{}: expected {}, found \"{found}\"", name.english, expected.english),
        ),
        Wording::new(
            "空欄として扱いました。元の用紙を見て、点数を直してください",
            "it is left empty; look at the original and correct the score",
        ),
    )
}

/// A score's place holds something that is no number.
pub(crate) fn score_unreadable(location: Location, item: ItemNumber, found: &str) -> Diagnostic {
    let (name, expected, found) = (item_name(item), a_score(), shown(found));
    warning(
        location,
        Code::ValueUnreadable,
        Wording::new(
            format!("{}が読めません:「{found}」（{}のはずです）", name.japanese, expected.japanese),
            format!("{}: expected {}, found \"{found}\"", name.english, expected.english),
        ),
        Wording::new(
            "空欄として扱いました。元の用紙を見て、点数を直してください",
            "it is left empty; look at the original and correct the score",
        ),
    )
}

/// A mean that is no mean.
pub(crate) fn mean_unreadable(
    location: Location,
    item: ItemNumber,
    found: &str,
    out_of_range: bool,
) -> Diagnostic {
    let (expected, found) = (a_mean(), shown(found));
    let code = if out_of_range { Code::ScoreOutOfRange } else { Code::ValueUnreadable };
    warning(
        location,
        code,
        Wording::new(
            format!(
                "評価 {} の平均が読めません:「{found}」（{}のはずです）",
                item.get(),
                expected.japanese
            ),
            format!(
                "mean of item {}: expected {}, found \"{found}\"",
                item.get(),
                expected.english
            ),
        ),
        Wording::new(
            "空欄として扱いました。元の用紙を見て、数を直してください",
            "it is left empty; look at the original and correct the number",
        ),
    )
}

/// A table of statements has no column `text`.
pub(crate) fn no_text_column(source_path: SourcePath, found: &[String]) -> Diagnostic {
    let headings: Vec<String> = found.iter().map(|heading| shown(heading)).collect();
    let (japanese, english) = if headings.is_empty() {
        ("空です".to_owned(), "the table is empty".to_owned())
    } else {
        (format!("1 行目は {} です", headings.join("、")), format!("found {}", headings.join(", ")))
    };
    Diagnostic {
        location: Location::file(source_path),
        severity: Severity::Error,
        code: Code::ValueUnreadable,
        message: Wording::new(
            format!("「text」という見出しの列がありません（{japanese}）。"),
            format!("there is no column \"text\" ({english})"),
        ),
        hint: Wording::new(
            "記述の列の見出しを text にしてください。case_id、area、fiscal_year、field の列もあれば使います。",
            "head the statements' column \"text\"; case_id, area, fiscal_year and field are used too",
        ),
    }
}

/// A fiscal year of a table of statements cannot be read.
pub(crate) fn fiscal_year_unreadable(location: Location, found: &str) -> Diagnostic {
    let found = shown(found);
    warning(
        location,
        Code::ValueUnreadable,
        Wording::new(
            format!("年度「{found}」を読み取れません。この行の年度は不明として扱います。"),
            format!("expected a fiscal year, found \"{found}\"; it counts as unknown"),
        ),
        Wording::new("2023、2023年度、令和5年度のように書いてください。", "write it like 2023"),
    )
}
