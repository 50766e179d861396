//! Names that are the same, names that are not, and properties that hold for any text.

mod files;
mod languages;
mod legal_forms;
mod lookup;
mod organizations;
mod people;

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn person(text: &str) -> Name {
    Name::new(text, Some(Bearer::Person))
}

fn organization(text: &str) -> Name {
    Name::new(text, Some(Bearer::Organization))
}

#[track_caller]
fn assert_same(first: &Name, second: &Name) {
    let comparison = compare(first, second);
    assert!(comparison.score >= 0.7, "{comparison}");
}

/// That they are the same, and that each finds the other.
#[track_caller]
fn assert_found(first: &Name, second: &Name) {
    assert_same(first, second);
    assert!(shares_key(first, second) && shares_key(second, first), "{first:?} {second:?}");
}

fn shares_key(first: &Name, second: &Name) -> bool {
    let keys = second.keys();
    first.probes().iter().any(|probe| keys.contains(probe))
}

#[track_caller]
fn assert_different(first: &Name, second: &Name) {
    let comparison = compare(first, second);
    assert!(comparison.score < 0.7, "{comparison}");
}

#[test]
fn a_name_is_found_in_its_spellings() {
    let name = person("محمد الكاني");
    for spelling in [
        "Muhammad al Kani",
        "Mohammed El-Kani",
        "KANI, Mohamed",
        "AL-KANI, Mohamed",
        "mohamed elkani",
        "Mr. Mohammad Alkani",
        "Mohamed Khalifa al-Kani",
        "الشيخ مُحَمَّد الكاني",
        "محمد الكانى",
    ] {
        assert_found(&name, &person(spelling));
    }
}

#[test]
fn names_of_one_person_are_one() {
    for (first, second) in [
        ("معمر القذافي", "Muammar Gaddafi"),
        ("معمر القذافي", "Moammar Kadhafi"),
        ("معمر القذافي", "QADHAFI, Muammar Mohammed Abu Minyar"),
        ("عبد الرحمن السويحلي", "Abdulrahman Swehli"),
        ("عبد الرحمن السويحلي", "Abderrahmane Souihli"),
        ("عبد الله الثني", "Abdallah al-Thinni"),
        ("سيف الإسلام القذافي", "Saif al-Islam Gaddafi"),
        ("نور الدين البكوش", "Noureddine Bakkouche"),
        ("زين العابدين بن علي", "Zine El Abidine Benali"),
        ("أنطونيو غوتيريش", "Antonio Guterres"),
        ("محمود احمدی‌نژاد", "Mahmoud Ahmadinejad"),
        ("اللواء خليفة حفتر", "Gen. Khalifa Belqasim Haftar"),
        ("خليفة حفتر", "K. Haftar"),
        ("Mohammed Hussein", "Muhamed Hussain"),
        ("Владимир Путин", "فلاديمير بوتين"),
        ("Небензя Василий", "Vasily Nebenzia"),
        ("صفية فركاش", "صفيه فركاش"),
        ("محمد عمر", "Mullah Mohammed Omar"),
        ("علي خامنئي", "Ayatollah Ali Khamenei"),
        ("معمر القذافي", "Muammar Qadhdhāfī"),
        ("معمر القذافي", "Moammar Khadafy"),
        ("عيسى السراج", "Isa Sarraj"),
        ("김정은", "KIM, Jong Un"),
        ("이명박", "Lee Myung-bak"),
        ("习近平", "Xi Jinping"),
        ("王沪宁", "Huning Wang"),
        ("בנימין נתניהו", "Benjamin Netanyahu"),
        ("MAKENGA, Emmanuel Sultani Bahati", "Sultani Bahati Makenga"),
        ("ولی جان", "Walijan"),
        ("Haftar Khalifa", "Khalifa Haftar"),
        ("Kim Jong Un", "KIM, Jong Un"),
        ("محمد اسحاق آخوند زاده", "Mohammad Eshaq Akhunzada"),
        ("Amir Karimi", "Amir Reza Karimi"),
        ("Haji Abdul Basir", "Abdul Basir"),
        ("RI, Jae Il", "RI, Chae-Il"),
        ("Alexander Villanueva", "Alex Villanueva"),
        ("Kalev Mutondo", "Kalev Mutombo"),
    ] {
        assert_same(&person(first), &person(second));
        assert_same(&Name::new(first, None), &Name::new(second, None));
    }
}

