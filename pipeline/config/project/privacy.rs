//! `[privacy]` of the configuration: what is hidden under 分析/.
//!
//! Input → output: a preset and what differs from it → [`PrivacyPolicy`].

use serde::Deserialize;
use toml::Spanned;

/// How much is hidden (匿名化の方針).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrivacyPolicy {
    /// Counts of cases below this are hidden.
    pub smallest_count: u32,
    /// Whether a count of 0 is shown.
    pub show_zero: bool,
    /// Years in a band of ages: 5 or 10.
    pub age_band: u32,
}

impl Default for PrivacyPolicy {
    /// Counts under 3 are hidden, 0 is shown, ages by tens.
    fn default() -> Self {
        Self { smallest_count: 3, show_zero: true, age_band: 10 }
    }
}

impl PrivacyPolicy {
    /// The guideline on anonymous long-term-care data (匿名介護情報等の提供に関するガイドライン):
    /// counts under 10 are hidden, 0 is shown, ages by fives.
    pub const GUIDELINE: Self = Self { smallest_count: 10, show_zero: true, age_band: 5 };

    /// A count of cases on its own; `None` when it is too small to be shown.
    #[must_use]
    pub const fn shown(self, count: u32) -> Option<u32> {
        let hidden = count < self.smallest_count && !(count == 0 && self.show_zero);
        if hidden { None } else { Some(count) }
    }
}

/// A policy that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
enum Preset {
    /// [`PrivacyPolicy::default`].
    #[default]
    #[serde(rename = "標準")]
    Usual,
    /// [`PrivacyPolicy::GUIDELINE`].
    #[serde(rename = "匿名介護情報")]
    Guideline,
}

/// The section as written.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenPrivacy {
    #[serde(default)]
    preset: Preset,
    pub(super) smallest_count: Option<Spanned<u32>>,
    show_zero: Option<bool>,
    pub(super) age_band: Option<Spanned<u32>>,
    pub(super) unchecked_texts: Option<bool>,
}

impl WrittenPrivacy {
    /// The preset with what differs from it.
    pub(super) fn policy(&self) -> PrivacyPolicy {
        let preset = match self.preset {
            Preset::Usual => PrivacyPolicy::default(),
            Preset::Guideline => PrivacyPolicy::GUIDELINE,
        };
        let number = |written: &Option<Spanned<u32>>| written.as_ref().map(|one| *one.get_ref());
        PrivacyPolicy {
            smallest_count: number(&self.smallest_count).unwrap_or(preset.smallest_count),
            show_zero: self.show_zero.unwrap_or(preset.show_zero),
            age_band: number(&self.age_band).unwrap_or(preset.age_band),
        }
    }
}
