//! One reader for each format: from elements or records to entries.

mod eu;
mod ofac;
mod uk;
mod un;

use crate::edition::{Edition, Input};
use crate::error::ReadError;
use crate::list::List;
use crate::recognise::Format;

pub(crate) use ofac::csv::{CsvFiles, open as open_csv};

/// Opens a file whose format is known, and reads its head. The name of the file tells OFAC's lists apart where the
/// content does not.
pub(crate) fn open(format: Format, name: &str, input: Input) -> Result<Edition, ReadError> {
    match format {
        Format::Un => un::open(input),
        Format::Uk => uk::open(input),
        Format::Eu => eu::open(input),
        Format::OfacEnhanced => ofac::enhanced::open(input),
        Format::OfacDelta => ofac::delta::open(input),
        Format::OfacSimple => ofac::simple::open(input, ofac_list_called(name)),
        Format::OfacCsv => Err(ReadError::Unfit {
            found: "one file of a set".to_owned(),
            expected: "the directory or the zip file that has all of them".to_owned(),
        }),
    }
}

/// Which of OFAC's lists a file has, by its name: `cons_prim.csv`, `CONSOLIDATED.XML` or `sdn.csv`.
pub(crate) fn ofac_list_called(name: &str) -> List {
    let file = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let is_other = file
        .split(|character: char| !character.is_ascii_alphabetic())
        .any(|word| word == "cons" || word == "consolidated");
    if is_other { List::OfacNonSdn } else { List::OfacSdn }
}
