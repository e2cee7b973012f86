//! The real program over forms in which every kind of personal detail is planted: no byte under
//! 分析/ holds one, in any form of writing.

use std::collections::BTreeSet;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, Note, Url, Workbook, Worksheet};
use unicode_normalization::UnicodeNormalization;

use super::planted::{DETAILS, NAMES, NOTES, Planted, STRANGERS};
use crate::council::{analysis, sheet};
use crate::support::{folder, rows, torimatome};

/// Meetings: as many as make a word or an issue frequent enough to be shown.
const MEETINGS: [(&str, &str, &str); 4] = [
    ("2023-07-19", "伊丹・摂陽", "摂陽"),
    ("2023-09-13", "稲野・鴻池", "鴻池"),
    ("2023-11-15", "天神川・荻野", "荻野"),
    ("2024-01-24", "緑丘・瑞穂", "瑞穂"),
];

/// The names of [`super::case`], as ③-1 has them.
const PARTICIPANTS: [&str; 13] = [
    "中村（司会）",
    "渡邉 美咲",
    "包括職員",
    "参加者3",
    "斎藤（板書）",
    "林・サブ司会",
    "岡田・事例検討者",
    "司会 長谷川",
    "石川 智子",
    "荻野",
    "希望",
    "グエン・ティ・ラン",
    "ハナ",
];

const WORKPLACES: [&str; 4] =
    ["居宅介護支援事業所あおぞら荻野", "ひまわり", "特別養護老人ホーム千寿苑", "グループホーム"];

const BOXES: [&str; 5] = [
    "事例提出者の気づき・意見",
    "参加者の気づき・意見",
    "今後新たに必要だと感じた「資源」や「支える仕組み」",
    "ケアマネジメント支援会議を通じて考えられるケアマネジメントの課題",
    "ケアマネジメント支援会議を通じて考えられる地域全体の課題",
];

/// Statements that make an issue of their own and words of many cases, with names in them.
const FREQUENT: [&str; 4] = [
    "スミレ薬局の髙嶋さんと盆栽の剪定を続けたい",
    "盆栽の剪定を渡邉さんとスミレ薬局で教わる",
    "盆栽と剪定の会をスミレ薬局の高嶋が開く",
    "剪定と盆栽で渡辺とスミレ薬局がつながる",
];

fn texts() -> Vec<Planted> {
    [NAMES, STRANGERS, DETAILS, NOTES].concat()
}

/// Writes a workbook of one sheet whose very name and properties name somebody.
fn save(path: &Path, fill: impl FnOnce(&mut Worksheet)) {
    let mut book = Workbook::new();
    let author = DocProperties::new().set_author("髙嶋千賀子").set_title("渡邉美咲 様式");
    book.set_properties(&author);
    book.define_name("髙嶋", "=$A$1").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("髙嶋さん分").unwrap();
    fill(sheet);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    book.save(path).unwrap();
}

/// 様式③-1 with the texts given, as many in each box.
fn summary(sheet: &mut Worksheet, (day, center, district): (&str, &str, &str), texts: &[&str]) {
    let mut put = |row: u32, column: u16, text: &str| {
        sheet.write_string(row, column, text).unwrap();
    };
    put(0, 0, "伊丹市ケアマネジメント支援会議 振り返り とりまとめシート");
    put(0, 17, "様式③-1");
    for (row, column, label, value) in [
        (1, 0, "開催日", day),
        (1, 6, "開催包括名", &format!("{center}地域包括支援センター")),
        (2, 0, "事業所", "株式会社まごころ ケアプランセンター茅渟"),
        (2, 6, "事例のタイトル", "髙嶋さんが支える渡邊家の服薬"),
        (3, 0, "氏名", "髙嶋　千賀子"),
        (3, 6, "検討したいと思った理由", "Ａ・Ｋ氏の長男の太郎が薬を管理できない"),
        (5, 0, "利用者名", "Ａ・Ｋ氏"),
        (6, 0, "年齢", "82歳"),
        (6, 3, "介護度", "要介護２"),
        (7, 0, "性別", "女"),
        (7, 3, "生活小学校区", district),
    ] {
        put(row, column, label);
        put(row, column + 1, value);
    }
    put(9, 0, "振り返り評価(平均値)");
    put(10, 0, "評価の項目");
    put(11, 0, "参加者氏名・役割");
    for item in 1..=16_u16 {
        put(11, item, &item.to_string());
    }
    for (person, row) in PARTICIPANTS.iter().zip(13..) {
        put(row, 0, person);
        for item in 1..=16_u16 {
            put(row, item, "4");
        }
    }
    let each = texts.len().div_ceil(BOXES.len());
    let parts = texts.chunks(each).map(|part| part.join("\n"));
    for ((heading, text), row) in BOXES.iter().zip(parts).zip((30..).step_by(6)) {
        put(row, 0, heading);
        put(row + 1, 0, &text);
    }
    sheet.insert_note(1, 1, &Note::new("髙嶋さんに確認").set_author("髙嶋")).unwrap();
    sheet.write_url(0, 20, Url::new("https://example.jp/takashima").set_text("髙嶋")).unwrap();
}

