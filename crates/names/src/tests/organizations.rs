//! Names of organizations, by what makes them difficult.

use super::{assert_different, assert_found, assert_same, organization};
use crate::{Bearer, Name, score};

#[test]
fn what_stands_before_a_name_says_nothing() {
    for (first, second) in [
        ("M/V Zarnitsa", "Zarnitsa"),
        ("So-called Zarnitsa Republic", "Zarnitsa Republic"),
        ("ما يسمى حركة زرنيتسا", "حركة زرنيتسا"),
        ("K.Z. p.l.c.", "KZ PLC"),
        ("Messrs. Zarvand Brothers", "Zarvand Bros"),
    ] {
        assert_same(&organization(first), &organization(second));
    }
}

#[test]
fn numbers_are_read_in_words() {
    for (first, second) in [
        ("الكتيبة الأولى", "First Battalion"),
        ("Kestrel Company Four", "Kestrel Company 4"),
        ("Vtoroy Zavod Zarnitsa", "2nd Factory Zarnitsa"),
    ] {
        assert_found(&organization(first), &organization(second));
    }
    assert_different(&organization("Kestrel Company Four"), &organization("Kestrel Company 5"));
}

#[test]
fn one_slip_anywhere_is_seen_where_the_rest_matches() {
    for (first, second) in [
        // In names of one word, also of four letters, and where it is compared in another way than it is written.
        ("Zarda", "Xarda"),
        ("Zarda", "Zarad"),
        ("Brel", "Brelk"),
        ("Zanra", "Zanpra"),
        // In short words.
        ("Brelyan Dov", "Brelyan Dav"),
        ("Kum Sorn 5", "Kum Orn 5"),
        ("Vel Marun", "Vel Karun"),
        // In the only word beside others that say little.
        ("Zarda Bank", "Zarta Bank"),
    ] {
        assert_found(&organization(first), &organization(second));
        assert_found(&Name::new(first, None), &organization(second));
    }
    assert_found(&Name::new("Zarda", None), &Name::new("Zatda", None));
    for (first, second) in [
        // Both are ordinary words, known names or acronyms.
        ("Horse", "Hose"),
        ("Hamid", "Hamad"),
        ("ZTKP", "ZTKB"),
        // Short names of banks, and another legal form.
        ("Brel Bank", "Brelk Bank"),
        ("Hart Ltd", "Hara Company"),
        // Other numbers, and two slips.
        ("Brelyan II", "Brelyan IX"),
        ("Brelyan 12", "Brelyan 13"),
        ("Kum Sorn 5", "Kam Orn 5"),
        // A number says little beside a short word.
        ("Kum 5", "Kun 5"),
        ("ABA 10", "ABC 10"),
    ] {
        assert_different(&organization(first), &organization(second));
    }
    assert_different(&Name::new("Brelyan XII", None), &Name::new("Brelyan XIII", None));
}

#[test]
fn short_words_and_synonyms_are_not_interchanged() {
    for (first, second) in [("TKA Kestrel", "TAK Kestrel"), ("Pioneer Marine Ltd", "Pioneer Air Ltd")] {
        assert_different(&organization(first), &organization(second));
    }
    let score = |second: &str| score(&organization("Pioneer Shipping"), &organization(second));
    assert!(score("Pioneer Shipping Ltd") > score("Pioneer Marine Ltd"));
}

#[test]
fn a_rare_word_says_more_than_several_common_ones() {
    for (first, second) in [
        ("Zarvandak", "Zarvandak Industrial Products and Trade Company"),
        ("Zarvandak Bank", "Zarvandak Interest-Free Bank"),
        ("Zarvandak Brigade", "Zarvandak Battalion of Ghana"),
    ] {
        assert_found(&organization(first), &organization(second));
    }
    for (first, second) in [
        ("Crown", "Crown General Trading LLC"),
        ("Golden Star International", "Golden Sun International"),
        ("Green Valley Foods", "Green Field Foods"),
    ] {
        assert_different(&organization(first), &organization(second));
    }
}

