//! A table of comparisons: each with its n, difference, effect, p and what may be said of it.
//!
//! What is sure comes first; what is not, or rests on too little, is grey.

use rust_xlsxwriter::{ConditionalFormatFormula, Format, Worksheet, XlsxError};

use super::figures::{
    decimals, thousandths, write as write_figure, write_count, write_formula, write_text_formula,
};
use super::frame::{FIRST_ROW, Frame, begin, headings};
use super::{AnalysisMaterial, figures};
use crate::analysis::{Comparison, Interval, Withheld};
use crate::output::report_page::{Looks, SURE, highest, points, set_up};

/// Rows that are printed: those after them are the least sure.
const PRINTED: usize = 60;
/// What stands behind a comparison that is sure, and behind one that is not.
const VERDICTS: [&str; 2] = ["確か", "確かではない"];
/// The widths of the columns.
const WIDTHS: [f64; 18] =
    [39.0, 14.0, 44.0, 7.5, 7.5, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 14.0];

/// One comparison in words and numbers.
pub(super) struct Compared {
    /// The scale's name, cut to a line.
    pub(super) scale: String,
    /// What kind of groups.
    pub(super) kind: String,
    /// Which.
    pub(super) group: String,
    /// Meetings of both sides; of a test of all groups, and of a trend, the first alone.
    pub(super) meetings: [Count; 2],
    /// Means of both sides.
    pub(super) means: Option<(f64, f64)>,
    /// What was found.
    pub(super) found: Result<Found, Withheld>,
}

/// A count of meetings in a cell.
#[derive(Clone, Copy)]
pub(super) enum Count {
    /// As many.
    Of(u32),
    /// Too small, or telling another that is.
    Hidden,
    /// There is none.
    None,
}

/// What a comparison found; `None` is not measured by its test.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) difference: Option<(f64, Interval)>,
    pub(super) hedges_g: Option<(f64, Interval)>,
    pub(super) cliffs_delta: Option<f64>,
    /// ε² of several groups, τ of a trend.
    pub(super) other: Option<f64>,
    pub(super) p: f64,
    pub(super) adjusted: f64,
}

impl From<Comparison> for Found {
    fn from(of: Comparison) -> Self {
        Self {
            difference: Some((of.difference, of.interval)),
            hedges_g: Some((of.hedges_g, of.hedges_interval)),
            cliffs_delta: Some(of.cliffs_delta),
            other: None,
            p: of.p,
            adjusted: of.adjusted,
        }
    }
}

impl Compared {
    /// Whether it is sure.
    pub(super) fn sure(&self) -> bool {
        self.found.is_ok_and(|found| found.adjusted <= SURE)
    }

    /// Its place: p first adjusted, then as it is; those that are withheld come last.
    fn place(&self) -> [f64; 2] {
        self.found.map_or([f64::INFINITY; 2], |found| [found.adjusted, found.p])
    }
}

/// What is sure first, then by p; equals stay in their order.
fn sort(rows: &mut [Compared]) {
    rows.sort_by(|one, other| {
        let pairs = one.place().into_iter().zip(other.place());
        pairs
            .map(|(one, other)| one.total_cmp(&other))
            .find(|order| order.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    });
}

/// All comparisons of one sheet.
pub(super) struct Comparisons {
    /// Those that may be shown, the surest first.
    pub(super) rows: Vec<Compared>,
    /// How many rows may not be shown.
    pub(super) left_out: usize,
    /// How many tests were made, those of rows that may not be shown among them: p is adjusted
    /// for all of them.
    pub(super) tested: usize,
}

impl Comparisons {
    /// The rows that may be shown, of so many rows and tests.
    pub(super) fn new(mut rows: Vec<Compared>, all: usize, tested: usize) -> Self {
        sort(&mut rows);
        Self { left_out: all.saturating_sub(rows.len()), rows, tested }
    }

    /// How many tests may not be shown.
    pub(super) fn unseen(&self) -> usize {
        let seen = self.rows.iter().filter(|row| row.found.is_ok()).count();
        self.tested.saturating_sub(seen)
    }

    /// How many of those shown are sure.
    pub(super) fn sure(&self) -> usize {
        self.rows.iter().filter(|row| row.sure()).count()
    }

    /// 調べた組は 420、確かなちがい（…）は 3 です: for the sentence above a table.
    pub(super) fn counted(&self, what: &str, method: &str) -> String {
        let (tested, sure) = (self.tested, self.sure());
        match self.unseen() {
            0 => format!(
                "調べた組は {tested}、確かな{what}（{method} 法で補正した p が {SURE} 以下）は {sure} です。"
            ),
            unseen => format!(
                "調べた組は {tested}（うち {unseen} 組は会議・人が少ない区分を含むため示しません）、示す組のうち確かな{what}（{method} 法で、示さない組も数えて補正した p が {SURE} 以下）は {sure} です。"
            ),
        }
    }
}

/// Which rows paper leaves out, for the sentence above a table.
pub(super) fn on_paper(rows: &[Compared]) -> String {
    if rows.len() > PRINTED {
        format!("紙には、確かな順に {PRINTED} 行までを印刷します。")
    } else {
        String::new()
    }
}

/// What a sheet of comparisons says around its table.
pub(super) struct Page<'a> {
    pub(super) name: &'a str,
    pub(super) title: &'a str,
    /// How it is to be read.
    pub(super) note: &'a str,
    pub(super) headings: &'a [&'a str; 18],
    /// What stands there when there is nothing to compare.
    pub(super) nothing: &'a str,
    /// What is left out, below the table.
    pub(super) left_out: &'a str,
}

