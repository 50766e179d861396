//! Legal forms of organizations are read by rule, however they are spelled, and leave the name as it is.

use super::{assert_different, assert_same, organization};
use crate::{NameLeft, compare};

/// Whether a name has nothing but a legal form more than the other.
fn has_only_form_more(text: &str, name: &str) -> bool {
    let comparison = compare(&organization(text), &organization(name));
    comparison.met.len() == name.split(' ').count()
        && comparison.met.iter().all(|met| met.similarity == 1.0)
        && comparison.left_over.iter().all(|left| left.why == NameLeft::Generic)
}

#[test]
fn spellings_of_forms_are_read_by_rule() {
    for (brand, spellings) in [
        (
            "Zarvand Kestrel",
            &[
                // English, and where it is one of several languages of law.
                "_ Limited Liability Co.",
                "_ Ltd. Liability Company",
                "LIMITED LIABILITY COMPANY \"_\"",
                "_, LLC",
                "_ L. L. C.",
                "_ L.L.C",
                "_ Pub. Ltd. Co.",
                "_ CO.,LTD",
                "_ (Pvt.) Ltd.",
                "_ (P) Ltd",
                "_ (OPC) Private Limited",
                "_ Pty. Ltd.",
                "_ (Proprietary) Limited",
                "_ CC",
                "_ FZ-LLC",
                "_ LLC-FZ",
                "_ FZE LLC",
                "_ F.Z.E.",
                "_ SPC",
                "_ Sdn. Bhd.",
                "_ (M) Sdn Bhd",
                // Romance languages.
                "_ S. A. de C. V.",
                "_ S.A.P.I. de C.V.",
                "_ S. de R.L. de C.V.",
                "_ S. A. S.",
                "_ S.p.A.",
                "_ S. p. A.",
                "_ S.à r.l.",
                "_ S.c.a r.l.",
                "_ Sociedad por Acciones Simplificada",
                "_ Société en commandite par actions",
                "_ Societate cu răspundere limitată",
                "S.C. _ S.R.L.",
                // Germanic languages.
                "_ Ges.m.b.H.",
                "_ Ges. m. b. H.",
                "_ GmbH & Co. KG",
                "_ Stiftung & Co. KG",
                "_ UG (haftungsbeschränkt)",
                "_ A/S",
                "_ K/S",
                "_ B.V.B.A.",
                "_ Kommanditselskab",
                "_ Commanditaire vennootschap",
                // Slavic, Baltic and Finnic languages, Hungarian.
                "_ sp. z o.o.",
                "_ Sp. z o. o. Sp. k.",
                "_ Spółka z o.o.",
                "_ spol. s r. o.",
                "_ d. o. o.",
                "_ Komanditno društvo",
                "OOO \"_\"",
                "_ Kommandiittiyhtiö",
                "_ Betéti Társaság",
                "UAB _",
                // Turkish, Albanian, Indonesian and others.
                "_ Ltd. Şti.",
                "_ Sh.p.k.",
                "PT. _ Tbk",
                "_ Công ty TNHH",
                "_ Sharikat Musahima",
            ][..],
        ),
        (
            "Зарванд Кестрел",
            &[
                "Общество с ограниченной ответственностью «_»",
                "общества с ограниченной ответственности «_»",
                "Акционерного общества _",
                "АО _",
                "ФОП _",
                "ПРИВАТНЕ ПІДПРИЄМСТВО «_»",
                "ЖШС _",
                "_ ХХК",
                "Масъулияти чекланган жамият _",
            ],
        ),
        ("Ζαρβάντ Κέστρελ", &["_ Α.Ε.", "_ Ιδιωτική Κεφαλαιουχική Εταιρεία"]),
        ("זרבנד קסטרל", &["_ בע\"מ"]),
        ("زرفند كسترل", &["شركة _ ش.م.م", "_ المحدودة", "شركة المساهمة العامة _", "الشركة ذات المسؤولية المحدودة _"]),
    ] {
        for spelling in spellings {
            let text = spelling.replace('_', brand);
            assert!(has_only_form_more(&text, brand), "{text}");
        }
    }
}

#[test]
fn what_is_nothing_else_is_a_form_inside_a_name_too() {
    for (first, second) in [
        ("Zarvand Kestrel Co. Ltd. Dalian Branch", "Zarvand Kestrel Dalian Branch"),
        ("Zarvand Kestrel GmbH Zweigniederlassung Wien", "Zarvand Kestrel Wien Branch"),
        ("Zarvand Kestrel LTD-BZE", "Zarvand Kestrel BZE"),
    ] {
        assert_same(&organization(first), &organization(second));
    }
    // What may be a brand is none inside.
    assert!(!has_only_form_more("Zarvand SAS Kestrel", "Zarvand Kestrel"));
}

#[test]
fn short_forms_are_brands_and_initials_too() {
    assert!(!has_only_form_more("CC Zarvand Kestrel", "Zarvand Kestrel"));
    assert_different(&organization("KS Zarvand"), &organization("CC Zarvand"));
    for (first, second) in [("KS", "KS LLC"), ("SIA Ltd", "SIA"), ("A.B.C. Kestrel", "ABC Kestrel")] {
        assert_same(&organization(first), &organization(second));
    }
}

#[test]
fn what_is_before_a_form_in_brackets_is_no_name() {
    for bracket in ["OPC", "Pvt", "BVI", "Far East", "UK"] {
        let [first, second] =
            ["Zarvand", "Kestrel"].map(|brand| organization(&format!("{brand} Ships ({bracket}) Ltd")));
        assert_different(&first, &second);
    }
}