#[test]
fn names_of_two_persons_are_two() {
    for (first, second) in [
        ("محمود حجازي", "Mohamed Hegazy"),
        ("محمد الكاني", "Abdul Khaliq al-Kani"),
        ("محمد الكاني", "محسن الكاني"),
        ("محمد الكاني", "Mohamed al-Kabir"),
        ("صدام خليفة حفتر", "Khalifa Haftar"),
        ("محمد بن راشد آل مكتوم", "Rashid bin Mohammed Al Maktoum"),
        ("سالم علي", "Salim Ahmed"),
        ("محمد", "Mohamed al-Kani"),
        ("Hamid Karzai", "Ahmed Karzai"),
        ("Mohamed", "Mohamed Ali"),
        ("Isa Salem Haftar", "Ali Salem Haftar"),
        ("Jing Chen", "HAN, Chang-su"),
        ("Chao Zhang", "CHOE, Chang Pong"),
        ("Ibrahim Mohammed", "Mohamed Ibrahim"),
        ("Mohamed Khalil", "Khalil Ibrahim Mohamed"),
        ("高石早苗", "高市早苗"),
        ("سعد برزان إبراهيم التكريتي", "Barzan Ibrahim al-Tikriti"),
        ("Hassan Javed", "Abu Hassan Jawad"),
        ("Jun Zhao", "CHO, Chun-ryong"),
        ("Li Xu", "XU, Bin"),
    ] {
        assert_different(&person(first), &person(second));
    }
}

#[test]
fn organizations_are_told_by_what_they_are_called() {
    for (first, second) in [
        ("مليشيا الكانيات", "Kaniyat Militia"),
        ("KANIYAT MILITIA", "ميليشيا الكانيات"),
        ("لواء الصمود", "Al-Somoud Brigade"),
        ("شركة البريقة لتسويق النفط", "Brega Petroleum Marketing Company"),
        ("Oryx Shipping Ltd.", "Oryx Shipping L.T.D"),
        ("مجلس الأمن", "Security Council"),
        ("الجماعة التونسية المقاتلة", "Tunisian Combatant Group"),
        ("شبکه حقانی", "Haqqani Network"),
        ("اللواء السابع", "7th Brigade"),
        ("Uralvagonzavod", "NPK Uralvagonzavod OAO"),
        ("Islamic Revolutionary Guard Corps", "IRGC"),
        ("Mostotrest OAO", "Mostotrest, Otkrytoe Aktsionernoe Obshcestvo"),
        ("M & K Advertising", "M y K Advertising, S.A. de C.V."),
        ("Sherkate Bazargani Sarvak", "Sarvak Trading Company"),
        ("Zarvanda Society", "Zarvanda Foundation"),
        ("Zarvanda Company", "Sharikat Zarvanda"),
        ("Zarnitsa OOO", "Obschestvo s Ogranichennoy Otvetstvennostiu Zarnitsa"),
        ("Zarnitsa Stroitelnaya Kompaniya", "Zarnitsa Construction Company"),
        ("Bank-e Zarvand", "Zarvand Bank"),
        ("Office No. 51", "Bureau 51"),
        ("www.zarvanda.com", "Zarvanda"),
        ("Bluekestrel Shipping", "Blue Kestrel Shipping"),
        // Words that are translated elsewhere, and spelled here.
        ("حركة الشباب", "Al-Shabaab"),
        // Armed groups, which each source calls something else.
        ("Zarnitsa Brigade", "Zarnitsa Front"),
        // Persian words in their own script.
        ("گروه صنعتی زرنیتسا", "Zarnitsa Industrial Group"),
        ("شرکت مهندسی زرنیتسا", "Zarnitsa Engineering Company"),
    ] {
        assert_found(&organization(first), &organization(second));
        assert_same(&Name::new(first, None), &Name::new(second, None));
    }
    for (first, second) in [
        ("اللواء السابع", "9th Brigade"),
        ("لواء الصمود", "لواء المحجوب"),
        ("Bank of Beirut", "Bank of Tripoli"),
        ("الهلال الأحمر الليبي", "Syrian Arab Red Crescent"),
        ("Rainbow Logistics LLC", "Rainbow"),
        ("Premier Steel LLC", "Sonia I"),
        ("Great Wall Shipping", "Great Whale Shipping"),
        ("MKS International", "MCS International"),
        ("Zapad Invest", "Inversiones de Occidente"),
        ("Xinhang Investment", "Xinheng Investment"),
        ("Persian Chemical", "Parchin Chemical"),
        ("Zanar Trading", "Zahan Air"),
    ] {
        assert_different(&organization(first), &organization(second));
    }
}

