//! 方法: what the numbers mean, by which rules they were judged, and how many cases there are.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::IssueReport;
use super::frame::{Cell, FIRST_ROW, Frame, Heading, set_up_page};
use super::looks::Looks;
use crate::analysis::recurring_issue::ThemeOrigin;

pub(super) fn write(
    sheet: &mut Worksheet,
    report: &IssueReport<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let frame = Frame {
        name: "方法",
        title: "方法と用語".to_owned(),
        note: "このブックの数の数え方と、判定の基準です。".to_owned(),
        headings: vec![Heading::new("項目", 26.0), Heading::new("説明", 120.0)],
        frozen: 0,
    };
    frame.open(sheet, looks)?;
    let rows = [numbers(report), rules(report), tests(), limits()].concat();
    for ((item, text), row) in rows.iter().zip(FIRST_ROW..) {
        let cells = [(Cell::Text(item), &looks.plain.text), (Cell::Text(text), &looks.plain.text)];
        frame.row(sheet, row, cells.into_iter())?;
    }
    sheet.set_freeze_panes(FIRST_ROW, 0)?;
    sheet.set_repeat_rows(FIRST_ROW - 1, FIRST_ROW - 1)?;
    set_up_page(sheet);
    Ok(())
}

fn row(item: &str, text: impl Into<String>) -> (String, String) {
    (item.to_owned(), text.into())
}

fn numbers(report: &IssueReport<'_>) -> Vec<(String, String)> {
    let statements = report.lines().count();
    let unassigned = report.lines().filter(|line| line.theme.is_none()).count();
    let themes = &report.issues.themes;
    let new = themes.iter().filter(|theme| theme.origin == ThemeOrigin::New).count();
    vec![
        row(
            "集計した数",
            format!(
                "事例 {}件（うち記述のあるもの {}件。割合の分母）、記述 {statements}件（うち未分類 {unassigned}件）、課題 {}件（うち新しい課題 {new}件）",
                report.cases.len(),
                report.spread.cases,
                themes.len(),
            ),
        ),
        row(
            "課題の見つけ方",
            "記述を意味の近さと語で課題辞書の課題に結び付けます。どの課題にも近くない記述が4件以上まとまると、新しい課題（新）として示します。\
             1つの記述が2つの課題に触れることもあります。「特になし」などは除きます。機械による分類で、誤りを含みます。",
        ),
    ]
}

fn rules(report: &IssueReport<'_>) -> Vec<(String, String)> {
    let rules = report.rules;
    let people = rules.raising.least_participants;
    let (cases, years) = (rules.recurring.least_cases, rules.recurring.within_years);
    vec![
        row(
            "挙げた事例",
            format!(
                "とりまとめ（様式③）など書いた人の分からない記述に出てきたか、参加者{people}人以上（それより少なければ全員）が書いた事例です。\
                 1人だけの意見は数えません。会議の記述は互いに影響し合うため、記述の数ではなく事例の数で比べます。"
            ),
        ),
        row("触れた事例", "1件でもその課題の記述がある事例です。"),
        row(
            "割合と95%信頼区間",
            "記述のある事例に占める、挙げた事例の割合です。区間はWilsonの方法によります。",
        ),
        row(
            "繰り返し",
            format!("続く{years}年度のあいだに{cases}事例以上が挙げた課題に○を付けます。"),
        ),
        row(
            "【確認】と【候補】",
            format!(
                "【確認】q値が{}以下。【候補】q値が{}以下で、期待される数の{}倍以上（年次推移は最初と最後の年度のオッズの比）。どちらも{}事例以上。\
                 q値は、多くの組み合わせを調べたことを考えに入れた値で、そう判定したもののうち誤りが占める割合の見込みです（Benjamini–Hochberg法）。\
                 記述の多さと記録の種類（様式②があるか、とりまとめだけか）が近い事例どうしの比較でも、同じ基準を満たすものに限ります。",
                rules.tiers.confirmed_rate,
                rules.tiers.candidate_rate,
                rules.tiers.least_lift,
                rules.tiers.least_cases,
            ),
        ),
    ]
}

fn tests() -> Vec<(String, String)> {
    vec![
        row(
            "エリア・年度などの偏り",
            "その区分の事例とほかのすべての事例を、フィッシャーの正確確率検定（片側、多い側）で比べます。区分の分からない事例は除きます。\
             期待される数は、課題と区分に関係がないときの事例数、倍率は実際の数をそれで割ったものです。",
        ),
        row(
            "年次推移",
            "Cochran–Armitageの傾向性検定（両側）です。挙げた事例が30件以下なら正確な確率を計算します。3年度以上、5事例以上のとき調べます。",
        ),
        row(
            "q値の空欄",
            "事例が少なく、どのような結果でも判定できない組み合わせは、検定の数に入れません。",
        ),
    ]
}

fn limits() -> Vec<(String, String)> {
    vec![
        row(
            "読むときの注意",
            "判定のないことは、違いのないことを意味しません。事例が少ないと、実際の違いも判定されないことが多くあります。\
             検討された事例は地域の高齢者の代表ではなく、一緒に現れることは原因を示しません。灰色の数は事例が少ないものです。",
        ),
        row(
            "個人情報",
            "氏名の欄にある名前と、さん・様・氏などの前の名前、電話番号・住所・生年月日・病院や事業所の名前などを置きかえ、年齢は年代にしています。置きかえは機械によるもので、まれに残ることがあります。配付の前に確かめてください。",
        ),
    ]
}
