//! Planted effects: what the tiers find in made-up regions, and what they find that is not there.
//!
//! A made-up region has 462 cases of seven years in seven areas and 37 themes. In five pairs of
//! theme and area the theme is three times as frequent; four themes rise or fall steadily. Each
//! case has its own themes; four to eight participants write two to four statements each, three
//! of four about the case's themes, the rest about anything. With wrong labels, every fourth
//! statement is given the theme of another. Areas differ in how much people write, and of the
//! first two years a third of the cases has only a summary: neither is an effect.
//!
//! `TORIMATOME_SEEDS=200 cargo test planted_effects -- --nocapture` prints the table that stands in
//! `dictionaries/issues/README.md`; a usual run takes fewer seeds.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use torimatome::analysis::proportion::{FourFold, concentration, q_values};
use torimatome::analysis::theme_spread::{
    GroupBy, RaisingRule, SpreadCase, SpreadRules, SpreadStatement, ThemeSpread, Tier, theme_spread,
};

const CASES: usize = 462;
const AREAS: usize = 7;
const YEARS: usize = 7;
const THEMES: usize = 37;

/// Theme and area of the planted regional effects.
const REGIONAL: [(usize, usize); 5] = [(2, 0), (5, 3), (9, 6), (13, 1), (20, 4)];
/// Theme and how many times its odds grow each year.
const TRENDS: [(usize, f64); 4] = [(3, 1.45), (7, 1.35), (11, 0.7), (16, 1.5)];
/// How many times as frequent a theme is where it is at home.
const REGIONAL_RATIO: f64 = 3.0;

/// Made-up regions of each kind.
fn seeds() -> u32 {
    std::env::var("TORIMATOME_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(12)
}

/// Numbers that look random and are the same on every machine (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap()) / f64::from(u32::MAX)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound).unwrap()).unwrap()
    }
}

/// What is planted, and how well statements are labelled.
#[derive(Clone, Copy)]
struct Region {
    planted: bool,
    wrong_labels: f64,
}

/// How frequent a theme is in a case of an area and year.
fn prevalence(region: Region, theme: usize, area: usize, year: usize) -> f64 {
    // From .26 for the first theme to .04 for the last.
    let rank = f64::from(u32::try_from(theme).unwrap()) / 36.0;
    let mut odds = 0.26 * (0.04_f64 / 0.26).powf(rank);
    odds /= 1.0 - odds;
    if region.planted {
        if REGIONAL.contains(&(theme, area)) {
            odds *= REGIONAL_RATIO;
        }
        if let Some((_, growth)) = TRENDS.iter().find(|(of, _)| *of == theme) {
            odds *= growth.powf(f64::from(u32::try_from(year).unwrap()) - 3.0);
        }
    }
    odds / (1.0 + odds)
}

fn region(region: Region, seed: u64) -> Vec<SpreadCase> {
    let mut random = Random(seed);
    (0..CASES).map(|number| case(region, number, &mut random)).collect()
}

fn case(region: Region, number: usize, random: &mut Random) -> SpreadCase {
    let (area, year) = (number % AREAS, number / AREAS % YEARS);
    let own: Vec<usize> = (0..THEMES)
        .filter(|theme| random.share() < prevalence(region, *theme, area, year))
        .collect();
    let mut statements = Vec::new();
    for person in 0..4 + random.below(5) {
        // In the last areas people write more.
        for _ in 0..2 + random.below(3) + area / 4 {
            let on_case = random.share() < 0.75 && !own.is_empty();
            let mut theme =
                if on_case { own[random.below(own.len())] } else { random.below(THEMES) };
            if random.share() < region.wrong_labels {
                theme = random.below(THEMES);
            }
            statements.push(SpreadStatement {
                participant: Some(person),
                theme: Some(theme),
                ..SpreadStatement::default()
            });
        }
    }
    if year < 2 && random.below(3) == 0 {
        // Only the summary is left, and it holds what was said most.
        statements.truncate(6);
        for statement in &mut statements {
            statement.participant = None;
        }
    }
    SpreadCase {
        case_id: format!("{number:03}"),
        area: Some(format!("第{}エリア", area + 1)),
        fiscal_year: Some(2017 + i32::try_from(year).unwrap()),
        statements,
        ..SpreadCase::default()
    }
}

