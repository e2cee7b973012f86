//! Cases for the tests of written forms, built in memory.

use std::sync::Arc;

use chrono::NaiveDate;
use torimatome::config::{FormSet, LayoutSet, ProjectConfig};
use torimatome::diagnostic::Location;
use torimatome::forms::MarkMethod;
use torimatome::output::written_forms::ReportStyle;
use torimatome::records::{
    CaseHeader, CaseMean, CaseRecord, MeanOrigin, ParticipantRecord, ScoreRecord, StatementField,
    StatementRecord, Traced,
};
use torimatome::units::{ItemNumber, Score, SourcePath};

/// The built-in layouts.
pub(crate) fn layouts() -> LayoutSet {
    LayoutSet::built_in(&FormSet::built_in().unwrap()).unwrap()
}

/// The manual's own city.
pub(crate) fn style() -> ReportStyle {
    ReportStyle::from(&ProjectConfig::built_in().unwrap())
}

fn location() -> Location {
    Location {
        source_path: SourcePath::new("2023年度/様式②_01.xlsx"),
        sheet: Some(Arc::from("様式②")),
        cell: None,
    }
}

/// A value as if typed.
fn traced<T: ToString>(value: T) -> Traced<T> {
    let raw = value.to_string();
    Traced { value, raw, location: location(), method: MarkMethod::Typed }
}

#[expect(clippy::unnecessary_wraps, reason = "the fields of a case are optional")]
pub(crate) fn some<T: ToString>(value: T) -> Option<Traced<T>> {
    Some(traced(value))
}

/// A case of which nothing is known but its id.
pub(crate) fn empty_case(id: &str) -> CaseRecord {
    CaseRecord {
        case_id: Arc::from(id),
        fiscal_year: None,
        area: None,
        header: CaseHeader::default(),
        fields: Vec::new(),
        participants: Vec::new(),
        means: Vec::new(),
        statements: Vec::new(),
        sources: Vec::new(),
        participant_count: None,
        summary_only: false,
    }
}

/// A case with its heading facts.
pub(crate) fn headed_case(day: u32) -> CaseRecord {
    let held_on = NaiveDate::from_ymd_opt(2023, 7, day).unwrap();
    CaseRecord {
        fiscal_year: Some(2023),
        area: Some("第4エリア".to_owned()),
        header: CaseHeader {
            held_on: some(held_on),
            center: some("伊丹・摂陽、神津・有岡、南地域包括支援センター".to_owned()),
            office: some("医療法人仁会ケアプランセンター".to_owned()),
            provider: some("木村　健一".to_owned()),
            client: some("T氏".to_owned()),
            age: some(79),
            sex: some("男".to_owned()),
            care_level: some("要介護5".to_owned()),
            school_district: some("摂陽".to_owned()),
            title: some("独居高齢者の服薬管理に対する支援".to_owned()),
            reason: some(
                "主治医との連携が取りにくく、医療面の不安が残るため検討したい。".to_owned(),
            ),
        },
        ..empty_case(&format!("2023-07-{day:02}_伊丹・摂陽"))
    }
}

const ROLES: [&str; 5] = ["（司会）", "・サブ司会", "（事例提供者）", "（板書）", "（事例検討者）"];
const NAMES: [&str; 6] = ["渡辺", "田中", "後藤", "岡田", "長谷川", "伊藤"];

/// A participant whose scores follow from their number; `answered` says which items they scored.
pub(crate) fn participant(
    number: usize,
    items: u8,
    answered: impl Fn(u8) -> bool,
) -> ParticipantRecord {
    let label = format!("{}{}", NAMES[number % NAMES.len()], ROLES[number.min(4)]);
    let scores = (1..=items).map(|item| {
        let value = 2 + u8::try_from((number * 7 + usize::from(item) * 3) % 4).unwrap();
        let score = answered(item).then(|| Score::new(value).unwrap());
        ScoreRecord {
            item: ItemNumber::new(item).unwrap(),
            score,
            raw: score.map(|score| score.get().to_string()).unwrap_or_default(),
            method: score.map(|_| MarkMethod::Typed),
            reason: None,
            location: location(),
        }
    });
    ParticipantRecord {
        location: location(),
        label: some(label),
        role: None,
        sex: None,
        age_band: None,
        workplace: None,
        experience_years: None,
        other_qualifications: None,
        employment: None,
        scores: scores.collect(),
    }
}

const STATEMENTS: [&str; 6] = [
    "業務に追われ、振り返りの時間が持てない",
    "通院の付き添いをケアマネジャーが担ってしまうことがある",
    "病院とケアマネジャーの連携が取りにくい",
    "書類作成に時間を取られ、利用者と向き合う時間が少ない",
    "バスの本数が減り、買い物や通院に困っている（坂が多い地域では特に難しく、免許を返した後の移動手段がない。）",
    "徘徊時の声かけ訓練と見守りネットワーク",
];

/// Tells the statements of the boxes apart.
const fn mark(field: StatementField) -> &'static str {
    match field {
        StatementField::CareManagementIssue => "ケ",
        StatementField::RegionalIssue => "地",
        StatementField::NeededResource => "資",
        StatementField::ProviderInsight => "提",
        StatementField::ParticipantInsight => "参",
    }
}

/// So many statements for each box, all different.
pub(crate) fn statements(each: usize) -> Vec<StatementRecord> {
    let one = |field: StatementField, at: usize| StatementRecord {
        field,
        text: format!("{}（{}{at}）", STATEMENTS[at % STATEMENTS.len()], mark(field)),
        location: location(),
        participant: None,
    };
    StatementField::ALL
        .into_iter()
        .flat_map(|field| (0..each).map(move |at| one(field, at)))
        .collect()
}

/// A case with participants who answered everything, and statements.
pub(crate) fn full_case(day: u32, participants: usize, each: usize) -> CaseRecord {
    let participants: Vec<ParticipantRecord> =
        (0..participants).map(|number| participant(number, 16, |_| true)).collect();
    with_means(CaseRecord { participants, statements: statements(each), ..headed_case(day) })
}

/// The case with the means of its scores, as the records stage reckons them.
pub(crate) fn with_means(mut case: CaseRecord) -> CaseRecord {
    let items = (1..=16).filter_map(ItemNumber::new);
    case.means = items
        .filter_map(|item| {
            let scores: Vec<f64> = case
                .participants
                .iter()
                .flat_map(|participant| &participant.scores)
                .filter(|score| score.item == item)
                .filter_map(|score| score.score)
                .map(|score| f64::from(score.get()))
                .collect();
            let n = u32::try_from(scores.len()).unwrap();
            (n > 0).then(|| CaseMean {
                item,
                mean: scores.iter().sum::<f64>() / f64::from(n),
                n: Some(n),
                origin: MeanOrigin::Computed,
            })
        })
        .collect();
    case.participant_count = u32::try_from(case.participants.len()).ok().filter(|count| *count > 0);
    case
}

/// A case that survives as a row of 様式③-2 only.
pub(crate) fn as_given_case(day: u32) -> CaseRecord {
    let means = (1..=16).map(|item| CaseMean {
        item: ItemNumber::new(item).unwrap(),
        mean: 3.0 + f64::from(item) / 16.0,
        n: None,
        origin: MeanOrigin::AsGiven,
    });
    let mut participant = participant(1, 0, |_| false);
    participant.label = some("山田・サブ司会".to_owned());
    CaseRecord {
        means: means.collect(),
        participants: vec![participant],
        participant_count: Some(1),
        summary_only: true,
        statements: statements(2),
        ..headed_case(day)
    }
}
