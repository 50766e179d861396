//! Screening: parties with a name like a given one.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{required, value};
use super::error::{Failure, Result};
use super::fact::FactFilter;
use super::identifier::IdentifierInput;
use super::name::Name;
use super::name_comparison::{MatchSupport, NameComparison};
use super::party::Party;
use super::sanction_status::{SanctionStatus, status_against};
use super::scalar::Date;
use super::walk::number;
use crate::db::ROOT;
use crate::db::party::PartyById;
use crate::db::screen::{
    MATCHES_DEFAULT, MATCHES_LIMIT, Match, NAME_LIMIT, QUERIES_LIMIT, Query, Screened, Screening, THRESHOLD_DEFAULT,
    Threshold,
};
use crate::model::{BirthRange, CountryCode, PartialDate, Particulars, PartyType};
use crate::names::{ReadingLimit, reading_limits};

/// Maximum countries in a query, and maximum identifiers.
const COUNTRIES_LIMIT: usize = 20;
const IDENTIFIERS_LIMIT: usize = 20;

/// A name to look for, with what is known about its bearer.
#[derive(InputObject)]
pub struct ScreenQuery {
    /// The name, in any script, at most 1,000 characters. A name without letters and digits has no matches but those by
    /// `identifiers`.
    pub name: String,
    /// Any text of the client's own, to recognize the result.
    pub reference: Option<String>,
    /// Only parties of this type.
    pub r#type: Option<PartyType>,
    /// The date of birth. A party that is born on the same day gains 0.05, and one that may be gains 0.03. One that is born
    /// on another day loses 0.05, and 0.15 if the years differ by two or more. Of several dates, the best counts; a year or a month may be any of
    /// its days, and an approximate date a year earlier or later. Years that differ by one change nothing, unless both
    /// days are known.
    pub born: Option<PartialDate>,
    /// Countries that the party may belong to, at most 20. A party that belongs to one of them gains 0.02; one that
    /// only belongs to others loses 0.05.
    pub countries: Option<Vec<CountryCode>>,
    /// Identifiers of the party, at most 20. A party with one of them matches whatever its name is: it gains 1.
    /// Identifiers that differ change nothing.
    pub identifiers: Option<Vec<IdentifierInput>>,
}

/// The matches of each query, in the order of the queries.
///
/// # Errors
/// `BAD_USER_INPUT` when there are too many queries, a name is too long, or a number is out of range.
pub async fn screen(
    ctx: &Context<'_>,
    queries: Vec<ScreenQuery>,
    threshold: Option<f64>,
    first: Option<i32>,
) -> Result<Vec<ScreenResult>> {
    if queries.len() > QUERIES_LIMIT {
        let count = queries.len();
        return Err(Failure::bad_user_input(format!("`queries` has {count} items: expected at most {QUERIES_LIMIT}")));
    }
    let (threshold, first) = (share(threshold)?, matches(first)?);
    let (asked, sought): (Vec<Asked>, Vec<Query>) =
        queries.into_iter().enumerate().map(|(place, query)| read(place, query)).collect::<Result<_>>()?;
    let relation = Screening { queries: sought, threshold, first };
    let screened = value(ctx, relation, ROOT).await?;
    let result = |(place, asked)| ScreenResult { asked, screened: Arc::clone(&screened), place };
    Ok(asked.into_iter().enumerate().map(result).collect())
}

/// The parts of a query that its result repeats.
struct Asked {
    name: String,
    reference: Option<String>,
}

