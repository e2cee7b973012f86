//! Tables on disk: the same rows in both formats, unknown values empty, text as it is.

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use torimatome::output::tables::{Column, ColumnValues, Table, write_tables};

use crate::support::folder;

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn table() -> Table {
    let text = |texts: [Option<&str>; 3]| {
        ColumnValues::Text(texts.iter().map(|text| text.map(str::to_owned)).collect())
    };
    Table {
        name: "sample",
        columns: vec![
            Column { name: "text", values: text([Some("a,\"b\"\n・薬"), None, Some("=1+1")]) },
            Column { name: "age", values: ColumnValues::Integer(vec![Some(0), None, Some(-7)]) },
            Column { name: "mean", values: ColumnValues::Float(vec![Some(3.2), None, Some(4.0)]) },
            Column {
                name: "day",
                values: ColumnValues::Date(vec![
                    Some(day("2023-07-19")),
                    None,
                    Some(day("1969-12-31")),
                ]),
            },
        ],
        rows: 3,
    }
}

#[test]
fn csv_is_what_excel_and_rfc_4180_expect() {
    let home = folder();
    write_tables(home.path(), &[table()]).unwrap();
    let text = std::fs::read_to_string(home.path().join("sample.csv")).unwrap();
    let expected = "\u{feff}text,age,mean,day\r\n\"a,\"\"b\"\"\n・薬\",0,3.2,2023-07-19\r\n,,,\r\n=1+1,-7,4,1969-12-31\r\n";
    assert_eq!(text, expected);
}

#[test]
fn parquet_holds_the_same_rows() {
    let home = folder();
    write_tables(home.path(), &[table()]).unwrap();
    let file = std::fs::File::open(home.path().join("sample.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows: Vec<Vec<(String, Field)>> =
        reader.get_row_iter(None).unwrap().map(|row| row.unwrap().into_columns()).collect();
    let named = |values: [Field; 4]| {
        let names = ["text", "age", "mean", "day"].map(str::to_owned);
        names.into_iter().zip(values).collect::<Vec<_>>()
    };
    let expected = [
        // 19,557 days lie between 1970-01-01 and 2023-07-19.
        named([
            Field::Str("a,\"b\"\n・薬".to_owned()),
            Field::Long(0),
            Field::Double(3.2),
            Field::Date(19_557),
        ]),
        named([Field::Null, Field::Null, Field::Null, Field::Null]),
        named([
            Field::Str("=1+1".to_owned()),
            Field::Long(-7),
            Field::Double(4.0),
            Field::Date(-1),
        ]),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn tables_are_the_same_bytes_each_time() {
    let [one, other] = [folder(), folder()];
    for home in [&one, &other] {
        write_tables(home.path(), &[table()]).unwrap();
    }
    for name in ["sample.csv", "sample.parquet"] {
        let [one, other] =
            [&one, &other].map(|home| std::fs::read(home.path().join(name)).unwrap());
        assert_eq!(one, other, "{name}");
    }
}