#[test]
fn initials_of_another_language_in_brackets_are_a_name() {
    let name = Name::new("Zarvand Workers' Party (PKZ)", Some(Bearer::Organization));
    assert_same(&name, &organization("PKZ"));
    assert_same(&name, &organization("Zarvand Workers' Party"));
}

#[test]
fn joined_words_are_found_where_all_are_translated() {
    for (first, second) in [
        ("Gaz Prom Bank", "Gazprombank"),
        ("Sea Land Shipping", "Sealand Shipping"),
        ("Z-Bank", "З-банк"),
        ("Z-Bank", "ZBank"),
    ] {
        assert_found(&organization(first), &organization(second));
    }
}

#[test]
fn a_word_with_a_meaning_may_be_split() {
    for (first, second) in [
        ("تنظيم القا عدة في المغرب", "Al-Qaida Organization in the Maghreb"),
        ("Hez bollah", "حزب الله"),
        ("Zarvand Petro chemical Company", "Zarvand Petrochemical Company"),
        ("شركة زرفند للبترو كيماويات", "Zarvand Petrochemical Company"),
    ] {
        assert_found(&organization(first), &organization(second));
    }
    assert_different(&organization("Zarvand Air Lines"), &organization("Zarvand Petro chemical"));
    // Syllables stand on their own.
    assert_different(&organization("Bo Ya Trading"), &organization("Paint Trading"));
    assert_found(&organization("Hai Tian"), &organization("Hai Tian Shipping"));
}

#[test]
fn arabic_words_are_read_without_what_they_begin_and_end_with() {
    for (first, second) in [
        ("الدولة الإسلامية في العراق والشام", "Islamic State of Iraq and the Levant"),
        ("كتيبة زرفند بليبيا", "Zarvand Brigade in Libya"),
        ("تنظيم زرفند ببلاد الشرق", "Organization of Zarvand in the Lands of the East"),
        ("الجيش السوري الحر", "Free Syrian Army"),
        ("شركة زرفند العالمية", "Zarvand International Company"),
        ("اتحاد طلبة زرفند", "Zarvand Student Union"),
    ] {
        assert_found(&organization(first), &organization(second));
    }
}

#[test]
fn translated_words_are_the_name_of_an_organization() {
    let name = |text: &str| Name::new(text, None);
    assert_same(&name("الدولة الإسلامية في العراق والشام"), &name("Islamic State of Iraq and the Levant"));
    // Two may be those of a person.
    assert_different(&name("Victory Hope"), &name("نصر الأمل"));
}

#[test]
fn the_initials_of_a_legal_form_may_be_those_of_a_person() {
    let sami = Name::new("Zarnitsa, Sami", Some(Bearer::Person));
    for form in ["S.A.", "S/A", "S.a.s."] {
        assert_different(&Name::new(&format!("Zarnitsa {form}"), None), &sami);
        assert_found(&Name::new(&format!("Sami Zarnitsa {form}"), None), &sami);
        assert_same(&Name::new(&format!("Zarnitsa {form}"), None), &organization("Zarnitsa S.A."));
    }
    assert_found(&Name::new("Zarnitsa S.A.", None), &Name::new("Zarnitsa, Sami Amid", Some(Bearer::Person)));
    for initials in ["S.", "S.V.", "S.A."] {
        assert!(score(&Name::new(&format!("Zarnitsa, {initials}"), None), &sami) > 0.5, "{initials}");
    }
}

#[test]
fn what_brands_have_in_their_names_is_translated_between_scripts() {
    for (first, second) in [("Белорусская звезда", "Belarus Star"), ("Zarvand Star", "Звезда Зарванд")]
    {
        assert_found(&organization(first), &organization(second));
    }
    // In one script it is another brand.
    assert_different(&organization("Belorusskaya Zvezda"), &organization("Belarus Star"));
}

