//! How texts are declared: each once, in both languages.

/// Declares a table of texts: each with a name, in English and in Arabic. `{name}` stands for a value that
/// [`say`](super::say) puts in.
macro_rules! texts {
    ($table:ident: $($name:ident: $en:literal, $ar:literal;)+) => {
        /// The texts in one language.
        #[derive(Debug)]
        pub struct $table {
            $(pub $name: &'static str,)+
        }

        static EN: $table = $table { $($name: $en,)+ };
        static AR: $table = $table { $($name: $ar,)+ };

        impl $table {
            pub fn of(lang: $crate::locale::Lang) -> &'static Self {
                lang.pick(&EN, &AR)
            }
        }

        /// Each text by its name, in English and Arabic.
        #[cfg(test)]
        pub(super) const ALL: &[(&str, &str, &str)] = &[$((stringify!($name), $en, $ar)),+];
    };
}

pub(super) use texts;

#[cfg(test)]
mod tests {
    use crate::texts::sentence::values_of;
    use crate::texts::{failures, table};

    fn all() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
        table::ALL.iter().chain(failures::ALL)
    }

    #[test]
    fn both_languages_have_the_same_values() {
        for (name, en, ar) in all() {
            assert_eq!(values_of(en), values_of(ar), "{name}");
            assert!(!en.is_empty() && !ar.is_empty(), "{name}");
        }
    }

    #[test]
    fn arabic_texts_use_arabic_marks() {
        for (name, _, ar) in all().filter(|(name, ..)| *name != "other_language") {
            assert!(!ar.contains([',', ';', '?']), "{name}: {ar}");
        }
    }
}
