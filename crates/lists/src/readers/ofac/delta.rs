//! OFAC's delta files: what one publication added, removed and modified.

use super::enhanced;
use crate::dates;
use crate::edition::{Action, Edition, Entries, Head, Input, Item};
use crate::error::ReadError;
use crate::list::List;
use crate::recognise::Format;
use crate::words::{Notes, Table};
use crate::xml::Stream;
use sanad_model::PartyType;

struct Reader {
    stream: Stream<Input>,
}

pub(crate) fn open(input: Input) -> Result<Edition, ReadError> {
    let mut stream = Stream::open(input, |depth, parent, name| {
        depth == 1 && name == "publicationInfo" || depth == 2 && parent == "entities"
    })?;
    let info = stream.next()?.filter(|element| element.name == "publicationInfo").unwrap_or_default();
    let printed = info.text_of("datePublished").unwrap_or_default();
    let date = dates::iso_day(&printed).ok_or_else(|| ReadError::NoDate {
        found: printed.clone(),
        expected: "<datePublished>2026-08-28T00:00:00-04:00</datePublished> in <publicationInfo>",
    })?;
    let moment = dates::iso_moment(&printed);
    // A delta has the changes of both lists; numbers are unique across them.
    let head = Head {
        list: List::OfacSdn,
        format: Format::OfacDelta,
        date,
        moment,
        printed,
        is_dated_by_name: false,
        is_delta: true,
    };
    Ok(Edition::new(head, Box::new(Reader { stream }), Notes::default()))
}

impl Entries for Reader {
    fn next(&mut self, notes: &mut Notes) -> Result<Option<Item>, ReadError> {
        while let Some(element) = self.stream.next()? {
            if element.name != "entity" {
                continue;
            }
            let number = element.attribute("id").unwrap_or_default();
            notes.entry.clone_from(&number);
            match element.attribute("action").as_deref() {
                Some("remove") => {
                    // Nothing but the number has to be there, and a removed entry is not written.
                    if let Some(entry) = super::entry(List::OfacSdn, &number, PartyType::Organization, notes) {
                        return Ok(Some(Item { entry, action: Action::Removed }));
                    }
                }
                Some("add" | "modify") => {
                    if let Some(entry) = enhanced::entry(&element, List::OfacSdn, notes) {
                        return Ok(Some(entry.into()));
                    }
                }
                other => {
                    notes.unknown(Table::Features, &format!("action={}", other.unwrap_or_default()));
                    notes.left_out("the action of the delta is not known", other.unwrap_or_default());
                }
            }
        }
        Ok(None)
    }
}