fn read(place: usize, query: ScreenQuery) -> Result<(Asked, Query)> {
    let ScreenQuery { name, reference, r#type, born, countries, identifiers } = query;
    let length = name.chars().count();
    let (countries, identifiers) = (countries.unwrap_or_default(), identifiers.unwrap_or_default());
    if length > NAME_LIMIT {
        return Err(Failure::bad_user_input(format!(
            "`queries[{place}].name` has {length} characters: expected at most {NAME_LIMIT}"
        )));
    }
    let (of_countries, of_identifiers) = (countries.len(), identifiers.len());
    for (list, count, limit) in
        [("countries", of_countries, COUNTRIES_LIMIT), ("identifiers", of_identifiers, IDENTIFIERS_LIMIT)]
    {
        if count > limit {
            let message = format!("`queries[{place}].{list}` has {count} items: expected at most {limit}");
            return Err(Failure::bad_user_input(message));
        }
    }
    let births = born.map(|date| BirthRange { within: date.days(), is_approximate: false }).into_iter().collect();
    let identifiers = identifiers.into_iter().map(TryInto::try_into).collect::<Result<_>>()?;
    let query =
        Query { name: name.clone(), of_type: r#type, particulars: Particulars { births, countries, identifiers } };
    Ok((Asked { name, reference }, query))
}

/// The minimum score.
///
/// # Errors
/// `BAD_USER_INPUT` when it is not from 0 to 1.
pub fn share(threshold: Option<f64>) -> Result<Threshold> {
    let threshold = threshold.unwrap_or(THRESHOLD_DEFAULT);
    if !(0.0..=1.0).contains(&threshold) {
        return Err(Failure::bad_user_input(format!("`threshold` is {threshold}: expected a number from 0 to 1")));
    }
    Ok(Threshold(threshold))
}

/// The maximum number of matches.
///
/// # Errors
/// `BAD_USER_INPUT` when it is out of range.
pub fn matches(first: Option<i32>) -> Result<usize> {
    first.map_or(Ok(MATCHES_DEFAULT), |first| number("first", first, 1..=MATCHES_LIMIT))
}

pub struct ScreenResult {
    asked: Asked,
    screened: Arc<Vec<Screened>>,
    place: usize,
}

/// The matches of one query.
#[Object]
impl ScreenResult {
    /// The `reference` of the query.
    async fn reference(&self) -> Option<&str> {
        self.asked.reference.as_deref()
    }

    /// The name of the query.
    async fn name(&self) -> &str {
        &self.asked.name
    }

    /// The parties that may be meant, the best first. Among parties of the same name, those with more `support` come first,
    /// even if all their scores are 1; other matches with equal scores are in the order of entry. For a name without letters
    /// and digits, only parties with one of the identifiers.
    async fn matches(&self) -> Vec<ScreenMatch> {
        self.screened[self.place].matches.iter().cloned().map(ScreenMatch).collect()
    }

    /// Whether all parties were compared that have something in common with the name. False for a name with very common
    /// parts: at most 2,000 parties that share two parts with it are read, fewer in a large batch, and the 1,000 that
    /// have most in common with it are compared. Then there may be a better match.
    async fn complete(&self) -> bool {
        self.screened[self.place].is_complete
    }

    /// What keeps the name from being read as well as others, so that parties may be missed though `complete` is true.
    /// Empty for most names.
    async fn reading_limits(&self) -> Vec<ReadingLimit> {
        reading_limits(&self.asked.name)
    }
}

pub struct ScreenMatch(Arc<Match>);

/// A party that may be meant.
#[Object]
impl ScreenMatch {
    /// The party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.party_id).await
    }

    /// The party's name that is most like the name of the query.
    async fn name(&self) -> Name {
        Name(self.0.name.clone())
    }

    /// How likely this party is meant, from 0 to 1: the likeness of the names, with `support` added. From 0.7 on it may
    /// be meant, and somebody should look; from 0.85 on the names pass for one. Among names on real lists, 89 of 100 pairs
    /// with a score from 0.7 to 0.8 were of one party, 99 from 0.8 to 0.9, and nearly all above. If most names that are screened
    /// are of nobody on a list, fewer are right: 26 of 1,000 made-up common names reached 0.7. See docs/names-measured.md.
    async fn score(&self) -> f64 {
        self.0.score
    }

    /// How alike the names are, part by part.
    async fn explanation(&self) -> NameComparison {
        NameComparison(Arc::clone(&self.0))
    }

    /// What else is known about the party that agrees with the query or contradicts it.
    async fn support(&self) -> Vec<MatchSupport> {
        self.0.support.iter().copied().map(MatchSupport).collect()
    }

    /// Where the sanctions against the party stand, as in `Party.sanctionStatus`.
    async fn sanction_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The status as of this day, by events that may have begun by then. Without it, all events count, and \
                    sanctions do not expire by date. It means the same as `facts.asOf`."
        )]
        as_of: Option<Date>,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
    ) -> Result<Vec<SanctionStatus>> {
        status_against(ctx, self.0.party_id, as_of, facts).await
    }
}
