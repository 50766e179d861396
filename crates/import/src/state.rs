//! What is known of a list after its newest edition, and how it is stored.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDateTime;
use sanad_database::store::lists::{self, ImportedEdition};
use sanad_database::{Conn, Error, Result};
use sanad_lists::editions::{Known, KnownEntry};
use sanad_lists::{Entry, Head, Language, List, Name, NameKind, Particular, PartyType, Script};
use sanad_model::{Key, Vocabulary};
use serde::{Deserialize, Serialize};

use crate::records::edition::article_key;

/// What the events of an entry say of it, even when it is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What it is cited by.
    #[serde(rename = "r")]
    pub reference: String,
    /// What it was when it was first seen: its record stays one of that kind.
    #[serde(rename = "k")]
    pub kind: String,
    /// Its first name.
    #[serde(rename = "n")]
    pub name: String,
    /// Its primary name in Arabic letters.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub arabic: Option<String>,
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<String>,
    /// Without repetitions.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<String>,
    /// The key of the authority of each case that it has or had.
    #[serde(rename = "u")]
    pub authorities: BTreeMap<String, String>,
}

impl Told {
    /// What an entry says of itself. The authorities of cases that it has no longer are kept.
    pub fn of(entry: &Entry, before: Option<&Self>) -> Self {
        let mut authorities = before.map(|before| before.authorities.clone()).unwrap_or_default();
        authorities.extend(entry.listings.iter().map(|listing| (listing.case.clone(), listing.authority.to_owned())));
        let mut measures: Vec<String> = Vec::new();
        for imposed in &entry.measures {
            let word = imposed.measure.word();
            if !measures.iter().any(|known| known == word) {
                measures.push(word.to_owned());
            }
        }
        let is_arabic = |name: &&Name| name.script == Script::Arabic && name.kind == NameKind::Primary;
        Self {
            reference: entry.reference.clone(),
            kind: before.map_or_else(|| entry.kind.word().to_owned(), |before| before.kind.clone()),
            name: entry.names.first().map(|name| name.text.clone()).unwrap_or_default(),
            arabic: entry.names.iter().find(is_arabic).map(|name| name.text.clone()),
            programmes: entry.programmes.clone(),
            measures,
            authorities,
        }
    }

    /// The names, as titles take them.
    pub fn names(&self) -> Vec<Name> {
        let name = |text: &String, script| Name {
            text: text.clone(),
            kind: NameKind::Primary,
            language: None::<Language>,
            script,
            note: None,
            basis: None,
        };
        let arabic = self.arabic.iter().map(|text| name(text, Script::Arabic));
        std::iter::once(name(&self.name, Script::Latin)).chain(arabic).collect()
    }

    pub fn kind(&self) -> Option<PartyType> {
        self.kind.parse().ok()
    }
}

/// What is stored of an entry.
#[derive(Debug, Serialize, Deserialize)]
struct Stored<K, T> {
    #[serde(rename = "k")]
    known: K,
    #[serde(rename = "t")]
    told: T,
}

/// A list after its newest edition.
#[derive(Debug, Clone)]
pub struct State {
    pub known: Known,
    pub told: HashMap<String, Told>,
    /// The personal data that was left out.
    pub without: String,
    /// The editions that were taken, the newest last.
    pub editions: Vec<ImportedEdition>,
    /// What is stored of each entry.
    stored: HashMap<String, String>,
}

impl State {
    /// A list of which nothing is known.
    pub fn new(list: List) -> Self {
        Self {
            known: Known::new(list),
            told: HashMap::new(),
            without: String::new(),
            editions: Vec::new(),
            stored: HashMap::new(),
        }
    }

    /// Loads what is stored.
    ///
    /// # Errors
    /// The database's errors; `Internal` when what is stored cannot be read.
    pub fn load(conn: &mut Conn, list: List) -> Result<Self> {
        let mut state = Self::new(list);
        state.editions = lists::editions(conn, list.word())?;
        let Some(newest) = state.editions.last() else { return Ok(state) };
        let unread = |error: &dyn std::fmt::Display| {
            Error::Internal(format!("what is stored of {} cannot be read: {error}", list.title()))
        };
        let moment = newest.moment.as_ref().map(|text| text.parse::<NaiveDateTime>()).transpose();
        state.known.moment = moment.map_err(|error| unread(&error))?;
        state.known.date = Some(newest.day);
        state.known.format.clone_from(&newest.format);
        state.known.reading = u32::try_from(newest.reading).unwrap_or_default();
        state.without.clone_from(&newest.without);
        for (key, text) in lists::entries(conn, list.word())? {
            let Stored::<KnownEntry, Told> { known, told } =
                serde_json::from_str(&text).map_err(|error| unread(&error))?;
            state.known.entries.insert(key.clone(), known);
            state.told.insert(key.clone(), told);
            state.stored.insert(key, text);
        }
        Ok(state)
    }

