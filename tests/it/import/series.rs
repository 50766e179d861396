//! A made-up series of editions of the UN list: somebody is listed, renamed, delisted and listed again.

use std::fs;
use std::path::{Path, PathBuf};

use sanad::db::Conn;
use sanad::import::{Options, Report};

use super::{folder_of, imported, prepared, reports};
use crate::support::TestDatabase;

/// The days of the editions.
pub const DAYS: [&str; 5] = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01"];

/// A person of the list.
pub struct Person {
    pub number: u32,
    pub reference: &'static str,
    pub regime: &'static str,
    pub listed: &'static str,
    pub name: &'static str,
    /// Further elements.
    pub more: &'static str,
}

impl Person {
    pub fn xml(&self) -> String {
        let Self { number, reference, regime, listed, name, more } = self;
        format!(
            "<INDIVIDUAL><DATAID>{number}</DATAID><FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>{regime}</UN_LIST_TYPE>\
             <REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER><LISTED_ON>{listed}</LISTED_ON>{more}</INDIVIDUAL>"
        )
    }
}

/// An edition of the UN list.
pub fn un(day: &str, people: &[String], organizations: &[String]) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><CONSOLIDATED_LIST dateGenerated='{day}T00:00:06.135Z'><INDIVIDUALS>{}\
         </INDIVIDUALS><ENTITIES>{}</ENTITIES></CONSOLIDATED_LIST>",
        people.concat(),
        organizations.concat()
    )
}

pub const SALIM: Person = Person {
    number: 9_900_001,
    reference: "LYi.901",
    regime: "Libya",
    listed: "2018-06-07",
    name: "SALIM OMAR AL-MITHALI",
    more: "<NAME_ORIGINAL_SCRIPT>سالم عمر المثالي</NAME_ORIGINAL_SCRIPT>\
           <COMMENTS1>Leads the Example Brigade (LYe.903).</COMMENTS1><NATIONALITY><VALUE>Libya</VALUE></NATIONALITY>\
           <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Salem al-Mithali</ALIAS_NAME></INDIVIDUAL_ALIAS>\
           <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Mithal</ALIAS_NAME></INDIVIDUAL_ALIAS>\
           <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-01-02</DATE></INDIVIDUAL_DATE_OF_BIRTH>\
           <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>AB 0099</NUMBER>\
           <ISSUING_COUNTRY>Libya</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>",
};
const OMAR: Person = Person {
    number: 9_900_002,
    reference: "LYi.902",
    regime: "Libya",
    listed: "2011-02-26",
    name: "OMAR NAMUDHAJ",
    more: "",
};
const HUDA: Person = Person {
    number: 9_900_004,
    reference: "QDi.904",
    regime: "Al-Qaida",
    listed: "2005-05-05",
    name: "HUDA EXAMPLE",
    more: "",
};
const NEW: Person = Person {
    number: 9_900_005,
    reference: "TAi.905",
    regime: "Taliban",
    listed: "2024-01-20",
    name: "GUL MITHAL",
    more: "<NAME_ORIGINAL_SCRIPT>گل مثال</NAME_ORIGINAL_SCRIPT>",
};
pub const OTHERS: [Person; 4] = [
    Person { number: 1, reference: "IQi.911", regime: "Iraq", listed: "2003-06-07", name: "ONE OTHER", more: "" },
    Person { number: 2, reference: "IQi.912", regime: "Iraq", listed: "2003-06-07", name: "TWO OTHER", more: "" },
    Person { number: 3, reference: "IQi.913", regime: "Iraq", listed: "2003-06-07", name: "THREE OTHER", more: "" },
    Person { number: 4, reference: "IQi.914", regime: "Iraq", listed: "2003-06-07", name: "FOUR OTHER", more: "" },
];
const BRIGADE: &str = "<ENTITY><DATAID>9900003</DATAID><FIRST_NAME>EXAMPLE BRIGADE</FIRST_NAME>\
    <UN_LIST_TYPE>Libya</UN_LIST_TYPE><REFERENCE_NUMBER>LYe.903</REFERENCE_NUMBER><LISTED_ON>2018-06-07</LISTED_ON></ENTITY>";

/// The name of the file with the edition of a day. It says nothing of the order of the editions.
pub fn file_name(day: &str) -> String {
    format!("un-{}.xml", day.chars().rev().collect::<String>())
}

/// The editions: Omar is gone in the second and back in the third with his old date, Huda is gone from the fourth on, Gul
/// comes with the second, and Salim has another alias from the third on.
pub fn write(folder: &Path) {
    let renamed = Person { name: "SALIM OMAR AL-MITHALI AL-ASLI", ..SALIM };
    let others: Vec<String> = OTHERS.iter().map(Person::xml).collect();
    let editions = [
        vec![SALIM.xml(), OMAR.xml(), HUDA.xml()],
        vec![SALIM.xml(), HUDA.xml(), NEW.xml()],
        vec![renamed.xml(), OMAR.xml(), HUDA.xml(), NEW.xml()],
        vec![renamed.xml(), OMAR.xml(), NEW.xml()],
        vec![renamed.xml(), OMAR.xml(), NEW.xml()],
    ];
    for (day, mut people) in DAYS.iter().zip(editions) {
        people.extend(others.clone());
        fs::write(folder.join(file_name(day)), un(day, &people, &[BRIGADE.to_owned()])).unwrap();
    }
}

/// A database with the whole series, the folder of its files, and what each edition did.
pub fn loaded(db: &TestDatabase, test: &str) -> (Conn, PathBuf, Vec<Report>) {
    let folder = folder_of(db, test);
    write(&folder);
    let mut conn = prepared(db);
    let taken = imported(&mut conn, &folder, &Options::default()).unwrap();
    (conn, folder, reports(taken))
}
