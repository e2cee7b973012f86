//! The normal form, and the way back to the original.

use torimatome::text::normalize::normalize;

fn check(original: &str, expected: &str) {
    assert_eq!(normalize(original).text(), expected, "{original}");
}

#[test]
fn width_and_marks_are_unified() {
    check("ｻｰﾋﾞｽ担当者会議", "サービス担当者会議");
    check("ＡＤＬ低下(ﾘﾊ)", "ADL低下（リハ）");
    check("サ－ビスとヘルパ-", "サービスとヘルパー");
    check("デイーーサービス", "デイサービス".replace("デイ", "デイー").as_str());
    check("サービス－利用", "サービス－利用");
    check("３～４か月", "3〜4か月");
    check("か\u{3099}ん", "がん");
    check("⽀援を要する⻑期療養", "支援を要する長期療養");
    check("困った!でも,良い.", "困った！でも、良い。");
    check("1.5km・10:30・N/A", "1.5km・10:30・N/A");
    check("　移動　　支援\u{200B} \r\n", "移動 支援");
    check("独居…不安", "独居…不安");
}

#[test]
fn every_range_leads_back_to_the_original() {
    let original = "　ﾃﾞｲｻｰﾋﾞｽが ㈱ﾐﾄﾞﾘ で…か\u{3099}";
    let normal = normalize(original);
    assert_eq!(normal.text(), "デイサービスが （株）ミドリ で…が");
    let whole = normal.text().find("デイサービス").unwrap();
    let range = whole..whole + "デイサービス".len();
    assert_eq!(normal.original_of(&range), "ﾃﾞｲｻｰﾋﾞｽ");
    let company = normal.text().find('株').unwrap();
    assert_eq!(normal.original_of(&(company..company + 3)), "㈱");
    let last = normal.text().len() - 3;
    assert_eq!(normal.original_of(&(last..last + 3)), "か\u{3099}");
    assert_eq!(normal.original(), original);
}

#[test]
fn nothing_and_signs_alone_are_no_trouble() {
    for original in ["", " ", "\u{3099}", "。", "\u{FEFF}", "ー", "～～", "\n\n"] {
        let normal = normalize(original);
        assert_eq!(normal.original(), original);
        assert!(normal.original_range(&(0..normal.text().len())).end <= original.len());
    }
}
