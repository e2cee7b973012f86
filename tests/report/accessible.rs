//! axe-core on every screen, in light and dark, with and without a dialog.

use super::browser::{Browser, LAPTOP, PHONE};
use super::page;
use crate::support::fixture;

/// What axe-core finds that keeps people out; each with the elements it found it on.
const FINDINGS: &str = "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 200) + failureSummary).join(' | ')}`).join('\\n'))";

#[test]
fn axe_finds_nothing_serious() {
    let Some(mut browser) = Browser::start() else { return };
    let axe = std::fs::read_to_string(fixture("report/axe-core/axe.min.js")).unwrap();
    for screen in [PHONE, LAPTOP] {
        for dark in [false, true] {
            browser.open(&page(), screen, dark);
            browser.value(&format!("{axe}; 0"));
            browser
                .value("document.querySelectorAll('details').forEach((one) => (one.open = true))");
            let of = format!("{}, dark: {dark}", screen.name);
            assert_eq!(browser.text(FINDINGS), "", "{of}");
            browser.value("openIssue(0, chosen)");
            assert_eq!(browser.text(FINDINGS), "", "{of}, with a dialog");
            browser.value("behind.close(); openScale(0, chosen)");
            assert_eq!(browser.text(FINDINGS), "", "{of}, with the meetings of an item");
        }
    }
}
