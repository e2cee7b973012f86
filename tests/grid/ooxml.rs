//! Office Open XML: .xlsx, .xlsm and .xlsb.

mod agreement;
mod made;
mod shapes;
