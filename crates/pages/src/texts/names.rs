//! The names of countries and languages, from Unicode CLDR (Unicode License v3).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::locale::Lang;

type Names = HashMap<&'static str, (&'static str, &'static str)>;

static COUNTRIES: LazyLock<Names> = LazyLock::new(|| rows(include_str!("../../assets/countries.tsv")));
static LANGUAGES: LazyLock<Names> = LazyLock::new(|| rows(include_str!("../../assets/languages.tsv")));

/// The rows of a table of codes with their English and Arabic names.
fn rows(table: &'static str) -> Names {
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        Some((cells.next()?, (cells.next()?, cells.next()?)))
    };
    table.lines().filter_map(row).collect()
}

/// The name of a country by its code; the code itself if it is not known, as of a state that is no more.
pub fn country(lang: Lang, code: &str) -> &str {
    COUNTRIES.get(code).map_or(code, |(en, ar)| lang.pick(en, ar))
}

/// The name of a language by its tag, or by the broader one.
pub fn language(lang: Lang, tag: &str) -> &str {
    let primary = tag.split('-').next().unwrap_or(tag);
    LANGUAGES.get(tag).or_else(|| LANGUAGES.get(primary)).map_or(tag, |(en, ar)| lang.pick(en, ar))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_has_a_name_in_both_languages() {
        for table in [include_str!("../../assets/countries.tsv"), include_str!("../../assets/languages.tsv")] {
            assert!(table.lines().all(|line| line.split('\t').filter(|cell| !cell.is_empty()).count() == 3));
        }
        assert_eq!((country(Lang::En, "LY"), country(Lang::Ar, "LY")), ("Libya", "ليبيا"));
        assert_eq!((language(Lang::En, "ar-LY"), language(Lang::Ar, "en")), ("Arabic", "الإنجليزية"));
        assert_eq!((country(Lang::En, "SU"), language(Lang::En, "xx")), ("SU", "xx"));
    }
}
