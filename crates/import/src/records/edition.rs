//! The data set of a list, and its editions as articles.

use chrono::NaiveDate;
use sanad_dataset::Dataset;
use sanad_dataset::records::Article;
use sanad_lists::{Head, List, headline};
use sanad_model::{ArticleKind, DayRange, Key, Language, When};

/// The built-in data set with the authorities.
pub const CORE: &str = "core";

/// The data set of a list without records, as of a day.
pub fn dataset(list: List, edition: NaiveDate) -> Dataset {
    let (title, publisher) = match list {
        List::Un => (list.title(), "United Nations"),
        List::OfacSdn | List::OfacNonSdn => ("OFAC Sanctions Lists", "Office of Foreign Assets Control"),
        List::Uk => (list.title(), "Foreign, Commonwealth and Development Office"),
        List::Eu => (list.title(), "European Union"),
    };
    Dataset {
        publisher: Some(publisher.to_owned()),
        licence: Some(list.licence().to_owned()),
        uses: vec![key(CORE)],
        licence_url: list.licence_url().map(str::to_owned),
        edition: Some(edition),
        ..Dataset::new(key(list.dataset()), title)
    }
}

/// The article of an edition. `number` tells several editions of one day apart, counted from 1.
pub fn article(list: List, head: &Head, number: u32) -> Article {
    let date = head.date.to_string().parse().ok();
    Article {
        key: article_key(list, head, number),
        kind: ArticleKind::Edition,
        headline: headline(&Head { list, ..head.clone() }),
        is_headline_supplied: true,
        language: Language::english(),
        publisher: Some(key(list.publisher())),
        republisher: None,
        published: When { date, within: DayRange { earliest: Some(head.date), latest: Some(head.date) } },
        published_inferred: None,
        url: Some(list.url().to_owned()),
        summary: None,
        mentions: Vec::new(),
    }
}

/// The key of an edition: `un-list.2024-01-27`, `ofac-sdn.2024-01-27`; of a delta, `ofac-sdn.delta-2024-01-27`. The second
/// one of a day ends in `.2`.
pub fn article_key(list: List, head: &Head, number: u32) -> Key {
    let name = match list {
        List::OfacSdn => "ofac-sdn",
        List::OfacNonSdn => "ofac-non-sdn",
        _ => list.dataset(),
    };
    let delta = if head.is_delta { "delta-" } else { "" };
    let number = if number > 1 { format!(".{number}") } else { String::new() };
    key(&format!("{name}.{delta}{}{number}", head.date))
}

/// A key that is made here.
pub fn key(text: &str) -> Key {
    Key::joined(text.split('.'))
}

#[cfg(test)]
mod tests {
    use sanad_lists::Format;

    use super::*;

    fn head(is_delta: bool) -> Head {
        Head {
            list: List::OfacSdn,
            format: Format::OfacEnhanced,
            date: "2024-01-27".parse().unwrap(),
            moment: None,
            printed: String::new(),
            is_dated_by_name: false,
            is_delta,
        }
    }

    #[test]
    fn an_edition_has_the_key_of_its_list_and_day() {
        for (list, is_delta, number, key) in [
            (List::Un, false, 1, "un-list.2024-01-27"),
            (List::Un, false, 2, "un-list.2024-01-27.2"),
            (List::OfacSdn, false, 1, "ofac-sdn.2024-01-27"),
            (List::OfacNonSdn, true, 1, "ofac-non-sdn.delta-2024-01-27"),
        ] {
            let article = article(list, &head(is_delta), number);
            assert_eq!(article.key.as_str(), key);
            // A key that clients may name.
            assert!(article.key.as_str().parse::<Key>().is_ok());
        }
    }

    #[test]
    fn both_lists_of_ofac_share_a_data_set() {
        let day = "2024-01-27".parse().unwrap();
        assert_eq!(dataset(List::OfacSdn, day), dataset(List::OfacNonSdn, day));
        assert_eq!(dataset(List::Un, day).uses, ["core".parse().unwrap()]);
    }
}
