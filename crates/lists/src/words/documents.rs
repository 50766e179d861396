//! Documents and numbers by the words of the lists.

use sanad_model::IdentifierKind;

use super::{Notes, Table};
use crate::identifier::{Identifier, is_imo, is_lei};
use IdentifierKind::{Imo, Lei, Mmsi, NationalId, Other, Passport, Registration, SwiftBic, TaxNumber, Wallet};
use sanad_model::PartyType;

/// OFAC's words for documents, and for features that are numbers.
const OFAC: &[(&str, IdentifierKind)] = &[
    ("Passport", Passport),
    ("Diplomatic Passport", Passport),
    ("British National Overseas Passport", Passport),
    ("Stateless Person Passport", Passport),
    ("Travel Document Number", Passport),
    ("Seafarer's Identification Document", Passport),
    ("National ID No.", NationalId),
    ("Cedula No.", NationalId),
    ("SSN", NationalId),
    ("D.N.I.", NationalId),
    ("N.I.E.", NationalId),
    ("C.I.N.", NationalId),
    ("C.U.R.P.", NationalId),
    ("C.U.I.P.", NationalId),
    ("C.U.I.", NationalId),
    ("LE Number", NationalId),
    ("Numero de Identidad", NationalId),
    ("Bosnian Personal ID No.", NationalId),
    ("Kenyan ID No.", NationalId),
    ("Moroccan Personal ID No.", NationalId),
    ("Turkish Identification Number", NationalId),
    ("UAE Identification", NationalId),
    ("Personal ID Card", NationalId),
    ("CNP (Personal Numerical Code)", NationalId),
    ("Tazkira National ID Card", NationalId),
    ("National Foreign ID Number", NationalId),
    ("Citizen's Card Number", NationalId),
    ("Stateless Person ID Card", NationalId),
    ("Refugee ID Card", NationalId),
    ("Credencial electoral", NationalId),
    ("Electoral Registry No.", NationalId),
    ("I.F.E.", NationalId),
    ("Cartilla de Servicio Militar Nacional", NationalId),
    ("Residency Number", NationalId),
    ("Romanian Permanent Resident", NationalId),
    ("Identification Number", NationalId),
    ("Tax ID No.", TaxNumber),
    ("R.F.C.", TaxNumber),
    ("RFC", TaxNumber),
    ("NIT #", TaxNumber),
    ("RUC #", TaxNumber),
    ("RIF #", TaxNumber),
    ("RTN", TaxNumber),
    ("RSIN", TaxNumber),
    ("N.I.F.", TaxNumber),
    ("C.I.F.", TaxNumber),
    ("C.U.I.T.", TaxNumber),
    ("US FEIN", TaxNumber),
    ("V.A.T. Number", TaxNumber),
    ("Fiscal Code", TaxNumber),
    ("Italian Fiscal Code", TaxNumber),
    ("Romanian Tax Registration", TaxNumber),
    ("Paraguayan tax identification number", TaxNumber),
    ("Numero Unico de Identificacao Tributaria (NUIT)", TaxNumber),
    ("Registration ID", Registration),
    ("Registration Number", Registration),
    ("Public Registration Number", Registration),
    ("Business Registration Number", Registration),
    ("Business Registration Document #", Registration),
    ("Business Number", Registration),
    ("Company Number", Registration),
    ("UK Company Number", Registration),
    ("C.R. No.", Registration),
    ("Romanian C.R.", Registration),
    ("Commercial Registry Number", Registration),
    ("Certificate of Incorporation Number", Registration),
    ("Registration Certificate Number (Dubai)", Registration),
    ("Matricula Mercantil No", Registration),
    ("Folio Mercantil No.", Registration),
    ("Government Gazette Number", Registration),
    ("Unified Social Credit Code (USCC)", Registration),
    ("United Social Credit Code Certificate (USCCC)", Registration),
    ("Chinese Commercial Code", Registration),
    ("Organization Code", Registration),
    ("Enterprise Number", Registration),
    ("Branch Unit Number", Registration),
    ("Economic Register Number (CBLS)", Registration),
    ("Central Registration System Number", Registration),
    ("Chamber of Commerce Number", Registration),
    ("Istanbul Chamber of Comm. No.", Registration),
    ("Dubai Chamber of Commerce Membership No.", Registration),
    ("Registered Charity No.", Registration),
    ("Trade License No.", Registration),
    ("Tourism License No.", Registration),
    ("License", Registration),
    ("MSB Registration Number", Registration),
    ("Afghan Money Service Provider License Number", Registration),
    ("Military Registration Number", Registration),
    ("Russian State Individual Business Registration Number Pattern (OGRNIP)", Registration),
    ("D-U-N-S Number", Registration),
    ("Aircraft Tail Number", Registration),
    ("Aircraft Serial Identification", Registration),
    ("Aircraft Manufacturer's Serial Number (MSN)", Registration),
    ("Aircraft Construction Number (also called L/N or S/N or F/N)", Registration),
    ("Aircraft Mode S Transponder Code", Registration),
    ("Vessel Registration Identification", Imo),
    ("MMSI", Mmsi),
    ("Legal Entity Number", Lei),
    ("SWIFT/BIC", SwiftBic),
    ("BIK (RU)", Other),
    ("Global Intermediary Identification Number", Other),
    ("ISIN", Other),
    ("Equity Ticker", Other),
    ("Driver's License No.", Other),
    ("Pilot License Number", Other),
    ("Public Security and Immigration No.", Other),
    ("Immigration No.", Other),
    ("VisaNumberID", Other),
    ("Serial No.", Other),
    ("SRE Permit No.", Other),
    ("Permit Number", Other),
    ("File Number", Other),
    ("Trademark number", Other),
    ("Birth Certificate Number", Other),
];

