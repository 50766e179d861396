//! Names that are similar share a key to be found by.

use super::{assert_found, organization, person, shares_key};

#[test]
fn people_are_found_by_other_forms_of_their_names() {
    for (first, second) in [
        ("Халифа Хафтар", "Khalifa Haftar"),
        ("Мухаммед Дахлан", "Mohammed Dahlan"),
        ("Magomed Kadyrov", "Muhammad Kadyrov"),
        ("Zakhar Nikolaevich", "Захар Миколайович"),
        ("Viktar Halavanau", "Viktor Golovanov"),
        ("Yevgeny Prigozhin", "Evgueni Prigojine"),
        ("Abu Bakar Ba'asyir", "Abu Bakr Bashir"),
        ("노무현", "Roh Moo-hyun"),
        ("Khalifa Haftar", "Khalifa Haftarn"),
    ] {
        assert_found(&person(first), &person(second));
    }
}

#[test]
fn organizations_are_found_by_joined_words_and_by_what_is_telling_in_long_names() {
    for (first, second) in [
        ("Smile Wallet Limited", "Smilewallet, LLC"),
        ("Thai Long Hotel", "Thailong Hotel"),
        ("جبهة النصرة", "Al-Nusrah Front"),
        ("حزب الوفد", "Wafd Party"),
        ("عصبة الأنصار", "Asbat al-Ansar"),
        ("Brelyan", "Bbelyan"),
        ("Industrial Renovation Development Organization of Iran", "IRDO"),
        ("Chon Myong Shipping Company", "Chonmyong Shipping Co"),
        (
            "Federal State Budgetary Educational Institution of Higher Education \"Shadrinsk State University\"",
            "Shadrinsk State University",
        ),
    ] {
        let (first, second) = (organization(first), organization(second));
        assert!(shares_key(&first, &second) && shares_key(&second, &first), "{first:?} {second:?}");
    }
}
