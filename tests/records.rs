//! Records: texts and values → typed values, boxes → statements, sheets → cases.

pub(crate) mod coerce;
mod joining;
mod reading;
pub(crate) mod samples;
mod sheets;
mod statements;
