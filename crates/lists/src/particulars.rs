//! Personal data that an import can leave out.

use sanad_model::{IdentifierKind, vocabulary};

use crate::entry::Entry;

vocabulary! {
    /// A sort of personal data.
    pub enum Particular {
        /// Numbers of documents, registers and the like; the entry's own numbers stay.
        Identifiers = "identifiers",
        /// Addresses.
        Addresses = "addresses",
        /// Dates and places of birth.
        Births = "births",
    }
}

impl Entry {
    /// Leaves personal data out. To be called before the entry is compared, so that what is left out is no change.
    pub fn leave_out(&mut self, particulars: &[Particular]) {
        for particular in particulars {
            match particular {
                Particular::Identifiers => {
                    self.identifiers.retain(|identifier| identifier.kind == IdentifierKind::ListEntry);
                }
                Particular::Addresses => self.addresses.clear(),
                Particular::Births => {
                    self.births.clear();
                    self.birth_places.clear();
                    // Names have the births of aliases in their notes.
                    self.names
                        .iter_mut()
                        .filter(|name| name.note.as_ref().is_some_and(|note| note.contains("born")))
                        .for_each(|name| name.note = None);
                }
            }
        }
    }
}
