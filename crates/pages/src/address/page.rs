//! The pages, with the parameters of each.

use std::iter;

use sanad_model::{Key, NodeKind};

use super::{End, Ends, Facets, Form, Misread, Parameters, Period, Surroundings};

/// A page. Positions in lists are cursors of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    Home,
    Search {
        text: String,
        group: Option<SearchGroup>,
        after: Option<String>,
    },
    Party {
        key: Key,
        tab: Tab,
    },
    Paths(Ends),
    Event {
        key: Key,
    },
    Case {
        key: Key,
    },
    /// An article, with what is cited from it from this position on.
    Article {
        key: Key,
        after: Option<String>,
    },
    /// Any fact, such as a relationship, with all of its evidence.
    Fact {
        key: Key,
    },
    Place {
        key: Key,
        after: Option<String>,
    },
    Instrument {
        key: Key,
        after: Option<String>,
    },
    Sanctions {
        facets: Facets,
        after: Option<String>,
    },
    /// Who is under sanctions, of each of these authorities; of any if there is none.
    Sanctioned {
        authorities: Vec<Key>,
        after: Option<String>,
    },
    Screen,
    Datasets,
    About,
}

/// What is shown of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tab {
    /// All facts, each list from its position on.
    Facts {
        relationships: Option<String>,
        events: Option<String>,
        mentions: Option<String>,
    },
    Network(Surroundings),
    Timeline {
        period: Period,
        after: Option<String>,
    },
}

impl Tab {
    pub const FACTS: Self = Self::Facts { relationships: None, events: None, mentions: None };
    pub const NETWORK: Self = Self::Network(Surroundings::NEAREST);
    pub const TIMELINE: Self = Self::Timeline { period: Period::ALL, after: None };
}

/// Types of search results that are looked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchGroup {
    People,
    Organizations,
    Assets,
    Events,
    Articles,
    Places,
    Instruments,
}

impl SearchGroup {
    pub const ALL: [Self; 7] = [
        Self::People,
        Self::Organizations,
        Self::Assets,
        Self::Events,
        Self::Articles,
        Self::Places,
        Self::Instruments,
    ];

    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Organizations => "organizations",
            Self::Assets => "assets",
            Self::Events => "events",
            Self::Articles => "articles",
            Self::Places => "places",
            Self::Instruments => "instruments",
        }
    }

    /// The words of `SearchType` in the schema.
    pub fn types(self) -> &'static [&'static str] {
        match self {
            Self::People => &["ACTOR"],
            Self::Organizations => &["ORGANIZATION"],
            Self::Assets => &["ASSET"],
            Self::Events => &["SANCTION_EVENT", "INCIDENT"],
            Self::Articles => &["ARTICLE"],
            Self::Places => &["PLACE"],
            Self::Instruments => &["LEGAL_INSTRUMENT"],
        }
    }
}

/// The records that a page is about.
#[derive(Debug)]
pub struct Records<'a> {
    pub keys: Vec<&'a Key>,
    /// The types that they may have.
    pub kinds: &'static [NodeKind],
}

pub(super) fn key(text: &str) -> Option<Key> {
    text.parse().ok()
}

pub(super) const A_KEY: &str = "a key such as mohamed-al-kani";

impl Page {
    pub fn party(key: &Key) -> Self {
        Self::Party { key: key.clone(), tab: Tab::FACTS }
    }

    pub fn article(key: Key) -> Self {
        Self::Article { key, after: None }
    }

