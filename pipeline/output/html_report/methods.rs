//! Methods (方法): what every figure of the page means, and from which n on it is given.
//!
//! Input → output: rules of the analysis → HTML. The rules themselves stand in `analysis`.

use std::fmt::Write as _;

use super::markup::Escaped;
use super::rows::Source;
use crate::analysis::{LEAST_ANSWERS, LEAST_MEETINGS};

/// Writes the section, and closes the page's main part.
pub(super) fn write(out: &mut String, source: &Source<'_>) {
    out.push_str(
        "<section id=\"methods\" aria-labelledby=\"methods-title\"><h2 id=\"methods-title\">方法</h2><dl class=\"methods\">",
    );
    let figures = format!(
        "読み取れた評価（1〜5）の平均です。領域と全項目は、参加者ごとに項目を平均してから平均します（半分以上の項目に答えた人）。回答が {LEAST_ANSWERS} 件、または会議が {LEAST_MEETINGS} 件に満たないものは灰色にし、「n が少ない」と示します。"
    );
    let interval = format!(
        "平均の 95% 信頼区間です。同じ会議の参加者の評価は互いに独立ではないため、参加者ではなく会議を単位に 2,000 回引き直して求めます（クラスター・ブートストラップ、パーセンタイル法、乱数の種は固定）。会議が {LEAST_MEETINGS} 件に満たないものには示しません。絞り込んだときの数値も、このページの中では計算せず、表（data/item_stats）にあるものです。"
    );
    let hidden = format!(
        "{} 件に満たない会議の数は「＊」で伏せます。足し引きで分からないように、ほかの数も伏せることがあります。年度・エリアごとの評価も、会議の数が伏せられるところには示しません。記述は、件数の少ないところのものは年度・エリア・課題の名前を外して載せます。伏せたものは、このページのファイルの中にもありません。",
        source.report.policy.smallest_count
    );
    let texts = if source.report.mask.is_some() {
        "記述は、様式から分かる名前などを置き換えてから載せています。匿名化の支援であり、完全な匿名化を保証するものではありません。配る前に人が目を通してください。"
    } else {
        "名前を伏せる処理をしていないため、記述の文章は載せていません。"
    };
    for (term, meaning) in [
        ("平均と n", figures.as_str()),
        ("信頼区間", &interval),
        (
            "会議平均の平均",
            "会議ごとの平均を、会議を一つずつとして平均したものです。様式③に平均だけが残る会議も含みます。",
        ),
        (
            "地域課題",
            "記述を一つずつ既知の課題の辞書と意味の近さで分け、どれにも近くないものから新しい課題を探します。一つの記述に二つまでの課題が付きます。「挙げた会議」は、参加者 2 人以上（発言者が少なければ全員）、または様式③が挙げた会議です。割合の分母は、記述のある会議です。",
        ),
        ("割合の区間", "会議の割合の 95% 信頼区間は Wilson の方法によります。"),
        (
            "評価と課題",
            "課題の記述が一つ以上ある会議と、ほかの会議の、会議平均の差です。効果量はクリフの δ（−1〜1、負は課題の記述がある会議の評価が低いこと）です。q は多くの組を一度に調べることを補正した値です（Benjamini–Hochberg）。差は原因を示しません。",
        ),
        (
            "評価の質",
            "α は全項目に答えた人が 30 人以上、ω はさらに 3 項目以上で示します。区分と年度のちがいは会議の平均をくらべ（役割と経験は同じ会議の中の差）、両側に 5 会議以上あるときに調べます。全年度の傾向は 3 年度・10 会議以上で、1 年あたりの変化と Kendall の τ です。p は会議の入れかえ 9,999 回により、区分の種類ごと（年度は同じ二つの年度ごと、傾向はまとめて）に全尺度を Holm 法で補正します。g は会議の平均の標準偏差を 1 とした差です。人や会議の少ない区分は示さず、合計から分かるときは、ほかの区分も示しません。",
        ),
        (
            "番号のたどり方",
            "記述の番号は data/statements.csv、理由の番号は data/scores.csv の reference の列にあり、その行に元のファイルとセルがあります（内部用）。番号と並び順からは、どの会議のものかは分かりません。",
        ),
        ("少ない件数", hidden.as_str()),
        ("記述と名前", texts),
        (
            "このページ",
            "一つのファイルだけで開き、どこにも通信しません（Content-Security-Policy で禁じています）。",
        ),
    ] {
        let _ = write!(out, "<dt>{term}</dt><dd>{}</dd>", Escaped(meaning));
    }
    let _ = write!(
        out,
        "<dt>版</dt><dd>torimatome {}、辞書 {}、図 Observable Plot 0.6.17（ISC）</dd></dl>",
        env!("CARGO_PKG_VERSION"),
        Escaped(source.report.dictionary),
    );
    out.push_str("</section></main>");
}