    /// The kinds of the entries.
    pub fn kinds(&self) -> HashMap<String, PartyType> {
        self.told.iter().filter_map(|(key, told)| Some((key.clone(), told.kind()?))).collect()
    }

    /// Whether an edition was taken before.
    pub fn has(&self, head: &Head) -> bool {
        let list = self.known.list;
        let moment = head.moment.map(printed);
        let same_day = self.editions.iter().filter(|edition| edition.day == head.date && edition.moment == moment);
        let mut same_day = same_day.map(|edition| &edition.article);
        // Several editions of one day are numbered.
        let first = article_key(list, head, 1);
        let numbered = format!("{first}.");
        same_day.any(|article| *article == first || article.as_str().starts_with(&numbered))
    }

    /// How an edition is stored.
    pub fn edition(&self, known: &Known, head: &Head, article: Key, without: &[Particular]) -> ImportedEdition {
        ImportedEdition {
            list: known.list.word().to_owned(),
            article,
            day: head.date,
            moment: head.moment.map(printed),
            format: known.format.clone(),
            reading: i64::from(known.reading),
            without: left_out_data(without),
        }
    }

    /// What has to be stored of entries of which something else is stored.
    pub fn changed(&self, known: &Known, told: &HashMap<String, Told>) -> Result<Vec<(String, String)>> {
        let mut changed = Vec::new();
        for (key, known) in &known.entries {
            let Some(told) = told.get(key) else { continue };
            let text = serde_json::to_string(&Stored { known, told })
                .map_err(|error| Error::Internal(format!("what is known of {key} cannot be stored: {error}")))?;
            if self.stored.get(key) != Some(&text) {
                changed.push((key.clone(), text));
            }
        }
        Ok(changed)
    }
}

fn printed(moment: NaiveDateTime) -> String {
    format!("{moment:?}")
}

/// The personal data that is left out, as it is stored.
pub fn left_out_data(without: &[Particular]) -> String {
    let mut words: Vec<&str> = without.iter().map(|particular| particular.word()).collect();
    words.sort_unstable();
    words.dedup();
    words.join(",")
}

#[cfg(test)]
mod tests {
    use sanad_lists::Format;

    use super::*;

    fn head(day: &str, moment: Option<&str>, is_delta: bool) -> Head {
        Head {
            list: List::OfacSdn,
            format: Format::OfacEnhanced,
            date: day.parse().unwrap(),
            moment: moment.map(|moment| moment.parse().unwrap()),
            printed: String::new(),
            is_dated_by_name: false,
            is_delta,
        }
    }

    #[test]
    fn editions_are_known_by_day_moment_and_kind() {
        let mut state = State::new(List::OfacSdn);
        for (day, moment, is_delta, number) in [
            ("2026-03-04", None, false, 1),
            ("2026-03-09", Some("2026-03-09T07:00:00.5"), false, 1),
            ("2026-03-09", Some("2026-03-09T19:00:00.5"), false, 2),
            ("2026-03-12", None, true, 1),
        ] {
            let head = head(day, moment, is_delta);
            let known = Known { date: Some(head.date), moment: head.moment, ..Known::new(List::OfacSdn) };
            state.editions.push(state.edition(&known, &head, article_key(List::OfacSdn, &head, number), &[]));
        }
        for (day, moment, is_delta, is_known) in [
            ("2026-03-04", None, false, true),
            ("2026-03-04", None, true, false),
            ("2026-03-05", None, false, false),
            ("2026-03-09", Some("2026-03-09T19:00:00.5"), false, true),
            ("2026-03-09", Some("2026-03-09T21:00:00"), false, false),
            ("2026-03-12", None, true, true),
            ("2026-03-12", None, false, false),
        ] {
            assert_eq!(state.has(&head(day, moment, is_delta)), is_known, "{day} {moment:?} {is_delta}");
        }
    }

    #[test]
    fn personal_data_is_noted_in_one_order() {
        let both = [Particular::Births, Particular::Addresses];
        assert_eq!(left_out_data(&both), "addresses,births");
        assert_eq!(left_out_data(&[Particular::Addresses, Particular::Births, Particular::Births]), "addresses,births");
        assert_eq!(left_out_data(&[]), "");
    }
}
