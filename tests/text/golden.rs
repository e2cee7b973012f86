//! Tokens of statements in the field's language against a golden file, one token a line.
//!
//! After a deliberate change: `TORIMATOME_BLESS=1 cargo test golden`, and read the diff.

use std::fmt::Write;

use torimatome::text::{Lexicon, Mark, TokenizedStatement, tokenize};

const STATEMENTS: &str = "fixtures/text/statements.txt";
const GOLDEN: &str = "fixtures/text/statements.tokens";

#[test]
fn tokens_of_the_statements_are_the_golden_ones() {
    let lexicon = Lexicon::built_in().unwrap();
    let statements = std::fs::read_to_string(STATEMENTS).unwrap();
    let found: String =
        statements.lines().map(|line| listing(&tokenize(line, &lexicon).unwrap())).collect();
    if std::env::var_os("TORIMATOME_BLESS").is_some() {
        std::fs::write(GOLDEN, &found).unwrap();
    }
    let golden = std::fs::read_to_string(GOLDEN).unwrap();
    for (number, (found, golden)) in found.lines().zip(golden.lines()).enumerate() {
        assert_eq!(found, golden, "line {}", number + 1);
    }
    assert_eq!(found.lines().count(), golden.lines().count());
}

fn listing(statement: &TokenizedStatement) -> String {
    let mut lines = format!("# {}\n", statement.text.original());
    for token in &statement.tokens {
        let mark = match token.mark {
            Mark::Stated => "",
            Mark::Lacking => " lacking",
            Mark::Negated => " negated",
            Mark::Planned => " planned",
        };
        let role = if token.is_content() { "*" } else { "" };
        let framing = if token.framing { " framing" } else { "" };
        let (surface, term, class) = (&token.surface, &token.term, token.class.as_str());
        writeln!(lines, "{surface}\t{term}\t{class}{role}{mark}{framing}").unwrap();
    }
    lines
}
