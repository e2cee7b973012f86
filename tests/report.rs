//! 分析/報告.html: what is in the file, and how it behaves in a real browser.

mod accessible;
mod browser;
mod comparisons;
mod hostile;
mod interactive;
mod printed;
mod quality;
mod withheld;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use browser::{Browser, LAPTOP, PHONE, url};
use serde_json::json;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use torimatome::analysis::theme_spread::{CaseTables, ShownTables};
use torimatome::privacy::{CaseTable, PrivacyPolicy};

use crate::support::{fixture, folder, shared, torimatome};

/// The results of one corpus, made once for all tests.
fn results() -> &'static Path {
    static RESULTS: OnceLock<TempDir> = OnceLock::new();
    RESULTS
        .get_or_init(|| {
            let home = folder();
            let corpus = shared("samples/small").unwrap_or_else(|| fixture("sample"));
            let corpus = corpus.to_str().unwrap();
            let ran = torimatome(home.path(), &["run", corpus, "--out", "out", "--reproducible"]);
            assert!([0, 3].contains(&ran.status), "{}", ran.stderr);
            home
        })
        .path()
}

fn page() -> PathBuf {
    results().join("out/分析/報告.html")
}

fn html() -> String {
    std::fs::read_to_string(page()).unwrap()
}

/// A column of a table of the results, without empty cells.
fn column(table: &str, name: &str) -> Vec<String> {
    let path = results().join(format!("out/data/{table}.csv"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let place = reader.headers().unwrap().iter().position(|head| head == name).unwrap();
    let rows = reader.records().map(|row| row.unwrap()[place].to_owned());
    rows.filter(|cell| !cell.is_empty()).collect()
}

/// Cases by year and area, as a page may show them: all, and for each issue those that raise it.
fn shown(all: &[Cases<'_>], raised: &[&[Cases<'_>]], policy: PrivacyPolicy) -> ShownTables {
    let table = |rows: &[Cases<'_>]| {
        let mut table = CaseTable::default();
        for (year, area, cases) in rows {
            table.add_cases(*year, *area, *cases);
        }
        table
    };
    let raised: Vec<CaseTable> = raised.iter().map(|rows| table(rows)).collect();
    let tables =
        CaseTables { all: table(all), speaking: table(all), voiced: raised.clone(), raised };
    tables.shown(policy)
}

/// A year, an area, cases.
type Cases<'a> = (Option<i32>, Option<&'a str>, u32);

/// Everything between an opening tag and its end.
fn between<'text>(text: &'text str, open: &str, close: &str) -> Vec<&'text str> {
    text.split(open).skip(1).map(|rest| rest.split(close).next().unwrap()).collect()
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}

#[test]
fn the_policy_names_every_script_and_style() {
    let html = html();
    let policy = between(&html, "Content-Security-Policy\" content=\"", "\"")[0];
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"));
    let (scripts, styles) =
        (between(&html, "<script>", "</script>"), between(&html, "<style>", "</style>"));
    assert_eq!((scripts.len(), styles.len()), (11, 1));
    for text in scripts.iter().chain(&styles) {
        let hash = STANDARD.encode(Sha256::digest(text.as_bytes()));
        assert!(policy.contains(&format!("'sha256-{hash}'")), "{}", &text[..60]);
    }
    assert!(!html.contains(" style=\"") && !html.contains(" onclick="));
}

#[test]
fn the_library_is_the_one_described() {
    let read = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipeline/output/html_report/plot");
        std::fs::read_to_string(folder.join(name)).unwrap()
    };
    let (library, about) = (read("plot.min.js"), read("README.md"));
    let hash = hex(&Sha256::digest(&library));
    assert!(about.contains(&hash), "{hash}");
    for word in ["eval(", "new Function", "fetch(", "XMLHttpRequest", "WebSocket", "import("] {
        assert!(!library.contains(word), "{word}");
    }
    let licences = torimatome(&std::env::temp_dir(), &["licences"]).stdout;
    assert!(licences.contains("@observablehq/plot 0.6.17") && licences.contains("d3-shape"));
}

#[test]
fn it_names_no_person_and_no_file() {
    let html = html();
    let mut names = column("cases", "provider");
    names.extend(column("cases", "client").into_iter().filter(|name| name.chars().count() > 2));
    names.extend(column("cases", "office"));
    names.extend(
        column("cases", "sources")
            .iter()
            .flat_map(|paths| paths.split(';').map(str::to_owned).collect::<Vec<_>>()),
    );
    names.extend(column("diagnostics", "source_path"));
    assert!(names.len() > 10);
    for name in names {
        let bare = name.replace(['　', ' '], "");
        assert!(!html.contains(&name) && !html.contains(&bare), "{name}");
    }
}

#[test]
fn it_loads_without_a_complaint_or_a_request() {
    let Some(mut browser) = Browser::start() else { return };
    for screen in [PHONE, LAPTOP] {
        for dark in [false, true] {
            browser.open(&page(), screen, dark);
            let charts = browser.value("document.querySelectorAll('.chart svg').length");
            assert!(charts.as_u64().unwrap() > 2, "{charts} charts");
            let wide =
                "document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assert_eq!(browser.value(wide), json!(0), "{}", screen.name);
        }
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
    assert_eq!(browser.requests(), vec![url(&page()); 4]);
}

#[test]
fn the_policy_stops_every_way_out() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&page(), LAPTOP, false);
    browser.value("window.stopped = []; document.addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));");
    for (attempt, directive) in [
        ("fetch('http://127.0.0.1:9/a').catch(() => 0)", "connect-src"),
        ("navigator.sendBeacon('http://127.0.0.1:9/b')", "connect-src"),
        ("void (new Image().src = 'http://127.0.0.1:9/c')", "img-src"),
        (
            "void document.body.append(Object.assign(document.createElement('script'), { src: 'http://127.0.0.1:9/d' }))",
            "script-src-elem",
        ),
        (
            "void document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' }))",
            "script-src-elem",
        ),
        (
            "void document.body.append(Object.assign(document.createElement('iframe'), { src: 'http://127.0.0.1:9/e' }))",
            "frame-src",
        ),
        (
            "void document.body.setAttribute('style', 'background: url(http://127.0.0.1:9/f)')",
            "style-src-attr",
        ),
    ] {
        browser.value(&format!("stopped.length = 0; {attempt}"));
        let stopped =
            browser.text("new Promise((done) => setTimeout(() => done(stopped.join()), 100))");
        assert!(stopped.contains(directive), "{attempt}: {stopped}");
    }
    assert_eq!(browser.value("window.ran ?? null"), json!(null));
}
