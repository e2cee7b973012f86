//! Isolation: a source file → its [`Workbook`], read where a hostile file can do no harm.
//!
//! The readers of the grid bound what they know of. What nobody thought of (memory without end,
//! a loop, a stack too deep) ends a worker process and costs one file; the next file gets a new
//! worker. This module must not know what is in a workbook.

/// What goes through the pipes.
mod frame;
/// The worker's own bounds.
mod self_limit;
/// A worker as its owner sees it.
mod worker;

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{self, Checked, Diagnostic};
use crate::grid::{self, Workbook};
use crate::intake::{Limits, SourceFile};

pub use worker::WORKER_ARGUMENT;

use worker::{End, Worker};

/// Reads workbooks, each in one of a few long-lived worker processes.
#[derive(Debug)]
pub struct Reader {
    /// The program to start workers of; `None` reads within this process.
    executable: Option<PathBuf>,
    limits: Limits,
    idle: Mutex<Vec<Worker>>,
}

impl Reader {
    /// A reader whose workers are this program's, called with [`WORKER_ARGUMENT`].
    #[must_use]
    pub const fn with_workers(executable: PathBuf, limits: Limits) -> Self {
        Self { executable: Some(executable), limits, idle: Mutex::new(Vec::new()) }
    }

    /// A reader without workers, where panics are caught but nothing else.
    #[must_use]
    pub const fn within_process(limits: Limits) -> Self {
        Self { executable: None, limits, idle: Mutex::new(Vec::new()) }
    }

    /// The workbook in a source file, as [`grid::read`] reads it.
    ///
    /// May be called by many threads at once; there are never more workers than callers.
    /// # Errors
    /// A diagnostic: what the grid says, `limit_exceeded` where time or memory ran out,
    /// `unreadable_file` where the worker ended in another way.
    pub fn read(&self, source: &SourceFile) -> Result<Checked<Workbook>, Diagnostic> {
        let Some(executable) = &self.executable else { return guarded(source, &self.limits) };
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(worker) = idle {
            match self.ask(worker, source) {
                // What it read before may have filled its memory: only a new worker can tell.
                Err(End::OutOfMemory | End::Crash) => {}
                answered => return self.told(answered, source),
            }
        }
        let answered = match Worker::start(executable) {
            Ok(worker) => self.ask(worker, source),
            Err(_) => Err(End::NoWorker),
        };
        self.told(answered, source)
    }

    fn ask(&self, mut worker: Worker, source: &SourceFile) -> Result<frame::Reply, End> {
        let reply = worker.read(source, &self.limits)?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        Ok(reply)
    }

    fn told(
        &self,
        answered: Result<frame::Reply, End>,
        source: &SourceFile,
    ) -> Result<Checked<Workbook>, Diagnostic> {
        let path = &source.source_path;
        match answered {
            Ok(frame::Reply::Read(value, diagnostics)) => Ok(Checked { value, diagnostics }),
            Ok(frame::Reply::Refused(diagnostic)) => Err(diagnostic),
            // Where no worker can be started, honest files can still be read.
            Err(End::NoWorker) => guarded(source, &self.limits),
            Err(End::OutOfTime) => {
                Err(diagnostic::isolation::out_of_time(path.clone(), &self.limits))
            }
            Err(End::OutOfMemory) => {
                Err(diagnostic::isolation::out_of_memory(path.clone(), &self.limits))
            }
            Err(End::Crash) => Err(diagnostic::isolation::crashed(path.clone())),
        }
    }
}

/// [`grid::read`], with a panic turned into a diagnostic.
fn guarded(source: &SourceFile, limits: &Limits) -> Result<Checked<Workbook>, Diagnostic> {
    catch_unwind(AssertUnwindSafe(|| grid::read(source, limits)))
        .unwrap_or_else(|_| Err(diagnostic::isolation::crashed(source.source_path.clone())))
}

/// The worker's side: answers each request with a reply until there are no more.
///
/// `last_words` says on standard error why the worker ends itself.
/// # Errors
/// The owner of the pipes has gone away.
pub fn serve(
    mut requests: impl Read,
    mut replies: impl Write,
    last_words: fn(&str),
) -> io::Result<()> {
    // Its owner says what happened to a file; nobody reads what a panic prints.
    std::panic::set_hook(Box::new(|_| {}));
    replies.write_all(frame::GREETING)?;
    replies.flush()?;
    while let Some((source, limits)) = frame::read_request(&mut requests)? {
        let _bounds = self_limit::begin(&limits, last_words);
        let reply = match guarded(&source, &limits) {
            Ok(Checked { value, diagnostics }) => frame::Reply::Read(value, diagnostics),
            Err(diagnostic) => frame::Reply::Refused(diagnostic),
        };
        frame::write_reply(&mut replies, &reply)?;
    }
    Ok(())
}
