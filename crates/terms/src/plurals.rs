//! Broken plurals of Arabic: plurals that change the vowels inside a word, such as مقابر of مقبرة.
//!
//! A singular and its plural have certain shapes, and the same root letters in the same order. What a word may be in the
//! other number is written out from its shape, so that only words that have exactly these letters are found.

use super::forms::is_arabic;

/// Shapes of singulars and their plurals, in folded letters. A digit stands for a root letter: any letter but alef, the
/// same wherever the digit is the same. The last letter of a word is no root letter if it is ه, nearly always the feminine
/// ending. Shapes that many other words of a root have too, such as that of قتل beside قتيل, are left out: their plurals
/// are among the [`WORDS`].
const SHAPES: [(&str, &str); 41] = [
    ("12", "12و2"),
    ("12ه", "122"),
    ("1ا2", "ا1وا2"),
    ("1ا2", "1وو2"),
    ("123", "12و3"),
    ("123", "ا12ا3"),
    ("12و", "ا12اء"),
    ("ا12", "اوا12"),
    ("12ا3", "ا123ه"),
    ("12ي3", "ا123ه"),
    ("12اء", "ا12يه"),
    ("12ي3", "123اء"),
    ("12ي3", "ا123اء"),
    ("12ي2", "ا12اء"),
    ("12ي2", "ا12ه"),
    ("12يه", "12ايا"),
    ("12ي3ه", "12اي3"),
    ("12ا3ه", "12اي3"),
    ("1يي2", "1و2اء"),
    ("1اي2", "1ا2ه"),
    ("1اي2", "1وا2"),
    ("1ا2ي", "12اه"),
    ("1ا23", "12ا3"),
    ("1ا23", "123اء"),
    ("1ا23", "123ه"),
    ("1ا23", "1وا23"),
    ("1ا23ه", "1وا23"),
    ("1ا2يه", "1وا2ي"),
    ("1ي2اء", "1وا2ي"),
    ("1ا2و3", "1وا2ي3"),
    ("1ي2ا3", "1يا2ي3"),
    ("123ي", "12ا3ي"),
    ("123ا", "12ا3ي"),
    ("1234", "12ا34"),
    ("1234ه", "12ا34"),
    ("123يه", "12ا3ي"),
    ("123و4", "12ا3ي4"),
    ("123ي4", "12ا3ي4"),
    ("123ا4", "12ا3ي4"),
    ("ا123و4ه", "ا12ا3ي4"),
    ("123و4ه", "12ا3ي4"),
];

/// Singulars and plurals of other shapes, in folded letters.
const WORDS: [(&str, &str); 40] = [
    ("اسير", "اسري"),
    ("ارض", "اراضي"),
    ("امر", "امور"),
    ("امراه", "نساء"),
    ("اهل", "اهالي"),
    ("بلد", "بلاد"),
    ("بلد", "بلدان"),
    ("تهمه", "تهم"),
    ("جبل", "جبال"),
    ("جثمان", "جثامين"),
    ("جريح", "جرحي"),
    ("جزيره", "جزر"),
    ("جندي", "جنود"),
    ("دار", "ديار"),
    ("دوله", "دول"),
    ("رجل", "رجال"),
    ("سبيل", "سبل"),
    ("سفينه", "سفن"),
    ("سلطان", "سلاطين"),
    ("سنه", "سنوات"),
    ("شاب", "شباب"),
    ("شهر", "اشهر"),
    ("صحيفه", "صحف"),
    ("صغير", "صغار"),
    ("طريق", "طرق"),
    ("غرفه", "غرف"),
    ("فتاه", "فتيات"),
    ("قتيل", "قتلي"),
    ("قريه", "قري"),
    ("قوه", "قوي"),
    ("كبير", "كبار"),
    ("كتاب", "كتب"),
    ("ليله", "ليالي"),
    ("ماء", "مياه"),
    ("مدينه", "مدن"),
    ("مريض", "مرضي"),
    ("نار", "نيران"),
    ("هجوم", "هجمات"),
    ("يوم", "ايام"),
    ("سيد", "ساده"),
];

/// Words of these shapes that are not singular and plural.
const OTHERS: [(&str, &str); 5] =
    [("عدم", "اعدام"), ("سلم", "اسلام"), ("مقتل", "مقاتل"), ("قاتل", "قتال"), ("طلق", "اطلاق")];

/// Minimum and maximum length of a word that is looked at, in letters.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=8;

/// Maximum number of root letters.
const ROOT: usize = 4;

