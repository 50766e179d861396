//! Random filters, as GraphQL and evaluated by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use fastrand::Rng;
use serde_json::json;

use super::tables::Tables;
use super::time::{Period, Sort};
use super::tree::Tree;

const SYMMETRIC: [&str; 3] = ["ALLIED_WITH", "FAMILY", "ASSOCIATE"];

/// What a filter is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Party,
    Event,
    Article,
}

impl Of {
    pub fn rows(self, tables: &Tables) -> &BTreeMap<i64, String> {
        match self {
            Self::Party => &tables.parties,
            Self::Event => &tables.events,
            Self::Article => &tables.articles,
        }
    }
}

/// A filter of parties, of events or of articles.
pub type Filter = Tree<Asked>;

/// What is asked of one row: each of it has to be met.
pub struct Asked {
    column: Option<Column>,
    questions: Vec<Question>,
}

/// A condition on the row's own columns.
enum Column {
    Keys(BTreeSet<String>),
    /// Nobody but an organization has a type.
    Types([&'static str; 2]),
    /// Parties that take part in an event.
    Involving(BTreeSet<String>),
    /// Some articles have no publisher.
    Publishers(BTreeSet<String>),
    /// Of events and articles.
    Time(Period),
    /// Some events have no place.
    Place(Tree<Place>),
}

/// A condition on a place.
enum Place {
    Any,
    /// Some places have no country.
    Countries([&'static str; 2]),
    /// Places that it is, or lies within.
    Within(BTreeSet<String>),
}

struct Question {
    asks_for_none: bool,
    about: About,
}

/// What is asked of one row that hangs on the row outside.
enum About {
    Relationship(Tree<Link>),
    Part(Tree<Part>),
    SanctionEvent(Tree<Sanction>),
    Mention(Tree<Mention>),
}

struct Link {
    kind: Option<&'static str>,
    time: Option<Period>,
    is_source: Option<bool>,
    other: Filter,
}

/// From a party to events, or from an event to parties.
struct Part {
    role: Option<&'static str>,
    leads_to: &'static str,
    end: Filter,
}

struct Sanction {
    action: Option<&'static str>,
    /// Conditions on the event.
    event: Asked,
}

/// From a party to articles, or from an article to parties.
struct Mention {
    leads_to: &'static str,
    language: Option<&'static str>,
    end: Filter,
}

/// Draws a filter. The deeper, the fewer questions and combinations it has.
pub fn draw(rng: &mut Rng, tables: &Tables, of: Of, depth: u8) -> Filter {
    Tree::draw(rng, depth, &mut |rng| Asked::draw(rng, tables, of, depth))
}

pub fn is_met(filter: &Filter, tables: &Tables, row: i64) -> bool {
    filter.is_met(&|asked| asked.is_met(tables, row))
}

pub fn text(filter: &Filter) -> String {
    filter.text(&Asked::text)
}

/// How many filters are combined with others, at all depths.
pub fn combined(filter: &Filter) -> usize {
    filter.size(&Asked::combined)
}

fn of<T>(lists: &BTreeMap<i64, Vec<T>>, row: i64) -> &[T] {
    lists.get(&row).map_or(&[], Vec::as_slice)
}

/// Some of the rows, by key: few or many.
fn some_keys(rng: &mut Rng, rows: &BTreeMap<i64, String>) -> BTreeSet<String> {
    let one_in = *rng.choice(&[2, 5, 20]).unwrap();
    rows.values().filter(|_| rng.u8(0..one_in) == 0).cloned().collect()
}

impl Asked {
    fn draw(rng: &mut Rng, tables: &Tables, of: Of, depth: u8) -> Self {
        let column = (rng.u8(0..3) == 0 || depth == 3 && of == Of::Event).then(|| match of {
            Of::Party if rng.bool() => Column::Types(["COMPANY", "STATE"]),
            Of::Event | Of::Article if rng.bool() => Column::Time(Period::draw(rng)),
            Of::Event if rng.bool() => Column::Place(Tree::draw(rng, 2, &mut |rng| Place::draw(rng, tables))),
            Of::Event => Column::Involving(some_keys(rng, &tables.parties)),
            Of::Article if rng.bool() => Column::Publishers(some_keys(rng, &tables.parties)),
            Of::Party | Of::Article => Column::Keys(some_keys(rng, of.rows(tables))),
        });
        let most = match depth {
            0 => 0,
            3 => 1,
            _ => rng.u8(0..=2),
        };
        let mut questions: Vec<Question> = (0..most).map(|_| Question::draw(rng, tables, of, depth - 1)).collect();
        // A field is given once.
        let mut seen = BTreeSet::new();
        questions.retain(|question| seen.insert((question.about.text().0, question.asks_for_none)));
        Self { column, questions }
    }

    fn is_met(&self, tables: &Tables, row: i64) -> bool {
        self.column.as_ref().is_none_or(|column| column.is_met(tables, row))
            && self.questions.iter().all(|question| question.is_met(tables, row))
    }

    fn text(&self) -> String {
        let mut fields: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
        for Question { asks_for_none, about } in &self.questions {
            let (field, inside) = about.text();
            fields.entry(field).or_default().insert(if *asks_for_none { "none" } else { "some" }, inside);
        }
        let mut text = self.column.as_ref().map_or(String::new(), Column::text);
        for (field, words) in fields {
            let words: Vec<String> =
                words.into_iter().map(|(word, inside)| format!("{word}: {{ {inside} }}")).collect();
            write!(text, "{field}: {{ {} }} ", words.join(", ")).unwrap();
        }
        text
    }

    fn combined(&self) -> usize {
        let of = |question: &Question| match &question.about {
            About::Relationship(tree) => tree.size(&|link| combined(&link.other)),
            About::Part(tree) => tree.size(&|part| combined(&part.end)),
            About::SanctionEvent(tree) => tree.size(&|sanction| sanction.event.combined()),
            About::Mention(tree) => tree.size(&|mention| combined(&mention.end)),
        };
        let of_place = match &self.column {
            Some(Column::Place(tree)) => tree.size(&|_| 0),
            _ => 0,
        };
        of_place + self.questions.iter().map(of).sum::<usize>()
    }
}

impl Column {
    fn is_met(&self, tables: &Tables, row: i64) -> bool {
        match self {
            Self::Keys(keys) => [&tables.parties, &tables.events, &tables.articles]
                .iter()
                .any(|rows| rows.get(&row).is_some_and(|key| keys.contains(key))),
            Self::Types(types) => tables.types.get(&row).is_some_and(|ty| types.contains(&ty.as_str())),
            Self::Involving(keys) => {
                of(&tables.parts, row).iter().any(|(party, _)| keys.contains(&tables.parties[party]))
            }
            Self::Time(period) => match (tables.events.contains_key(&row), tables.dates.get(&row)) {
                (_, None) => panic!("the row has its dates"),
                (true, Some(dates)) => period.is_met(dates, Sort::Event),
                (false, Some(dates)) => period.is_met(dates, Sort::Article),
            },
            Self::Place(tree) => {
                tables.places_of.get(&row).is_some_and(|place| tree.is_met(&|asked| asked.is_met(tables, *place)))
            }
            Self::Publishers(keys) => {
                tables.publishers.get(&row).is_some_and(|publisher| keys.contains(&tables.parties[publisher]))
            }
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Keys(keys) => format!("keys: {} ", json!(keys)),
            Self::Types(types) => format!("types: [{}] ", types.join(", ")),
            Self::Involving(keys) => format!("involving: {} ", json!(keys)),
            Self::Publishers(keys) => format!("publishers: {} ", json!(keys)),
            Self::Time(period) => period.text(),
            Self::Place(tree) => format!("place: {{ {} }} ", tree.text(&Place::text)),
        }
    }
}

impl Place {
    fn draw(rng: &mut Rng, tables: &Tables) -> Self {
        match rng.u8(0..3) {
            0 => Self::Any,
            1 => Self::Countries(*rng.choice(&[["LY", "FR"], ["EG", "TN"]]).unwrap()),
            _ => Self::Within(some_keys(rng, &tables.places)),
        }
    }

    fn is_met(&self, tables: &Tables, place: i64) -> bool {
        match self {
            Self::Any => true,
            Self::Countries(countries) => {
                tables.countries.get(&place).is_some_and(|country| countries.contains(&country.as_str()))
            }
            Self::Within(keys) => std::iter::successors(Some(place), |inner| tables.outer.get(inner).copied())
                .any(|place| keys.contains(&tables.places[&place])),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Any => String::new(),
            Self::Countries(countries) => format!("countries: {} ", json!(countries)),
            Self::Within(keys) => format!("within: {} ", json!(keys)),
        }
    }
}

impl Question {
    fn draw(rng: &mut Rng, tables: &Tables, of: Of, deeper: u8) -> Self {
        let filter = |rng: &mut Rng, of: Of| draw(rng, tables, of, deeper);
        let part = |rng: &mut Rng, leads_to: &'static str, of: Of| Part {
            role: *rng.choice(&[None, Some("TARGET"), Some("SPEAKER"), Some("VICTIM")]).unwrap(),
            leads_to,
            end: filter(rng, of),
        };
        let mention = |rng: &mut Rng, leads_to: &'static str, of: Of| {
            let languages = [None, Some("ar"), Some("fr")];
            let language = if of == Of::Article { *rng.choice(&languages).unwrap() } else { None };
            Mention { leads_to, language, end: filter(rng, of) }
        };
        let about = match (of, rng.u8(0..4)) {
            (Of::Event, _) => About::Part(Tree::draw(rng, 1, &mut |rng| part(rng, "party", Of::Party))),
            (Of::Article, _) => About::Mention(Tree::draw(rng, 1, &mut |rng| mention(rng, "party", Of::Party))),
            (Of::Party, 0) => About::Part(Tree::draw(rng, 1, &mut |rng| part(rng, "event", Of::Event))),
            (Of::Party, 1) => About::SanctionEvent(Tree::draw(rng, 1, &mut |rng| Sanction {
                action: *rng.choice(&[None, Some("IMPOSED"), Some("PROPOSED")]).unwrap(),
                event: Asked::draw(rng, tables, Of::Event, deeper),
            })),
            (Of::Party, 2) => About::Mention(Tree::draw(rng, 1, &mut |rng| mention(rng, "article", Of::Article))),
            (Of::Party, _) => About::Relationship(Tree::draw(rng, 1, &mut |rng| Link {
                kind: *rng.choice(&[None, Some("OWNS"), Some("FAMILY"), Some("LEADS")]).unwrap(),
                time: (rng.u8(0..3) == 0).then(|| Period::draw(rng)),
                is_source: *rng.choice(&[None, Some(true), Some(false)]).unwrap(),
                other: filter(rng, Of::Party),
            })),
        };
        Self { asks_for_none: rng.u8(0..3) == 0, about }
    }

    fn is_met(&self, tables: &Tables, row: i64) -> bool {
        let any = match &self.about {
            About::Relationship(tree) => of(&tables.relationships, row).iter().any(|(end, of_kind, from, id)| {
                tree.is_met(&|link| {
                    link.kind.is_none_or(|kind| kind == of_kind)
                        && link.time.as_ref().is_none_or(|time| time.is_met(&tables.dates[id], Sort::Relationship))
                        && link
                            .is_source
                            .is_none_or(|is_source| is_source == *from || SYMMETRIC.contains(&of_kind.as_str()))
                        && is_met(&link.other, tables, *end)
                })
            }),
            About::Part(tree) => of(&tables.parts, row).iter().any(|(other, had)| {
                tree.is_met(&|part| part.role.is_none_or(|role| role == had) && is_met(&part.end, tables, *other))
            }),
            About::SanctionEvent(tree) => of(&tables.parts, row).iter().any(|(id, role)| {
                let taken = tables.actions.get(id);
                role == "TARGET"
                    && taken.is_some_and(|taken| {
                        tree.is_met(&|sanction| {
                            sanction.action.is_none_or(|action| action == taken) && sanction.event.is_met(tables, *id)
                        })
                    })
            }),
            About::Mention(tree) => of(&tables.mentions, row).iter().any(|other| {
                tree.is_met(&|mention| {
                    mention.language.is_none_or(|language| tables.languages[other] == language)
                        && is_met(&mention.end, tables, *other)
                })
            }),
        };
        any != self.asks_for_none
    }
}

impl About {
    fn text(&self) -> (&'static str, String) {
        let word = |name: &str, word: &Option<&str>| word.map_or(String::new(), |word| format!("{name}: {word} "));
        match self {
            Self::Relationship(tree) => (
                "relationships",
                tree.text(&|Link { kind, time, is_source, other }| {
                    let direction = is_source.map(|is_source| if is_source { "OUT" } else { "IN" });
                    let time = time.as_ref().map_or(String::new(), Period::text);
                    let own = word("kind", kind) + &word("direction", &direction) + &time;
                    format!("{own} other: {{ {} }}", text(other))
                }),
            ),
            Self::Part(tree) => (
                "participations",
                tree.text(&|Part { role, leads_to, end }| {
                    format!("{} {leads_to}: {{ {} }}", word("role", role), text(end))
                }),
            ),
            Self::SanctionEvent(tree) => {
                ("sanctionEvents", tree.text(&|Sanction { action, event }| word("action", action) + &event.text()))
            }
            Self::Mention(tree) => (
                "mentions",
                tree.text(&|Mention { leads_to, language, end }| {
                    let own = language.map_or(String::new(), |language| format!("languages: [\"{language}\"] "));
                    format!("{leads_to}: {{ {own}{} }}", text(end))
                }),
            ),
        }
    }
}
