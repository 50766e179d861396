//! Files that are broken, or made to do harm: each is an error that says what is wrong, or is reported as left out.

use std::io::{Cursor, Read};

use proptest::prelude::*;
use sanad_lists::editions::{Advance, Known, Options};
use sanad_lists::{Edition, Entry, List, NameKind, ReadError, read};

const UN_HEAD: &str =
    r#"<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-03-04T00:00:05Z">"#;

fn opened(bytes: impl Into<Vec<u8>>) -> Result<Edition, ReadError> {
    read("file", Box::new(Cursor::new(bytes.into())))
}

/// The entries of a file, or the error that it ends with.
fn entries(bytes: impl Into<Vec<u8>>) -> Result<Vec<Entry>, ReadError> {
    opened(bytes)?.map(|item| item.map(|item| item.entry)).collect()
}

fn refused(bytes: impl Into<Vec<u8>>) -> String {
    entries(bytes).expect_err("it is refused").to_string()
}

fn un(individuals: &str) -> String {
    format!("{UN_HEAD}<INDIVIDUALS>{individuals}</INDIVIDUALS></CONSOLIDATED_LIST>")
}

fn individual(reference: &str, more: &str) -> String {
    format!(
        "<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ALI</FIRST_NAME><UN_LIST_TYPE>Libya</UN_LIST_TYPE>\
         <REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER><LISTED_ON>2020-01-02</LISTED_ON>{more}</INDIVIDUAL>"
    )
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_an_error() {
    let whole = un(&(individual("LYi.901", "<COMMENTS1>a &amp; b <![CDATA[c]]></COMMENTS1>")
        + &individual("LYi.902", "<!-- x -->")));
    assert_eq!(entries(whole.clone()).unwrap().len(), 2);
    for length in 1..whole.len() {
        if whole.is_char_boundary(length) {
            let error = entries(&whole.as_bytes()[..length]).expect_err(&whole[..length]);
            assert!(!error.to_string().is_empty());
        }
    }
    let message = refused(&whole.as_bytes()[..whole.len() - 60]);
    assert!(
        message.contains("the file is truncated: it ends at byte") && message.contains("<INDIVIDUAL>"),
        "{message}"
    );
}

#[test]
fn entities_are_not_expanded() {
    let laughs = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>{}",
        un(&individual("LYi.901", "<COMMENTS1>&b;</COMMENTS1>")).split_once("?>").unwrap().1
    );
    assert!(refused(laughs).contains("DOCTYPE"));
    let external = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><CONSOLIDATED_LIST/>";
    assert!(refused(external).contains("DOCTYPE"));
    // Beyond what is looked at to recognise the file.
    let late = format!("<!--{}--><!DOCTYPE x [<!ENTITY a 'b'>]><CONSOLIDATED_LIST/>", "x".repeat(70_000));
    assert!(entries(late).is_err());
    let undeclared = un(&individual("LYi.901", "<COMMENTS1>&copy;</COMMENTS1>"));
    assert!(refused(undeclared).contains("the entity `&copy;` is none of XML"));
    let character = un(&individual("LYi.901", "<COMMENTS1>&#x41;&#66;</COMMENTS1>"));
    assert_eq!(entries(character).unwrap()[0].remarks[0].text, "AB");
}

