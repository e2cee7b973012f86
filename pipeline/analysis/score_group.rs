//! Groups of scores (集計の単位): what participants and their meetings have in common.
//!
//! Input → output: names only. Participants of an unknown group are in none.

/// What scores are grouped by (集計の単位).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScoreGroup {
    /// Everybody.
    All,
    /// 年度.
    FiscalYear,
    /// エリア.
    Area,
    /// 年度 and エリア: `2023 第1エリア`.
    FiscalYearArea,
    /// 開催包括.
    Center,
    /// 役割.
    Role,
    /// ケアマネ経験, in bands.
    Experience,
    /// 事例.
    Case,
    /// 地域課題: the meetings that raise a theme, by its id. A meeting is in several.
    Theme,
    /// 地域課題 and 年度: `T12 2023`.
    ThemeFiscalYear,
    /// 地域課題 and エリア: `T12 第1エリア`.
    ThemeArea,
}

impl ScoreGroup {
    /// Those that split participants or meetings, in the order of tables; themes overlap.
    pub const ALL: [Self; 8] = [
        Self::All,
        Self::FiscalYear,
        Self::Area,
        Self::FiscalYearArea,
        Self::Center,
        Self::Role,
        Self::Experience,
        Self::Case,
    ];

    /// Those whose meetings raise a theme.
    const OF_THEMES: [Self; 3] = [Self::Theme, Self::ThemeFiscalYear, Self::ThemeArea];

    /// The kind of group that tables call so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().chain(Self::OF_THEMES).find(|group| group.as_str() == name)
    }

    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::FiscalYear => "fiscal_year",
            Self::Area => "area",
            Self::FiscalYearArea => "fiscal_year_area",
            Self::Center => "center",
            Self::Role => "role",
            Self::Experience => "experience",
            Self::Case => "case",
            Self::Theme => "theme",
            Self::ThemeFiscalYear => "theme_fiscal_year",
            Self::ThemeArea => "theme_area",
        }
    }
}

/// Years as a care manager (ケアマネ経験), in bands.
///
/// Five years are what the training for 主任介護支援専門員 asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExperienceBand {
    /// Below three years.
    UnderThree,
    /// Three years, below five.
    ThreeToFive,
    /// Five years, below ten.
    FiveToTen,
    /// Ten years or more.
    FromTen,
}

impl ExperienceBand {
    /// All bands, the shortest first.
    pub const ALL: [Self; 4] =
        [Self::UnderThree, Self::ThreeToFive, Self::FiveToTen, Self::FromTen];

    /// The band that some years fall into.
    #[must_use]
    pub fn of(years: f64) -> Self {
        match years {
            years if years < 3.0 => Self::UnderThree,
            years if years < 5.0 => Self::ThreeToFive,
            years if years < 10.0 => Self::FiveToTen,
            _ => Self::FromTen,
        }
    }

    /// The name in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnderThree => "3年未満",
            Self::ThreeToFive => "3年以上5年未満",
            Self::FiveToTen => "5年以上10年未満",
            Self::FromTen => "10年以上",
        }
    }

    /// The place of a band among all, by its name; other names come first.
    pub(super) fn place(name: &str) -> usize {
        Self::ALL.iter().position(|band| band.as_str() == name).map_or(0, |place| place + 1)
    }
}
