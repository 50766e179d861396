//! Countries by the words of the lists.

use std::collections::HashMap;
use std::sync::LazyLock;

use sanad_model::CountryCode;

/// What a word for a country means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Country {
    /// A country of ISO 3166-1.
    Known(CountryCode),
    /// No country, or one that has no code: `undetermined`, `Region: Crimea`, `Netherlands Antilles`.
    None,
    /// Not in the table.
    Unknown,
}

/// The country that a list calls by this word, or by this two-letter code.
pub(crate) fn country(words: &str) -> Country {
    static TABLE: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        let words = COUNTRIES.iter().flat_map(|(code, names)| names.split('|').map(|name| (folded(name), *code)));
        words.collect()
    });
    let key = folded(words);
    if key.is_empty() || key.starts_with("region ") && !TABLE.contains_key(&key) || NO_COUNTRY.contains(&key.as_str()) {
        return Country::None;
    }
    let code = match TABLE.get(&key) {
        Some(code) => code,
        None => match COUNTRIES.iter().find(|(code, _)| *code == words.trim()) {
            Some((code, _)) => code,
            None => return Country::Unknown,
        },
    };
    code.parse().map_or(Country::Unknown, Country::Known)
}

/// In lower case, without punctuation, `the` at an end and the accents that some lists leave out.
fn folded(words: &str) -> String {
    let plain = |character: char| match character {
        'ô' | 'ó' => 'o',
        'é' | 'è' => 'e',
        'ü' => 'u',
        'ç' => 'c',
        'ã' | 'å' | 'á' => 'a',
        'í' => 'i',
        '’' | '\'' | '‘' => ' ',
        other if other.is_alphanumeric() => other,
        _ => ' ',
    };
    let text: String = words.to_lowercase().replace('&', " and ").chars().map(plain).collect();
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 1 && words.first() == Some(&"the") {
        words.remove(0);
    }
    if words.len() > 1 && words.last() == Some(&"the") {
        words.pop();
    }
    words.join(" ")
}

/// Words in the place of a country that name none.
const NO_COUNTRY: [&str; 17] = [
    "00",
    "undetermined",
    "unknown",
    "na",
    "n a",
    "none",
    "stateless",
    "crimea",
    "none identified",
    "netherlands antilles",
    "former soviet union",
    "ussr",
    "so called donetsk people s republic",
    "so called luhansk people s republic",
    "not applicable",
    "international waters",
    "null",
];