/// What an Arabic word in its folded form, without article and prefixes, may be in the other number: its plurals if it is
/// a singular, and its singulars if it is a plural. Most of them are no words.
pub fn other_numbers(word: &str) -> Vec<String> {
    if !is_arabic(word) || !LETTERS.contains(&word.chars().count()) {
        return Vec::new();
    }
    let both_ways = |(singular, plural): &(&'static str, &'static str)| [(*singular, *plural), (*plural, *singular)];
    let by_shape = SHAPES.iter().flat_map(both_ways).filter_map(|(own, other)| Some(filled(other, root(word, own)?)));
    let by_word = WORDS.iter().flat_map(both_ways).filter(|(own, _)| *own == word).map(|(_, other)| other.to_owned());
    let is_none = |other: &String| {
        OTHERS.iter().flat_map(both_ways).any(|(one, two)| one == word && two == other) || other == word
    };
    let mut others: Vec<String> = by_word.chain(by_shape).filter(|other| !is_none(other)).collect();
    others.sort();
    others.dedup();
    others
}

/// The root letters of a word of this shape.
fn root(word: &str, shape: &str) -> Option<[char; ROOT]> {
    let mut root = ['\0'; ROOT];
    let mut letters = word.chars();
    let mut last = None;
    for place in shape.chars() {
        let letter = letters.next()?;
        last = place.to_digit(10);
        let Some(number) = last else {
            if letter != place {
                return None;
            }
            continue;
        };
        let known = root.get_mut(number as usize - 1)?;
        if letter == 'ا' || !(*known == '\0' || *known == letter) {
            return None;
        }
        *known = letter;
    }
    let ends_in_root = last.is_some() && !word.ends_with('ه');
    (letters.next().is_none() && (last.is_none() || ends_in_root)).then_some(root)
}

/// The word of this shape with these root letters.
fn filled(shape: &str, root: [char; ROOT]) -> String {
    let letter = |place: char| place.to_digit(10).and_then(|number| root.get(number as usize - 1)).copied();
    shape.chars().map(|place| letter(place).unwrap_or(place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_numbers_of_one_word(one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(sanad_names::fold);
        let is_so = other_numbers(&one).contains(&other);
        assert_eq!(is_so, other_numbers(&other).contains(&one));
        is_so
    }

    #[test]
    fn broken_plurals_meet_their_singulars() {
        for (singular, plural) in [
            ("مقبرة", "مقابر"),
            ("قبر", "قبور"),
            ("ضابط", "ضباط"),
            ("جندي", "جنود"),
            ("وزير", "وزراء"),
            ("سجن", "سجون"),
            ("دولة", "دول"),
            ("جثة", "جثث"),
            ("مدينة", "مدن"),
            ("سلاح", "أسلحة"),
            ("لغم", "ألغام"),
            ("طفل", "أطفال"),
            ("تقرير", "تقارير"),
            ("جريمة", "جرائم"),
            ("كتيبة", "كتائب"),
            ("قائد", "قادة"),
            ("رئيس", "رؤساء"),
            ("أمر", "أوامر"),
            ("قانون", "قوانين"),
            ("ضحية", "ضحايا"),
            ("قاعدة", "قواعد"),
            ("قتيل", "قتلى"),
            ("أسير", "أسرى"),
            ("دليل", "أدلة"),
            ("طريق", "طرق"),
            ("جيش", "جيوش"),
            ("مال", "أموال"),
            ("وضع", "أوضاع"),
            ("سفير", "سفراء"),
            ("صاروخ", "صواريخ"),
            ("قاضي", "قضاة"),
            ("محكمة", "محاكم"),
            ("عضو", "أعضاء"),
            ("نائب", "نواب"),
            ("رصيد", "أرصدة"),
            ("حق", "حقوق"),
            ("ساحل", "سواحل"),
            ("امرأة", "نساء"),
        ] {
            assert!(are_numbers_of_one_word(singular, plural), "{singular} {plural}");
        }
    }

    #[test]
    fn other_words_of_a_root_do_not() {
        for (one, other) in [
            ("حكومة", "حكم"),
            ("وزير", "وزارة"),
            ("بيان", "بين"),
            ("قرار", "قرر"),
            ("محكمة", "حكم"),
            ("سفير", "سفينة"),
            ("سفير", "سفر"),
            ("أدلة", "دولة"),
            ("مدني", "مدينة"),
            ("روسي", "باريس"),
            ("رئيس", "روسي"),
            ("سلمان", "سلام"),
            ("عدم", "إعدام"),
            ("عملية", "عمال"),
            ("مصري", "مصير"),
        ] {
            assert!(!are_numbers_of_one_word(one, other), "{one} {other}");
        }
        assert!(other_numbers("tarhuna").is_empty() && other_numbers("و").is_empty());
    }
}
