//! What the page must not hold: whoever reads its source finds no more than whoever looks at it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::browser::{Browser, LAPTOP};
use super::{between, html, results};
use crate::support::{self, fixture, folder, shared, torimatome};

fn payload() -> Value {
    data_of(&html())
}

/// What the scripts of a page draw from.
fn data_of(html: &str) -> Value {
    let data =
        between(html, "<script type=\"application/json\" id=\"report-data\">", "</script>")[0];
    serde_json::from_str(data).unwrap()
}

/// The rows of a table of the results, by column.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    support::rows(&results().join("out"), table)
}

/// Year and area of each case.
fn cases() -> BTreeMap<String, (String, String)> {
    let place = |row: &BTreeMap<String, String>| (row["fiscal_year"].clone(), row["area"].clone());
    rows("cases").iter().map(|row| (row["case_id"].clone(), place(row))).collect()
}

/// The name of an index, or `None` for all.
fn name<'a>(names: &'a Value, index: &Value) -> Option<&'a Value> {
    Some(&names[usize::try_from(index.as_u64()?).unwrap()])
}

fn is_of(place: &(String, String), year: Option<&Value>, area: Option<&Value>) -> bool {
    year.is_none_or(|year| year.as_i64() == place.0.parse().ok())
        && area.is_none_or(|area| area.as_str() == Some(&place.1))
}

#[test]
fn no_small_count_is_in_the_page() {
    let page = payload();
    let cases = cases();
    let (mut shown, mut hidden) = (0, 0);
    for meeting in page["meetings"].as_array().unwrap() {
        let (year, area) = (name(&page["years"], &meeting[0]), name(&page["areas"], &meeting[1]));
        let truth = cases.values().filter(|place| is_of(place, year, area)).count();
        match meeting[2].as_u64() {
            Some(count) => {
                assert_eq!(count, truth as u64, "{year:?} {area:?}");
                assert!(![1, 2].contains(&count), "{year:?} {area:?}");
                shown += 1;
            }
            None => hidden += 1,
        }
    }
    for count in page["theme_counts"].as_array().unwrap() {
        let (cases, of) = (count[3].as_u64(), count[4].as_u64());
        assert!(
            ![Some(1), Some(2)].contains(&cases) && ![Some(1), Some(2)].contains(&of),
            "{count}"
        );
        assert!(cases.is_none() || of.is_some(), "{count}");
        *if cases.is_none() { &mut hidden } else { &mut shown } += 1;
        assert_eq!(count[5].is_null(), cases.is_none() || of == Some(0), "{count}");
    }
    assert!(shown > 20 && hidden > 100, "{shown} shown, {hidden} hidden");
    for row in ["theme_pairs", "resources", "circumstances"] {
        for row in page[row].as_array().unwrap() {
            assert!(row["cases"].as_u64().unwrap() >= 3, "{row}");
        }
    }
    for stat in page["stats"].as_array().unwrap() {
        let few = |name: &str| [Some(1), Some(2)].contains(&stat[name].as_u64());
        assert!(!few("meetings") && !few("meetings_with_mean") && !few("n"), "{stat}");
    }
}

/// A statement that names an issue, a year and an area is one of at least three meetings there.
#[test]
fn no_text_points_at_few_meetings() {
    let page = payload();
    let cases = cases();
    let statements = rows("statements");
    let by_reference: BTreeMap<&String, &BTreeMap<String, String>> =
        statements.iter().map(|row| (&row["reference"], row)).collect();
    assert_eq!(by_reference.len(), statements.len(), "references are of one statement each");
    let themes: Vec<String> = rows("themes").iter().map(|row| row["theme_id"].clone()).collect();
    let meetings_of = |theme: Option<&String>, year: Option<&Value>, area: Option<&Value>| {
        let own = statements.iter().filter(|row| {
            theme.is_none_or(|theme| [&row["theme_id"], &row["second_theme_id"]].contains(&theme))
        });
        let places = own.map(|row| (&row["case_id"], &cases[&row["case_id"]]));
        places
            .filter(|(_, place)| is_of(place, year, area))
            .map(|(id, _)| id)
            .collect::<BTreeSet<_>>()
            .len()
    };
    let (mut placed, mut of_issues) = (0, 0);
    let shown = page["statements"].as_array().unwrap();
    assert_eq!(shown.len(), statements.len());
    for entry in shown {
        let own = by_reference[&entry[6].as_str().unwrap().to_owned()];
        let (year, area) = (name(&page["years"], &entry[4]), name(&page["areas"], &entry[5]));
        assert!(is_of(&cases[&own["case_id"]], year, area), "{entry}");
        placed += usize::from(year.is_some() && area.is_some());
        assert!(year.is_none() && area.is_none() || meetings_of(None, year, area) >= 3, "{entry}");
        for theme in [&entry[2], &entry[3]].into_iter().filter_map(Value::as_u64) {
            let theme = &themes[usize::try_from(theme).unwrap()];
            assert!([&own["theme_id"], &own["second_theme_id"]].contains(&theme));
            let meetings = meetings_of(Some(theme), year, area);
            assert!(meetings >= 3, "{meetings} meetings: {entry}");
            of_issues += 1;
        }
    }
    // The bundled sample has ten meetings: none of its years and areas is shown.
    let bundled = shared("samples/small").is_none();
    assert!((placed > 0 || bundled) && of_issues > 0, "{placed} placed, {of_issues} of issues");
    let order: Vec<&str> = shown.iter().map(|entry| entry[6].as_str().unwrap()).collect();
    assert!(order.is_sorted(), "the order tells nothing of meetings");
}

