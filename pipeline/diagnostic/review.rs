//! Sentences about the review sheet and decisions that no longer fit.

use super::{Code, Diagnostic, Location, Severity, Wording};

fn unused(written: Location, message: Wording) -> Diagnostic {
    Diagnostic {
        location: written,
        severity: Severity::Warning,
        code: Code::ReviewUnused,
        message,
        hint: Wording::new(
            "新しい確認シートに同じ質問があれば、そちらに答えてください。なければ、この行は消してかまいません",
            "answer it on the new review sheet if it is asked again; otherwise remove the row",
        ),
    }
}

/// A place in words, for sentences.
fn place(location: &Location) -> String {
    let sheet = location.sheet.as_deref().unwrap_or_default();
    let cell = location.cell.map(|cell| cell.to_string()).unwrap_or_default();
    format!("{} › {sheet}!{cell}", location.source_path)
}

/// The workbook has no review sheet.
pub(crate) fn no_review(location: Location) -> Diagnostic {
    unused(
        location,
        Wording::new(
            "「確認」シートがない（または見出しが消えている）ので、使いませんでした",
            "there is no review sheet, or its headings are gone",
        ),
    )
}

/// A row with an answer but without a cell.
pub(crate) fn row_without_cell(written: Location) -> Diagnostic {
    unused(
        written,
        Wording::new(
            "答えはありますが、ファイルかセルの欄が読めないので、使いませんでした",
            "the row has an answer but names no file and cell",
        ),
    )
}

/// The sheet it is about was not read.
pub(crate) fn no_such_sheet(written: Location, about: &Location) -> Diagnostic {
    unused(
        written,
        Wording::new(
            format!("この答えの相手（{}）は、今回は読まれていません", place(about)),
            format!("the sheet it is about was not read this time ({})", place(about)),
        ),
    )
}

/// Nothing is answered in the cell it is about.
pub(crate) fn no_such_answer(written: Location, about: &Location) -> Diagnostic {
    unused(
        written,
        Wording::new(
            format!("この答えの相手のセル（{}）には、もう記入がありません", place(about)),
            format!("nothing stands in its cell any more ({})", place(about)),
        ),
    )
}

/// The cell shows something else than when it was asked.
pub(crate) fn changed_since(
    written: Location,
    about: &Location,
    then: &str,
    now: &str,
) -> Diagnostic {
    unused(
        written,
        Wording::new(
            format!("{} は確認のときと変わっています（前「{then}」、今「{now}」）", place(about)),
            format!("{} has changed since (then \"{then}\", now \"{now}\")", place(about)),
        ),
    )
}

/// The answer is none that the question allows.
pub(crate) fn no_such_option(written: Location, answer: &str) -> Diagnostic {
    unused(
        written,
        Wording::new(
            format!("答え「{answer}」は選べません（5・4・3・2・1 か 無回答）"),
            format!("\"{answer}\" cannot be chosen: expected 5, 4, 3, 2, 1 or 無回答"),
        ),
    )
}

/// The workbook is no review of issues.
pub(crate) fn no_issue_review(location: Location) -> Diagnostic {
    unused(
        location,
        Wording::new(
            "「地域課題」シートも「記述」シートもない（または見出しが消えている）ので、使いませんでした",
            "there is neither a sheet 地域課題 nor 記述, or their headings are gone",
        ),
    )
}

/// The issue a decision is about is not known.
pub(crate) fn no_such_issue(written: Location, id: &str) -> Diagnostic {
    unused(
        written,
        Wording::new(
            format!("課題ID「{id}」の課題は、辞書にも登録にもありません"),
            format!("no dictionary and no register holds the issue \"{id}\""),
        ),
    )
}

/// An issue cannot be joined to the one that is named.
pub(crate) fn cannot_merge(written: Location, into: &str) -> Diagnostic {
    unused(
        written,
        Wording::new(
            format!("「{into}」には統合できません（この課題自身か、一覧にない名前です）"),
            format!("it cannot be joined to \"{into}\": that is itself, or not on the list"),
        ),
    )
}

/// The register beside the configuration cannot be written.
pub(crate) fn register_unwritten(location: Location, cause: &std::io::Error) -> Diagnostic {
    Diagnostic {
        location,
        severity: Severity::Warning,
        code: Code::RegisterUnwritten,
        message: Wording::new(
            format!("地域課題の登録を書き込めません（{cause}）。今回の結果には影響しません"),
            format!("the register of issues cannot be written ({cause}); these results are whole"),
        ),
        hint: Wording::new(
            "設定ファイルのあるフォルダーに書き込めるようにすると、課題の名前と決めたことを次の年も覚えておけます",
            "let the program write beside the configuration, so that names and decisions are kept",
        ),
    }
}

/// Decisions about issues were given, but nothing remembers them.
pub(crate) fn nowhere_to_remember(location: Location) -> Diagnostic {
    Diagnostic {
        location,
        severity: Severity::Warning,
        code: Code::RegisterUnwritten,
        message: Wording::new(
            "決めたことは今回だけ使いました。設定ファイルがないので、次回のために覚えておけません",
            "the decisions were used this time only: without a configuration nothing is remembered",
        ),
        hint: Wording::new(
            "torimatome init で設定ファイルを作ると、そのフォルダーに覚えておきます",
            "make a configuration with torimatome init; they are kept beside it",
        ),
    }
}

/// The answer about a quotation is none that can be chosen.
pub(crate) fn no_such_quotation_answer(written: Location, answer: &str) -> Diagnostic {
    unused(
        written,
        Wording::new(
            format!("「{answer}」は選べません（公開可・公開不可・元に戻す のどれか）"),
            format!("\"{answer}\" cannot be chosen: expected 公開可, 公開不可 or 元に戻す"),
        ),
    )
}
