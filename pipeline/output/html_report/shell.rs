//! Shell: a page's body and data → the whole file, with a policy that lets nothing else in.
//!
//! Input → output: HTML and JSON → one document. Every script and style is named by its hash in the
//! Content-Security-Policy; nothing may be fetched, sent, framed or evaluated.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::markup::Escaped;

/// The sections that scripts fill, and what stands around them.
pub(super) const SECTIONS: &str = include_str!("page/sections.html");

/// The look, for screens and for paper.
const STYLES: [&str; 3] = [
    include_str!("page/page.css"),
    include_str!("page/figures.css"),
    include_str!("page/print.css"),
];

/// The chart library and the scripts, in the order in which they use each other.
const SCRIPTS: [&str; 11] = [
    include_str!("plot/plot.min.js"),
    include_str!("page/state.js"),
    include_str!("page/figures.js"),
    include_str!("page/elements.js"),
    include_str!("page/chart.js"),
    include_str!("page/dialog.js"),
    include_str!("page/scores.js"),
    include_str!("page/heat_map.js"),
    include_str!("page/issues.js"),
    include_str!("page/score_issues.js"),
    include_str!("page/start.js"),
];

/// Writes the document; `body` is HTML, `data` JSON that is safe within a script.
pub(super) fn write(page: &mut String, title: &str, body: &str, data: &str) {
    let style = STYLES.concat();
    let title = Escaped(title);
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <title>{title} 分析報告</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n\
         <script type=\"application/json\" id=\"report-data\">{data}</script>\n",
        policy = policy(&style),
    );
    for script in SCRIPTS {
        let _ = writeln!(page, "<script>{script}</script>");
    }
    page.push_str("</body>\n</html>");
}

/// Nothing but what is named by its hash, and images that are in the page itself.
fn policy(style: &str) -> String {
    let scripts: Vec<String> = SCRIPTS.iter().map(|script| source(script)).collect();
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        scripts.join(" "),
        source(style)
    )
}

fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}
