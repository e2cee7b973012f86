//! Command line: arguments → a [`Request`], or the [`Refusal`] to show instead.
//!
//! No I/O here: whether a path exists is asked of the caller. Help and errors come in Japanese
//! unless `--lang en` stands anywhere on the line.

mod help;
mod kwic;
mod refusal;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::{Args, FromArgMatches as _, Parser, Subcommand, ValueEnum};
pub use help::command;
pub use kwic::KwicRequest;
pub use refusal::Refusal;

use crate::diagnostic::Language;

/// What a person asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What holds for every action.
    pub options: Options,
    /// What to do.
    pub action: Action,
}

/// Options that every action takes; those it has no use for do nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Language of messages.
    pub language: Language,
    /// Number of threads; `None` means one for each core.
    pub jobs: Option<NonZeroUsize>,
    /// No progress and no summary.
    pub quiet: bool,
    /// Machine-readable output instead of sentences.
    pub json: bool,
    /// A file with passwords, one a line.
    pub password_file: Option<PathBuf>,
    /// Filled-in review workbooks.
    pub reviews: Vec<PathBuf>,
    /// The configuration; `None` means to look beside the data.
    pub config: Option<PathBuf>,
    /// Neither use nor keep what texts meant in earlier runs.
    pub no_cache: bool,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Read everything and write the results.
    Run {
        /// Files and folders.
        inputs: Vec<PathBuf>,
        /// Where the results go; `None` means beside the first input.
        out: Option<PathBuf>,
        /// Leave timings out of `run.json`.
        reproducible: bool,
        /// Whether the paths were dropped on the program.
        dropped: bool,
    },
    /// Read everything and write nothing.
    Check {
        /// Files and folders.
        inputs: Vec<PathBuf>,
    },
    /// Show how one file is read.
    Inspect {
        /// The file.
        file: PathBuf,
    },
    /// Find the issues in a table of statements.
    Themes {
        /// The table.
        file: PathBuf,
        /// Where the results go; `None` means beside the table.
        out: Option<PathBuf>,
    },
    /// Show a word with what surrounds it, wherever it stands.
    Kwic(KwicRequest),
    /// Write a commented configuration.
    Init {
        /// The folder it goes to.
        folder: PathBuf,
        /// Whether to write over one that is there.
        force: bool,
        /// Whether to write an example of coding rules instead.
        coding: bool,
    },
    /// Write blank forms to hand out.
    Forms {
        /// The folder they go to.
        folder: PathBuf,
        /// Whether to write over those that are there.
        force: bool,
        /// Whether to list the forms that can be read instead.
        list: bool,
    },
    /// Print a completion script.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the man page.
    Man,
    /// Print the licences of the program and of what is in it.
    Licences,
}

/// The arguments of a line, as clap reads them; doc comments are the English help.
#[derive(Parser)]
#[command(name = "torimatome", version, disable_help_flag = true, disable_help_subcommand = true)]
#[command(disable_version_flag = true, max_term_width = 100)]
#[command(about = "Reads filled-in care-management forms and writes their summaries")]
struct Line {
    #[command(flatten)]
    options: WrittenOptions,
    #[command(subcommand)]
    action: WrittenAction,
}

#[derive(Args)]
struct WrittenOptions {
    /// Language of messages: ja or en [default: ja]
    #[arg(long, global = true, value_name = "LANG", hide_possible_values = true)]
    lang: Option<WrittenLanguage>,
    /// Number of threads [default: one for each core]
    #[arg(long, short, global = true, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// No progress bar and no summary
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Print JSON instead of sentences
    #[arg(long, global = true)]
    json: bool,
    /// Passwords for protected workbooks, one a line
    #[arg(long, global = true, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// A review workbook that a person has filled in; may be given twice
    #[arg(long = "review", global = true, value_name = "FILE")]
    reviews: Vec<PathBuf>,
    /// The configuration [default: torimatome.toml beside the data or in the current folder]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Neither use nor keep the cache of what texts mean
    #[arg(long, global = true)]
    no_cache: bool,
    /// Print help
    #[arg(long, short, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// Print the version
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Clone, Copy, ValueEnum)]
enum WrittenLanguage {
    Ja,
    En,
}