/// Claims that are true, and that are false.
#[derive(Clone, Copy, Default)]
struct Claims {
    right: u32,
    wrong: u32,
}

impl Claims {
    fn add(&mut self, right: bool) {
        if right { self.right += 1 } else { self.wrong += 1 }
    }

    fn and(self, other: Self) -> Self {
        Self { right: self.right + other.right, wrong: self.wrong + other.wrong }
    }

    /// The share of false claims; none are no false ones.
    fn false_share(self) -> f64 {
        f64::from(self.wrong) / f64::from((self.right + self.wrong).max(1))
    }
}

/// Regional claims and claims of trends, in one tier.
#[derive(Clone, Copy, Default)]
struct Found {
    regional: Claims,
    trends: Claims,
}

fn is_regional(region: Region, theme: usize, area: &str) -> bool {
    let at =
        |(of, place): &(usize, usize)| *of == theme && area == format!("第{}エリア", place + 1);
    region.planted && REGIONAL.iter().any(at)
}

fn is_trend(region: Region, theme: usize, rises: bool) -> bool {
    region.planted && TRENDS.iter().any(|(of, growth)| *of == theme && (*growth > 1.0) == rises)
}

fn found(spread: &ThemeSpread, region: Region, tier: Tier) -> Found {
    let mut found = Found::default();
    let areas = spread.groups.iter().filter(|row| row.group_by == GroupBy::Area);
    for row in areas.filter(|row| row.association.tier == Some(tier)) {
        found.regional.add(is_regional(region, row.theme, &row.group));
    }
    for row in spread.trends.iter().filter(|row| row.tier == Some(tier)) {
        found.trends.add(is_trend(region, row.theme, row.rises().unwrap()));
    }
    found
}

/// What testing statements instead of cases finds: Fisher and q ≤ .05.
fn by_statements(cases: &[SpreadCase], region: Region) -> Claims {
    let mut hits: BTreeMap<(usize, &str), u32> = BTreeMap::new();
    let (mut with, mut group) = ([0; THEMES], BTreeMap::<&str, u32>::new());
    for case in cases {
        let area = case.area.as_deref().unwrap();
        for theme in case.statements.iter().filter_map(|statement| statement.theme) {
            *hits.entry((theme, area)).or_default() += 1;
            *group.entry(area).or_default() += 1;
            with[theme] += 1;
        }
    }
    let all = with.iter().sum();
    let mut rows = Vec::new();
    for (theme, with) in with.into_iter().enumerate() {
        for (area, group) in &group {
            let hits = hits.get(&(theme, *area)).copied().unwrap_or(0);
            let table = FourFold { hits, group: *group, with, all };
            rows.push((theme, *area, concentration(&[table])));
        }
    }
    let q = q_values(&rows.iter().map(|(.., p)| *p).collect::<Vec<_>>());
    let mut claims = Claims::default();
    for ((theme, name, _), _) in rows.iter().zip(q).filter(|(_, q)| *q <= 0.05) {
        claims.add(is_regional(region, *theme, name));
    }
    claims
}

/// What a rule without correction for many tests finds: p ≤ .05, lift ≥ 1.5, three cases.
fn by_plain_p(spread: &ThemeSpread, region: Region) -> Claims {
    let mut claims = Claims::default();
    for row in spread.groups.iter().filter(|row| row.group_by == GroupBy::Area) {
        let found = &row.association;
        if found.p <= 0.05 && found.lift.is_some_and(|lift| lift >= 1.5) && found.cases >= 3 {
            claims.add(is_regional(region, row.theme, &row.group));
        }
    }
    claims
}

/// Sums over seeds, with the mean share of false claims.
#[derive(Default)]
struct Sum {
    right: u32,
    wrong: u32,
    false_shares: f64,
}

impl Sum {
    fn add(&mut self, claims: Claims) {
        self.right += claims.right;
        self.wrong += claims.wrong;
        self.false_shares += claims.false_share();
    }

    fn line(&self, name: &str, planted: usize) -> String {
        let seeds = f64::from(seeds());
        let mean = |count: u32| f64::from(count) / seeds;
        format!(
            "| {name} | {:.2} of {planted} | {:.2} | {:.3} |",
            mean(self.right),
            mean(self.wrong),
            self.false_rate()
        )
    }

