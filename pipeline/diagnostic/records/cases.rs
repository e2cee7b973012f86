//! Sentences about cases: sheets that belong nowhere, sources that disagree.
//!
//! Input → output: a finding of the join → a [`Diagnostic`]. Nothing is decided here.

use chrono::NaiveDate;

use super::{field_name, item_name, shown, warning};
use crate::diagnostic::config::Place;
use crate::diagnostic::{Code, Diagnostic, Location, Severity, Wording};
use crate::units::{ItemNumber, SourcePath};

fn note(location: Location, code: Code, message: Wording, hint: Wording) -> Diagnostic {
    Diagnostic { location, severity: Severity::Info, code, message, hint }
}

/// A sheet that cannot be put to any case; `candidates` are files of the cases that fit equally.
pub(crate) fn case_unlinked(location: Location, candidates: &[&str]) -> Diagnostic {
    let (japanese, english) = if candidates.is_empty() {
        (
            "近くに様式①も③-1もなく、名前に日付もありません".to_owned(),
            "no 様式① or ③-1 lies near and no name has a date".to_owned(),
        )
    } else {
        (
            format!("「{}」のどの事例のものか、名前からは決まりません", candidates.join("」「")),
            format!("it fits the cases of {} equally", candidates.join(", ")),
        )
    };
    Diagnostic {
        location,
        severity: Severity::Error,
        code: Code::CaseUnlinked,
        message: Wording::new(
            format!("どの事例の振り返りシートか分からないので、使いませんでした。{japanese}"),
            format!("the sheet belongs to no known case and was not used: {english}"),
        ),
        hint: Wording::new(
            "事例ごとのフォルダーに分けるか、名前に開催日を入れるか、設定ファイルの [[links]] で事例を指定してください",
            "give each case a folder, put the date in the name, or name the case under [[links]] in the configuration",
        ),
    }
}

/// A case of which only 様式② are left; its day is a name's.
pub(crate) fn case_from_name(location: Location, day: NaiveDate) -> Diagnostic {
    note(
        location,
        Code::CaseUnlinked,
        Wording::new(
            format!("様式①も③も見つからないので、名前の日付（{day}）の事例として扱いました"),
            format!("no 様式① or ③ was found; taken for the case of {day}, the date in its name"),
        ),
        Wording::new(
            "様式①があれば同じフォルダーに入れてください。なければ、そのままでかまいません",
            "put 様式① into the same folder if there is one; otherwise nothing needs to be done",
        ),
    )
}

/// Where a link of the configuration stands, as a location.
fn link_location(place: &Place) -> Location {
    Location::file(SourcePath::new(&place.file.display().to_string()))
}

fn line_of(place: &Place) -> Wording {
    place.line.map_or_else(
        || Wording::new("[[links]]", "[[links]]"),
        |line| {
            Wording::new(format!("{line} 行目の [[links]]"), format!("[[links]] on line {line}"))
        },
    )
}

/// A link by hand that covers no sheet.
pub(crate) fn link_unused(place: &Place) -> Diagnostic {
    let line = line_of(place);
    warning(
        link_location(place),
        Code::CaseUnlinked,
        Wording::new(
            format!("{}に当てはまるシートがありません", line.japanese),
            format!("{} covers no sheet", line.english),
        ),
        Wording::new(
            "ファイルとシートの名前を確かめるか、要らなければ消してください",
            "check the names of file and sheet, or remove it",
        ),
    )
}

/// A link by hand that names no case, or several.
pub(crate) fn link_undecided(location: Location, place: &Place, cases: usize) -> Diagnostic {
    let line = line_of(place);
    Diagnostic {
        location,
        severity: Severity::Error,
        code: Code::CaseUnlinked,
        message: Wording::new(
            format!("設定の{}に合う事例が {cases} 件あるので、使いませんでした", line.japanese),
            format!("{} fits {cases} cases; the sheet was not used", line.english),
        ),
        hint: Wording::new(
            "ちょうど 1 件に決まるように、開催包括かファイルを書き足してください",
            "add the centre or the file so that exactly one case is meant",
        ),
    }
}

/// File, sheet and cell in one line.
fn place_text(location: &Location) -> String {
    let mut text = location.source_path.to_string();
    if let Some(sheet) = &location.sheet {
        text.push_str(" › ");
        text.push_str(sheet);
    }
    if let Some(cell) = location.cell {
        text.push('!');
        text.push_str(&cell.to_string());
    }
    text
}

/// Two cells that should say the same and do not.
pub(crate) struct Disagreement<'a> {
    /// The cell that counts.
    pub(crate) trusted: &'a Location,
    /// What it says.
    pub(crate) trusted_text: &'a str,
    /// The cell that does not count.
    pub(crate) other: &'a Location,
    /// What that says.
    pub(crate) other_text: &'a str,
}

impl Disagreement<'_> {
    /// The diagnostic, at the cell that does not count.
    fn about(&self, name: &Wording) -> Diagnostic {
        let (kept, other) = (said(self.trusted_text), said(self.other_text));
        let place = place_text(self.trusted);
        warning(
            self.other.clone(),
            Code::Conflict,
            Wording::new(
                format!(
                    "{}が食い違っています: ここは{}、{place} は{}（こちらを使いました）",
                    name.japanese, other.japanese, kept.japanese
                ),
                format!(
                    "{}: {} here, but {} in {place}, which was used",
                    name.english, other.english, kept.english
                ),
            ),
            Wording::new(
                "元の用紙を見て、まちがっているほうを直してください",
                "look at the original and correct the one that is wrong",
            ),
        )
    }
}

