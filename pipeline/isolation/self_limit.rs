//! A worker's own bounds: memory for good, time for each file.
//!
//! The owner counts the time too; this one ends a worker whose owner was killed meanwhile.

use std::sync::Once;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::intake::Limits;

/// What a worker says when it ends itself for its memory.
pub(super) const OUT_OF_MEMORY: &str = "memory limit reached";

/// How much longer than its owner a worker waits.
const GRACE: Duration = Duration::from_secs(5);

/// Ends the time bound of one file when dropped.
pub(super) struct Bounds {
    _running: Sender<()>,
}

/// Bounds the process from here to the end of one file.
pub(super) fn begin(limits: &Limits, last_words: fn(&str)) -> Bounds {
    static MEMORY: Once = Once::new();

    let bytes = limits.memory_bytes;
    MEMORY.call_once(|| bound_memory(bytes, last_words));
    let time = Duration::from_secs(limits.seconds).saturating_add(GRACE);
    let (running, ended) = channel();
    std::thread::spawn(move || {
        if ended.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
            std::process::abort();
        }
    });
    Bounds { _running: running }
}

/// Lets the system refuse memory beyond the limit: private pages, not mapped files.
#[cfg(target_os = "linux")]
fn bound_memory(bytes: u64, _last_words: fn(&str)) {
    use rustix::process::{Resource, Rlimit, setrlimit};

    let limit = Rlimit { current: Some(bytes), maximum: Some(bytes) };
    // Refused where the system allows less already.
    let _ = setrlimit(Resource::Data, limit);
}

/// Looks at the process's memory every few milliseconds, where the system has no bound for it.
#[cfg(not(target_os = "linux"))]
fn bound_memory(bytes: u64, last_words: fn(&str)) {
    const PAUSE: Duration = Duration::from_millis(10);

    std::thread::spawn(move || {
        loop {
            let used = memory_stats::memory_stats().map_or(0, |memory| memory.physical_mem);
            if u64::try_from(used).unwrap_or(u64::MAX) > bytes {
                last_words(OUT_OF_MEMORY);
                std::process::abort();
            }
            std::thread::sleep(PAUSE);
        }
    });
}