#[test]
fn an_explanation_says_what_met_what() {
    let comparison = compare(&person("العقيد محمود بن حجازي"), &person("HEGAZY, Mohamed Ali"));
    assert_eq!(
        comparison.to_string(),
        "score 0.000\n  \
           حجازي = HEGAZY: transliteration, similarity 0.994, weight 0.83\n  \
           محمود ≠ Mohamed: different, similarity 0.000, weight 0.46\n  \
           العقيد of the first name: title, weight 0.00\n  \
           بن of the first name: particle, weight 0.00\n  \
           Ali of the second name: missing, weight 0.47\n  \
           beginning: amount 1.00, -0.40 bits\n  \
           met: amount 0.83, +2.07 bits\n  \
           unlike: amount 0.00, -0.02 bits\n  \
           different: amount 0.47, -2.48 bits\n  \
           missing: amount 0.46, -0.02 bits\n  \
           given name: amount 2.00, -8.40 bits\n  \
           namesake: amount 0.47, -0.95 bits"
    );
    let same = compare(&person("محمد الكاني"), &person("محمد  الكاني"));
    assert_eq!(same.score, 1.0);
    assert!(same.met.iter().all(|met| met.likeness == NameLikeness::Same && met.similarity == 1.0));
}

#[test]
fn names_that_begin_otherwise_are_not_the_same() {
    for (first, second) in [
        ("Abu Ali", "Ali"),
        ("Abu Hassan", "Umm Hassan"),
        ("عبد الرحمن محمد", "رحمن محمد"),
        ("Isa Salem", "Salem"),
        ("Ali Libi", "Libi"),
    ] {
        assert!(score(&person(first), &person(second)) < 1.0, "{first} {second}");
    }
    assert_same(&person("Isa Salem Haftar"), &person("Issa Salem Haftar"));
}

#[test]
fn what_is_told_of_a_part_is_told_once() {
    let comparison = compare(&person("Salem Salem Haftar Kani"), &person("Omar Haftar Kani"));
    assert_eq!(comparison.met.len() * 2 + comparison.left_over.len(), 7, "{comparison}");
    let turned = compare(&person("Omar Haftar Kani"), &person("Salem Salem Haftar Kani"));
    assert_eq!((comparison.met.len(), comparison.score), (turned.met.len(), turned.score));
}

#[test]
fn variants_of_letters_are_the_same_name() {
    for (first, second) in [
        ("علي", "على"),
        ("فاطمة", "فاطمه"),
        ("أحمد", "احمد"),
        ("إبراهيم", "ابراهیم"),
        ("محمد ٧", "محمد 7"),
        ("كريم", "کریم"),
    ] {
        assert_eq!(score(&person(first), &person(second)), 1.0, "{first} {second}");
    }
}

#[test]
fn what_is_not_read_of_a_long_name_is_no_other_name() {
    let words: Vec<String> = (0..20).map(|number| format!("name{}", char::from(b'a' + number))).collect();
    let (long, longer) = (words[..18].join(" "), words.join(" "));
    assert!(score(&person(&long), &person(&longer)) < 1.0);
    assert_eq!(score(&person(&longer), &person(&longer)), 1.0);
}

#[test]
fn what_is_missing_costs_less_than_what_contradicts() {
    let score = |second: &str| score(&person("محمد سالم الكاني"), &person(second));
    assert!(score("Mohamed Salem al-Kani") > score("Mohamed al-Kani"));
    assert!(score("Mohamed al-Kani") > score("Mohamed Omar al-Kani"));
    assert!(score("Mohamed al-Kani") > score("Mohamed Salem"));
}

#[test]
fn a_text_without_letters_is_no_name() {
    for text in ["", " ", "\u{202e}\u{200f}", "😀 …", "\u{64b}\u{64e}", "'", "١", "\0"] {
        let name = person(text);
        assert_eq!(name.is_empty(), text != "١", "{text:?}");
        assert_eq!(score(&name, &person("محمد")), 0.0);
        assert!(name.is_empty() || !name.keys().is_empty());
    }
    assert_eq!(score(&person(""), &person("")), 0.0);
    assert!(!person("بن").is_empty());
    assert!(!person("Dr.").is_empty());
}

