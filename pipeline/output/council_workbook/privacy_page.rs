//! The page 匿名化について: what was taken out, what is hidden, and what nobody can promise.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::CouncilMaterial;
use crate::output::report_page::{Looks, points, set_up, set_widths};
use crate::output::wording::detail_name;
use crate::privacy::{Detail, RemovedCounts};

const WIDTHS: [f64; 2] = [30.0, 70.0];

/// Writes the page.
pub(super) fn write(
    sheet: &mut Worksheet,
    material: &CouncilMaterial<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name("匿名化について")?;
    set_widths(sheet, &WIDTHS)?;
    sheet.write_string_with_format(0, 0, "匿名化について", &looks.title)?;
    let policy = material.policy;
    let zero = if policy.show_zero { "0 はそのまま書きます" } else { "0 も隠します" };
    let rows = [
        ("この資料は", "匿名化の支援をしたもので、個人が分からないことを保証するものではありません。外に配る前に、人の目で確かめてください。".to_owned()),
        ("引用", "名前などを取り除いた記述です。［未確認］は、まだ誰も確かめていないものです。「地域課題の確認.xlsx」の「引用」シートで 公開可・公開不可 を選ぶと、次の実行から従います。".to_owned()),
        ("取り除くもの", "様式に書かれた人と事業所の名前、敬称や職名の付いた名前、イニシャル、病院などの固有の名前、電話番号、メールアドレス、生年月日、住所、長い番号。年齢は幅に置きかえます。".to_owned()),
        ("年齢の幅", format!("{} 歳きざみ（90 歳以上は一つ）", policy.age_band)),
        ("事例数", format!("{} 未満は「＊」。合計から逆算できないように、ほかの数も隠すことがあります。{zero}。", policy.smallest_count)),
    ];
    let mut row = 2;
    for (name, text) in &rows {
        sheet.write_string_with_format(row, 0, *name, &looks.heading)?;
        sheet.write_string_with_format(row, 1, text, &looks.text)?;
        sheet.set_row_height(row, points(text, WIDTHS[1]))?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "引用から取り除いた数", &looks.heading)?;
    sheet.write_string_with_format(row, 1, "件", &looks.heading)?;
    let removed = removed(material);
    for detail in Detail::ALL {
        row += 1;
        let count = removed.get(&detail).copied().unwrap_or_default();
        sheet.write_string_with_format(row, 0, detail_name(detail), &looks.text)?;
        sheet.write_string_with_format(row, 1, count.to_string(), &looks.number)?;
    }
    set_up(sheet, false, 1);
    Ok(())
}

fn removed(material: &CouncilMaterial<'_>) -> RemovedCounts {
    let mut counts = RemovedCounts::new();
    let quotations = material.quotations.iter().flatten();
    for removed in quotations.flat_map(|quotation| &quotation.removed) {
        *counts.entry(removed.detail).or_default() += 1;
    }
    counts
}
