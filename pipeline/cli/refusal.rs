//! What is shown instead of doing anything: help, the version, or why a line is not understood.
//!
//! Input → output: clap's error → text in one language, the stream and the exit status.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diagnostic::Language;

/// Exit status for a line that cannot be understood.
const WRONG_USAGE: u8 = 2;

/// A text to show instead of doing anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What to show.
    pub text: String,
    /// Whether it was asked for and goes to standard output.
    pub asked_for: bool,
    /// Exit status.
    pub status: u8,
}

impl Refusal {
    /// clap's error in one language.
    pub(super) fn from_clap(error: &clap::Error, language: Language) -> Self {
        let asked_for = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
        let plain = error.render().to_string();
        let text = match language {
            Language::English => plain,
            Language::Japanese if asked_for || is_help(error) => in_japanese(&plain),
            Language::Japanese => complaint(error),
        };
        let status = if asked_for { 0 } else { WRONG_USAGE };
        Self { text, asked_for, status }
    }
}

/// Whether clap shows help because too little was given.
fn is_help(error: &clap::Error) -> bool {
    error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// The words that clap itself puts on help pages and usage lines.
fn in_japanese(text: &str) -> String {
    [("[OPTIONS]", "[オプション]"), ("<COMMAND>", "<コマンド>"), ("Usage:", "使い方:")]
        .into_iter()
        .fold(text.to_owned(), |text, (english, japanese)| text.replace(english, japanese))
}

/// clap's complaint in Japanese.
fn complaint(error: &clap::Error) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let mut text = match error.kind() {
        ErrorKind::UnknownArgument => format!("「{argument}」という指定はありません"),
        ErrorKind::InvalidSubcommand => {
            let action = context(error, ContextKind::InvalidSubcommand);
            format!("「{action}」というコマンドも、ファイルやフォルダーもありません")
        }
        ErrorKind::MissingRequiredArgument => format!("{argument} を指定してください"),
        ErrorKind::MissingSubcommand => "コマンドを指定してください".to_owned(),
        ErrorKind::ArgumentConflict => format!("「{argument}」は一度しか指定できません"),
        ErrorKind::InvalidValue if value.is_empty() => format!("「{argument}」の値がありません"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("「{argument}」に「{value}」は指定できません")
        }
        kind => format!("指定を読み取れません（{kind}）"),
    };
    for (kind, phrase) in [
        (ContextKind::ValidValue, "指定できるもの"),
        (ContextKind::SuggestedArg, "近いもの"),
        (ContextKind::SuggestedSubcommand, "近いもの"),
    ] {
        let words = context(error, kind);
        if !words.is_empty() {
            text = format!("{text}\n  {phrase}: {words}");
        }
    }
    let usage = in_japanese(&context(error, ContextKind::Usage));
    let usage = if usage.is_empty() { usage } else { format!("\n\n{usage}") };
    format!("エラー: {text}{usage}\n\n詳しくは --help を付けて実行してください。\n")
}

/// What clap says about one side of its error; empty when it says nothing.
fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
        }
        _ => String::new(),
    }
}
