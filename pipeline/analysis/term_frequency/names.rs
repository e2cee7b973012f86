//! Names the forms themselves give: providers, clients, participants.

use std::collections::BTreeSet;

use crate::records::CaseRecord;
use crate::text::{Lexicon, TextError, WordClass, tokenize};

/// Every word that is a name, or a part of one, in the heads and tables of the cases.
///
/// Providers and clients are persons; a participant's label may be a role (包括職員), so its
/// common nouns stay countable.
pub(super) fn names_in(
    cases: &[CaseRecord],
    lexicon: &Lexicon,
) -> Result<BTreeSet<String>, TextError> {
    let mut names = BTreeSet::new();
    for case in cases {
        for person in [&case.header.provider, &case.header.client].into_iter().flatten() {
            for part in parts(&person.value) {
                names.insert(part.to_owned());
            }
            add_words(&person.value, lexicon, &mut names)?;
        }
        for label in case.participants.iter().filter_map(|person| person.label.as_ref()) {
            for part in parts(&label.value) {
                add_words(part, lexicon, &mut names)?;
            }
        }
    }
    Ok(names)
}

/// The name without role and blanks: 「阿部 智子（司会）」 → 阿部, 智子.
fn parts(label: &str) -> impl Iterator<Item = &str> {
    let name = label.split(['（', '(']).next().unwrap_or_default();
    name.split([' ', '　', '・', '、', '様', '氏']).filter(|part| part.chars().count() > 1)
}

/// The words of a name that no dictionary of common words explains.
fn add_words(name: &str, lexicon: &Lexicon, names: &mut BTreeSet<String>) -> Result<(), TextError> {
    for token in tokenize(name, lexicon)?.tokens {
        let single = token.surface.chars().count() == 1 && token.class == WordClass::Noun;
        if single || matches!(token.class, WordClass::PersonName | WordClass::ProperNoun) {
            names.insert(token.surface);
        }
    }
    Ok(())
}
