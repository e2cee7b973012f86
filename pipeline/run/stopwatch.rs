//! How long the parts of a run took; the one thing in `run.json` that differs between runs.

use std::time::Instant;

/// Laps in the order they were made.
pub(super) struct Stopwatch {
    begun: Instant,
    last: Instant,
    laps: Vec<(&'static str, u128)>,
}

impl Stopwatch {
    pub(super) fn start() -> Self {
        let now = Instant::now();
        Self { begun: now, last: now, laps: Vec::new() }
    }

    /// A part is over.
    pub(super) fn lap(&mut self, part: &'static str) {
        let now = Instant::now();
        self.laps.push((part, now.duration_since(self.last).as_millis()));
        self.last = now;
    }

    /// Milliseconds of each part, then of all.
    pub(super) fn milliseconds(&self) -> Vec<(&'static str, u128)> {
        let mut all = self.laps.clone();
        all.push(("total", self.begun.elapsed().as_millis()));
        all
    }
}
