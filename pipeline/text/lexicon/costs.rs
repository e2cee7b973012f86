//! Costs of the field's compounds: low enough to win against their parts, no lower.
//!
//! Input → output: word lists and the plain segmenter → lindera's user dictionary. The stock
//! format gives every word cost −10000 and context 0, which also wins inside longer words
//! (認知症|状); here each word is a little cheaper than the path it replaces.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use lindera::dictionary::UserDictionary;
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use lindera_dictionary::builder::DictionaryBuilder;

use super::lists::{CompoundClass, WordLists};
use crate::text::TextError;

/// How much cheaper a compound is for each joint it closes: enough to win among odd neighbours,
/// and a longer compound wins against a shorter one inside it.
const ADVANTAGE_PER_JOINT: i64 = 1500;

/// What a cost may be; IPADIC's own lie between about −5000 and 14000.
const CHEAPEST: i64 = -10_000;
const DEAREST: i64 = 8_000;

/// How often costs are lowered at most; the built-in list needs three rounds.
const ROUNDS: usize = 6;

/// A compound's class and cost.
type Costed = BTreeMap<String, (CompoundClass, i64)>;

/// The user dictionary of all compounds, and of all synonyms that IPADIC would cut.
pub(super) fn user_dictionary(
    plain: &Segmenter,
    lists: &WordLists,
) -> Result<UserDictionary, TextError> {
    let mut words = Costed::new();
    for (surface, class) in &lists.compounds {
        words.insert(surface.clone(), (*class, word_cost(plain, surface, *class)?));
    }
    for surface in lists.preferred.iter().flat_map(|(variant, head)| [variant, head]) {
        if !words.contains_key(surface) && is_cut(plain, surface)? {
            let class = CompoundClass::Noun;
            words.insert(surface.clone(), (class, word_cost(plain, surface, class)?));
        }
    }
    lower_nested(plain, &mut words)?;
    build(plain, &words)
}

/// Lowers the cost of compounds that shorter compounds still cut (見守り|活動), joint by joint:
/// the shorter one may be of another class, which its neighbours favour.
fn lower_nested(plain: &Segmenter, words: &mut Costed) -> Result<(), TextError> {
    for _ in 0..ROUNDS {
        let dictionary = plain.dictionary.clone();
        let segmenter = Segmenter::new(Mode::Normal, dictionary, Some(build(plain, words)?));
        let mut settled = true;
        for (surface, (_, cost)) in words.iter_mut() {
            if parts(&segmenter, &format!("地域で{surface}を"))? > 4 {
                *cost = (*cost - ADVANTAGE_PER_JOINT).max(CHEAPEST);
                settled = false;
            }
        }
        if settled {
            break;
        }
    }
    Ok(())
}

fn build(plain: &Segmenter, words: &Costed) -> Result<UserDictionary, TextError> {
    let mut rows = String::new();
    for (surface, (class, cost)) in words {
        let (context, detail) = (class.context(), class.detail());
        writeln!(rows, "{surface},{context},{context},{cost},名詞,{detail},*,*,*,*,{surface},*,*")
            .map_err(TextError::dictionary)?;
    }
    DictionaryBuilder::new(plain.dictionary.metadata.as_ref().clone())
        .build_user_dict_from_reader(rows.as_bytes())
        .map_err(TextError::dictionary)
}

impl CompoundClass {
    /// IPADIC's context id, the same to the left and right.
    const fn context(self) -> u32 {
        match self {
            Self::Noun => 1285,
            Self::VerbalNoun => 1283,
            Self::AdjectivalNoun => 1287,
        }
    }

    const fn detail(self) -> &'static str {
        match self {
            Self::Noun => "一般",
            Self::VerbalNoun => "サ変接続",
            Self::AdjectivalNoun => "形容動詞語幹",
        }
    }
}

/// Whether IPADIC has no word of its own for it: it cuts it, or bends a verb to it (見守り).
fn is_cut(segmenter: &Segmenter, surface: &str) -> Result<bool, TextError> {
    let tokens = segmenter.segment(Cow::Borrowed(surface)).map_err(TextError::dictionary)?;
    let bent = |mut token: lindera::token::Token<'_>| {
        let base = token.details_iter().nth(6).map(str::to_owned);
        token.word_id.is_unknown() || base.is_some_and(|base| base != surface)
    };
    Ok(tokens.len() > 1 || tokens.into_iter().any(bent))
}

fn parts(segmenter: &Segmenter, surface: &str) -> Result<usize, TextError> {
    segmenter.segment(Cow::Borrowed(surface)).map(|t| t.len()).map_err(TextError::dictionary)
}

/// The cost of the best path through the parts, without what leads into and out of it.
fn word_cost(segmenter: &Segmenter, surface: &str, class: CompoundClass) -> Result<i64, TextError> {
    let paths = segmenter
        .segment_nbest(Cow::Borrowed(surface), 1, false, None)
        .map_err(TextError::dictionary)?;
    let (joints, path_cost) =
        paths.first().map_or((1, 0), |(parts, cost)| (parts.len().saturating_sub(1).max(1), *cost));
    let matrix = &segmenter.dictionary.connection_cost_matrix;
    let context = class.context();
    let frame = i64::from(matrix.cost(0, context)) + i64::from(matrix.cost(context, 0));
    let advantage = i64::try_from(joints).unwrap_or(1) * ADVANTAGE_PER_JOINT;
    Ok((path_cost - frame - advantage).clamp(CHEAPEST, DEAREST))
}
