//! The lists themselves: their keys, titles, licences, and how their entries are addressed.

use sanad_model::{Key, vocabulary};

vocabulary! {
    /// A sanctions list of which editions are published.
    pub enum List {
        /// The consolidated list of the Security Council of the United Nations.
        Un = "UN",
        /// OFAC's list of Specially Designated Nationals and Blocked Persons.
        OfacSdn = "OFAC_SDN",
        /// OFAC's consolidated list of all others: sectoral, menu-based, Chinese military companies and so on.
        OfacNonSdn = "OFAC_NON_SDN",
        /// The UK Sanctions List of the Foreign, Commonwealth & Development Office.
        Uk = "UK",
        /// The consolidated list of financial sanctions of the European Union.
        Eu = "EU",
    }
}

impl List {
    /// The key of the data set that a list is imported into: `un-list`. The two lists of OFAC have entries in common, under
    /// the same keys, so they share one.
    pub fn dataset(self) -> &'static str {
        match self {
            Self::Un => "un-list",
            Self::OfacSdn | Self::OfacNonSdn => "ofac-lists",
            Self::Uk => "uk-list",
            Self::Eu => "eu-list",
        }
    }

    /// The title in English.
    pub fn title(self) -> &'static str {
        match self {
            Self::Un => "United Nations Security Council Consolidated List",
            Self::OfacSdn => "OFAC Specially Designated Nationals and Blocked Persons List",
            Self::OfacNonSdn => "OFAC Consolidated Non-SDN List",
            Self::Uk => "UK Sanctions List",
            Self::Eu => "EU Consolidated Financial Sanctions List",
        }
    }

    /// The title in Arabic.
    pub fn title_in_arabic(self) -> &'static str {
        match self {
            Self::Un => "القائمة الموحدة لمجلس الأمن التابع للأمم المتحدة",
            Self::OfacSdn => "قائمة مكتب مراقبة الأصول الأجنبية للمواطنين المحددين بصفة خاصة والأشخاص المحظورين",
            Self::OfacNonSdn => "القائمة الموحدة لمكتب مراقبة الأصول الأجنبية لغير المواطنين المحددين بصفة خاصة",
            Self::Uk => "قائمة العقوبات البريطانية",
            Self::Eu => "القائمة الموحدة للعقوبات المالية للاتحاد الأوروبي",
        }
    }

    /// The key of the authority that publishes it, in the shared core data set.
    pub fn publisher(self) -> &'static str {
        match self {
            Self::Un => "un-security-council",
            Self::OfacSdn | Self::OfacNonSdn => "ofac",
            Self::Uk => "uk-foreign-office",
            Self::Eu => "council-of-the-european-union",
        }
    }

    /// The licence, in a few words.
    pub fn licence(self) -> &'static str {
        match self {
            Self::Un => "United Nations terms of use",
            Self::OfacSdn | Self::OfacNonSdn => "Public domain (work of the US government)",
            Self::Uk => "Open Government Licence v3.0",
            Self::Eu => "Commission Decision 2011/833/EU on the reuse of documents",
        }
    }

    /// Where the terms of use can be read, if they have a page of their own.
    pub fn licence_url(self) -> Option<&'static str> {
        match self {
            Self::Un => Some("https://www.un.org/en/about-us/terms-of-use"),
            Self::OfacSdn | Self::OfacNonSdn => None,
            Self::Uk => Some("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
            Self::Eu => Some("https://eur-lex.europa.eu/eli/dec/2011/833/oj"),
        }
    }

    /// The page on which the publisher describes the list.
    pub fn url(self) -> &'static str {
        match self {
            Self::Un => "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
            Self::OfacSdn => {
                "https://ofac.treasury.gov/specially-designated-nationals-and-blocked-persons-list-sdn-human-readable-lists"
            }
            Self::OfacNonSdn => "https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
            Self::Uk => "https://www.gov.uk/government/publications/the-uk-sanctions-list",
            Self::Eu => {
                "https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions"
            }
        }
    }

    /// What the keys of its entries start with. The two lists of OFAC number their entries together.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Un => "un",
            Self::OfacSdn | Self::OfacNonSdn => "ofac",
            Self::Uk => "uk",
            Self::Eu => "eu",
        }
    }

    /// The key of an entry: `un-lyi.023` for `LYi.023`, `eu-3536.6` for `EU.3536.6`. `None` if the number has neither
    /// letters nor digits.
    pub fn key(self, number: &str) -> Option<Key> {
        let slug = slug(number);
        let own = slug.strip_prefix("eu.").filter(|_| self == Self::Eu).unwrap_or(&slug);
        format!("{}-{own}", self.prefix()).parse().ok()
    }
}

/// The letters and digits of a text in lower case, with one dot or hyphen for whatever is between them.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = None;
    for character in text.trim().chars() {
        if character.is_ascii_alphanumeric() {
            if let Some(gap) = gap.take().filter(|_| !slug.is_empty()) {
                slug.push(gap);
            }
            slug.push(character.to_ascii_lowercase());
        } else {
            gap = Some(if character == '.' && gap.is_none() { '.' } else { '-' });
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_stable_keys() {
        for (list, number, key) in [
            (List::Un, " LYi.023 ", "un-lyi.023"),
            (List::OfacSdn, "29119", "ofac-29119"),
            (List::OfacNonSdn, "29119", "ofac-29119"),
            (List::Uk, "LIB0061", "uk-lib0061"),
            (List::Eu, "EU.3536.6", "eu-3536.6"),
            (List::Eu, "13", "eu-13"),
            (List::Un, "A /  b..c", "un-a-b-c"),
        ] {
            assert_eq!(list.key(number).unwrap().as_str(), key);
        }
        assert_eq!(List::Un.key(" ليبيا "), None);
    }
}
