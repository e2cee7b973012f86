//! A table as a Parquet file: every column optional, text as UTF-8, one row group, no compression.
//!
//! Tables are small; a codec would cost more in the program than it saves on the disk.

use std::io;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as PhysicalType};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::table::{Column, ColumnValues, Table};

/// The program's name in the file, without the version of a library.
const CREATED_BY: &str = concat!("torimatome ", env!("CARGO_PKG_VERSION"));

/// The file's bytes.
pub(super) fn bytes(table: &Table) -> io::Result<Vec<u8>> {
    encode(table).map_err(io::Error::other)
}

fn encode(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let fields = table.columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
    let properties = WriterProperties::builder().set_created_by(CREATED_BY.to_owned()).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut rows = writer.next_row_group()?;
    for column in &table.columns {
        let Some(mut into) = rows.next_column()? else { break };
        write(&mut into, &column.values)?;
        into.close()?;
    }
    rows.close()?;
    writer.into_inner()
}

/// A column's description.
fn field(column: &Column) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match column.values {
        ColumnValues::Text(_) => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnValues::Date(_) => (PhysicalType::INT32, Some(LogicalType::Date)),
        ColumnValues::Integer(_) => (PhysicalType::INT64, None),
        ColumnValues::Float(_) => (PhysicalType::DOUBLE, None),
    };
    let builder = Type::primitive_type_builder(column.name, physical);
    let field = builder.with_repetition(Repetition::OPTIONAL).with_logical_type(logical).build()?;
    Ok(Arc::new(field))
}

fn write(into: &mut SerializedColumnWriter<'_>, values: &ColumnValues) -> Result<(), ParquetError> {
    match values {
        ColumnValues::Text(texts) => {
            let texts: Vec<Option<ByteArray>> =
                texts.iter().map(|text| text.as_deref().map(ByteArray::from)).collect();
            write_known::<ByteArrayType>(into, &texts)
        }
        ColumnValues::Date(days) => {
            // Parquet counts days from 1970-01-01.
            let days: Vec<Option<i32>> =
                days.iter().map(|day| day.map(|day| day.to_epoch_days())).collect();
            write_known::<Int32Type>(into, &days)
        }
        ColumnValues::Integer(numbers) => write_known::<Int64Type>(into, numbers),
        ColumnValues::Float(numbers) => write_known::<DoubleType>(into, numbers),
    }
}

/// Writes what is known, and at which rows it stands (definition level 1).
fn write_known<T: DataType>(
    into: &mut SerializedColumnWriter<'_>,
    values: &[Option<T::T>],
) -> Result<(), ParquetError> {
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let known: Vec<T::T> = values.iter().flatten().cloned().collect();
    into.typed::<T>().write_batch(&known, Some(&levels), None)?;
    Ok(())
}
