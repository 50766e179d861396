//! Filters of parties.

use sanad_model::{
    AssetType, CountryCode, Gender, Identity, NodeKind, NodeName, OrganizationType, PartyType, Vocabulary,
};
use sanad_names::fold;

use super::between::Between;
use super::mention::MENTION;
use super::participation::PART;
use super::prefilter::{Prefilter, owners, replace, replace_found};
use super::relationship::{LINK, Party};
use super::{
    Combined, EventFilter, Filter, Hanging, MentionFilter, ParticipationFilter, Quantified, SanctionStatusFilter,
    SeenRelationshipFilter, bearing,
};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::source::party::TABLES;

/// Which parties are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PartyFilter {
    /// Ids of parties that were looked up before.
    pub ids: Option<Vec<i64>>,
    /// All kinds when empty.
    pub kinds: Vec<NodeKind>,
    pub types: Option<Vec<PartyType>>,
    pub keys: Option<Vec<NodeName>>,
    pub organization_types: Option<Vec<OrganizationType>>,
    pub genders: Option<Vec<Gender>>,
    pub countries: Option<Vec<CountryCode>>,
    pub datasets: Option<Vec<NodeName>>,
    /// The beginning of one of its names, ignoring case and diacritics.
    pub name_starts_with: Option<String>,
    /// An identifier that it has.
    pub identifier: Option<Identity>,
    /// Articles, one of which mentions it.
    pub mentioned_in: Option<Vec<NodeName>>,
    pub relationships: Quantified<SeenRelationshipFilter>,
    pub participations: Quantified<ParticipationFilter>,
    /// Sanction events that target it.
    pub sanction_events: Quantified<EventFilter>,
    pub mentions: Quantified<MentionFilter>,
    /// The status of one authority's sanctions against it.
    pub sanction_status: Option<SanctionStatusFilter>,
    pub combined: Combined<Self>,
}

/// Conditions on the rows that belong to a party.
impl PartyFilter {
    fn of_types(&self) -> Option<Hanging> {
        let types = self.organization_types.as_ref()?;
        let conditions = Conditions::default().one_of("body.kind", &Some(types.clone()));
        Some(Hanging { table: "organizations AS body", owner: "body.id", conditions })
    }

    fn of_countries(&self) -> Option<Hanging> {
        let countries = self.countries.as_ref()?;
        let conditions = Conditions::default().one_of("home.country", &Some(countries.clone()));
        Some(Hanging { table: "party_countries AS home", owner: "home.party_id", conditions })
    }

    fn of_names(&self) -> Option<Hanging> {
        let first = fold(self.name_starts_with.as_ref()?);
        let beyond = format!("{first}{}", char::MAX);
        let conditions = Conditions::default().and("called.folded >= ? AND called.folded < ?", [first, beyond]);
        Some(Hanging { table: "names AS called", owner: "called.node_id", conditions })
    }

    fn of_status(&self) -> Option<Hanging> {
        self.sanction_status.as_ref().map(SanctionStatusFilter::periods)
    }

    fn of_mentions(&self) -> Option<Hanging> {
        self.mentioned_in.as_ref()?;
        let conditions = Conditions::default().naming("mentioned.article_id", &self.mentioned_in);
        Some(Hanging { table: "mentions AS mentioned", owner: "mentioned.party_id", conditions })
    }
}

impl Filter for PartyFilter {
    const TABLES: &'static str = TABLES;
    const ID: &'static str = "nodes.id";

    fn own(&self) -> Conditions {
        Conditions::default()
            .of_party_kinds(&self.kinds)
            .and_for(&self.types, |conditions, types| conditions.of_party_types(types))
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("nodes.id", ids))
            .named(&self.keys)
            .one_of("actors.gender", &self.genders)
            .of_datasets(&self.datasets)
            .one_of("organizations.kind", &self.organization_types)
            .hanging(self.of_countries(), "nodes.id")
            // Starts from the matching names: reading parties in the order of their names may reach a prefix late.
            .starting_from(self.of_names(), "nodes.id")
            .starting_from(self.identifier.as_ref().map(bearing), "nodes.id")
            .hanging(self.of_mentions(), "nodes.id")
            .hanging(self.of_status(), "nodes.id")
            .quantified(&self.relationships, LINK, |seen| {
                seen.conditions(Party::AtNode).same("link.node_id", "nodes.id")
            })
            .quantified(&self.participations, PART, |part| part.conditions().same("part.party_id", "nodes.id"))
            .quantified(&self.sanction_events, PART, |event| event.targeting().same("part.party_id", "nodes.id"))
            .quantified(&self.mentions, MENTION, |mention| mention.conditions().same("mention.party_id", "nodes.id"))
    }

    fn combined(&self) -> &Combined<Self> {
        &self.combined
    }
}

