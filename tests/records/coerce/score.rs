//! Scores: typed in any width or circle; never rounded, never chosen.

use proptest::prelude::*;
use torimatome::forms::MarkMethod;
use torimatome::grid::CellValue;
use torimatome::records::coerce::score::{ScoreProblem, mean, score};
use torimatome::units::Score;

use super::{field_text, typed};

fn read(text: &str) -> Result<Option<(u8, MarkMethod)>, ScoreProblem> {
    score(text, &typed(text)).map(|found| found.map(|(score, method)| (score.get(), method)))
}

#[test]
fn typed_scores_are_read() {
    for text in [
        "4",
        "４",
        "4点",
        "４ 点",
        "4.0",
        "４．",
        "4。",
        "評価4",
        "評価：4",
        "(4)",
        "「4」",
        "四",
        "⑷",
        " 4 ",
    ] {
        assert_eq!(read(text), Ok(Some((4, MarkMethod::Typed))), "{text}");
    }
    for text in ["④", "❹", "➃", "➍", "⓸", " ④ "] {
        assert_eq!(read(text), Ok(Some((4, MarkMethod::CircledDigit))), "{text}");
    }
    for (sign, expected) in [("①", 1), ("⑤", 5)] {
        assert_eq!(read(sign), Ok(Some((expected, MarkMethod::CircledDigit))));
    }
    let four = Score::new(4).unwrap();
    assert_eq!(score("4", &CellValue::Number(4.0)), Ok(Some((four, MarkMethod::Typed))));
    assert_eq!(score("4点", &CellValue::Number(4.0)), Ok(Some((four, MarkMethod::Typed))));
}

#[test]
fn nothing_said_is_no_score_and_no_problem() {
    for text in
        ["", "　", "－", "なし", "未記入", "5・4・3・2・1", "５・４・３・２・１", "5 4 3 2 1"]
    {
        assert_eq!(read(text), Ok(None), "{text}");
    }
}

#[test]
fn two_readings_are_no_score() {
    for text in [
        "4か5",
        "4-5",
        "4,5",
        "4・5",
        "4→5",
        "4~5",
        "4(5)",
        "3.5",
        "4.5点",
        "4?",
        "④か⑤",
        "4/5",
        "5点満点中4点",
        "A4",
    ] {
        assert_eq!(read(text), Err(ScoreProblem::Ambiguous), "{text}");
    }
    assert_eq!(score("3.5", &CellValue::Number(3.5)), Err(ScoreProblem::Ambiguous));
    let april = "2023-04-05T00:00:00".parse().unwrap();
    assert_eq!(score("4月5日", &CellValue::DateTime(april)), Err(ScoreProblem::Ambiguous));
}

#[test]
fn numbers_outside_the_scale_are_no_score() {
    for text in ["6", "0", "10", "45", "⑥", "-1", "5.5"] {
        let found = read(text);
        assert!(matches!(found, Err(ScoreProblem::OutOfRange | ScoreProblem::Ambiguous)), "{text}");
        assert_ne!(found, Ok(None));
    }
    assert_eq!(read("6"), Err(ScoreProblem::OutOfRange));
    assert_eq!(score("6", &CellValue::Number(6.0)), Err(ScoreProblem::OutOfRange));
    for text in ["良い", "ABC", "V"] {
        assert_eq!(read(text), Err(ScoreProblem::NoNumber), "{text}");
    }
    assert_eq!(score("#N/A", &CellValue::Error("#N/A".into())), Err(ScoreProblem::NoNumber));
    assert_eq!(score("TRUE", &CellValue::Boolean(true)), Err(ScoreProblem::NoNumber));
}

#[test]
fn means_are_numbers_between_one_and_five() {
    let read = |text: &str| mean(text, &typed(text));
    assert_eq!(read("4.25"), Ok(Some(4.25)));
    assert_eq!(read("４．２５"), Ok(Some(4.25)));
    assert_eq!(read("4.25点"), Ok(Some(4.25)));
    assert_eq!(read("－"), Ok(None));
    assert_eq!(read("0"), Err(ScoreProblem::OutOfRange));
    assert_eq!(read("5.2"), Err(ScoreProblem::OutOfRange));
    assert_eq!(read("NaN"), Err(ScoreProblem::OutOfRange));
    assert_eq!(read("高い"), Err(ScoreProblem::NoNumber));
    assert_eq!(mean("4", &CellValue::Number(4.0)), Ok(Some(4.0)));
    assert_eq!(mean("#DIV/0!", &CellValue::Error("#DIV/0!".into())), Ok(None));
    assert_eq!(mean("#REF!", &CellValue::Error("#REF!".into())), Err(ScoreProblem::NoNumber));
}

proptest! {
    #[test]
    fn a_score_is_the_only_digit_of_its_text(text in field_text()) {
        if let Ok(Some((score, _))) = score(&text, &typed(&text)) {
            let normal = torimatome::records::coerce::compact(&text);
            let digits: Vec<char> =
                normal.chars().filter(|character| ('1'..='9').contains(character)).collect();
            prop_assert!(
                digits.len() <= 1,
                "{text} holds more than one digit and was read as {}", score.get()
            );
        }
        let _ = mean(&text, &typed(&text));
    }

    #[test]
    fn a_number_is_a_score_only_when_it_is_one(number in -10.0_f64..10.0) {
        let found = score(&number.to_string(), &CellValue::Number(number));
        let is_score = number.fract() == 0.0 && (1.0..=5.0).contains(&number);
        prop_assert_eq!(matches!(found, Ok(Some(_))), is_score);
    }
}