/// A text in quotes, or that there is none.
fn said(text: &str) -> Wording {
    let text = shown(text);
    if text.is_empty() {
        Wording::new("空欄", "nothing")
    } else {
        Wording::new(format!("「{text}」"), format!("\"{text}\""))
    }
}

/// Two sources of one fact disagree.
pub(crate) fn conflict(field: &str, found: &Disagreement<'_>) -> Diagnostic {
    found.about(&field_name(field))
}

/// Two sources of one score disagree.
pub(crate) fn score_conflict(item: ItemNumber, found: &Disagreement<'_>) -> Diagnostic {
    found.about(&item_name(item))
}

/// A mean that a form gives is not that of the scores.
pub(crate) fn mean_conflict(
    item: ItemNumber,
    given: &Location,
    raw: &str,
    (mean, n): (f64, u32),
) -> Diagnostic {
    let raw = shown(raw);
    warning(
        given.clone(),
        Code::Conflict,
        Wording::new(
            format!(
                "評価 {} の平均が「{raw}」ですが、点数から計算すると {mean:.2}（{n} 人）です",
                item.get()
            ),
            format!(
                "mean of item {}: \"{raw}\" here, but the {n} scores give {mean:.2}",
                item.get()
            ),
        ),
        Wording::new(
            "計算した平均を使いました。点数か平均のどちらかを確かめてください",
            "the computed mean was used; check the scores or the mean",
        ),
    )
}

/// A row of 様式③-1 fits none of the 様式② well enough to be told whose it is.
pub(crate) fn row_unmatched(location: Location, label: &str) -> Diagnostic {
    let label = shown(label);
    warning(
        location,
        Code::Conflict,
        Wording::new(
            format!("「{label}」の行の点数は、どの振り返りシートとも合いません"),
            format!("the scores in the row of \"{label}\" fit none of the reflection sheets"),
        ),
        Wording::new(
            "振り返りシートのほうを使いました。写しまちがいがないか確かめてください",
            "the reflection sheets were used; check the row for slips in copying",
        ),
    )
}

/// A participant of 様式③-1 whose own sheet is missing.
pub(crate) fn sheet_missing(location: Location, label: &str) -> Diagnostic {
    let label = shown(label);
    note(
        location,
        Code::Conflict,
        Wording::new(
            format!("「{label}」の振り返りシートが見つからないので、この行の点数を使いました"),
            format!(
                "the reflection sheet of \"{label}\" was not found; the scores of this row were used"
            ),
        ),
        Wording::new(
            "振り返りシートがあれば、同じフォルダーに入れてください",
            "put the reflection sheet into the same folder if there is one",
        ),
    )
}

/// A score that was unreadable on 様式② was taken from 様式③-1.
pub(crate) fn score_from_summary(
    location: Location,
    item: ItemNumber,
    summary: &Location,
) -> Diagnostic {
    let place = place_text(summary);
    note(
        location,
        Code::ScoreAmbiguous,
        Wording::new(
            format!("評価 {} はここでは決まらないので、{place} の点数を使いました", item.get()),
            format!("score of item {}: undecided here, taken from {place}", item.get()),
        ),
        Wording::new("合っているか、元の用紙で確かめてください", "check it against the original"),
    )
}

/// The same answers were read twice.
pub(crate) fn same_answers(location: Location, first: &Location) -> Diagnostic {
    let place = place_text(first);
    warning(
        location,
        Code::DuplicateFile,
        Wording::new(
            format!("{place} と答えがすべて同じなので、数えませんでした"),
            format!("all answers are the same as in {place}; it was not counted"),
        ),
        Wording::new(
            "写しなら消してください。別の人の答えなら、どこか 1 か所を書き分けてください",
            "delete it if it is a copy; if it is another person's, make the answers differ somewhere",
        ),
    )
}

/// The case's date was empty and a name's was taken.
pub(crate) fn date_from_name(location: Location, day: NaiveDate) -> Diagnostic {
    note(
        location,
        Code::DateUnreadable,
        Wording::new(
            format!("開催日が空欄か読めないので、名前の日付（{day}）を使いました"),
            format!("the date of the meeting is unknown; {day} was taken from the name"),
        ),
        Wording::new(
            "合っていれば、そのままでかまいません",
            "nothing needs to be done if it is right",
        ),
    )
}

/// The date on the form and the one in a name differ.
pub(crate) fn date_unlike_name(
    location: Location,
    found: NaiveDate,
    named: NaiveDate,
) -> Diagnostic {
    warning(
        location,
        Code::Conflict,
        Wording::new(
            format!("開催日は {found} ですが、ファイルかフォルダーの名前では {named} です"),
            format!("the date is {found} here, but {named} in the name of the file or folder"),
        ),
        Wording::new(
            "様式の日付を使いました。どちらが正しいか確かめてください",
            "the form's date was used; check which is right",
        ),
    )
}

/// 様式③-2 names another number of participants than there are.
pub(crate) fn participants_differ(location: Location, named: usize, found: usize) -> Diagnostic {
    note(
        location,
        Code::Conflict,
        Wording::new(
            format!("参加者が {named} 人書かれていますが、振り返りは {found} 人分です"),
            format!("{named} participants are named here, but {found} have scores"),
        ),
        Wording::new(
            "振り返りシートがそろっているか確かめてください",
            "check whether all reflection sheets are there",
        ),
    )
}
