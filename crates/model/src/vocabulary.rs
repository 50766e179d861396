//! Vocabularies: closed lists of words. Each is defined once, for the data-set files, the database and GraphQL.

use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;

/// A closed list of words, each with a meaning.
pub trait Vocabulary:
    Copy + Debug + Display + Eq + Hash + Ord + Send + Sync + FromStr<Err = UnknownWord> + 'static
{
    /// The name of the list, as GraphQL shows it.
    const NAME: &'static str;
    /// A description of the list.
    const ABOUT: &'static str;
    /// All members, in the order of declaration.
    const ALL: &'static [Self];

    /// The word itself, e.g. `HOLDS_OFFICE`.
    fn word(self) -> &'static str;
    /// The meaning of the word.
    fn about(self) -> &'static str;

    /// All words, in the order of declaration.
    fn words() -> Vec<&'static str> {
        Self::ALL.iter().map(|member| member.word()).collect()
    }
}

/// A word that is not in the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a word of {vocabulary}")]
pub struct UnknownWord {
    pub vocabulary: &'static str,
    pub word: String,
}

/// Declares a vocabulary: an enum with a word for each member. The doc comments are the meanings.
#[macro_export]
macro_rules! vocabulary {
    (
        $(#[doc = $about:literal])+
        pub enum $name:ident {
            $( $(#[doc = $meaning:literal])+ $member:ident = $word:literal, )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $( $(#[doc = $meaning])+ $member, )+
        }

        impl $crate::Vocabulary for $name {
            const NAME: &'static str = stringify!($name);
            const ABOUT: &'static str = concat!($($about,)+).trim_ascii();
            const ALL: &'static [Self] = &[$(Self::$member),+];

            fn word(self) -> &'static str {
                match self { $(Self::$member => $word),+ }
            }

            fn about(self) -> &'static str {
                match self { $(Self::$member => concat!($($meaning,)+).trim_ascii()),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::Vocabulary::word(*self))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$member),)+
                    _ => Err($crate::UnknownWord {
                        vocabulary: stringify!($name),
                        word: word.to_owned(),
                    }),
                }
            }
        }
    };
}

pub(crate) use vocabulary;
