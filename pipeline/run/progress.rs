//! Progress on long work: a bar on a terminal's standard error, nothing anywhere else.
//!
//! Input → output: files done → a moving bar. It must not print once the work is over.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::Options;
use crate::diagnostic::run as wording;

/// How often the bar is drawn at most; slow consoles flicker above that.
const DRAWINGS_A_SECOND: u8 = 10;

/// A progress bar that may be invisible.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar for a number of files. indicatif hides it where standard error is no terminal.
    pub(super) fn of_files(files: usize, options: &Options) -> Self {
        if options.quiet || options.json {
            return Self(ProgressBar::hidden());
        }
        let target = ProgressDrawTarget::stderr_with_hz(DRAWINGS_A_SECOND);
        let length = u64::try_from(files).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(length), target);
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(wording::reading().text(options.language).to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// One more file is done.
    pub(super) fn advance(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
