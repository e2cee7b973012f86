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

fn state(browser: &mut Browser) -> String {
    browser.text("document.getElementById('filter-state').textContent")
}

#[test]
fn filters_choose_meetings() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page(), LAPTOP, false);
    let years = column("cases", "fiscal_year");
    let all = years.len();
    assert_eq!(
        state(&mut browser),
        format!("全体：会議 {all} 件のうち {all} 件を表示しています。")
    );
    let whole = browser.text("document.getElementById('scores-body').textContent");
    let year = years.first().unwrap();
    let of_year = years.iter().filter(|one| *one == year).count();
    choose(&mut browser, "year", &format!("{year}年度"));
    assert_eq!(
        state(&mut browser),
        format!("{year}年度：会議 {all} 件のうち {of_year} 件を表示しています。")
    );
    assert_ne!(browser.text("document.getElementById('scores-body').textContent"), whole);
    let area = column("cases", "area").first().unwrap().clone();
    choose(&mut browser, "area", &area);
    assert!(state(&mut browser).starts_with(&format!("{year}年度・{area}：")));
    let label = column("themes", "label").first().unwrap().clone();
    choose(&mut browser, "theme", &label);
    assert!(state(&mut browser).contains(&format!("「{label}」が挙がった会議")));
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
    assert_ne!(second, first);
    browser.press("Enter");
    assert_eq!(browser.value("document.getElementById('behind').open"), json!(true));
    let title = browser.text("document.getElementById('behind-title').textContent");
    assert!(second.starts_with(&title), "{title}: {second}");
    let sources = browser.text("document.querySelector('#behind .source').textContent");
    assert!(sources.contains("記述 ") && sources.contains("会議 "), "{sources}");
    browser.press("Escape");
    assert_eq!(browser.value("document.getElementById('behind').open"), json!(false));
    let back = browser.text("document.activeElement.getAttribute('aria-label')");
    assert_eq!(back, second, "the focus returns to the mark");
}

/// From an item's number to its meetings, and from a meeting to its statements.
#[test]
fn a_score_leads_to_its_meetings_and_their_statements() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page(), LAPTOP, false);
    browser.value("document.querySelector('#scores-body .mark > *').dispatchEvent(new MouseEvent('click', { bubbles: true }))");
    let meetings = browser.value("document.querySelectorAll('#behind tbody tr').length");
    assert!(meetings.as_u64().unwrap() > 0);
    browser.value("document.querySelector('#behind tbody button').click()");
    assert!(
        browser.text("document.getElementById('behind-title').textContent").starts_with("会議 ")
    );
}

/// What the page counts itself agrees with what the tables say.
#[test]
fn counted_figures_agree_with_the_tables() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page(), LAPTOP, false);
    let figures = "const all = { year: null, area: null, theme: null }; const pairs = report.scales.map((_, scale) => [scoreFigures(scale, all), countedFigures(scale, all)]);";
    let means = browser.value(&format!("(() => {{ {figures} return Math.max(...pairs.map(([known, counted]) => Math.abs(known.mean - counted.mean) + Math.abs(known.n - counted.n))); }})()"));
    assert!(means.as_f64().unwrap() < 1e-9, "{means}");
    let ends = browser.value(&format!("(() => {{ {figures} return Math.max(...pairs.map(([known, counted]) => Math.max(Math.abs(known.low - counted.low), Math.abs(known.high - counted.high)) / (known.high - known.low))); }})()"));
    // Two sets of 2,000 draws: an end has a standard error of 0.06 standard deviations, a width is
    // about four; the ten meetings of the bundled sample give few different means, which lie apart.
    assert!(ends.as_f64().unwrap() < 0.2, "{ends}");
}