#[test]
fn another_encoding_is_refused() {
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(un("").encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert!(refused(utf16).contains("UTF-16"));
    let latin = un(&individual("LYi.901", "<COMMENTS1>caf\u{e9}</COMMENTS1>"));
    let latin: Vec<u8> = latin.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect();
    assert!(refused(latin.clone()).contains("not UTF-8"));
    // The same far behind what is looked at to recognise the file.
    let far = [
        un("").split_once("</INDIVIDUALS>").unwrap().0.as_bytes(),
        &b" ".repeat(100_000),
        &latin[UN_HEAD.len() + 13..],
    ]
    .concat();
    assert!(refused(far).contains("not UTF-8"));
    let declared = un(&individual("LYi.901", "")).replace("UTF-8", "windows-1256");
    assert_eq!(refused(declared), "found XML in the encoding windows-1256: expected UTF-8");
    let marked = [b"\xef\xbb\xbf", un(&individual("LYi.901", "")).as_bytes()].concat();
    assert_eq!(entries(marked).unwrap().len(), 1);
}

#[test]
fn lists_without_entries_or_dates_are_refused() {
    assert!(refused(un("")).contains("has no entries, although it is the consolidated list of the UN"));
    assert!(refused(format!("{UN_HEAD}</CONSOLIDATED_LIST>")).contains("no entries"));
    assert!(refused(UN_HEAD.replace("\">", "\"/>")).contains("no entries"));
    for (text, found) in [
        (UN_HEAD.replace("2026-03-04T00:00:05Z", "yesterday"), "yesterday"),
        ("<Designations><DateGenerated>2026</DateGenerated></Designations>".to_owned(), "2026"),
        ("<Designations/>".to_owned(), "nothing"),
        (
            "<export xmlns='http://eu.europa.ec/fpi/fsd/export' generationDate='31/12/2026'></export>".to_owned(),
            "31/12/2026",
        ),
        (
            "<sdnList><publshInformation><Publish_Date>13/45/2026</Publish_Date></publshInformation></sdnList>"
                .to_owned(),
            "13/45/2026",
        ),
        ("<sanctionsData xmlns='x/ENHANCED_XML'><entities/></sanctionsData>".to_owned(), "nothing"),
    ] {
        let message = opened(text).expect_err(found).to_string();
        assert!(message.starts_with(&format!("the edition has no date: found {found}, expected ")), "{message}");
    }
}

#[test]
fn large_entries_are_taken_whole_and_endless_ones_refused() {
    let names: String = (0..10_000)
        .map(|number| format!("<INDIVIDUAL_ALIAS><ALIAS_NAME>Name {number}</ALIAS_NAME></INDIVIDUAL_ALIAS>"))
        .collect();
    let remarks = format!("<COMMENTS1>{}</COMMENTS1>", "word ".repeat(250_000));
    let entry = entries(un(&individual("LYi.901", &(names + &remarks)))).unwrap().remove(0);
    assert_eq!(entry.names.len(), 10_001);
    assert_eq!(entry.remarks[0].text.len(), 1_249_999);
    let endless = format!("{UN_HEAD}<INDIVIDUALS><INDIVIDUAL><COMMENTS1>");
    let endless = Cursor::new(endless).chain(std::io::repeat(b'x').take(1 << 30));
    let error = read("file", Box::new(endless)).unwrap().next().unwrap().unwrap_err().to_string();
    assert!(error.contains("has more than 16777216 bytes"), "{error}");
    let deep = un(&individual("LYi.901", &"<a>".repeat(100)));
    assert!(refused(deep).contains("nested too deeply"));
    let deep = format!("{UN_HEAD}{}", "<a>".repeat(100_000));
    assert!(entries(deep).is_err());
    let many = un(&individual("LYi.901", &"<a/>".repeat(500_000)));
    assert!(refused(many).contains("has more than 400000 elements"));
}

#[test]
fn values_that_are_none_are_reported_and_the_entry_is_kept() {
    let more = "<LAST_DAY_UPDATED><VALUE>2020-13-01</VALUE></LAST_DAY_UPDATED><NATIONALITY><VALUE>Atlantis</VALUE></NATIONALITY>\
        <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>0000</YEAR></INDIVIDUAL_DATE_OF_BIRTH>\
        <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1960</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>\
        <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>１９７０-01-01</DATE></INDIVIDUAL_DATE_OF_BIRTH>";
    let text = un(&(individual("LYi.901", more)
        + &individual("", "").replace("<DATAID>1</DATAID>", "")
        + &individual("ليبيا", "")
        + &individual("LYi.902", "").replace("ALI", " - ")
        + &individual("LYi.903", "").replace("2020-01-02", "long ago")
        + "<PLANET/>"));
    let mut edition = opened(text).unwrap();
    let found: Vec<Entry> = edition.by_ref().map(|item| item.unwrap().entry).collect();
    let keys: Vec<&str> = found.iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["un-lyi.901", "un-lyi.903"]);
    assert!(found[0].births.is_empty());
    assert_eq!(found[1].listings[0].since, None);
    let reasons: Vec<(&str, u64)> =
        edition.notes().left_out_by_reason().iter().map(|(reason, left_out)| (*reason, left_out.count)).collect();
    assert_eq!(
        reasons,
        [
            ("the date of an amendment is none", 1),
            ("the date of birth is none", 3),
            ("the date of the listing is none", 1),
            ("the entry has neither a reference nor a number", 1),
            ("the entry has no name", 1),
            ("the kind of the entry is not known", 1),
            ("the reference has neither letters nor digits", 1),
        ]
    );
}

