//! Proportions (割合): counts of cases → intervals, exact tests, trends, false-discovery rates.
//!
//! Input → output: whole counts → numbers with their definition. It must not know what is counted.

mod false_discovery;
mod hypergeometric;
mod interval;
mod trend;

pub use false_discovery::q_values;
pub use hypergeometric::{FourFold, concentration, least_concentration};
pub use interval::wilson;
pub use trend::{Trend, YearCount, trend};