/// The codes of ISO 3166-1 with the words that the lists have for them.
const COUNTRIES: &[(&str, &str)] = &[
    ("AD", "Andorra"),
    ("AE", "United Arab Emirates|UAE"),
    ("AF", "Afghanistan|Afghan"),
    ("AG", "Antigua and Barbuda"),
    ("AI", "Anguilla"),
    ("AL", "Albania"),
    ("AM", "Armenia"),
    ("AO", "Angola"),
    ("AQ", "Antarctica"),
    ("AR", "Argentina"),
    ("AS", "American Samoa"),
    ("AT", "Austria"),
    ("AU", "Australia"),
    ("AW", "Aruba"),
    ("AX", "Aland Islands"),
    ("AZ", "Azerbaijan"),
    ("BA", "Bosnia and Herzegovina|Bosnia"),
    ("BB", "Barbados"),
    ("BD", "Bangladesh"),
    ("BE", "Belgium"),
    ("BF", "Burkina Faso"),
    ("BG", "Bulgaria"),
    ("BH", "Bahrain|Bahraini"),
    ("BI", "Burundi"),
    ("BJ", "Benin"),
    ("BL", "Saint Barthelemy"),
    ("BM", "Bermuda"),
    ("BN", "Brunei|Brunei Darussalam"),
    ("BO", "Bolivia|Bolivia (Plurinational State of)|Bolivia, Plurinational State of"),
    ("BQ", "Bonaire, Sint Eustatius and Saba"),
    ("BR", "Brazil"),
    ("BS", "Bahamas"),
    ("BT", "Bhutan"),
    ("BV", "Bouvet Island"),
    ("BW", "Botswana"),
    ("BY", "Belarus|Republic of Belarus|Belarusian"),
    ("BZ", "Belize"),
    ("CA", "Canada"),
    ("CC", "Cocos (Keeling) Islands"),
    (
        "CD",
        "Democratic Republic of the Congo|Congo, Democratic Republic of the|Congo, Democratic Republic of (was Zaire)|Congo, the Democratic Republic of the|Congo (Democratic Republic)|DR Congo|DRC",
    ),
    ("CF", "Central African Republic"),
    ("CG", "Congo|Republic of the Congo|Congo, Republic of the"),
    ("CH", "Switzerland"),
    ("CI", "Ivory Coast|Cote d'Ivoire|Côte d’Ivoire|Cote d Ivoire"),
    ("CK", "Cook Islands"),
    ("CL", "Chile"),
    ("CM", "Cameroon"),
    ("CN", "China|People's Republic of China|China, People's Republic of|Chinese"),
    ("CO", "Colombia"),
    ("CR", "Costa Rica"),
    ("CU", "Cuba"),
    ("CV", "Cabo Verde|Cape Verde"),
    ("CW", "Curacao"),
    ("CX", "Christmas Island"),
    ("CY", "Cyprus"),
    ("CZ", "Czech Republic|Czechia"),
    ("DE", "Germany|German"),
    ("DJ", "Djibouti"),
    ("DK", "Denmark"),
    ("DM", "Dominica"),
    ("DO", "Dominican Republic"),
    ("DZ", "Algeria|Algerian"),
    ("EC", "Ecuador"),
    ("EE", "Estonia"),
    ("EG", "Egypt|Egyptian"),
    ("EH", "Western Sahara"),
    ("ER", "Eritrea|Eritrean"),
    ("ES", "Spain"),
    ("ET", "Ethiopia|Ethiopian"),
    ("FI", "Finland"),
    ("FJ", "Fiji"),
    ("FK", "Falkland Islands"),
    ("FM", "Micronesia|Micronesia, Federated States of|Federated States of Micronesia"),
    ("FO", "Faroe Islands"),
    ("FR", "France|French"),
    ("GA", "Gabon"),
    ("GB", "United Kingdom|United Kingdom of Great Britain and Northern Ireland|Great Britain|UK|British"),
    ("GD", "Grenada"),
    ("GE", "Georgia"),
    ("GF", "French Guiana"),
    ("GG", "Guernsey"),
    ("GH", "Ghana"),
    ("GI", "Gibraltar"),
    ("GL", "Greenland"),
    ("GM", "Gambia"),
    ("GN", "Guinea|Republic of Guinea"),
    ("GP", "Guadeloupe"),
    ("GQ", "Equatorial Guinea"),
    ("GR", "Greece"),
    ("GS", "South Georgia and the South Sandwich Islands"),
    ("GT", "Guatemala"),
    ("GU", "Guam"),
    ("GW", "Guinea-Bissau"),
    ("GY", "Guyana"),
    (
        "HK",
        "Hong Kong|Hong Kong (China)|Hong Kong SAR|China, Hong Kong Special Administrative Region|Hong Kong Special Administrative Region",
    ),
    ("HM", "Heard Island and McDonald Islands"),
    ("HN", "Honduras"),
    ("HR", "Croatia"),
    ("HT", "Haiti"),
    ("HU", "Hungary"),
    ("ID", "Indonesia|Indonesian"),
    ("IE", "Ireland"),
    ("IL", "Israel"),
    ("IM", "Isle of Man|Man, Isle of"),
    ("IN", "India|Indian"),
    ("IO", "British Indian Ocean Territory"),
    ("IQ", "Iraq|Iraqi"),
    ("IR", "Iran|Iran (Islamic Republic of)|Iran, Islamic Republic of|Islamic Republic of Iran|Iranian"),
    ("IS", "Iceland"),
    ("IT", "Italy|Italian"),
    ("JE", "Jersey"),
    ("JM", "Jamaica"),
    ("JO", "Jordan|Jordanian"),
    ("JP", "Japan"),
    ("KE", "Kenya|Kenyan"),
    ("KG", "Kyrgyzstan|Kyrgyz Republic"),
    ("KH", "Cambodia"),
    ("KI", "Kiribati"),
    ("KM", "Comoros|Union of the Comoros"),
    ("KN", "Saint Kitts and Nevis|St. Kitts and Nevis"),
    (
        "KP",
        "North Korea|Korea, North|Democratic People's Republic of Korea|Korea, Democratic People's Republic of|DPRK|Korea (North)|RPDC",
    ),
    ("KR", "South Korea|Korea, South|Republic of Korea|Korea, Republic of|Korea (South)"),
    ("KW", "Kuwait|Kuwaiti"),
    ("KY", "Cayman Islands"),
    ("KZ", "Kazakhstan"),
    ("LA", "Laos|Lao People's Democratic Republic"),
    ("LB", "Lebanon|Lebanese"),
    ("LC", "Saint Lucia|St Lucia"),
    ("LI", "Liechtenstein"),
    ("LK", "Sri Lanka"),
    ("LR", "Liberia"),
    ("LS", "Lesotho"),
    ("LT", "Lithuania"),
    ("LU", "Luxembourg"),
    ("LV", "Latvia"),
    ("LY", "Libya|Libyan Arab Jamahiriya|State of Libya|Libyan"),
    ("MA", "Morocco|Moroccan"),
    ("MC", "Monaco"),
    ("MD", "Moldova|Republic of Moldova|Moldova, Republic of"),
    ("ME", "Montenegro"),
    ("MF", "Saint Martin"),
    ("MG", "Madagascar"),
    ("MH", "Marshall Islands"),
    (
        "MK",
        "North Macedonia|Macedonia|North Macedonia, The Republic of|The former Yugoslav Republic of Macedonia|Macedonia, The Former Yugoslav Republic of",
    ),
    ("ML", "Mali|Malian"),
    ("MM", "Myanmar|Burma|Myanmar (Burma)|Myanmar/Burma|Burma/Myanmar"),
    ("MN", "Mongolia"),
    ("MO", "Macau|Macao|China, Macao Special Administrative Region"),
    ("MP", "Northern Mariana Islands"),
    ("MQ", "Martinique"),
    ("MR", "Mauritania"),
    ("MS", "Montserrat"),
    ("MT", "Malta"),
    ("MU", "Mauritius"),
    ("MV", "Maldives"),
    ("MW", "Malawi"),
    ("MX", "Mexico"),
    ("MY", "Malaysia"),
    ("MZ", "Mozambique"),
    ("NA", "Namibia"),
    ("NC", "New Caledonia"),
    ("NE", "Niger"),
    ("NF", "Norfolk Island"),
    ("NG", "Nigeria"),
    ("NI", "Nicaragua"),
    ("NL", "Netherlands|Netherlands, Kingdom of the"),
    ("NO", "Norway"),
    ("NP", "Nepal"),
    ("NR", "Nauru"),
    ("NU", "Niue"),
    ("NZ", "New Zealand"),
    ("OM", "Oman|Sultanate of Oman"),
    ("PA", "Panama"),
    ("PE", "Peru"),
    ("PF", "French Polynesia"),
    ("PG", "Papua New Guinea"),
    ("PH", "Philippines|Filipino"),
    ("PK", "Pakistan|Pakistani"),
    ("PL", "Poland"),
    ("PM", "Saint Pierre and Miquelon"),
    ("PN", "Pitcairn|Pitcairn Islands"),
    ("PR", "Puerto Rico"),
    (
        "PS",
        "Palestinian|Palestine|State of Palestine|Palestine, State of|West Bank|Gaza|Gaza Strip|Region: Gaza|Palestinian Territory|Palestinian Territory, Occupied|Occupied Palestinian Territories|Occupied Palestinian Territory|The Occupied Palestinian Territories|Palestinian Territories",
    ),
    ("PT", "Portugal"),
    ("PW", "Palau"),
    ("PY", "Paraguay"),
    ("QA", "Qatar"),
    ("RE", "Reunion"),
    ("RO", "Romania"),
    ("RS", "Serbia"),
    ("RU", "Russia|Russian Federation|Russian"),
    ("RW", "Rwanda"),
    ("SA", "Saudi Arabia|Saudi Arabian|Saudi"),
    ("SB", "Solomon Islands"),
    ("SC", "Seychelles"),
    ("SD", "Sudan|Sudanese"),
    ("SE", "Sweden"),
    ("SG", "Singapore"),
    ("SH", "Saint Helena|St Helena, Ascension and Tristan da Cunha"),
    ("SI", "Slovenia"),
    ("SJ", "Svalbard and Jan Mayen"),
    ("SK", "Slovakia|Slovak Republic"),
    ("SL", "Sierra Leone"),
    ("SM", "San Marino"),
    ("SN", "Senegal"),
    ("SO", "Somalia|Somali"),
    ("SR", "Suriname"),
    ("SS", "South Sudan|Republic of South Sudan"),
    ("ST", "Sao Tome and Principe"),
    ("SV", "El Salvador"),
    ("SX", "Sint Maarten"),
    ("SY", "Syria|Syrian Arab Republic|Syrian"),
    ("SZ", "Eswatini|Swaziland"),
    ("TC", "Turks and Caicos Islands"),
    ("TD", "Chad"),
    ("TF", "French Southern Territories"),
    ("TG", "Togo"),
    ("TH", "Thailand"),
    ("TJ", "Tajikistan"),
    ("TK", "Tokelau"),
    ("TL", "Timor-Leste|East Timor"),
    ("TM", "Turkmenistan"),
    ("TN", "Tunisia|Tunisian"),
    ("TO", "Tonga"),
    ("TR", "Turkey|Türkiye|Turkiye|Turkish"),
    ("TT", "Trinidad and Tobago"),
    ("TV", "Tuvalu"),
    ("TW", "Taiwan|Taiwan, Province of China"),
    ("TZ", "Tanzania|United Republic of Tanzania|Tanzania, United Republic of"),
    ("UA", "Ukraine|Ukrainian"),
    ("UG", "Uganda"),
    ("UM", "United States Minor Outlying Islands"),
    ("US", "United States|United States of America|USA|American"),
    ("UY", "Uruguay"),
    ("UZ", "Uzbekistan"),
    ("VA", "Vatican City|Holy See|Holy See (Vatican City State)"),
    ("VC", "Saint Vincent and the Grenadines|St. Vincent and the Grenadines|St Vincent"),
    ("VE", "Venezuela|Venezuela (Bolivarian Republic of)|Venezuela, Bolivarian Republic of"),
    ("VG", "British Virgin Islands|Virgin Islands, British|Virgin Islands (British)"),
    ("VI", "Virgin Islands, U.S.|US Virgin Islands|Virgin Islands (U.S.)"),
    ("VN", "Vietnam|Viet Nam"),
    ("VU", "Vanuatu"),
    ("WF", "Wallis and Futuna"),
    ("WS", "Samoa"),
    ("XK", "Kosovo|Kosovo, Republic of"),
    ("YE", "Yemen|Yemeni"),
    ("YT", "Mayotte"),
    ("ZA", "South Africa"),
    ("ZM", "Zambia"),
    ("ZW", "Zimbabwe"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_lists_have_codes() {
        for (words, code) in [
            ("Korea, North", "KP"),
            ("KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF", "KP"),
            ("Democratic People’s Republic of Korea", "KP"),
            ("Bahamas, The", "BS"),
            ("The Gambia", "GM"),
            ("Palestinian", "PS"),
            ("Iran (Islamic Republic of)", "IR"),
            ("CONGO, Democratic Republic of (was Zaire)", "CD"),
            ("Myanmar (Burma)", "MM"),
            ("LY", "LY"),
        ] {
            assert_eq!(country(words), Country::Known(code.parse().unwrap()), "{words}");
        }
        assert_eq!(country("Region: Crimea"), Country::None);
        assert_eq!(country(" "), Country::None);
        assert_eq!(country("Atlantis"), Country::Unknown);
        assert_eq!(country("ly"), Country::Unknown);
    }

    #[test]
    fn no_word_means_two_countries() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (code, names) in COUNTRIES {
            for name in names.split('|') {
                if let Some(other) = seen.insert(folded(name), code) {
                    assert_eq!(other, *code, "{name}");
                }
            }
        }
        // All of the standard, and Kosovo by the code that is in use for it.
        assert_eq!(COUNTRIES.len(), 249 + 1);
    }
}