#[test]
fn numbers_that_stand_twice_count_once() {
    let text = un(&(individual("LYi.901", "") + &individual("LYi.901", "").replace("ALI", "OMAR")));
    let edition = opened(text).unwrap();
    let mut advance = Advance::begin(Known::new(List::Un), edition.head(), Options::default()).unwrap();
    for item in edition {
        advance.see(&item.unwrap());
    }
    let outcome = advance.finish().unwrap();
    assert_eq!((outcome.tally.read, outcome.tally.duplicates, outcome.known.listed()), (1, 1, 1));
}

#[test]
fn not_well_formed_is_an_error() {
    for text in [
        un("<INDIVIDUAL></ENTITY>"),
        un("<INDIVIDUAL a=1></INDIVIDUAL>"),
        un("<INDIVIDUAL a='1' a='2'></INDIVIDUAL>"),
        un(&individual("LYi.901", "")) + "<more/>",
        un(&individual("LYi.901", "")) + "more",
        un(&individual("LYi.901", "<COMMENTS1>a < b</COMMENTS1>")),
        un(&individual("LYi.901", "<COMMENTS1>&#0;</COMMENTS1>")),
    ] {
        let message = refused(text.clone());
        assert!(message.contains("not well-formed") || message.contains("truncated"), "{text}: {message}");
    }
}

#[test]
fn csv_files_that_are_cut_off_are_an_error() {
    let directory = std::env::temp_dir().join(format!("sanad-lists-hostile-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = directory.join("sdn-2026-03-04.csv");
    let row = format!("7,\"EXAMPLE, Ali\",\"individual\",\"SDGT\",{}-0- \r\n", "-0- ,".repeat(7));
    std::fs::write(&path, row.clone() + "8,\"SAMP").unwrap();
    let found = || sanad_lists::sources(&path).unwrap()[0].open(None).unwrap().collect::<Result<Vec<_>, _>>();
    let error = found().unwrap_err().to_string();
    assert!(error.contains("truncated") && error.contains("entry 8"), "{error}");
    std::fs::write(&path, row.clone() + "8,\"SAMPLE\"\r\n" + &row.replacen('7', "9", 1)).unwrap();
    let items = found().unwrap();
    std::fs::remove_dir_all(&directory).unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(items[1].entry.names[0].kind, NameKind::Primary);
}

const LAYOUTS: [&[u8]; 6] = [
    include_bytes!("data/un.xml"),
    include_bytes!("data/uk.xml"),
    include_bytes!("data/eu.xml"),
    include_bytes!("data/ofac-enhanced.xml"),
    include_bytes!("data/ofac-simple.xml"),
    include_bytes!("data/ofac-delta.xml"),
];

/// What is put into a file: markup, brackets, marks, long numbers, letters of several bytes.
const PIECES: [&str; 14] = [
    "<",
    ">",
    "&",
    ";",
    "(",
    ")",
    "\"",
    "\u{0}",
    "999999999999",
    "ع",
    "－",
    " (original script: ",
    "31/02/0000",
    "</INDIVIDUAL>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_file_makes_a_reader_panic(
        layout in 0..LAYOUTS.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..PIECES.len(), 0..40_usize), 1..6),
    ) {
        let mut bytes = LAYOUTS[layout].to_vec();
        for (at, piece, removed) in changes {
            let at = at.index(bytes.len());
            let end = (at + removed).min(bytes.len());
            bytes.splice(at..end, PIECES[piece].bytes());
        }
        if let Ok(edition) = opened(bytes) {
            let mut advance = Advance::begin(Known::new(edition.head().list), edition.head(), Options::default());
            for item in edition.map_while(Result::ok) {
                prop_assert!(!item.entry.names.is_empty() || item.action == sanad_lists::Action::Removed);
                if let Ok(advance) = &mut advance {
                    advance.see(&item);
                }
            }
        }
    }
}