#[test]
fn words_are_translated_from_many_languages() {
    for (first, second) in [
        ("Зарвандский фонд развития культуры", "Zarvandskiy Cultural Development Fund"),
        ("Zarvand Ministry of Defence", "Ministerstva oborony Zarvand"),
        ("Тюрьма Зарванд", "Zarvando kalėjimas"),
        ("پژوهشگاه صنایع هوافضای زرفند", "Zarvand Aerospace Industries Research Institute"),
        ("Zarvand Televisio", "Телевизия Зарванд"),
    ] {
        assert_found(&organization(first), &organization(second));
    }
}

#[test]
fn legal_forms_are_those_of_all_languages() {
    for form in [
        "Offene Aktiengesellschaft",
        "Atviroji akcinė bendrovė",
        "Sociedad anónima abierta",
        "Cuideachta Comhstoic Phoiblí",
        "Публично акционерно дружество",
        "شرکت سهامی عام",
        "ААТ",
    ] {
        for other in ["Zarvand", "OJSC Zarvand"] {
            assert_same(&organization(&format!("{form} «Zarvand»")), &organization(other));
        }
    }
}

#[test]
fn words_between_others_say_nothing_in_any_language() {
    for (first, second) in [
        ("Zarvand für Kultur und Sport", "Zarvand for Culture and Sports"),
        ("Zarvandzki Sport i Kultura", "Культура и спорт Зарвандский"),
    ] {
        assert_found(&organization(first), &organization(second));
    }
}

#[test]
fn brands_are_no_words_of_other_languages() {
    for (first, second) in [
        ("Leger Electronics", "Armada Electronics"),
        ("Soma Trading", "Corps Trading"),
        ("Kuber Group", "Cyber Group"),
        ("Das Holding", "Met Holding"),
        ("RT-Capital", "Capital"),
        ("Фонд Георгия", "Agriculture Fund"),
        ("Ministry of Defence of Belarus", "Ministerie van Defensie van Rusland"),
        // Places and institutes of China and Korea.
        ("한국은행", "조선은행"),
        ("山西煤炭公司", "陕西煤炭公司"),
        ("中国科学院", "中国设计院"),
    ] {
        assert_different(&organization(first), &organization(second));
    }
    assert_same(&organization("RT"), &organization("RT LLC"));
}

#[test]
fn slavic_adjectives_are_of_names_and_of_words() {
    for (first, second) in [
        ("Зарвандский вертолётный завод", "Zarvand Helicopter Plant"),
        ("Zarvandskaya Birzha", "Zarvand Exchange"),
        ("Зарвандська фабрика", "Zarvando Factory"),
    ] {
        assert_found(&organization(first), &organization(second));
        let keys = organization(second).keys();
        assert!(organization(first).probes().iter().any(|probe| keys.contains(probe)), "{first} {second}");
    }
    // Short endings and stems are those of family names too.
    assert_different(&Name::new("Mario Marino", None), &organization("M. Marine Offshore"));
    assert_different(&organization("Zarvandska Fabrika"), &organization("Zarvand Factory"));
}

#[test]
fn a_word_more_for_the_kind_says_little() {
    for (first, second) in [
        ("Garden Charity", "Garden Charity Association"),
        ("Blue Orchard Shipping", "Blue Orchard Shipping Company Group"),
    ] {
        assert_found(&organization(first), &organization(second));
    }
    // A single word is too common, and what differs speaks against both.
    for (first, second) in [("Garden", "Garden Association"), ("Garden Group", "Garden Bank")] {
        assert_different(&organization(first), &organization(second));
    }
}

#[test]
fn an_acronym_has_the_abbreviation_or_the_initials_of_a_kind() {
    for (name, acronym) in [
        ("Zarvand Mechanical Plant Kestrel", "ZMZ Kestrel JSC"),
        ("Zarvand Brelov Electromechanical Plant", "ZBEMZ"),
        ("Zarvand Research Institute of Medicine and Trade", "ZRIMT"),
        ("Research Institute of Textile Materials", "NIITM"),
    ] {
        assert_found(&organization(name), &organization(acronym));
    }
    let keys = organization("Zarvand Brelov Electromechanical Plant").keys();
    assert!(organization("ZBEMZ").probes().iter().any(|probe| keys.contains(probe)));
    // With one letter more, an abbreviation of a kind is that of many.
    assert_different(&organization("Zarvand Electromechanical Plant"), &organization("ZEMZ"));
}

