//! The filters of parties: of all of them, and of each type.

/// Declares a filter of parties of some kinds (none: all). It has the conditions that all have, and its own, each with
/// the field of [`PartyFilter`](crate::db::filter::PartyFilter) that it becomes.
macro_rules! party_filter {
    (
        $(#[doc = $about:literal])+
        $name:ident: [$($kind:ident),*] => {
            $($(#[doc = $meaning:literal])+ $field:ident: $value:ty => $condition:ident,)*
        }
    ) => {
        $(#[doc = $about])+
        #[derive(async_graphql::InputObject, Default)]
        pub struct $name {
            /// Those with these keys or ids.
            pub keys: Option<Vec<String>>,
            $($(#[doc = $meaning])+ pub $field: Option<Vec<$value>>,)*
            /// Those of these countries. Vessels and aircraft are of the countries whose flags they have or had.
            pub countries: Option<Vec<$crate::model::CountryCode>>,
            /// Those with a name, in any language, that starts with this text. Case, diacritics and variants of Arabic
            /// letters do not matter.
            pub name_starts_with: Option<String>,
            /// Those with this identifier.
            pub identifier: Option<$crate::graphql::identifier::IdentifierInput>,
            /// Those mentioned in one of these articles, by key or id.
            pub mentioned_in: Option<Vec<String>>,
            /// Those in these data sets, by key or id.
            pub datasets: Option<Vec<String>>,
            /// Those with a relationship that matches `some`, and without any that matches `none`.
            pub relationships:
                Option<$crate::graphql::quantifier::Quantifier<$crate::graphql::relationship::RelationshipCondition>>,
            /// Those with a participation that matches `some`, and without any that matches `none`.
            pub participations:
                Option<$crate::graphql::quantifier::Quantifier<$crate::graphql::participation::ParticipationFilter>>,
            /// Those targeted by a sanction event that matches `some`, and by none that matches `none`. Its `facts` must
            /// match the participation as a target too.
            pub sanction_events:
                Option<$crate::graphql::quantifier::Quantifier<$crate::graphql::sanction_event::SanctionEventFilter>>,
            /// Those with a mention in articles that matches `some`, and without any that matches `none`.
            pub mentions: Option<$crate::graphql::quantifier::Quantifier<$crate::graphql::mention::MentionFilter>>,
            /// Those against whom one authority's sanctions have this status: `{}` selects those under sanctions.
            pub sanction_status: Option<$crate::graphql::sanction_status::SanctionStatusFilter>,
            #[graphql(flatten)]
            pub combination: $crate::graphql::combination::Combination<$name>,
        }

        /// # Errors
        /// `BAD_USER_INPUT` for an invalid filter inside.
        impl TryFrom<$name> for $crate::db::filter::PartyFilter {
            type Error = $crate::graphql::error::Failure;

            fn try_from(filter: $name) -> $crate::graphql::error::Result<Self> {
                use $crate::graphql::naming::{PARTIES, all_named};
                use $crate::graphql::quantifier::quantified;
                use $crate::model::NodeKind;

                let kinds = [$(NodeKind::$kind),*];
                Ok(Self {
                    kinds: kinds.to_vec(),
                    keys: all_named("keys", filter.keys, if kinds.is_empty() { PARTIES } else { &kinds })?,
                    $($condition: filter.$field,)*
                    countries: filter.countries,
                    name_starts_with: filter.name_starts_with,
                    identifier: filter.identifier.map(TryInto::try_into).transpose()?,
                    mentioned_in: all_named("mentionedIn", filter.mentioned_in, &[NodeKind::Article])?,
                    datasets: all_named("datasets", filter.datasets, &[NodeKind::Dataset])?,
                    relationships: quantified(filter.relationships)?,
                    participations: quantified(filter.participations)?,
                    sanction_events: quantified(filter.sanction_events)?,
                    mentions: quantified(filter.mentions)?,
                    sanction_status: filter.sanction_status.map(TryInto::try_into).transpose()?,
                    combined: $crate::graphql::combination::combined(filter.combination)?,
                    ..Self::default()
                })
            }
        }
    };
}

pub(super) use party_filter;