/// Writes a sheet of comparisons.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    page: &Page<'_>,
    found: &Comparisons,
    with: (&AnalysisMaterial<'_>, &Looks),
) -> Result<(), XlsxError> {
    let frame = Frame { name: page.name, title: page.title, note: page.note, widths: &WIDTHS };
    begin(sheet, &frame, with.1)?;
    set_up(sheet, true, 0);
    if found.rows.is_empty() && found.left_out == 0 {
        sheet.write_string(FIRST_ROW, 0, page.nothing)?;
        return Ok(());
    }
    let below = write(sheet, FIRST_ROW, (page.headings, &found.rows), with)?;
    sheet.write_string(below + 1, 0, page.left_out)?;
    Ok(())
}

/// Writes the table from a row on, with its filter; the row below it.
fn write(
    sheet: &mut Worksheet,
    at: u32,
    (names, rows): (&[&str; 18], &[Compared]),
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<u32, XlsxError> {
    headings(sheet, at, names, looks)?;
    for (row, of) in (at + 1..).zip(rows) {
        write_row(sheet, row, of, (material, looks))?;
    }
    let last = at + u32::try_from(rows.len().max(1)).unwrap_or(1);
    let sure = ConditionalFormatFormula::new()
        .set_rule(format!("=AND(ISNUMBER($Q{0}),$Q{0}<={SURE})", at + 2).as_str())
        .set_format(Format::new().set_background_color("E2EFDA"));
    sheet.add_conditional_format(at + 1, 0, last, 17, &sure)?;
    sheet.autofilter(at, 0, last, 17)?;
    sheet.set_freeze_panes(at + 1, 1)?;
    sheet.set_repeat_rows(at, at)?;
    if rows.len() > PRINTED {
        sheet.set_print_area(0, 0, at + u32::try_from(PRINTED).unwrap_or(u32::MAX), 17)?;
    }
    Ok(last + 1)
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    of: &Compared,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<(), XlsxError> {
    let base = if of.sure() { &looks.text } else { &looks.faint };
    let (number, p) = (decimals(base), thousandths(base));
    let texts = [&of.scale, &of.kind, &of.group];
    for (column, text) in (0..).zip(texts) {
        sheet.write_string_with_format(row, column, text, base)?;
    }
    let heights = texts.into_iter().zip(WIDTHS).map(|(text, width)| points(text, width));
    sheet.set_row_height(row, highest(heights))?;
    for (column, count) in (3..).zip(of.meetings) {
        match count {
            Count::Of(count) => write_count(sheet, (row, column), Some(count), base),
            Count::Hidden => write_count(sheet, (row, column), None, base),
            Count::None => write_figure(sheet, (row, column), None, base),
        }?;
    }
    write_figure(sheet, (row, 5), of.means.map(|means| means.0), &number)?;
    write_figure(sheet, (row, 6), of.means.map(|means| means.1), &number)?;
    let found = match of.found {
        Ok(found) => found,
        Err(why) => return write_why(sheet, row, why, (material, looks)),
    };
    let line = row + 1;
    let difference = found.difference.map(|(value, _)| value);
    if of.means.is_some() {
        write_formula(sheet, (row, 7), (format!("=F{line}-G{line}"), difference), &number)?;
    } else {
        write_figure(sheet, (row, 7), difference, &number)?;
    }
    let interval = found.difference.map(|(_, interval)| interval);
    let g = found.hedges_g;
    let values = [
        interval.map(|one| one.low),
        interval.map(|one| one.high),
        g.map(|(value, _)| value),
        g.map(|(_, interval)| interval.low),
        g.map(|(_, interval)| interval.high),
        found.cliffs_delta,
        found.other,
    ];
    for (column, value) in (8..).zip(values) {
        write_figure(sheet, (row, column), value, &number)?;
    }
    write_figure(sheet, (row, 15), Some(found.p), &p)?;
    write_figure(sheet, (row, 16), Some(found.adjusted), &p)?;
    let [sure, unsure] = VERDICTS;
    let verdict = format!("=IF(Q{line}<={SURE},\"{sure}\",\"{unsure}\")");
    let said = if of.sure() { sure } else { unsure };
    write_text_formula(sheet, (row, 17), (verdict, said), base)
}

/// Blank figures, and why there are none.
fn write_why(
    sheet: &mut Worksheet,
    row: u32,
    why: Withheld,
    (material, looks): (&AnalysisMaterial<'_>, &Looks),
) -> Result<(), XlsxError> {
    for column in 7..17 {
        write_figure(sheet, (row, column), None, &looks.faint)?;
    }
    let around = (&looks.faint, looks, material.policy);
    figures::write_or_why(sheet, (row, 17), Err(why), around)
}