    fn false_rate(&self) -> f64 {
        self.false_shares / f64::from(seeds())
    }
}

/// What simulating one kind of region found: claims, what was planted, stated rate, sums.
type Simulated = Vec<(String, usize, f64, Sum)>;

/// Simulates one kind of region and prints its rows.
fn simulate(name: &str, region_of: Region, rules: &SpreadRules) -> Simulated {
    let mut sums = Simulated::new();
    let planted = |count: usize| if region_of.planted { count } else { 0 };
    let rates = [rules.tiers.confirmed_rate, rules.tiers.candidate_rate];
    for (tier, rate) in ["確認", "確認 or 候補"].into_iter().zip(rates) {
        sums.push((format!("{name}, regional, {tier}"), planted(5), rate, Sum::default()));
        sums.push((format!("{name}, trend, {tier}"), planted(4), rate, Sum::default()));
    }
    let (mut statements, mut plain) = (Sum::default(), Sum::default());
    let one_region = |seed: u32| {
        let cases = region(region_of, u64::from(seed));
        let spread = theme_spread(THEMES, &cases, rules);
        let confirmed = found(&spread, region_of, Tier::Confirmed);
        let candidate = found(&spread, region_of, Tier::Candidate);
        let claims = [
            confirmed.regional,
            confirmed.trends,
            confirmed.regional.and(candidate.regional),
            confirmed.trends.and(candidate.trends),
        ];
        (claims, by_statements(&cases, region_of), by_plain_p(&spread, region_of))
    };
    for (claims, raw, uncorrected) in
        (0..seeds()).into_par_iter().map(one_region).collect::<Vec<_>>()
    {
        for ((.., sum), claims) in sums.iter_mut().zip(claims) {
            sum.add(claims);
        }
        statements.add(raw);
        plain.add(uncorrected);
    }
    println!("{}", statements.line(&format!("{name}, regional, by statements"), planted(5)));
    println!("{}", plain.line(&format!("{name}, regional, p ≤ .05 and lift ≥ 1.5"), planted(5)));
    for (name, planted, _, sum) in &sums {
        println!("{}", sum.line(name, *planted));
    }
    sums
}

#[test]
fn planted_effects_are_found_and_few_others() {
    let rules = SpreadRules::default();
    let (mut false_shares, mut rates) = ([0.0; 4], [0.0; 4]);
    println!("| region, claim, tier | right | false | share of false claims |\n|---|---|---|---|");
    for (name, planted, wrong_labels) in [
        ("true labels", true, 0.0),
        ("25 % wrong labels", true, 0.25),
        ("nothing planted", false, 0.0),
        ("nothing planted, 25 % wrong", false, 0.25),
    ] {
        for (place, (.., rate, sum)) in
            simulate(name, Region { planted, wrong_labels }, &rules).into_iter().enumerate()
        {
            false_shares[place] += sum.false_rate() / 4.0;
            rates[place] = rate;
        }
    }
    println!("over all regions: {false_shares:.3?} at rates {rates:?}");
    for (false_share, rate) in false_shares.into_iter().zip(rates) {
        assert!(false_share <= rate, "{false_share} > {rate}");
    }
}

#[test]
fn one_voice_is_noise() {
    println!("| a case counts with | right | false | share of false claims |\n|---|---|---|---|");
    let mut right = Vec::new();
    for least_participants in 1..=3 {
        let rules =
            SpreadRules { raising: RaisingRule { least_participants }, ..SpreadRules::default() };
        let region = Region { planted: true, wrong_labels: 0.25 };
        let found = simulate(&format!("{least_participants} participants"), region, &rules);
        right.push(found.iter().map(|(.., sum)| sum.right).sum::<u32>());
    }
    assert!(right[1] > right[0], "two voices find more than one: {right:?}");
}

#[test]
fn the_order_of_cases_changes_nothing() {
    let mut cases = region(Region { planted: true, wrong_labels: 0.25 }, 7);
    let rules = SpreadRules::default();
    let first = theme_spread(THEMES, &cases, &rules);
    cases.reverse();
    assert_eq!(theme_spread(THEMES, &cases, &rules), first);
    let themes: BTreeSet<usize> = first.groups.iter().map(|row| row.theme).collect();
    assert_eq!(themes.len(), THEMES);
}