impl Conditions {
    /// Adds that the node is a party of one of the kinds. It repeats the conditions of the partial indexes on parties,
    /// so that the planners use them.
    #[must_use]
    pub fn of_party_kinds(self, kinds: &[NodeKind]) -> Self {
        let all = format!("nodes.kind IN ({})", quoted(NodeKind::PARTIES));
        match kinds {
            [] => self.and::<i64>(all, []),
            [kind] => self.and::<i64>(format!("nodes.kind = '{kind}'"), []),
            some => self.and::<i64>(all, []).and::<i64>(format!("nodes.kind IN ({})", quoted(some)), []),
        }
    }

    /// Adds that the node is a party of one of the types. The statement has to read `assets`.
    #[must_use]
    fn of_party_types(self, types: &[PartyType]) -> Self {
        let of_kind = |kind: NodeKind| {
            let assets: Vec<AssetType> = types.iter().filter_map(|of_type| of_type.asset_type()).collect();
            let is_whole = kind != NodeKind::Asset || AssetType::ALL.iter().all(|of_type| assets.contains(of_type));
            let conditions = Self::default().of_party_kinds(&[kind]);
            if is_whole { conditions } else { conditions.one_of("assets.kind", &Some(assets)) }
        };
        let kinds = NodeKind::PARTIES.iter().filter(|kind| types.iter().any(|of_type| of_type.kind() == **kind));
        self.and_any(kinds.copied().map(of_kind))
    }

    /// Adds that the column holds the id of a party that meets the filter.
    #[must_use]
    pub fn of_party(self, column: &str, filter: &Option<Box<PartyFilter>>) -> Self {
        match filter.as_ref().and_then(|party| party.ids.as_ref()) {
            // A filter with ids comes from a look-up and has no other conditions.
            Some(ids) => self.in_ids(column, ids),
            None => self.leading_to(column, "nodes.id", TABLES, filter, PartyFilter::conditions),
        }
    }
}

fn quoted(kinds: &[NodeKind]) -> String {
    kinds.iter().map(|kind| format!("'{kind}'")).collect::<Vec<_>>().join(", ")
}

impl Prefilter for PartyFilter {
    fn ids(&mut self) -> &mut Option<Vec<i64>> {
        &mut self.ids
    }

    fn combined_mut(&mut self) -> &mut Combined<Self> {
        &mut self.combined
    }

    fn prefilter_own(&mut self, conn: &mut Conn) -> Result<()> {
        let (types, countries) = (owners(conn, self.of_types())?, owners(conn, self.of_countries())?);
        let (names, mentions) = (owners(conn, self.of_names())?, owners(conn, self.of_mentions())?);
        replace(&mut self.organization_types, &mut self.ids, types);
        replace(&mut self.countries, &mut self.ids, countries);
        replace(&mut self.name_starts_with, &mut self.ids, names);
        replace(&mut self.mentioned_in, &mut self.ids, mentions);
        let bearers = owners(conn, self.identifier.as_ref().map(bearing))?;
        replace(&mut self.identifier, &mut self.ids, bearers);
        let status = owners(conn, self.of_status())?;
        replace(&mut self.sanction_status, &mut self.ids, status);
        replace_found(&mut self.relationships.some, &mut self.ids, |seen| seen.parties(conn))?;
        replace_found(&mut self.participations.some, &mut self.ids, |part| part.parties(conn))?;
        replace_found(&mut self.sanction_events.some, &mut self.ids, |event| event.targets(conn))?;
        replace_found(&mut self.mentions.some, &mut self.ids, |mention| mention.parties(conn))
    }

    fn is_led_to(&self) -> bool {
        self.ids.is_some() || self.keys.is_some()
    }
}
