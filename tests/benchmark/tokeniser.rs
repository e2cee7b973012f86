//! The tokeniser against the reference MeCab: the same text, the same dictionary, one thread each.
//!
//! MeCab is timed as a program that writes where each word begins and ends; what it takes for no
//! text at all, its start, is subtracted. lindera is timed within this process, with the features
//! of every word.

use std::fs::File;
use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

use torimatome::text::Lexicon;

use super::mecab;
use super::{median, root, statements_of_fixtures, timed};

const ROUNDS: usize = 5;

/// Bytes of text at least, so that MeCab's start does not matter.
const LEAST_BYTES: usize = 4 << 20;

/// Prints agreement and speed, or what is missing.
pub(super) fn compare() {
    if let Some(missing) = mecab::missing() {
        println!("tokeniser: not compared, {missing}");
        return;
    }
    let (name, text) = match mecab::reference_text() {
        Some(text) => ("the reference texts", text),
        None => ("the bundled statements", statements_of_fixtures().join("\n")),
    };
    let lexicon = Lexicon::system_only().unwrap();
    let agreement = mecab::agreement(&text, &lexicon).unwrap();
    println!(
        "tokeniser on {name}: surfaces agree with MeCab for {:.3} % of {} words (asked: 99.8 %)",
        agreement.share * 100.0,
        agreement.words / 2
    );
    for (class, count) in agreement.classes() {
        println!("  {count} differences: {class}");
    }
    let text = format!("{}\n", text.trim_end()).repeat(LEAST_BYTES.div_ceil(text.len()));
    let ours = || text.lines().map(|line| mecab::words(line, &lexicon).len()).sum::<usize>();
    let words = ours();
    let (ours, theirs): (Vec<Duration>, Vec<Duration>) =
        (0..ROUNDS).map(|_| (timed(ours), by_mecab(&text))).unzip();
    let start = median((0..ROUNDS).map(|_| by_mecab("")).collect());
    let ours = median(ours).as_secs_f64();
    let theirs = median(theirs).saturating_sub(start).as_secs_f64();
    let millions = |count: usize| f64::from(u32::try_from(count).unwrap()) / 1e6;
    let rate = |seconds: f64| millions(words) / seconds;
    println!(
        "tokeniser on {:.1} MB: lindera {ours:.2} s ({:.2} M words/s), MeCab {theirs:.2} s \
         ({:.2} M words/s), ratio {:.2}",
        millions(text.len()),
        rate(ours),
        rate(theirs),
        ours / theirs
    );
}

/// MeCab over a text, from its start to its end.
fn by_mecab(text: &str) -> Duration {
    let mut file = tempfile::NamedTempFile::new_in(root().join("target")).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let input = File::open(file.path()).unwrap();
    let mut command = mecab::command();
    command.stdin(input).stdout(Stdio::null());
    timed(|| command.status().unwrap())
}
