//! Actions that read no workbook: the configuration, blank forms, completions, the man page,
//! licences.
//!
//! Input → output: an action's arguments → the text it prints.

use std::fmt::Write as _;
use std::path::Path;

use super::Outcome;
use super::failure::RunError;
use crate::cli;
use crate::config::{ProjectConfig, coding_rules, project};
use crate::diagnostic::{Language, run as wording};
use crate::output::form_files;
use crate::output::written_forms::{self, ReportStyle};

/// The licences of the program and of the data compiled into it, each with its heading.
const LICENCES: [(&str, &[u8]); 5] = [
    ("torimatome: MIT", include_bytes!("../../LICENSE-MIT")),
    ("torimatome: Apache-2.0", include_bytes!("../../LICENSE-APACHE")),
    ("IPADIC (dictionary data)", include_bytes!("../../dictionaries/ipadic/COPYING.ipadic")),
    (
        "multilingual-e5-small (sentence encoder)",
        include_bytes!("../../dictionaries/encoder/LICENSE.encoder"),
    ),
    (
        "Observable Plot and what it uses (charts of 報告.html)",
        include_bytes!("../output/html_report/plot/LICENSE.plot"),
    ),
];

/// Writes the commented configuration and says where.
pub(super) fn init(folder: &Path, force: bool, language: Language) -> Result<Outcome, RunError> {
    let file = project::init(folder, force).map_err(RunError::Init)?;
    Ok(Outcome::told(wording::config_written(&file).text(language).to_owned()))
}

/// Writes the commented example of coding rules and says where.
pub(super) fn init_coding(
    folder: &Path,
    force: bool,
    language: Language,
) -> Result<Outcome, RunError> {
    let file = coding_rules::init(folder, force).map_err(RunError::Init)?;
    Ok(Outcome::told(wording::rules_written(&file).text(language).to_owned()))
}

/// Writes the blank forms and says where.
pub(super) fn forms(
    folder: &Path,
    force: bool,
    config: &ProjectConfig,
    language: Language,
) -> Result<Outcome, RunError> {
    let layouts = config.forms.layout_set(&config.forms.form_set()?)?;
    let files = written_forms::blank_forms(&layouts, &ReportStyle::from(config))?;
    let paths = form_files::write_into(folder, &files, force)?;
    Ok(Outcome::told(wording::forms_written(&paths).text(language).to_owned()))
}

/// The forms that are read: id and name of each on a line.
pub(super) fn form_list(config: &ProjectConfig) -> Result<Outcome, RunError> {
    let mut list = String::new();
    for form in &config.forms.form_set()?.forms {
        // Writing to a String cannot fail.
        let _ = writeln!(list, "{}\t{}", form.id, form.name);
    }
    Ok(Outcome::printed(list))
}

/// A completion script.
pub(super) fn completions(shell: clap_complete::Shell, language: Language) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::command(language), "torimatome", &mut script);
    Outcome::printed(String::from_utf8_lossy(&script).into_owned())
}

/// One man page for the program and all its actions, in roff.
pub(super) fn man(language: Language) -> Result<Outcome, std::io::Error> {
    let command = cli::command(language);
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    for action in command.get_subcommands() {
        page.push_str(&man_of_action(action.clone())?);
    }
    Ok(Outcome::printed(page))
}

/// An action's part of the page: its own arguments, as subsections below its name.
fn man_of_action(action: clap::Command) -> Result<String, std::io::Error> {
    let heading = format!(".SH {}\n", action.get_name().to_uppercase());
    let own = action.disable_help_flag(true).mut_args(|argument| {
        let elsewhere = argument.is_global_set();
        argument.hide(elsewhere)
    });
    let mut part = Vec::new();
    let man = clap_mangen::Man::new(own.bin_name("torimatome"));
    man.render_description_section(&mut part)?;
    man.render_synopsis_section(&mut part)?;
    man.render_options_section(&mut part)?;
    Ok(heading + &String::from_utf8_lossy(&part).replace(".SH ", ".SS "))
}

/// The licences, one after another.
pub(super) fn licences() -> Outcome {
    let texts = LICENCES.map(|(title, text)| {
        let line = "=".repeat(title.len());
        // IPADIC's notice ends in bytes that are no text.
        let text = String::from_utf8_lossy(text);
        format!("{title}\n{line}\n\n{}\n", text.trim().trim_end_matches('\u{fffd}').trim())
    });
    Outcome::printed(texts.join("\n"))
}
