//! Sentences of the forms stage: what was recognised, what is marked, what is left unread.
//!
//! Input → output: a finding → wording in both languages. Nothing is decided here.

use super::{Code, Diagnostic, Location, Severity, Wording};

/// An oval lies between two options.
pub(crate) fn oval_between(options: &str) -> Wording {
    Wording::new(format!("楕円が {options} の間"), format!("an oval between {}", and(options)))
}

/// An oval only grazes an option.
pub(crate) fn oval_beside(options: &str) -> Wording {
    Wording::new(
        format!("楕円が {options} からずれている"),
        format!("an oval that only grazes {}", and(options)),
    )
}

/// Two options are marked.
pub(crate) fn two_marks(options: &str) -> Wording {
    Wording::new(format!("{options} の両方に印がある"), format!("marks on both {}", and(options)))
}

/// A sign stands between two options.
pub(crate) fn sign_between(options: &str) -> Wording {
    Wording::new(format!("印が {options} の間"), format!("a sign between {}", and(options)))
}

/// Several options are emphasised, or one is fainter than the rest.
pub(crate) fn several_emphases(options: &str) -> Wording {
    Wording::new(
        format!("{options} の文字だけ書式が違う"),
        format!("the characters of {} look different", and(options)),
    )
}

/// Several cells are filled, or one is not.
pub(crate) fn several_fills(options: &str) -> Wording {
    Wording::new(
        format!("{options} のセルだけ塗り方が違う"),
        format!("the cells of {} are filled differently", and(options)),
    )
}

/// Handwriting lies on options.
pub(crate) fn ink_on(options: &str) -> Wording {
    Wording::new(
        format!("{options} の上に手書きがある"),
        format!("handwriting on {}", and(options)),
    )
}

/// A line or arrow lies on options.
pub(crate) fn line_on(options: &str) -> Wording {
    Wording::new(format!("{options} の上に線がある"), format!("a line on {}", and(options)))
}

/// A text that is no mark stands in an option's cell.
pub(crate) fn foreign_text(text: &str, option: &str) -> Wording {
    Wording::new(
        format!("{option} の欄に「{text}」と書かれている"),
        format!("\"{text}\" is written in the place of {option}"),
    )
}

/// The Japanese list of options for an English sentence.
fn and(options: &str) -> String {
    options.replace(" と ", " and ")
}

/// Why a sheet was taken for a form.
pub(crate) fn recognised(name: &str, found: usize, of: usize) -> Wording {
    Wording::new(
        format!("「{name}」の見出し {of} 個のうち {found} 個がある"),
        format!("{found} of {of} labels of \"{name}\" are there"),
    )
}

/// A sheet fits no form.
pub(crate) fn unrecognised_sheet(location: Location, best: Option<(&str, f64)>) -> Diagnostic {
    let (japanese, english) = best.map_or_else(
        || (String::new(), String::new()),
        |(name, share)| {
            let percent = (share * 100.0).round();
            (
                format!("（最も近い「{name}」でも見出しの {percent}% しか合いません）"),
                format!(" (the closest, \"{name}\", fits only to {percent} %)"),
            )
        },
    );
    Diagnostic {
        location,
        severity: Severity::Warning,
        code: Code::UnrecognisedSheet,
        message: Wording::new(
            format!("どの様式でもないシートなので、読みませんでした{japanese}"),
            format!("the sheet is none of the known forms and was not read{english}"),
        ),
        hint: Wording::new(
            "様式①②③のはずなら、見出しの言葉を様式の定義（TOML）に足してください。名簿や案内なら、そのままでかまいません",
            "if it should be one, add its wordings to a form definition (TOML); a list or notice may stay",
        ),
    }
}

/// A sheet fits two forms equally well.
pub(crate) fn ambiguous_form(location: Location, one: &str, other: &str) -> Diagnostic {
    Diagnostic {
        location,
        severity: Severity::Warning,
        code: Code::AmbiguousForm,
        message: Wording::new(
            format!("「{one}」とも「{other}」とも読めるシートなので、読みませんでした"),
            format!("the sheet fits \"{one}\" and \"{other}\" equally well and was not read"),
        ),
        hint: Wording::new(
            "シートの表題か、様式の定義（TOML）の見出しを直して、どちらか分かるようにしてください",
            "make its title, or the definitions' labels, tell the two apart",
        ),
    }
}

