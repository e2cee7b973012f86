//! Workers: a process that reads one workbook after another, and how it ends.

use std::io::{self, BufWriter, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::frame::{self, Reply};
use super::self_limit::OUT_OF_MEMORY;
use crate::intake::{Limits, SourceFile};

/// The only argument of the program when it is started as a worker.
pub const WORKER_ARGUMENT: &str = "worker-that-reads-workbooks";

/// What a worker may say on its way out; more is thrown away.
const LAST_WORDS_BYTES: u64 = 4 << 10;

/// A running worker.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    /// `None` once the worker is told to end.
    requests: Option<ChildStdin>,
    replies: Receiver<Result<Vec<u8>, End>>,
    greeted: bool,
    last_words: Option<JoinHandle<String>>,
}

/// Why a worker gave no reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    OutOfTime,
    OutOfMemory,
    Crash,
    /// The program is not there or is no worker.
    NoWorker,
}

impl Worker {
    /// Starts the program as a worker.
    pub(super) fn start(executable: &Path) -> io::Result<Self> {
        let mut child = Command::new(executable)
            .arg(WORKER_ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let requests = child.stdin.take();
        let mut stdout = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let stderr = child.stderr.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let (sender, replies) = sync_channel(1);
        std::thread::Builder::new().spawn(move || {
            let mut greeting = [0; frame::GREETING.len()];
            let greeted = stdout.read_exact(&mut greeting).is_ok() && &greeting == frame::GREETING;
            if sender.send(if greeted { Ok(Vec::new()) } else { Err(End::NoWorker) }).is_err() {
                return;
            }
            while let Ok(Some(content)) = frame::read_frame(&mut stdout) {
                if sender.send(Ok(content)).is_err() {
                    return;
                }
            }
        })?;
        let last_words = std::thread::Builder::new().spawn(move || listen(stderr))?;
        Ok(Self { child, requests, replies, greeted: false, last_words: Some(last_words) })
    }

    /// What the worker says about a file. After an error it is of no more use.
    pub(super) fn read(&mut self, source: &SourceFile, limits: &Limits) -> Result<Reply, End> {
        let requests = self.requests.as_mut().ok_or(End::Crash)?;
        let sent = frame::write_request(&mut BufWriter::new(requests), source, limits);
        if !self.greeted {
            self.receive(limits)?;
            self.greeted = true;
        }
        if sent.is_err() {
            return Err(self.ended());
        }
        let content = self.receive(limits)?;
        frame::parse_reply(&content).map_err(|_| End::Crash)
    }

    fn receive(&mut self, limits: &Limits) -> Result<Vec<u8>, End> {
        match self.replies.recv_timeout(Duration::from_secs(limits.seconds)) {
            Ok(received) => received,
            Err(RecvTimeoutError::Timeout) => Err(End::OutOfTime),
            Err(RecvTimeoutError::Disconnected) => Err(self.ended()),
        }
    }

    /// Why the worker is gone, from what it said last.
    fn ended(&mut self) -> End {
        self.stop();
        let words = self.last_words.take().and_then(|words| words.join().ok());
        let words = words.unwrap_or_default();
        // The second is what Rust says when the system gives no more memory.
        if words.contains(OUT_OF_MEMORY) || words.contains("memory allocation of") {
            End::OutOfMemory
        } else {
            End::Crash
        }
    }

    fn stop(&mut self) {
        self.requests = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Worker {
    /// No worker outlives its owner.
    fn drop(&mut self) {
        self.stop();
    }
}

fn listen(stderr: impl Read) -> String {
    let mut stderr = stderr;
    let mut words = Vec::new();
    let _ = stderr.by_ref().take(LAST_WORDS_BYTES).read_to_end(&mut words);
    // Read on, so that a talkative worker never waits for a full pipe.
    let _ = io::copy(&mut stderr, &mut io::sink());
    String::from_utf8_lossy(&words).into_owned()
}