/// Scores by scale and group, as sum and number: of `item_stats`, and worked out from the answers.
type Sums = BTreeMap<(String, String, String), (f64, u64)>;

/// The scores of items over the meetings that raise an issue are those of its meetings' forms.
#[test]
fn scores_of_issues_are_those_of_their_meetings() {
    let cases = cases();
    let mut raising: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows("case_themes").into_iter().filter(|row| row["raised"] == "1") {
        raising.entry(row["case_id"].clone()).or_default().push(row["theme_id"].clone());
    }
    let mut expected = Sums::new();
    for row in rows("scores").iter().filter(|row| !row["score"].is_empty()) {
        let (year, area) = &cases[&row["case_id"]];
        for theme in raising.get(&row["case_id"]).into_iter().flatten() {
            let groups = [
                ("theme", theme.clone(), true),
                ("theme_fiscal_year", format!("{theme} {year}"), !year.is_empty()),
                ("theme_area", format!("{theme} {area}"), !area.is_empty()),
            ];
            for (by, group, _) in groups.into_iter().filter(|(.., known)| *known) {
                let key = (format!("item_{}", row["item"]), by.to_owned(), group);
                let (sum, n) = expected.entry(key).or_default();
                *sum += row["score"].parse::<f64>().unwrap();
                *n += 1;
            }
        }
    }
    let mut found = Sums::new();
    for row in rows("item_stats") {
        let of_items = row["scale"].starts_with("item_") && row["group_by"].starts_with("theme");
        if of_items && !row["mean"].is_empty() {
            let (mean, n): (f64, u64) = (row["mean"].parse().unwrap(), row["n"].parse().unwrap());
            let key = (row["scale"].clone(), row["group_by"].clone(), row["group"].clone());
            found.insert(key, (mean * f64::from(u32::try_from(n).unwrap()), n));
        }
    }
    assert!(found.len() > 500, "{}", found.len());
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (key, (sum, n)) in &found {
        let (own, of) = expected[key];
        assert!((own - sum).abs() < 1e-6 && of == *n, "{key:?}: {sum} of {n}, not {own} of {of}");
    }
}

/// The meetings that raise no issue are those of the row for all less those of the issue's row.
#[test]
fn no_few_meetings_are_the_difference_of_two_rows() {
    let page = payload();
    let stats = page["stats"].as_array().unwrap();
    let place = |stat: &Value| [&stat["scale"], &stat["year"], &stat["area"]].map(Value::to_string);
    let all = stats.iter().filter(|stat| stat["by"].is_null() && stat["theme"].is_null());
    let all: BTreeMap<[String; 3], &Value> = all.map(|stat| (place(stat), stat)).collect();
    let mut compared = 0;
    for stat in stats.iter().filter(|stat| stat["theme"].is_u64()) {
        let Some(whole) = all.get(&place(stat)) else { continue };
        for count in ["meetings", "meetings_with_mean"] {
            let rest = whole[count].as_u64().unwrap() - stat[count].as_u64().unwrap();
            assert!(![1, 2].contains(&rest), "{stat} of {whole}");
        }
        compared += 1;
    }
    let shown = stats.iter().filter(|stat| stat["theme"].is_u64()).count();
    assert!(compared > 0 || shown == 0, "{compared} of {shown}");
    for row in page["score_issues"].as_array().unwrap() {
        assert_eq!(row["with"].is_null(), row["without"].is_null(), "{row}");
        assert!(!row["with"].is_null() || row["difference"].is_null(), "{row}");
    }
}

/// Values of one kind make up an issue's cases: what is not shown of them must not be few.
#[test]
fn no_circumstance_is_what_others_leave() {
    let page = payload();
    let themes: Vec<String> = rows("themes").iter().map(|row| row["theme_id"].clone()).collect();
    let table = rows("theme_circumstances");
    let mut shown: BTreeMap<(String, &str), u64> = BTreeMap::new();
    for row in page["circumstances"].as_array().unwrap() {
        let theme = themes[usize::try_from(row["theme"].as_u64().unwrap()).unwrap()].clone();
        let (kind, _) = row["name"].as_str().unwrap().split_once('：').unwrap();
        let kind = match kind {
            "世帯" => "household",
            "介護度" => "care_class",
            "認知症自立度" => "dementia_class",
            "日常生活自立度" => "adl_class",
            "年代" => "age_band",
            "性別" => "sex",
            other => panic!("{other}"),
        };
        *shown.entry((theme, kind)).or_default() += row["cases"].as_u64().unwrap();
    }
    assert!(!shown.is_empty());
    for ((theme, kind), cases) in shown {
        let own = |row: &&BTreeMap<String, String>| {
            row["theme_id"] == theme && row["circumstance"] == kind
        };
        let whole: u64 = table.iter().find(own).unwrap()["cases_of_theme"].parse().unwrap();
        assert!(![1, 2].contains(&(whole - cases)), "{theme} {kind}: {cases} of {whole}");
    }
}