    /// Parses the path below the language, without a form.
    pub(super) fn parse(path: &str, parameters: &mut Parameters) -> Result<Self, Misread> {
        let mut parts = path.split('/');
        let part = (parts.next().unwrap_or_default(), parts.next(), parts.next(), parts.next());
        let of_key = |text: &str| key(text).ok_or(Misread::NoPage);
        Ok(match part {
            ("", None, None, None) if path.is_empty() => Self::Home,
            ("search", None, None, None) => Self::Search {
                text: parameters.text("q")?.unwrap_or_default(),
                group: parameters.parsed(
                    "type",
                    "people, organizations, assets, events, articles, places or instruments",
                    |text| SearchGroup::ALL.into_iter().find(|group| group.word() == text),
                )?,
                after: parameters.text("after")?,
            },
            ("party", Some(key), None, None) => Self::Party {
                key: of_key(key)?,
                tab: Tab::Facts {
                    relationships: parameters.text("relationships")?,
                    events: parameters.text("events")?,
                    mentions: parameters.text("mentions")?,
                },
            },
            ("party", Some(key), Some("network"), None) => {
                Self::Party { key: of_key(key)?, tab: Tab::Network(Surroundings::parse(parameters)?) }
            }
            ("party", Some(key), Some("timeline"), None) => {
                let (period, after) = (Period::parse(parameters)?, parameters.text("after")?);
                Self::Party { key: of_key(key)?, tab: Tab::Timeline { period, after } }
            }
            ("paths", None, None, None) => Self::Paths(Ends::parse(parameters)?),
            ("event", Some(key), None, None) => Self::Event { key: of_key(key)? },
            ("case", Some(key), None, None) => Self::Case { key: of_key(key)? },
            ("article", Some(key), None, None) => Self::Article { key: of_key(key)?, after: parameters.text("after")? },
            ("fact", Some(key), None, None) => Self::Fact { key: of_key(key)? },
            ("place", Some(key), None, None) => Self::Place { key: of_key(key)?, after: parameters.text("after")? },
            ("instrument", Some(key), None, None) => {
                Self::Instrument { key: of_key(key)?, after: parameters.text("after")? }
            }
            ("sanctions", None, None, None) => {
                Self::Sanctions { facets: Facets::parse(parameters)?, after: parameters.text("after")? }
            }
            ("sanctions", Some("parties"), None, None) => Self::Sanctioned {
                authorities: parameters.several("authority", A_KEY, key)?,
                after: parameters.text("after")?,
            },
            ("screen", None, None, None) => Self::Screen,
            ("datasets", None, None, None) => Self::Datasets,
            ("about", None, None, None) => Self::About,
            _ => return Err(Misread::NoPage),
        })
    }

