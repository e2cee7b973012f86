//! What fuzzing once found: each input is read, its forms too, or refused by name, in time.

use std::fs;
use std::time::{Duration, Instant};

use torimatome::config::FormSet;
use torimatome::forms::{Recogniser, recognise};
use torimatome::grid;
use torimatome::intake::{self, Limits, Passwords};
use torimatome::units::SourcePath;

use crate::support::fixture;

#[test]
fn what_fuzzing_found_does_no_harm_any_more() {
    let most = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });
    let limits = Limits::default();
    let recogniser = Recogniser::new(FormSet::built_in().unwrap());
    for entry in fs::read_dir(fixture("grid/fuzzed")).unwrap() {
        let path = entry.unwrap().path();
        let name = SourcePath::new(path.file_name().unwrap().to_str().unwrap());
        let began = Instant::now();
        let bytes = fs::read(&path).unwrap();
        let read = intake::open_bytes(&name, bytes, &Passwords::default(), &limits)
            .and_then(|opened| grid::read(&opened.value, &limits));
        match read {
            Ok(book) => drop(recognise(&book.value, &recogniser, &limits)),
            Err(refused) => assert_eq!(refused.location.source_path, name),
        }
        let took = began.elapsed();
        println!("{name}: {:.2} s", took.as_secs_f64());
        assert!(took < most, "{name}: {took:?}");
    }
}
