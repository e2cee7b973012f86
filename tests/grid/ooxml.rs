//! Office Open XML: .xlsx, .xlsm and .xlsb.

mod agreement;
mod bounds;
mod cells;
mod looks;
mod made;
mod office;
mod shapes;