#[derive(Subcommand)]
enum WrittenAction {
    /// Read all forms below the inputs and write the summaries, tables and findings
    Run {
        /// Files and folders
        #[arg(required = true, value_name = "INPUT")]
        inputs: Vec<PathBuf>,
        /// Folder for the results [default: a folder beside the first input]
        #[arg(long, short, value_name = "OUT")]
        out: Option<PathBuf>,
        /// Leave the timings out of run.json, so that two runs give the same bytes
        #[arg(long)]
        reproducible: bool,
    },
    /// Read everything as `run` does, say what needs a look, write nothing
    Check {
        /// Files and folders
        #[arg(required = true, value_name = "INPUT")]
        inputs: Vec<PathBuf>,
    },
    /// Show how one file is read: each form, field, and cell
    Inspect {
        /// The file
        file: PathBuf,
    },
    /// Find the issues in any table of statements (CSV or Excel, a column `text`)
    Themes {
        /// The table; columns `case_id`, area, `fiscal_year` and field are used too
        file: PathBuf,
        /// Folder for the results [default: a folder beside the table]
        #[arg(long, short, value_name = "OUT")]
        out: Option<PathBuf>,
    },
    /// Look for a word in all statements and show it with what surrounds it and its source
    Kwic(kwic::WrittenKwic),
    /// Write a commented torimatome.toml
    Init {
        /// Folder to write it to
        #[arg(default_value = ".", hide_default_value = true)]
        folder: PathBuf,
        /// Write over one that is there
        #[arg(long)]
        force: bool,
        /// Write an example of coding rules instead, into the folder where they are looked for
        #[arg(long)]
        coding: bool,
    },
    /// Write blank forms to hand out
    Forms {
        /// Folder to write them to
        #[arg(default_value = ".", hide_default_value = true)]
        folder: PathBuf,
        /// Write over those that are there
        #[arg(long)]
        force: bool,
        /// List the forms that can be read, write nothing
        #[arg(long, conflicts_with = "force")]
        list: bool,
    },
    /// Print a completion script for a shell
    Completions {
        /// bash, zsh, fish, powershell or elvish
        #[arg(hide_possible_values = true)]
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
    /// Print the licences of this program and of the data in it
    Licences,
}

/// Reads a command line.
///
/// Input:  all arguments, the program's name first; `exists` says whether a path is there.
/// Output: the request. Arguments that are no action but are all paths that exist were dropped
/// on the program and mean `run`.
/// # Errors
/// [`Refusal`]: help or version was asked for, or the line cannot be understood.
pub fn parse(arguments: Vec<OsString>, exists: &dyn Fn(&Path) -> bool) -> Result<Request, Refusal> {
    let language = language(&arguments);
    if let Some(inputs) = dropped(&arguments, exists) {
        let options = Options {
            language,
            jobs: None,
            quiet: false,
            json: false,
            password_file: None,
            reviews: Vec::new(),
            config: None,
            no_cache: false,
        };
        let action = Action::Run { inputs, out: None, reproducible: false, dropped: true };
        return Ok(Request { options, action });
    }
    command(language)
        .try_get_matches_from(arguments)
        .and_then(|matches| Line::from_arg_matches(&matches))
        .map(|line| line.request(language))
        .map_err(|error| Refusal::from_clap(&error, language))
}

/// The language of the line, known before it is understood.
fn language(arguments: &[OsString]) -> Language {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let english = words.contains(&"--lang=en")
        || words.windows(2).any(|pair| matches!(pair, ["--lang", "en"]));
    if english { Language::English } else { Language::Japanese }
}

/// The paths that were dropped on the program; `None` when this is an ordinary line.
fn dropped(arguments: &[OsString], exists: &dyn Fn(&Path) -> bool) -> Option<Vec<PathBuf>> {
    let paths = arguments.get(1..).filter(|paths| !paths.is_empty())?;
    let names_action = paths.first().and_then(|first| first.to_str()).is_some_and(|first| {
        <WrittenAction as Subcommand>::has_subcommand(first) || first.starts_with('-')
    });
    let all_there = paths.iter().all(|path| exists(Path::new(path)));
    (!names_action && all_there).then(|| paths.iter().map(PathBuf::from).collect())
}

impl Line {
    fn request(self, language: Language) -> Request {
        let written = self.options;
        let options = Options {
            language,
            jobs: written.jobs,
            quiet: written.quiet,
            json: written.json,
            password_file: written.password_file,
            reviews: written.reviews,
            config: written.config,
            no_cache: written.no_cache,
        };
        let action = match self.action {
            WrittenAction::Run { inputs, out, reproducible } => {
                Action::Run { inputs, out, reproducible, dropped: false }
            }
            WrittenAction::Check { inputs } => Action::Check { inputs },
            WrittenAction::Inspect { file } => Action::Inspect { file },
            WrittenAction::Themes { file, out } => Action::Themes { file, out },
            WrittenAction::Kwic(written) => Action::Kwic(written.request()),
            WrittenAction::Init { folder, force, coding } => Action::Init { folder, force, coding },
            WrittenAction::Forms { folder, force, list } => Action::Forms { folder, force, list },
            WrittenAction::Completions { shell } => Action::Completions { shell },
            WrittenAction::Man => Action::Man,
            WrittenAction::Licences => Action::Licences,
        };
        Request { options, action }
    }
}
