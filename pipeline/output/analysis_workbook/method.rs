//! 方法: how every figure is defined, from which n it is shown, and what may not be read into it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{AnalysisMaterial, METHOD};
use crate::output::report_page::{Looks, points, set_up, set_widths};

const WIDTHS: [f64; 2] = [26.0, 100.0];
const METHODS: [(&str, &str); 13] = [
    (
        "単位",
        "評価は参加者、地域課題は事例（会議）です。同じ会議の参加者は同じ話し合いを評価しているので、独立とはみなしません。",
    ),
    (
        "平均・標準偏差・中央値",
        "無回答を除きます。標準偏差は n−1 で割ります。領域と総合は、半分以上の項目に答えた人の、答えた項目の平均です。",
    ),
    (
        "平均の区間",
        "会議を単位に 2,000 回引き直した 95％区間（クラスター・ブートストラップ、乱数の種は固定）。会議が 5 回未満なら示しません。",
    ),
    (
        "会議の平均の平均",
        "会議ごとの平均を 1 回ずつ数えた平均。平均だけが残る古い事例も入ります。年度・エリアの比較に使います。",
    ),
    (
        "変化・差",
        "会議の平均をくらべます。効果量は Hedges の g と Cliff の δ、p は会議の入れかえ 9,999 回（乱数の種は固定）。年度の傾向は Kendall の τ。p は Holm 法で補正します。",
    ),
    (
        "信頼性",
        "Cronbach の α と McDonald の ω。全項目に答えた人が 30 人未満なら示しません（data の reliability）。",
    ),
    ("一致度", "会議の中での一致は ICC(1) と r_wg（data の agreement）。"),
    (
        "事例が課題を挙げる",
        "とりまとめに書かれたか、参加者 2 人以上（発言者が少なければ全員）の記述にある事例です。",
    ),
    ("割合の区間", "Wilson の 95％区間です。"),
    (
        "エリアの偏り",
        "Fisher の正確確率検定（片側）。q は Benjamini–Hochberg 法。確認は q≦0.05、候補は q≦0.2 で 1.5 倍以上、どちらも 3 事例以上で、似た事例どうしでも成り立つものです。",
    ),
    (
        "年次の傾向",
        "Cochran–Armitage 検定。q は Benjamini–Hochberg 法。3 年度以上あるときだけ行います。",
    ),
    (
        "評価と地域課題",
        "課題の挙がった会議と挙がらない会議の平均の差。各 5 会議以上のときだけ示し、全組み合わせで Benjamini–Hochberg 法により補正します。",
    ),
    (
        "少ない n",
        "灰色か「n が少ない」と書いたものは目安です。理由はセルのメモと data の withheld の列にあります。",
    ),
];

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &AnalysisMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(METHOD)?;
    set_widths(sheet, &WIDTHS)?;
    sheet.write_string_with_format(0, 0, "方法", &looks.title)?;
    let policy = material.policy;
    let hidden = format!(
        "事例数が {} 未満のものは「＊」か、示しません。合計から分かるときは、ほかの数も隠します。",
        policy.smallest_count
    );
    let version = format!("torimatome {}、辞書 IPADIC 2.7.0", env!("CARGO_PKG_VERSION"));
    let more = [("少数の秘匿", hidden.as_str()), ("版", version.as_str())];
    for (row, (name, text)) in (2..).zip(METHODS.into_iter().chain(more)) {
        sheet.write_string_with_format(row, 0, name, &looks.heading)?;
        sheet.write_string_with_format(row, 1, text, &looks.text)?;
        sheet.set_row_height(row, points(text, WIDTHS[1]).max(20.0))?;
    }
    set_up(sheet, true, 0);
    Ok(())
}
