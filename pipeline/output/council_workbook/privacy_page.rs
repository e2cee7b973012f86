//! The page 匿名化について: what was taken out, what is hidden, and what nobody can promise.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::CouncilMaterial;
use crate::output::report_page::{Looks, points, set_up, set_widths};
use crate::output::wording::detail_name;
use crate::privacy::{Detail, PrivacyPolicy, RemovedCounts};

const WIDTHS: [f64; 6] = [30.0, 16.0, 16.0, 16.0, 16.0, 16.0];

/// The columns that a text is written over.
const TEXT_WIDTH: f64 = 80.0;

/// What rules remove, several kinds together.
const KINDS: [(&str, &str); 4] = [
    (
        "人名",
        "様式に書かれた人（事例提出者・対象者・参加者）の名前。姓だけ・名だけ・ふりがな・ローマ字・旧字も探します。ほかの人は、敬称や職名の付いた名前、辞書にある姓名、イニシャル（A氏、Aの自宅、本人（A）など）。",
    ),
    (
        "事業所・施設の名前",
        "様式に書かれた事業所・勤務先、固有の名前の付いた病院・薬局・施設・法人。「総合病院」「デイサービス」のような種類の名前は残します。",
    ),
    (
        "連絡先・住所・番号",
        "電話番号、メールアドレス、アカウント、ホームページ、丁目・番地・部屋番号、郵便番号、被保険者番号などの長い番号。市・町・小学校区の名前は残します。",
    ),
    (
        "生年月日・年齢",
        "生年月日は除き、年齢は幅に置きかえます（80代、65歳以上 のような幅はそのまま）。",
    ),
];

/// What no rule finds.
const LIMITS: [&str; 6] = [
    "様式のどこにも書かれておらず、敬称も職名も付かない、めずらしい名前・あだ名・屋号",
    "名前と同じ書き方の言葉（林、星、希望など）で、前後から人と分からないもの",
    "敬称のない 1 文字の記号で、人のことか区分のことか前後から分からないもの",
    "病名、家族の形、仕事、できごと、日付などを組み合わせると、だれのことか分かる書き方",
    "「3丁目の角の家」のように、地域の人なら分かる場所の言い方",
    "図形や画像の中の文字（もともと「分析」には入りません）",
];

/// Writes the page.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &CouncilMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("匿名化について")?;
    set_widths(sheet, &WIDTHS)?;
    sheet.write_string_with_format(0, 0, "匿名化について", &looks.title)?;
    let mut row = 2;
    for (name, text) in about(material.policy) {
        row = write_text(sheet, row, (name, &text), looks)?;
    }
    for (name, text) in KINDS {
        row = write_text(sheet, row, (&format!("取り除くもの: {name}"), text), looks)?;
    }
    row = write_counts(sheet, row + 1, material, looks)?;
    sheet.write_string_with_format(row + 1, 0, "規則では見つけられないもの", &looks.heading)?;
    row += 2;
    for (number, limit) in (1..).zip(LIMITS) {
        row = write_text(sheet, row, (&number.to_string(), limit), looks)?;
    }
    set_up(sheet, false, 1);
    Ok(())
}

/// What the page says of itself.
fn about(policy: PrivacyPolicy) -> [(&'static str, String); 5] {
    let zero = if policy.show_zero {
        "0 はそのまま書きます（頻出語とコーディングの、合計の少ない行を除く）"
    } else {
        "0 も隠します"
    };
    [
        ("この資料は", "匿名化の支援をしたもので、個人が分からないことを保証するものではありません。外に配る前に、人の目で確かめてください。".to_owned()),
        ("外に配るとき", "会議資料.xlsx、分析.xlsx、報告.html を使ってください。文章は人が確かめたものとは限りません。設定の unchecked_texts を false にすると、公開可 とした文章だけを載せます。地域課題.xlsx は、すべての記述から元のファイルをたどれるので、内部での確認用です。".to_owned()),
        ("引用", "名前などを取り除いた記述です。［未確認］は、まだ誰も確かめていないものです。「地域課題の確認.xlsx」の「引用」シートで 公開可・公開不可 を選ぶと、次の実行から従います。".to_owned()),
        ("年齢の幅", format!("{} 歳きざみ（90 歳以上は一つ）", policy.age_band)),
        ("事例数", format!("{} 未満は「＊」。合計やほかの表から逆算できないように、ほかの数も隠すことがあります。{zero}。課題を挙げていない事例、組の一方だけを挙げた事例が少ないことは、隠していません。", policy.smallest_count)),
    ]
}

/// A name and what there is to say; the row below.
fn write_text(
    sheet: &mut Worksheet,
    row: u32,
    (name, text): (&str, &str),
    looks: &Looks,
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, name, &looks.heading)?;
    sheet.merge_range(row, 1, row, 5, text, &looks.text)?;
    sheet.set_row_height(row, points(text, TEXT_WIDTH).max(points(name, WIDTHS[0])))?;
    Ok(row + 1)
}

/// What was removed from everything under 分析/, by kind and by where it stood; the row below.
fn write_counts(
    sheet: &mut Worksheet,
    first: u32,
    material: &CouncilMaterial<'_>,
    looks: &Looks,
) -> Result<u32, XlsxError> {
    let removals = material.removals;
    let places: [(&str, &RemovedCounts); 4] = [
        ("記述", &removals.statements),
        ("評価の理由", &removals.reasons),
        ("課題名・資源の言葉", &removals.labels),
        ("ファイル名・シート名", &removals.files),
    ];
    sheet.write_string_with_format(first, 0, "「分析」の全体から取り除いた数", &looks.heading)?;
    let headings = places.iter().map(|(name, _)| *name).chain(["計"]);
    for (heading, column) in headings.zip(1..) {
        sheet.write_string_with_format(first, column, heading, &looks.heading)?;
    }
    let mut row = first;
    for detail in Detail::ALL {
        row += 1;
        sheet.write_string_with_format(row, 0, detail_name(detail), &looks.text)?;
        let count = |counts: &RemovedCounts| counts.get(&detail).copied().unwrap_or_default();
        let counts = places.map(|(_, counts)| count(counts));
        for (count, column) in counts.into_iter().chain([counts.iter().sum()]).zip(1..) {
            sheet.write_string_with_format(row, column, count.to_string(), &looks.number)?;
        }
    }
    let words = format!(
        "{} 語（取り除いたものの中にしか出てこない言葉は、頻出語・課題名・資源に出しません）",
        removals.words
    );
    let kept_back = format!("{} 件（人が「公開不可」とした記述）", removals.kept_back);
    row = write_text(sheet, row + 1, ("出さなかった言葉", &words), looks)?;
    write_text(sheet, row, ("出さなかった記述", &kept_back), looks)
}