/// A sheet with so many texts that it was not looked at.
pub(crate) fn too_many_cells(location: Location, limit: usize) -> Diagnostic {
    given_up(
        location,
        &Wording::new(
            format!("文字のあるセルが上限（{limit}）より多いシートなので"),
            format!("more cells with text than the limit of {limit}"),
        ),
        "form_cells",
    )
}

/// A sheet on which too many comparisons would have been needed.
pub(crate) fn too_much_work(location: Location, limit: u64) -> Diagnostic {
    given_up(
        location,
        &Wording::new(
            format!("様式の読み取りの手数がブックの上限（{limit}）を超えたので、このシートは"),
            format!("more comparisons than the workbook's limit of {limit}"),
        ),
        "form_steps",
    )
}

fn given_up(location: Location, what: &Wording, key: &str) -> Diagnostic {
    Diagnostic {
        location,
        severity: Severity::Error,
        code: Code::LimitExceeded,
        message: Wording::new(
            format!("{}読みませんでした", what.japanese),
            format!("{}; the sheet was not read", what.english),
        ),
        hint: super::intake::limit_hint(key),
    }
}

/// A form with nothing filled in.
pub(crate) fn blank_form(location: Location, name: &str) -> Diagnostic {
    Diagnostic {
        location,
        severity: Severity::Info,
        code: Code::BlankForm,
        message: Wording::new(
            format!("「{name}」ですが、何も記入されていません"),
            format!("this is \"{name}\", but nothing is filled in"),
        ),
        hint: Wording::new(
            "白紙の用紙なら、そのままでかまいません",
            "nothing needs to be done if it is a blank form",
        ),
    }
}

/// A cell of a recognised sheet that belongs to no field.
pub(crate) fn unread_cell(location: Location, text: &str) -> Diagnostic {
    let shown: String = text.chars().take(40).collect();
    Diagnostic {
        location,
        severity: Severity::Warning,
        code: Code::UnreadCell,
        message: Wording::new(
            format!("どの欄のものか分からないので、使いませんでした:「{shown}」"),
            format!("belongs to no field and was not used: \"{shown}\""),
        ),
        hint: Wording::new(
            "必要な記入なら、見出しのある欄へ移すか、様式の定義（TOML）に欄を足してください",
            "if it matters, move it to a labelled place or add a field to the form definition (TOML)",
        ),
    }
}

/// A shape of a recognised sheet that marks nothing.
pub(crate) fn unread_shape(location: Location, name: &str) -> Diagnostic {
    Diagnostic {
        location,
        severity: Severity::Info,
        code: Code::UnreadCell,
        message: Wording::new(
            format!("図形「{name}」は、どの選択肢の上にもありません"),
            format!("the shape \"{name}\" lies on no option"),
        ),
        hint: Wording::new(
            "選んだ印なら、選択肢の上に置き直してください",
            "if it marks a choice, move it onto the option",
        ),
    }
}

/// A choice that can be read two ways.
pub(crate) fn choice_ambiguous(location: Location, label: &str, picture: &Wording) -> Diagnostic {
    Diagnostic {
        location,
        severity: Severity::Warning,
        code: Code::ChoiceAmbiguous,
        message: Wording::new(
            format!("「{label}」がどれか決められません: {}", picture.japanese),
            format!("the choice of \"{label}\" cannot be decided: {}", picture.english),
        ),
        hint: Wording::new(
            "元の用紙を見て、確認シートで答えを選んでください",
            "look at the original and choose the answer on the review sheet",
        ),
    }
}

/// A sheet, row or column that was hidden was read all the same.
pub(crate) fn hidden_content(location: Location, what: &Wording) -> Diagnostic {
    Diagnostic {
        location,
        severity: Severity::Info,
        code: Code::HiddenContent,
        message: Wording::new(
            format!("隠れている{}も読みました", what.japanese),
            format!("hidden {} read too", what.english),
        ),
        hint: Wording::new(
            "使いたくない内容なら、元のファイルから消してください",
            "remove it from the file if it should not be used",
        ),
    }
}
