//! Filters, keys, and the way from a number to the statements behind it.

use serde_json::json;

use super::browser::{Browser, LAPTOP};
use super::{column, page};

/// Chooses an option of a filter.
fn choose(browser: &mut Browser, filter: &str, label: &str) {
    let chosen = browser.value(&format!(
        "(() => {{ const select = document.getElementById('filter-{filter}'); const option = [...select.options].find((one) => one.text === '{label}'); if (!option) return false; select.value = option.value; select.dispatchEvent(new Event('change')); return true; }})()"
    ));
    assert_eq!(chosen, json!(true), "{filter} {label}");
    browser.settle();
}

/// Whether the corpus has so few meetings that even its fullest year is hidden: the sample that
/// comes along.
fn is_small() -> bool {
    column("cases", "case_id").len() < 20
}

fn state(browser: &mut Browser) -> String {
    browser.text("document.getElementById('filter-state').textContent")
}

#[test]
fn filters_choose_meetings() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page(), LAPTOP, false);
    let years = column("cases", "fiscal_year");
    let all = years.len();
    assert_eq!(state(&mut browser), format!("全体：会議 {all} 件（全体 {all} 件） 記述を読む"));
    let whole = browser.text("document.getElementById('scores-body').textContent");
    // A year of fewer than three meetings would not be counted.
    let count = |year: &&String| years.iter().filter(|one| one == year).count();
    let year = years.iter().max_by_key(count).unwrap();
    let of_year = count(&year);
    choose(&mut browser, "year", &format!("{year}年度"));
    let counted = if is_small() {
        "少ないため件数を示しません（＊）。".to_owned()
    } else {
        format!("{of_year} 件")
    };
    assert_eq!(
        state(&mut browser),
        format!("{year}年度：会議 {counted}（全体 {all} 件） 記述を読む")
    );
    assert_ne!(browser.text("document.getElementById('scores-body').textContent"), whole);
    let area = column("cases", "area").first().unwrap().clone();
    choose(&mut browser, "area", &area);
    assert!(state(&mut browser).starts_with(&format!("{year}年度・{area}：")));
    let label = column("themes", "label").first().unwrap().clone();
    choose(&mut browser, "theme", &label);
    assert!(state(&mut browser).contains(&format!("「{label}」を挙げた会議")));
    browser.value("document.getElementById('filters').reset()");
    browser.settle();
    assert_eq!(browser.text("document.getElementById('scores-body').textContent"), whole);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// The table behind the chart holds what `item_stats` says, to the digits shown.
#[test]
fn figures_are_those_of_the_tables() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page(), LAPTOP, false);
    let shown = browser.value(
        "[...document.querySelectorAll('#scores-body .alternative table')][0].querySelectorAll('tbody tr').length",
    );
    // Sixteen items, four domains, the total.
    assert_eq!(shown, json!(21));
    let row = browser.value(
        "[...[...document.querySelectorAll('#scores-body .alternative table')][0].querySelector('tbody tr').cells].map((cell) => cell.textContent)",
    );
    let first = |name: &str| column("item_stats", name).first().unwrap().clone();
    let mean: f64 = first("mean").parse().unwrap();
    assert_eq!(row[1], json!(first("n")));
    assert_eq!(row[2], json!(format!("{mean:.2}")));
    assert_eq!(row[4], json!(first("meetings")));
}

#[test]
fn keys_reach_every_mark_and_what_is_behind_it() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page(), LAPTOP, false);
    browser.press("Tab");
    assert_eq!(browser.text("document.activeElement.className"), "skip");
    browser.value("document.querySelector('#issues-body .mark > [tabindex=\"0\"]').focus()");
    let first = browser.text("document.activeElement.getAttribute('aria-label')");
    assert!(first.contains("95%信頼区間") && first.contains("会議"), "{first}");
    let tip = browser.text("document.getElementById('tip').innerText");
    assert!(tip.contains("95%信頼区間"), "{tip}");
    browser.press("ArrowDown");
    let second = browser.text("document.activeElement.getAttribute('aria-label')");
    let marks = browser.value("document.querySelectorAll('#issues-body .mark > *').length");
    // A small corpus shows one issue alone.
    let several = marks.as_u64().unwrap() > 1;
    assert!(several || is_small());
    assert_eq!(second != first, several, "{first}: {second}");
    browser.press("Enter");
    assert_eq!(browser.value("document.getElementById('behind').open"), json!(true));
    let title = browser.text("document.getElementById('behind-title').textContent");
    assert!(second.starts_with(&title), "{title}: {second}");
    let sources = browser.text("document.querySelector('#behind .source').textContent");
    let reference = sources.split("記述 ").last().unwrap();
    assert!(column("statements", "reference").contains(&reference.to_owned()), "{sources}");
    browser.press("Escape");
    assert_eq!(browser.value("document.getElementById('behind').open"), json!(false));
    let back = browser.text("document.activeElement.getAttribute('aria-label')");
    assert_eq!(back, second, "the focus returns to the mark");
}

/// From an item's number to its years and areas, the reasons and the statements.
#[test]
fn a_score_leads_to_its_parts_and_the_statements() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page(), LAPTOP, false);
    browser.value("document.querySelector('#scores-body .mark > *').dispatchEvent(new MouseEvent('click', { bubbles: true }))");
    let whole = browser.text("document.getElementById('behind-title').textContent");
    let parts = browser.value("document.querySelectorAll('#behind tbody tr').length");
    assert!(parts.as_u64().unwrap() > 0);
    let name = browser.text("document.querySelector('#behind tbody button').textContent");
    assert!(name.ends_with("年度") || is_small(), "{name}");
    browser.value("document.querySelector('#behind tbody button').click()");
    assert_eq!(browser.text("document.getElementById('behind-title').textContent"), whole);
    let part = browser.text("document.querySelector('#behind-body p').textContent");
    assert!(part.contains(&format!("{name}：平均 ")), "{name}: {part}");
    browser.value("[...document.querySelectorAll('#behind button')].find((one) => one.textContent.startsWith('記述 ')).click()");
    let title = browser.text("document.getElementById('behind-title').textContent");
    assert!(title.ends_with(&name), "{name}: {title}");
    let statements = browser.value("document.querySelectorAll('#behind blockquote').length");
    assert!(statements.as_u64().unwrap() > 0);
}
