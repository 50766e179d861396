//! Acts that lists cite, as legal instruments.

use sanad_dataset::records::LegalInstrument;
use sanad_lists::{Entry, LegalBasis, List};
use sanad_model::{Key, LegalInstrumentKind, When};

use super::edition::key;
use super::text::{SHORT, clean, cut, in_both, language_of, localized};

/// The legal instrument of an act. `None` if its title has neither Latin letters nor digits, or is blank.
pub fn act(list: List, basis: &LegalBasis) -> Option<LegalInstrument> {
    let printed = cut(&clean(&basis.title)?, SHORT - 1);
    let resolution = printed.strip_prefix("S/RES/").filter(|_| list == List::Un);
    let title = match resolution {
        Some(number) => in_both(format!("Security Council resolution {number}"), format!("قرار مجلس الأمن {number}")),
        None => localized(&printed, language_of(list))?,
    };
    Some(LegalInstrument {
        key: act_key(list, &printed)?,
        title,
        kind: kind(list, &printed),
        symbol: resolution.map(|_| printed.clone()),
        adopted: resolution.and_then(|number| number.split_once('(')?.1.trim_end_matches(')').parse().ok()),
        issuer: issuer(list).map(key),
        url: basis.url.clone(),
    })
}

/// The key of an act: `un-act-s-res-1970-2011`. Long titles are cut.
fn act_key(list: List, title: &str) -> Option<Key> {
    let start: String = title.chars().filter(char::is_ascii).take(200).collect();
    start.contains(|character: char| character.is_ascii_alphanumeric()).then(|| list.key(&format!("act-{start}")))?
}

fn kind(list: List, title: &str) -> LegalInstrumentKind {
    let has = |word: &str| title.contains(word);
    match list {
        List::Un => LegalInstrumentKind::Resolution,
        List::Eu => LegalInstrumentKind::Regulation,
        _ if has("Executive Order") => LegalInstrumentKind::ExecutiveOrder,
        _ if has("Regulations") || has("CFR") => LegalInstrumentKind::Regulation,
        _ if has("Act") || has("U.S.C.") || has("Public Law") => LegalInstrumentKind::Law,
        _ => LegalInstrumentKind::Other,
    }
}

/// Who adopts the acts of a list, where it is always the same.
fn issuer(list: List) -> Option<&'static str> {
    match list {
        List::Un => Some("un-security-council"),
        List::Eu => Some("council-of-the-european-union"),
        _ => None,
    }
}

/// The acts behind a listing that began at this time. The EU only names the latest amendment: of dated acts, those of
/// that time count, or else the earliest one that the entry or one of its names cites, if the listing is the first.
pub fn acts_behind(entry: &Entry, started: When, is_again: bool) -> Vec<&LegalBasis> {
    let of_names = entry.names.iter().filter_map(|name| name.basis.as_ref());
    let cited = || entry.legal_bases.iter().chain(of_names.clone());
    let dated = || cited().filter_map(|act| Some((act.published?, act)));
    if dated().next().is_none() {
        return entry.legal_bases.iter().collect();
    }
    let sanad_model::DayRange { earliest, latest } = started.within;
    let is_of_the_time = |day| earliest.is_none_or(|first| first <= day) && latest.is_none_or(|last| day <= last);
    let mut acts: Vec<&LegalBasis> = Vec::new();
    for (_, act) in dated().filter(|(day, _)| is_of_the_time(*day)) {
        if !acts.contains(&act) {
            acts.push(act);
        }
    }
    if acts.is_empty() && !is_again {
        acts.extend(dated().min_by_key(|(day, _)| *day).map(|(_, act)| act));
    }
    acts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basis(title: &str) -> LegalBasis {
        LegalBasis { title: title.to_owned(), url: None, published: None }
    }

    #[test]
    fn acts_have_keys_and_kinds() {
        use LegalInstrumentKind::{ExecutiveOrder, Law, Regulation, Resolution};
        for (list, title, key, kind) in [
            (List::Un, "S/RES/1970 (2011)", "un-act-s-res-1970-2011", Resolution),
            (
                List::OfacSdn,
                "Executive Order 13224 (Terrorism)",
                "ofac-act-executive-order-13224-terrorism",
                ExecutiveOrder,
            ),
            (List::OfacSdn, "Global Magnitsky Act", "ofac-act-global-magnitsky-act", Law),
            (
                List::Uk,
                "The Libya (Sanctions) (EU Exit) Regulations 2020",
                "uk-act-the-libya-sanctions-eu-exit-regulations-2020",
                Regulation,
            ),
            (List::Eu, "2024/999 (OJ L9)", "eu-act-2024-999-oj-l9", Regulation),
        ] {
            let act = act(list, &basis(title)).unwrap();
            assert_eq!((act.key.as_str(), act.kind), (key, kind));
        }
        let resolution = act(List::Un, &basis("S/RES/1970 (2011)")).unwrap();
        assert_eq!(resolution.adopted, "2011".parse().ok());
        assert_eq!(resolution.title.text(&[]), Some("Security Council resolution 1970 (2011)"));
        assert_eq!(act(List::Uk, &basis("قانون")), None);
        assert!(act(List::Uk, &basis(&"x".repeat(2_000))).is_some());
    }
}