/// 様式② of one participant, whose reasons hold the texts given.
fn reflection(sheet: &mut Worksheet, workplace: &str, texts: &[&str]) {
    let mut put = |row: u32, column: u16, text: &str| {
        sheet.write_string(row, column, text).unwrap();
    };
    put(0, 0, "伊丹市ケアマネジメント支援会議 振り返りシート");
    put(0, 7, "様式②");
    put(1, 0, "◆ケアマネジャーの属性◆");
    for (row, column, label, value) in [
        (2, 0, "性別", "女"),
        (2, 2, "年代", "40代"),
        (2, 4, "勤務先", workplace),
        (3, 0, "ケアマネ経験", "5年"),
        (3, 4, "勤務形態", "常勤"),
    ] {
        put(row, column, label);
        put(row, column + 1, value);
    }
    for (column, heading) in [(0, "区分"), (1, "№"), (2, "評価の項目"), (3, "評価"), (4, "理由")]
    {
        put(5, column, heading);
    }
    let items: toml::Table =
        std::fs::read_to_string("config/forms/itami_items.toml").unwrap().parse().unwrap();
    for (index, item) in items["item"].as_array().unwrap().iter().enumerate() {
        let row = 6 + u32::try_from(index).unwrap();
        put(row, 1, &(index + 1).to_string());
        put(row, 2, item["wording"].as_str().unwrap());
        put(row, 3, "4");
        put(row, 4, texts.get(index).copied().unwrap_or_default());
    }
}

/// Writes the forms of all meetings and runs the program; what stands under 分析/.
fn shown(planted: bool) -> (tempfile::TempDir, Vec<(String, String)>) {
    let home = folder();
    let texts: Vec<String> = texts().iter().map(|(text, _)| format!("・{text}")).collect();
    let mut texts: Vec<&str> = if planted {
        texts.iter().map(String::as_str).chain(FREQUENT).collect()
    } else {
        vec!["・薬の管理が難しい"; 10]
    };
    for meeting in MEETINGS {
        let path = home.path().join(format!("利用者_髙嶋千賀子/{}_髙嶋千賀子様", meeting.0));
        save(&path.join("様式③-1_渡邉美咲様.xlsx"), |sheet| {
            summary(sheet, meeting, &texts);
        });
        for (number, part) in texts.chunks(16).enumerate() {
            let name = format!("様式②_{number:02}_0001234567.xlsx");
            let workplace = WORKPLACES[number % WORKPLACES.len()];
            save(&path.join(name), |sheet| reflection(sheet, workplace, part));
        }
        texts.rotate_left(1);
    }
    let ran = torimatome(home.path(), &["run", "利用者_髙嶋千賀子", "--out", "out", "--quiet"]);
    assert!([0, 3].contains(&ran.status), "{}", ran.stderr);
    let out = home.path().join("out");
    let files = analysis(&out);
    (home, files)
}

/// The forms in which a text is looked through: as it is, and without widths and blanks.
fn forms(text: &str) -> [String; 2] {
    let plain: String = text.nfkc().filter(|letter| !letter.is_whitespace()).collect();
    [text.to_owned(), plain]
}

#[test]
fn no_byte_of_the_analysis_holds_a_planted_detail() {
    let (_home, innocent) = shown(false);
    let innocent: String = innocent.into_iter().map(|(_, text)| forms(&text).concat()).collect();
    let (home, files) = shown(true);
    let out = home.path().join("out");
    assert!(rows(&out, "statements").len() > texts().len(), "the planted forms are read");
    assert!(rows(&out, "scores").iter().any(|row| row["reason"].contains("髙嶋")));
    let names = ["髙嶋", "千賀子", "渡邉", "美咲", "茅渟", "スミレ", "0001234567", "takashima"];
    let planted: BTreeSet<String> = (texts().iter())
        .flat_map(|(_, gone)| gone.iter().copied())
        .chain(names)
        .flat_map(forms)
        .filter(|one| one.len() > 4 && !innocent.contains(one.as_str()))
        .collect();
    println!("{} strings looked for in {} files", planted.len(), files.len());
    assert!(planted.len() > 180);
    let mut found = BTreeSet::new();
    for (path, text) in &files {
        for form in forms(text) {
            for name in planted.iter().filter(|name| form.contains(name.as_str())) {
                let at = form.find(name.as_str()).unwrap();
                let start = form.floor_char_boundary(at.saturating_sub(60));
                let end = form.ceil_char_boundary(at + name.len() + 40);
                found.insert(format!("{name} in {path}: {}", &form[start..end]));
            }
        }
    }
    counts_stand_on_their_page(&out);
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

/// The page that says what was removed counts every kind, wherever it stood.
fn counts_stand_on_their_page(out: &Path) {
    let page = sheet(out, "匿名化について");
    let row = |name: &str| {
        let row = page.iter().find(|row| row[0] == name).unwrap();
        row.iter().skip(1).filter_map(|cell| cell.parse::<u32>().ok()).collect::<Vec<u32>>()
    };
    for kind in ["人名", "事業所名", "施設名", "電話番号", "生年月日", "年齢", "住所", "番号"]
    {
        let counts = row(kind);
        assert_eq!(counts[..4].iter().sum::<u32>(), counts[4], "{kind}");
        assert!(counts[0] > 0 && counts[1] > 0, "{kind}: {counts:?}");
    }
    let names = row("人名");
    assert!(names[2] > 0 && names[3] > 0, "labels and files: {names:?}");
    let words = page.iter().find(|row| row[0] == "出さなかった言葉").unwrap();
    assert!(!words[1].starts_with("0 語"), "{words:?}");
}