/// One hidden mean beside its total would be the total less the others.
#[test]
fn no_mean_is_a_total_less_the_others() {
    let page = payload();
    let shown: BTreeSet<String> = page["stats"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|stat| stat["by"].is_null())
        .map(|stat| {
            let at = |names: &Value, of: &str| name(names, &stat[of]).map(Value::to_string);
            let scale = stat["scale"].as_u64().unwrap();
            let place = (at(&page["years"], "year"), at(&page["areas"], "area"));
            format!("{scale} {:?} {place:?}", stat["theme"].as_u64())
        })
        .collect();
    let scales: Vec<String> = {
        let mut names: Vec<String> = Vec::new();
        for row in rows("item_stats") {
            if row["group_by"] == "all" {
                names.push(row["scale"].clone());
            }
        }
        names
    };
    let mut lines: BTreeMap<(usize, String), Vec<String>> = BTreeMap::new();
    for row in rows("item_stats").iter().filter(|row| !row["n"].is_empty()) {
        let Some(scale) = scales.iter().position(|scale| *scale == row["scale"]) else { continue };
        let group = row["group"].as_str();
        let quoted = |area: &str| format!("{area:?}");
        let (year, area) = match row["group_by"].as_str() {
            "fiscal_year" => (Some(group.to_owned()), None),
            "area" => (None, Some(quoted(group))),
            "fiscal_year_area" => {
                let (year, area) = group.split_once(' ').unwrap();
                (Some(year.to_owned()), Some(quoted(area)))
            }
            _ => continue,
        };
        let key = |year: Option<String>, area: Option<String>| {
            format!("{scale} {:?} {:?}", None::<u64>, (year, area))
        };
        let own = key(year.clone(), area.clone());
        if area.is_some() {
            lines.entry((scale, key(year.clone(), None))).or_default().push(own.clone());
        }
        if year.is_some() {
            lines.entry((scale, key(None, area))).or_default().push(own);
        }
    }
    let (mut whole, mut partly) = (0, 0);
    for ((_, total), parts) in lines {
        let hidden = parts.iter().filter(|part| !shown.contains(*part)).count();
        assert!(hidden != 1 || !shown.contains(&total), "{total}: {parts:?}");
        if hidden == 0 { whole += 1 } else { partly += 1 }
    }
    assert!(whole + partly > 100, "{whole} whole, {partly} partly");
}

/// Under the guideline's policy little is left, which the page says instead of breaking.
#[test]
fn the_guideline_leaves_a_page_that_says_what_it_hides() {
    let home = folder();
    torimatome(home.path(), &["init"]);
    let config = home.path().join("torimatome.toml");
    let written = std::fs::read_to_string(&config).unwrap();
    let guided = written.replace("preset = \"標準\"", "preset = \"匿名介護情報\"");
    assert_ne!(written, guided);
    std::fs::write(&config, guided).unwrap();
    let sample = fixture("sample");
    let ran = torimatome(home.path(), &["run", sample.to_str().unwrap(), "--out", "out"]);
    assert!([0, 3].contains(&ran.status), "{}", ran.stderr);
    let file = home.path().join("out/分析/報告.html");
    let page = data_of(&std::fs::read_to_string(&file).unwrap());
    let counts = |list: &str, at: usize| -> Vec<Option<u64>> {
        page[list].as_array().unwrap().iter().map(|row| row[at].as_u64()).collect()
    };
    let all =
        [counts("meetings", 2), counts("theme_counts", 3), counts("theme_counts", 4)].concat();
    assert!(all.iter().all(|count| !count.is_some_and(|count| (1..10).contains(&count))));
    assert!(all.contains(&None) && all.iter().flatten().any(|count| *count >= 10));
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&file, LAPTOP, false);
    for filter in ["year", "area", "theme"] {
        browser.value(&format!("(() => {{ const select = document.getElementById('filter-{filter}'); select.value = '0'; select.dispatchEvent(new Event('change')); }})()"));
        browser.settle();
        let said = browser.text("document.getElementById('filter-state').textContent");
        assert!(
            said.contains("少ないため件数を示しません（＊）") || said.contains(" 件"),
            "{said}"
        );
    }
    let scores = browser.text("document.getElementById('scores-body').textContent");
    assert!(scores.contains("示しません"), "{scores}");
    browser.value("document.querySelector('#filter-state button').click()");
    assert_eq!(browser.value("document.getElementById('behind').open"), json!(true));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
