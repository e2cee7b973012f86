//! The text stage: normalising, tokenising, marking, and the word lists behind them.

mod agreement;
mod encoder;
mod golden;
mod lists;
mod marks;
mod meaning;
mod mecab;
mod normal_form;