#[test]
fn what_cannot_be_seen_changes_nothing() {
    let name = person("محمد الكاني");
    for text in ["\u{202b}محمد\u{200f} الكا\u{200d}ني\u{202c}", "م\u{64f}حمد الكـــاني", "ﻣﺤﻤﺪ الكاني"]
    {
        assert_eq!(score(&name, &person(text)), 1.0, "{text:?}");
    }
}

#[test]
fn words_sound_alike_in_both_scripts() {
    for (arabic, latin) in [
        ("القذافي", "gaddafi"),
        ("كاني", "Kani"),
        ("حفتر", "haftar"),
        ("غوتيريش", "guterres"),
        ("عبدالرحمن", "abderrahmane"),
    ] {
        let sounds_of_latin = sounds(latin);
        let shared = sounds(arabic).iter().any(|sound| sounds_of_latin.contains(sound));
        assert_eq!(shared, arabic != "غوتيريش", "{arabic} {latin}: {:?} {sounds_of_latin:?}", sounds(arabic));
    }
    assert!(sounds("😀").is_empty());
}

/// Words that occur in names, and arbitrary text.
fn text() -> impl Strategy<Value = String> {
    let words = [
        "محمد",
        "Mohamed",
        "عبد",
        "الله",
        "abd",
        "al",
        "el-",
        "بن",
        "bin",
        "ould",
        "Abu",
        "ابو",
        "الدين",
        "eddine",
        "Dr.",
        "اللواء",
        "ash-",
        "Sharif",
        ",",
        "Kani",
        "الكاني",
        "Ltd",
        "شركة",
        "7th",
        "S.A.R.L.",
        "\u{202e}",
        "\u{200d}",
        "😀",
        "É",
        "Ж",
        "ЗУБИЦКИЙ",
        "БОРИСOВИЧ",
        "Şahin",
        "李",
        "ﷺ",
        "١٢",
        "'",
    ];
    let word = prop_oneof![4 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => ".{0,12}", 1 => "[ء-ي]{1,9}", 1 => "[a-z]{1,12}"];
    prop::collection::vec(word, 0..9).prop_map(|words| words.join(" "))
}

fn bearer() -> impl Strategy<Value = Option<Bearer>> {
    prop::sample::select(vec![None, Some(Bearer::Person), Some(Bearer::Organization)])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn it_does_not_matter_which_name_comes_first(one in text(), other in text(), first in bearer(), second in bearer()) {
        let (one, other) = (Name::new(&one, first), Name::new(&other, second));
        let found = score(&one, &other);
        prop_assert!((0.0..=1.0).contains(&found));
        prop_assert_eq!(found, score(&other, &one));
        for least in [0.1, 0.5, 0.7, 0.9] {
            prop_assert_eq!(score_from(least, &one, &other), Some(found).filter(|found| *found >= least));
        }
        let comparison = compare(&one, &other);
        prop_assert_eq!(comparison.score, found);
        let bits: f64 = comparison.evidence.iter().map(|evidence| evidence.bits).sum();
        prop_assert!([0.0, 1.0, score_of_bits(bits)].contains(&found));
        prop_assert!(comparison.met.iter().all(|met| (0.0..=1.0).contains(&met.similarity)));
    }

    #[test]
    fn a_name_is_itself(text in text(), bearer in bearer()) {
        let name = Name::new(&text, bearer);
        prop_assert_eq!(score(&name, &Name::new(&text, bearer)), if name.is_empty() { 0.0 } else { 1.0 });
        prop_assert!(name.keys().len() <= 160);
        prop_assert!(name.is_empty() || shares_key(&name, &name));
    }
}

/// The time must not grow with the length of a name. The bound is far above the usual time.
#[test]
fn long_names_take_no_longer() {
    for word in ["محمد ", "a", "ا", "عبد ", "al-", "a. ", "\u{202e}", "é\u{301}\u{301}", "ﷺ", "د.", ", "] {
        let name = word.repeat(10_000);
        let start = Instant::now();
        let (one, other) = (Name::new(&name, None), Name::new(&name[..name.len() / 2 / word.len() * word.len()], None));
        for _ in 0..20 {
            assert!(compare(&one, &other).score <= 1.0);
        }
        assert!(one.keys().len() <= 80);
        assert!(start.elapsed() < Duration::from_secs(5), "{word}");
    }
}
