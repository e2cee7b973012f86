//! Intake: finding, naming, sniffing and opening real files.

mod finding;
mod opening;
mod protection;