    /// The path below the language, without a form.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::Search { .. } => "search".to_owned(),
            Self::Party { key, tab: Tab::Facts { .. } } => format!("party/{key}"),
            Self::Party { key, tab: Tab::Network(_) } => format!("party/{key}/network"),
            Self::Party { key, tab: Tab::Timeline { .. } } => format!("party/{key}/timeline"),
            Self::Paths(_) => "paths".to_owned(),
            Self::Event { key } => format!("event/{key}"),
            Self::Case { key } => format!("case/{key}"),
            Self::Article { key, .. } => format!("article/{key}"),
            Self::Fact { key } => format!("fact/{key}"),
            Self::Place { key, .. } => format!("place/{key}"),
            Self::Instrument { key, .. } => format!("instrument/{key}"),
            Self::Sanctions { .. } => "sanctions".to_owned(),
            Self::Sanctioned { .. } => "sanctions/parties".to_owned(),
            Self::Screen => "screen".to_owned(),
            Self::Datasets => "datasets".to_owned(),
            Self::About => "about".to_owned(),
        }
    }

    /// The name of the page as one word, which tells records apart: `party-kaniyat`, `paths-kaniyat-united-states`.
    pub fn slug(&self) -> String {
        let path = self.path();
        let name = if path.is_empty() { "sanad" } else { &path };
        let ends = match self {
            Self::Paths(ends) => [&ends.from, &ends.to].into_iter().filter_map(End::key).collect(),
            _ => Vec::new(),
        };
        ends.into_iter().fold(name.replace('/', "-"), |name, key| format!("{name}-{key}"))
    }

    /// The parameters that differ from their defaults.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut set = Vec::new();
        let mut add = |name, value: Option<String>| set.extend(value.map(|value| (name, value)));
        match self {
            Self::Search { text, group, after } => {
                add("q", Some(text.clone()).filter(|text| !text.is_empty()));
                add("type", group.map(|group| group.word().to_owned()));
                add("after", after.clone());
            }
            Self::Party { tab: Tab::Facts { relationships, events, mentions }, .. } => {
                add("relationships", relationships.clone());
                add("events", events.clone());
                add("mentions", mentions.clone());
            }
            Self::Party { tab: Tab::Network(around), .. } => return around.parameters(),
            Self::Paths(ends) => return ends.parameters(),
            Self::Sanctions { facets: Facets { authority, action, year }, after } => {
                add("authority", authority.as_ref().map(Key::to_string));
                add("action", action.map(|action| action.to_string()));
                add("year", year.map(|year| year.to_string()));
                add("after", after.clone());
            }
            Self::Sanctioned { authorities, after } => {
                authorities.iter().for_each(|key| add("authority", Some(key.to_string())));
                add("after", after.clone());
            }
            Self::Party { tab: Tab::Timeline { period, after }, .. } => {
                add("from", period.from.map(|day| day.to_string()));
                add("until", period.until.map(|day| day.to_string()));
                add("after", after.clone());
            }
            Self::Article { after, .. } | Self::Place { after, .. } | Self::Instrument { after, .. } => {
                add("after", after.clone());
            }
            Self::Home
            | Self::Event { .. }
            | Self::Case { .. }
            | Self::Fact { .. }
            | Self::Screen
            | Self::Datasets
            | Self::About => {}
        }
        set
    }

    /// The parameters that another choice of facts leaves: positions in lists would be others.
    pub fn kept_parameters(&self) -> Vec<(&'static str, String)> {
        let is_kept = |name: &str| !["after", "relationships", "events", "mentions"].contains(&name);
        let is_network = matches!(self, Self::Party { tab: Tab::Network(_), .. });
        let mut parameters = self.parameters();
        parameters.retain(|(name, _)| is_kept(name) || is_network);
        parameters
    }

    /// The records that the page is about.
    pub fn records(&self) -> Records<'_> {
        let (keys, kinds) = match self {
            Self::Party { key, tab: Tab::Network(around) } => {
                (iter::once(key).chain(&around.with).collect(), NodeKind::PARTIES)
            }
            Self::Party { key, .. } => (vec![key], NodeKind::PARTIES),
            Self::Paths(ends) => ([&ends.from, &ends.to].into_iter().filter_map(End::key).collect(), NodeKind::PARTIES),
            Self::Event { key } => (vec![key], NodeKind::EVENTS),
            Self::Case { key } => (vec![key], [NodeKind::SanctionEvent].as_slice()),
            Self::Article { key, .. } => (vec![key], [NodeKind::Article].as_slice()),
            Self::Fact { key } => (vec![key], NodeKind::FACTS),
            Self::Place { key, .. } => (vec![key], [NodeKind::Place].as_slice()),
            Self::Instrument { key, .. } => (vec![key], [NodeKind::LegalInstrument].as_slice()),
            Self::Home
            | Self::Search { .. }
            | Self::Sanctions { .. }
            | Self::Sanctioned { .. }
            | Self::Screen
            | Self::Datasets
            | Self::About => (Vec::new(), [].as_slice()),
        };
        Records { keys, kinds }
    }

    /// Whether both are the same page, whatever their parameters are.
    pub fn is_as(&self, other: &Self) -> bool {
        self.path() == other.path()
    }

    /// Whether the page is served in a form.
    pub fn has(&self, form: Form) -> bool {
        match form {
            Form::Html => true,
            Form::Json => !matches!(self, Self::Screen),
            // Checked names are downloaded by the request that sends them.
            Form::Csv => !matches!(self, Self::Home | Self::About),
            Form::Text | Form::Bibtex | Form::Ris => !matches!(self, Self::Screen),
            Form::Svg => matches!(self, Self::Party { tab: Tab::Network(_) | Tab::Timeline { .. }, .. }),
            Form::Graphml => matches!(self, Self::Party { tab: Tab::Network(_), .. }),
        }
    }
}