const WALLET: &str = "Digital Currency Address - ";

/// Takes OFAC's word for a document off the beginning of a text. The longest one counts.
pub(crate) fn split_ofac(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix(WALLET) {
        let end = WALLET.len() + rest.find(' ')?;
        return Some((&text[..end], text[end..].trim()));
    }
    let matching = OFAC.iter().filter(|(word, _)| text.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')));
    let (word, _) = matching.max_by_key(|(word, _)| word.len())?;
    Some((&text[..word.len()], text[word.len()..].trim()))
}

/// Whether OFAC's word is one for a document or a number.
pub(crate) fn is_ofac(word: &str) -> bool {
    word.starts_with(WALLET) || OFAC.iter().any(|(own, _)| *own == word)
}

/// An identifier by OFAC's word for it.
pub(crate) fn of_ofac(word: &str, value: &str, holder: PartyType, notes: &mut Notes) -> Identifier {
    if let Some(currency) = word.strip_prefix(WALLET) {
        return Identifier::new(Wallet, value).noted([currency.to_owned()]);
    }
    let kind = OFAC.iter().find(|(own, _)| *own == word).map(|(_, kind)| *kind).unwrap_or_else(|| {
        notes.unknown(Table::Documents, word);
        Other
    });
    checked(kind, value, holder, notes).noted([word.to_owned()])
}

/// An identifier whose kind follows from its value too: a number of a vessel that is none is an [`Other`], and one of a
/// company that owns vessels is a [`Registration`].
pub(crate) fn checked(kind: IdentifierKind, value: &str, holder: PartyType, notes: &mut Notes) -> Identifier {
    let says_imo = value.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("imo"));
    let kind = if says_imo && holder == PartyType::Vessel { Imo } else { kind };
    let identifier = Identifier::new(kind, value);
    let normalized = kind.normalized(value);
    match kind {
        Imo if holder != PartyType::Vessel => Identifier::new(Registration, value),
        Imo if !is_imo(&normalized) => {
            notes.left_out("the IMO number has a wrong check digit and is taken over as OTHER", value);
            Identifier::new(Other, value)
        }
        Lei if !is_lei(&normalized) => Identifier::new(Registration, value),
        _ => identifier,
    }
}

/// The kind of a document in the free words of the UN: `Passport`, `Afghan national identification card (tazkira) number`.
pub(crate) fn of_words(words: &str, notes: &mut Notes) -> IdentifierKind {
    let lower = words.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    match () {
        () if has(&["passport", "passeport", "pasaporte", "travel document", "laissez-passer"]) => Passport,
        () if has(&["fiscal", "tax"]) => TaxNumber,
        () if has(&[
            "national",
            "identi",
            "cedula",
            "ration",
            "social security",
            "personal",
            "birth certificate",
            "tazkira",
            "carte",
            "cni",
        ]) =>
        {
            NationalId
        }
        () if has(&["regist", "licen", "company"]) => Registration,
        () => {
            notes.unknown(Table::Documents, words);
            Other
        }
    }
}

/// The kind of an identification of the EU, by its code.
pub(crate) fn of_eu(code: &str, notes: &mut Notes) -> IdentifierKind {
    match code {
        "passport" | "diplpassport" | "travelcardid" | "electpassport" | "laisserpasser" => Passport,
        "id" | "nationcert" | "residentperm" | "ssn" | "electoral" => NationalId,
        "fiscalcode" | "taxid" => TaxNumber,
        "regnumber" | "tradelic" | "duns" => Registration,
        "imo" => Imo,
        "swiftbic" => SwiftBic,
        "lei" => Lei,
        "mmsi" => Mmsi,
        "other" | "drivinglicence" | "birthcert" | "marriagecert" | "stateless" | "tel" => Other,
        _ => {
            notes.unknown(Table::Documents, code);
            Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_of_a_document_counts() {
        assert_eq!(split_ofac("Registration Number 26740 (Iran)"), Some(("Registration Number", "26740 (Iran)")));
        assert_eq!(
            split_ofac("Digital Currency Address - XBT 12u Ab"),
            Some(("Digital Currency Address - XBT", "12u Ab"))
        );
        assert_eq!(split_ofac("Registration"), None);
        assert_eq!(split_ofac("Passports are many"), None);
    }

    #[test]
    fn vessels_numbers_are_checked() {
        let mut notes = Notes::default();
        let kind = |word: &str, value: &str, holder, notes: &mut Notes| of_ofac(word, value, holder, notes).kind;
        assert_eq!(kind("Vessel Registration Identification", "IMO 9562233", PartyType::Vessel, &mut notes), Imo);
        assert_eq!(kind("Identification Number", "IMO 9562233", PartyType::Vessel, &mut notes), Imo);
        assert_eq!(kind("Vessel Registration Identification", "IMO 9562234", PartyType::Vessel, &mut notes), Other);
        assert_eq!(kind("Company Number", "IMO 5055293", PartyType::Organization, &mut notes), Registration);
        assert_eq!(kind("Legal Entity Number", "5493001KJTIIGC8Y1R12", PartyType::Organization, &mut notes), Lei);
        assert_eq!(
            kind("Legal Entity Number", "5493001KJTIIGC8Y1R13", PartyType::Organization, &mut notes),
            Registration
        );
        assert_eq!(notes.left_out_by_reason().len(), 1);
        assert_eq!(kind("Library card", "1", PartyType::Person, &mut notes), Other);
        assert_eq!(notes.unknown_words().len(), 1);
    }
}
