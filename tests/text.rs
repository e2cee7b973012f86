//! The text stage: normalising, tokenising, marking, and the word lists behind them.

mod agreement;
mod golden;
mod lists;
mod marks;
mod normal_form;
