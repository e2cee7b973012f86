//! Whether a drawn path goes round something: closed, or its ends all but meeting.

/// How far apart the ends of a path drawn by hand may lie, as a share of its larger side.
const MOST_GAP: f64 = 0.25;

/// Fewer steps than these cannot go round anything.
const FEWEST_STEPS: usize = 3;

/// Whether a path of drawing commands (`M 0 0 L 5 5 … Z`) goes round something.
///
/// Coordinates that are formulas cannot be followed; such a path goes round only when it says so.
pub(super) fn path_goes_round(path: &str) -> bool {
    if path.contains(['z', 'Z']) {
        return true;
    }
    let mut track = Track::default();
    let mut rest = path;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_alphabetic()) {
        let command = rest.get(start..=start).unwrap_or_default();
        let after = rest.get(start + 1..).unwrap_or_default();
        let is_command = |letter: char| letter.is_ascii_alphabetic() && letter != 'e';
        let end = after.find(is_command).unwrap_or(after.len());
        let (arguments, next) = after.split_at_checked(end).unwrap_or((after, ""));
        let Some(numbers) = numbers(arguments) else { return false };
        track.follow(command, &numbers);
        rest = next;
    }
    track.meets_itself()
}

/// Whether a list of points (`0,0 5,5 …`) goes round something.
pub(super) fn points_go_round(points: &str) -> bool {
    let mut track = Track::default();
    if let Some(numbers) = numbers(points) {
        track.follow("L", &numbers);
    }
    track.meets_itself()
}

/// The numbers of a text like `1 2,3-4`; `None` when there is anything else in it.
fn numbers(text: &str) -> Option<Vec<f64>> {
    let mut spaced = String::with_capacity(text.len());
    let mut before = ' ';
    for character in text.chars() {
        if character == '-' && before != 'e' {
            spaced.push(' ');
        }
        spaced.push(if character == ',' { ' ' } else { character });
        before = character;
    }
    spaced.split_ascii_whitespace().map(|number| number.parse().ok()).collect()
}

/// Where a pen has been.
#[derive(Default)]
struct Track {
    first: Option<(f64, f64)>,
    last: (f64, f64),
    least: (f64, f64),
    most: (f64, f64),
    steps: usize,
}

impl Track {
    /// Follows one command with all its repeats.
    fn follow(&mut self, command: &str, numbers: &[f64]) {
        let is_relative = command.chars().all(|letter| letter.is_ascii_lowercase());
        let (base_x, base_y) = if is_relative { self.last } else { (0.0, 0.0) };
        match command.to_ascii_uppercase().as_str() {
            "H" => numbers.iter().for_each(|x| self.step(base_x + x, self.last.1)),
            "V" => numbers.iter().for_each(|y| self.step(self.last.0, base_y + y)),
            "C" => self.ends(numbers, 6, is_relative),
            "S" | "Q" => self.ends(numbers, 4, is_relative),
            "A" => self.ends(numbers, 7, is_relative),
            _ => self.ends(numbers, 2, is_relative),
        }
    }

    /// Steps to the last two of every `count` numbers.
    fn ends(&mut self, numbers: &[f64], count: usize, is_relative: bool) {
        for group in numbers.chunks_exact(count) {
            if let [.., x, y] = group {
                let (base_x, base_y) = if is_relative { self.last } else { (0.0, 0.0) };
                self.step(base_x + x, base_y + y);
            }
        }
    }

    fn step(&mut self, x: f64, y: f64) {
        if self.first.is_none() {
            self.first = Some((x, y));
            (self.least, self.most) = ((x, y), (x, y));
        }
        self.least = (self.least.0.min(x), self.least.1.min(y));
        self.most = (self.most.0.max(x), self.most.1.max(y));
        self.last = (x, y);
        self.steps += 1;
    }

    fn meets_itself(&self) -> bool {
        let Some(first) = self.first else { return false };
        let side = (self.most.0 - self.least.0).max(self.most.1 - self.least.1);
        let gap = (self.last.0 - first.0).hypot(self.last.1 - first.1);
        self.steps > FEWEST_STEPS && gap <= side * MOST_GAP
    }
}

#[cfg(test)]
mod tests {
    use super::{path_goes_round, points_go_round};

    #[test]
    fn a_path_goes_round_when_its_ends_meet() {
        assert!(path_goes_round("M 0 ?f7 G ?f0 Z N"));
        assert!(path_goes_round(
            "m100 0c50 0 100 50 100 100s-50 100-100 100-100-50-100-100 40-95 90-99"
        ));
        assert!(path_goes_round("M 0 0 L 10 0 10 10 0 10 1 1 N"));
        assert!(!path_goes_round("M2493 7126l1790 353"));
        assert!(!path_goes_round("M 0 0 L 10 0 10 10 0 10 N"));
        assert!(!path_goes_round("M 0 ?f7 L ?f8 0 N"));
        assert!(!path_goes_round(""));
        assert!(points_go_round("0,0 100,0 100,100 0,100 0,10"));
        assert!(!points_go_round("0,0 100,0 100,100"));
    }
}
