//! Written forms as another reader sees them: cells, formulas, merged ranges.

use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{Reader, Xlsx};
use torimatome::output::written_forms::OutputFile;
use torimatome::units::{CellAddress, CellRange};

use super::cases::{
    as_given_case, empty_case, full_case, headed_case, participant, some, statements, with_means,
};
use super::{blanks, only, summaries};

/// Sheet, cells with values and formulas, merged ranges, one on a line.
pub(super) fn dump(file: &OutputFile) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes.clone())).unwrap();
    let mut text = String::new();
    for sheet in book.sheet_names() {
        writeln!(text, "{} › {sheet}", file.path).unwrap();
        let formulas = book.worksheet_formula(&sheet).unwrap();
        let cells = book.worksheet_range(&sheet).unwrap();
        let (top, left) = cells.start().unwrap();
        for (row, column, value) in cells.used_cells() {
            let (row, column) = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
            let address = CellAddress::new(top + row, left + column);
            write!(text, "{address} {value:?}").unwrap();
            match formulas.get_value((address.row, address.column)) {
                Some(formula) if !formula.is_empty() => writeln!(text, " ={formula}").unwrap(),
                _ => text.push('\n'),
            }
        }
        let mut merged: Vec<String> = book
            .merge_cells_by_sheet_name(&sheet)
            .unwrap()
            .into_iter()
            .map(|range| {
                let first = CellAddress::new(range.start.0, range.start.1);
                CellRange::new(first, CellAddress::new(range.end.0, range.end.1)).to_string()
            })
            .collect();
        merged.sort();
        writeln!(text, "merged: {}", merged.join(" ")).unwrap();
    }
    text
}

#[test]
fn case_summary_where_somebody_did_not_answer() {
    let mut case = headed_case(19);
    case.participants =
        (0..3).map(|number| participant(number, 16, |item| number > 0 || item != 3)).collect();
    case.participants[2].label = None;
    case.statements = statements(2);
    let files = summaries(&[with_means(case)]);
    insta::assert_snapshot!(dump(only(&files, "様式③-1")));
}

#[test]
fn case_summary_of_fifteen_items() {
    let mut case = headed_case(20);
    case.participants = (0..2).map(|number| participant(number, 15, |_| true)).collect();
    let files = summaries(&[with_means(case)]);
    let text = dump(only(&files, "様式③-1"));
    let numbers: Vec<&str> =
        text.lines().skip_while(|line| !line.starts_with("B12 ")).take(15).collect();
    assert_eq!((numbers[0], numbers[14]), ("B12 Float(1.0)", "P12 Float(15.0)"));
    assert!(text.contains("Q11 String(\"合計\")"), "{text}");
    assert!(text.contains("Q14 Float(54.0) =IF(COUNT(B14:P14)=0,\"\",SUM(B14:P14))"), "{text}");
    assert!(text.contains("P11 String(\"問題解決関連\")"), "a domain of one item is left");
}

#[test]
fn case_summary_of_a_case_without_answers() {
    let mut case = empty_case("不明な事例");
    case.fiscal_year = Some(2023);
    let files = summaries(&[case]);
    let text = dump(only(&files, "様式③-1"));
    assert!(text.contains("B15 String(\"\") =IFERROR(AVERAGE(B14),\"\")"), "{text}");
    assert!(text.contains("R15 String(\"\") =IF(COUNT(B15:Q15)<16,\"\",SUM(B15:Q15))"), "{text}");
    assert!(!text.contains("回答数"), "nobody is missing where nobody took part");
    assert!(!text.contains("Float(0"), "unknown is blank, never zero");
}

#[test]
fn year_summary_with_scores_and_given_means() {
    let mut partly = full_case(3, 4, 2);
    partly.participants[1] = participant(1, 16, |item| item > 2);
    let files = summaries(&[as_given_case(8), with_means(partly)]);
    insta::assert_snapshot!(dump(only(&files, "様式③-2")));
}

#[test]
fn a_long_case_goes_on_in_further_rows() {
    let files = summaries(&[full_case(3, 4, 40)]);
    for part in ["様式③-1", "様式③-2"] {
        let text = dump(only(&files, part));
        for at in 0..40 {
            for mark in ["ケ", "地", "資", "提", "参"] {
                assert_eq!(
                    text.matches(&format!("（{mark}{at}）")).count(),
                    1,
                    "{mark}{at}: {text}"
                );
            }
        }
    }
}

#[test]
fn texts_are_never_formulas() {
    let mut case = full_case(3, 2, 0);
    case.header.title = some("=HYPERLINK(\"http://localhost\",\"x\")".to_owned());
    case.header.provider = some("+81 山田".to_owned());
    case.header.office = some("-1".to_owned());
    case.header.client = some("@SUM(A1)".to_owned());
    case.participants[0].label = some("=1+1".to_owned());
    let files = summaries(&[case]);
    for part in ["様式③-1", "様式③-2"] {
        let text = dump(only(&files, part));
        for typed in
            ["=HYPERLINK(\\\"http://localhost\\\",\\\"x\\\")", "+81 山田", "-1", "@SUM(A1)"]
        {
            assert!(text.contains(&format!("String(\"{typed}\")\n")), "{typed}: {text}");
        }
        assert!(text.contains("=1+1"), "{text}");
        assert!(!text.contains(" =1+1\n"), "{text}");
    }
}

#[test]
fn blank_reflection() {
    insta::assert_snapshot!(dump(only(&blanks(), "様式②")));
}

#[test]
fn blank_case_sheet() {
    insta::assert_snapshot!(dump(only(&blanks(), "様式①")));
}
