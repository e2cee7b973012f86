//! Agreement with the reference analyser, MeCab with the same dictionary (mecab-ipadic-utf8).
//!
//! Passed over where MeCab or the reference texts are not installed. Run it with
//! `TORIMATOME_SHARED=… cargo test agreement -- --nocapture` to see every difference.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use torimatome::text::{Lexicon, tokenize::segments};

const DICTIONARY: &str = "/var/lib/mecab/dic/ipadic-utf8";

type Words = Vec<(usize, usize)>;

#[test]
fn surfaces_agree_with_mecab_on_the_reference_texts() {
    let Some(text) = reference_text() else {
        return;
    };
    let Some(reference) = mecab(&text) else {
        return;
    };
    let lexicon = Lexicon::system_only().unwrap();
    let ours = text.lines().map(|line| words(line, &lexicon)).collect::<Vec<_>>();
    assert_eq!(ours.len(), reference.len());
    let (mut common, mut total) = (0, 0);
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for ((line, our), their) in text.lines().zip(&ours).zip(&reference) {
        common += 2 * our.iter().filter(|word| their.contains(word)).count();
        total += our.len() + their.len();
        for region in differing_regions(line, our, their) {
            let class = class_of(region);
            *classes.entry(class).or_default() += 1;
            println!("{class}: {region}");
        }
    }
    let share = |part: usize| f64::from(u32::try_from(part).unwrap());
    let agreement = share(common) / share(total);
    println!("agreement {:.4} % of {total} words; {classes:?}", agreement * 100.0);
    assert!(agreement >= 0.998, "{agreement}");
    let unexplained = classes.get("other").copied().unwrap_or(0);
    assert!(unexplained <= 3, "{unexplained} differences of no known class");
}

/// Why the two may differ in a stretch of text.
///
/// lindera cuts its input at 、。 before it looks for the best path; MeCab does not. Runs of
/// characters that no word begins with are grouped by other rules: signs, full-width blanks, a
/// middle dot before katakana, radicals and tabs that PDFs leave.
fn class_of(region: &str) -> &'static str {
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
    } else {
        "other"
    }
}

/// The smallest stretches of a line that begin and end alike in both and differ inside,
/// each with the character before it.
fn differing_regions<'a>(line: &'a str, our: &Words, their: &Words) -> Vec<&'a str> {
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
            regions.push(&line[before..*end]);
        }
        from = *end;
    }
    regions
}

fn words(line: &str, lexicon: &Lexicon) -> Words {
    let segments = segments(line, lexicon).unwrap();
    segments.iter().map(|segment| (segment.range.start, segment.range.end)).collect()
}

fn reference_text() -> Option<String> {
    let shared = std::env::var("TORIMATOME_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let mut paths: Vec<_> = std::fs::read_dir(std::path::Path::new(&shared).join("reference"))
        .ok()?
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let texts = paths.iter().map(|path| std::fs::read_to_string(path).unwrap());
    Some(texts.collect::<Vec<_>>().join("\n").replace('\r', ""))
}

/// MeCab's words of each line, as byte ranges.
fn mecab(text: &str) -> Option<Vec<Words>> {
    let mut child = Command::new("mecab")
        .args(["-d", DICTIONARY, "-b", "1000000", "-F", "%ps %pe\n", "-U", "%ps %pe\n"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
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
