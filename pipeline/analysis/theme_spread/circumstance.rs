//! Circumstances (利用者の状況): which clients' cases raise a theme.

use std::collections::{BTreeMap, BTreeSet};

use super::association::{Association, Counted, judged};
use super::view::View;

/// A circumstance of a client (利用者の状況).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Circumstance {
    /// 世帯: 独居 or 同居.
    Household,
    /// 介護度.
    CareLevel,
    /// 介護度 in three classes.
    CareClass,
    /// 認知症高齢者の日常生活自立度.
    DementiaLevel,
    /// The same, Ⅱ and above or below.
    DementiaClass,
    /// 障害高齢者の日常生活自立度.
    AdlLevel,
    /// The same, by its letter.
    AdlClass,
    /// 年代.
    AgeBand,
    /// 性別.
    Sex,
}

impl Circumstance {
    /// All, in their order.
    pub const ALL: [Self; 9] = [
        Self::Household,
        Self::CareLevel,
        Self::CareClass,
        Self::DementiaLevel,
        Self::DementiaClass,
        Self::AdlLevel,
        Self::AdlClass,
        Self::AgeBand,
        Self::Sex,
    ];

    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::CareLevel => "care_level",
            Self::CareClass => "care_class",
            Self::DementiaLevel => "dementia_level",
            Self::DementiaClass => "dementia_class",
            Self::AdlLevel => "adl_level",
            Self::AdlClass => "adl_class",
            Self::AgeBand => "age_band",
            Self::Sex => "sex",
        }
    }
}

/// A theme and a circumstance (課題×利用者の状況).
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeCircumstance {
    /// The theme.
    pub theme: usize,
    /// The kind of circumstance.
    pub circumstance: Circumstance,
    /// Which: 独居, 要介護3.
    pub value: String,
    /// Cases of such clients against all whose circumstance is known.
    pub association: Association,
}

/// Every theme with every circumstance that at least one of its cases has: one family of tests.
pub(super) fn circumstances(view: &View<'_>) -> Vec<ThemeCircumstance> {
    let mut values: BTreeMap<Circumstance, BTreeSet<&String>> = BTreeMap::new();
    for case in &view.cases {
        for (circumstance, value) in &case.circumstances {
            values.entry(*circumstance).or_default().insert(value);
        }
    }
    let mut places = Vec::new();
    let mut family = Vec::new();
    let values: Vec<(Circumstance, &String)> =
        values.iter().flat_map(|(of, values)| values.iter().map(|value| (*of, *value))).collect();
    for (theme, raises) in view.columns.iter().enumerate() {
        for (circumstance, value) in &values {
            let mut counted = Counted::default();
            for ((raises, alike), case) in raises.iter().zip(&view.alike).zip(&view.cases) {
                if let Some(own) = case.circumstances.get(circumstance) {
                    counted.add(*raises, own == *value, *alike);
                }
            }
            places.push((theme, *circumstance, *value));
            family.push(counted);
        }
    }
    let rows = places.into_iter().zip(judged(&family, &view.rules.tiers));
    rows.filter(|(_, association)| association.cases > 0)
        .map(|((theme, circumstance, value), association)| ThemeCircumstance {
            theme,
            circumstance,
            value: value.clone(),
            association,
        })
        .collect()
}
