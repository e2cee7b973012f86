//! The reference analyser, MeCab with the same dictionary (mecab-ipadic-utf8), beside lindera.
//!
//! Used by the test of agreement and by the benchmark, so that both speak of the same words.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use torimatome::text::{Lexicon, tokenize::segments};

/// Where Debian compiles the dictionary to.
const DICTIONARY: &str = "/var/lib/mecab/dic/ipadic-utf8";

/// Characters of a word at most that a difference may lie behind.
const WORD: usize = 4;

type Words = Vec<(usize, usize)>;

/// How far the two cut a text alike.
pub(crate) struct Agreement {
    /// Share of words that both have.
    pub(crate) share: f64,
    /// Words of both together.
    pub(crate) words: usize,
    /// Every difference with its reason.
    pub(crate) regions: Vec<(&'static str, String)>,
}

impl Agreement {
    /// How often they differ, by the reason.
    pub(crate) fn classes(&self) -> BTreeMap<&'static str, usize> {
        let mut classes = BTreeMap::new();
        for (class, _) in &self.regions {
            *classes.entry(*class).or_default() += 1;
        }
        classes
    }
}

/// MeCab with the dictionary, ready to be given a text; prints where each word begins and ends.
pub(crate) fn command() -> Command {
    let mut command = Command::new("mecab");
    command.args(["-d", DICTIONARY, "-b", "1000000", "-F", "%ps %pe\n", "-U", "%ps %pe\n"]);
    command
}

/// What keeps MeCab from being asked; `None` when it is there.
pub(crate) fn missing() -> Option<&'static str> {
    let there = Command::new("mecab").arg("--version").stdout(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        Some("no MeCab here (Debian: mecab)")
    } else if !Path::new(DICTIONARY).is_dir() {
        Some("MeCab has no IPADIC here (Debian: mecab-ipadic-utf8)")
    } else {
        None
    }
}

/// The five public texts of the field, if they are there.
pub(crate) fn reference_text() -> Option<String> {
    let shared = std::env::var("TORIMATOME_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let mut paths: Vec<_> = std::fs::read_dir(Path::new(&shared).join("reference"))
        .ok()?
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let texts = paths.iter().map(|path| std::fs::read_to_string(path).unwrap());
    Some(texts.collect::<Vec<_>>().join("\n").replace('\r', ""))
}

/// Cuts a text with both, line by line; `None` where MeCab cannot be asked.
pub(crate) fn agreement(text: &str, lexicon: &Lexicon) -> Option<Agreement> {
    let reference = reference_words(text)?;
    let ours = text.lines().map(|line| words(line, lexicon)).collect::<Vec<_>>();
    assert_eq!(ours.len(), reference.len());
    let (mut common, mut total) = (0, 0);
    let mut regions = Vec::new();
    for ((line, our), their) in text.lines().zip(&ours).zip(&reference) {
        common += 2 * our.iter().filter(|word| their.contains(word)).count();
        total += our.len() + their.len();
        let differing = differing_regions(line, our, their);
        regions.extend(
            differing
                .into_iter()
                .map(|(before, region)| (class_of(before, region), region.to_owned())),
        );
    }
    let share = |part: usize| f64::from(u32::try_from(part).unwrap());
    Some(Agreement { share: share(common) / share(total), words: total, regions })
}

/// Why the two may differ in a stretch of text.
///
/// lindera cuts its input at 、。 before it looks for the best path; MeCab does not. Runs of
/// characters that no word begins with are grouped by other rules: signs, full-width blanks, a
/// middle dot before katakana, radicals and tabs that PDFs leave. MeCab passes over a tab, so that
/// the word behind it follows the one before; for lindera it follows the tab.
fn class_of(before: &str, region: &str) -> &'static str {
    let has = |signs: &[char]| region.contains(signs);
    if has(&['、', '。']) {
        "cut at a comma or stop before the search"
    } else if has(&['　', '\t']) {
        "run of full-width blanks or tabs"
    } else if has(&['・']) {
        "middle dot before katakana"
    } else if region.chars().any(|character| ('\u{2E80}'..='\u{2FDF}').contains(&character)) {
        "radical in place of a character"
    } else if region.chars().any(|character| !character.is_alphanumeric()) {
        "run of signs"
    } else if before.chars().rev().take(WORD).any(|character| character == '\t') {
        "word behind a tab"
    } else {
        "other"
    }
}

/// The smallest stretches of a line that begin and end alike in both and differ inside,
/// each with the character before it, and all that stands before that.
fn differing_regions<'a>(line: &'a str, our: &Words, their: &Words) -> Vec<(&'a str, &'a str)> {
    let ends = |words: &Words| words.iter().map(|word| word.1).collect::<Vec<_>>();
    let (our_ends, their_ends) = (ends(our), ends(their));
    let mut regions = Vec::new();
    let mut from = 0;
    for end in our_ends.iter().filter(|end| their_ends.contains(end)) {
        let inside = |words: &Words| {
            words.iter().filter(|w| w.0 >= from && w.1 <= *end).copied().collect::<Words>()
        };
        if inside(our) != inside(their) {
            let before = line[..from].char_indices().next_back().map_or(0, |(at, _)| at);
            regions.push((&line[..before], &line[before..*end]));
        }
        from = *end;
    }
    regions
}

/// Our words of a line, as byte ranges.
pub(crate) fn words(line: &str, lexicon: &Lexicon) -> Words {
    let segments = segments(line, lexicon).unwrap();
    segments.iter().map(|segment| (segment.range.start, segment.range.end)).collect()
}

/// MeCab's words of each line, as byte ranges.
fn reference_words(text: &str) -> Option<Vec<Words>> {
    let mut child = command().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut input = child.stdin.take()?;
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    let mut lines = vec![Words::new()];
    for row in String::from_utf8(output.stdout).ok()?.lines() {
        match row.split_once(' ') {
            Some((from, to)) => {
                lines.last_mut()?.push((from.parse().ok()?, to.parse().ok()?));
            }
            None => lines.push(Words::new()),
        }
    }
    lines.pop();
    Some(lines)
}
