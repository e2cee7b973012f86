//! Records: texts and values → typed values, boxes → statements, sheets → cases.

mod coerce;
mod statements;