#[test]
fn an_acronym_may_leave_out_a_place_or_have_one_more() {
    let name = "Orchard Development and Renovation Organization";
    assert_same(&organization(&format!("{name} of Iran")), &organization("ODRO"));
    for acronym in ["ODRO Albania", "ODRO Committee for Women"] {
        assert_found(&organization(name), &organization(acronym));
    }
    assert_different(&organization(name), &organization("ODO Albania"));
}

#[test]
fn two_words_for_what_an_organization_does_may_be_written_as_one() {
    assert_found(&organization("Zarvand Shipmanagement"), &organization("Zarvand Ship Management"));
    assert_found(&organization("Futurebank"), &organization("Future Bank Ltd"));
    for (first, second) in [
        ("Zarvand Shipmanagement Ltd", "Kestrel Shipmanagement Co"),
        ("Zarvand Gemi Isletmeciligi", "Kestrel Gemi Isletmeciligi"),
    ] {
        assert_different(&organization(first), &organization(second));
    }
}

#[test]
fn a_place_differs_from_another_name() {
    assert_different(&organization("Zarnitsa Waigaoqiao Plant"), &organization("Samara Waigaoqiao Plant"));
}

#[test]
fn syllables_in_pinyin_are_one_name() {
    assert_found(&organization("Da Li Hu Shipping"), &organization("Da Li Hu Shipping Co Ltd"));
    for (first, second) in [
        ("Da Li Hu Shipping", "An Ning Hu Shipping"),
        ("Long Tan Shipping", "Long Dan Shipping"),
        ("Lu Bei Shan Shipping", "Wu Bei Shan Shipping"),
        ("Su Shan Shipping", "Hua Lu Shan Shipping"),
    ] {
        assert_different(&organization(first), &organization(second));
    }
}

#[test]
fn the_kind_of_an_organization_is_a_phrase_or_an_abbreviation() {
    for (first, second) in [
        ("NPO Zarvand LLC", "Limited Liability Company Scientific and Production Association Zarvand"),
        ("NII Vector JSC", "Joint-Stock Company Research Institute Vector"),
        ("НВЦ «Зарванд»", "Zarvand Scientific-Production Centre"),
        ("OKB Zarvand", "Опытно-конструкторское бюро «Зарванд»"),
        ("OOO TsNII Zarvand", "Zarvand Central Scientific Research Institute"),
        ("711 ARZ JSC", "Joint-Stock Company 711 Aircraft Repair Plant"),
        // Abbreviations that are also others, at the beginning.
        ("UK Zarvand LLC", "LLC Zarvand Management Company"),
        ("UK Zarvand LLC", "Общество с ограниченной ответственностью УК Зарванд"),
        ("UK Zarvand LLC", "Ltd. Liability Company UK Zarvand"),
        ("KB Zar LLC", "Design Bureau Zar LLC"),
        ("AO KB Zarvand", "Commercial Bank Zarvand JSC"),
        // Also after whom it is named.
        ("NPP Zarvand im. I.I. Breldova", "Research and Production Enterprise Zarvand named after I.I. Breldov"),
    ] {
        assert_found(&organization(first), &organization(second));
        let keys = organization(second).keys();
        assert!(organization(first).probes().iter().any(|probe| keys.contains(probe)), "{first} {second}");
    }
    for (first, second) in [
        // It says little.
        ("Zarvand Scientific and Production Association", "Breldov Scientific and Production Association"),
        ("Central Research Institute of Steel", "Central Research Institute of Glass"),
        ("711 ARZ JSC", "712 Aircraft Repair Plant"),
        // Nothing else is left, or the abbreviation is another.
        ("Scientific and Production Association LLC", "NPO LLC"),
        ("Zarvand UK Ltd", "Breldov Management Company"),
        ("UK Zarvand", "Zarvand Management Company"),
        ("Po Chon", "Po Choyan"),
    ] {
        assert_different(&organization(first), &organization(second));
    }
}
