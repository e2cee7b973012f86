//! Progress on long work: a bar on a terminal's standard error, nothing anywhere else.
//!
//! Input → output: files done → a moving bar. It must not print once the work is over.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::Options;
use crate::diagnostic::run as wording;

/// How often the bar is drawn at most; slow consoles flicker above that.
const DRAWINGS_A_SECOND: u8 = 10;
/// How often the bar moves by itself, so that a slow file does not look like a stop.
const TICK: Duration = Duration::from_millis(200);

/// A progress bar that may be invisible; copies are the same bar.
#[derive(Clone)]
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar that waits to begin. indicatif hides it where standard error is no terminal.
    pub(super) fn new(options: &Options) -> Self {
        if options.quiet || options.json {
            return Self(ProgressBar::hidden());
        }
        let target = ProgressDrawTarget::stderr_with_hz(DRAWINGS_A_SECOND);
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(wording::reading().text(options.language).to_owned());
        Self(bar)
    }

    /// Work on a number of files begins.
    pub(super) fn begin(&self, files: usize) {
        self.0.set_length(u64::try_from(files).unwrap_or(u64::MAX));
        self.0.reset_elapsed();
        self.0.enable_steady_tick(TICK);
    }

    /// One more file is done.
    pub(super) fn advance(&self) {
        self.0.inc(1);
    }

    /// The work is over.
    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }

    /// Does something that uses the terminal, without the bar.
    pub(super) fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.suspend(work)
    }
}
