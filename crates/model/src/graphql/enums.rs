//! The vocabularies of the domain as GraphQL enums, with the domain's own words and meanings.

use async_graphql::indexmap::IndexMap;
use async_graphql::registry::{Deprecation, MetaEnumValue, MetaType};
use async_graphql::{InputType, InputValueError, InputValueResult, Name, Value};

use crate::{
    ArticleKind, Direction, Gender, IdentifierKind, IncidentKind, LegalInstrumentKind, NameKind, OrganizationType,
    PartyType, PeriodMatch, PlaceRelationshipKind, Qualifier, RelationshipKind, Role, SanctionAction, SanctionMeasure,
    SanctionState, SearchField, SearchMatchKind, SearchType, Stance, SupportKind, Undated, Vocabulary,
};

pub fn meta<V: Vocabulary>() -> MetaType {
    let member = |member: &V| {
        let value = MetaEnumValue {
            name: member.word().to_owned(),
            description: Some(member.about().to_owned()),
            deprecation: Deprecation::NoDeprecated,
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            directive_invocations: Vec::new(),
        };
        (value.name.clone(), value)
    };
    MetaType::Enum {
        name: V::NAME.to_owned(),
        description: Some(V::ABOUT.to_owned()),
        enum_values: V::ALL.iter().map(member).collect::<IndexMap<_, _>>(),
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        rust_typename: Some(std::any::type_name::<V>()),
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    }
}

pub fn parse<V: Vocabulary + InputType>(value: Option<Value>) -> InputValueResult<V> {
    let value = value.unwrap_or_default();
    let word = match &value {
        Value::Enum(name) => name.as_str(),
        Value::String(text) => text,
        _ => return Err(InputValueError::expected_type(value)),
    };
    word.parse().map_err(|_| InputValueError::custom(format!("expected one of {}", V::words().join(", "))))
}

pub fn value<V: Vocabulary>(member: V) -> Value {
    Value::Enum(Name::new(member.word()))
}

/// What [`graphql_enums`](crate::graphql_enums) is made of.
#[doc(hidden)]
pub mod parts {
    pub use std::borrow::Cow;

    pub use async_graphql::parser::types::Field;
    pub use async_graphql::registry::{MetaTypeId, Registry};
    pub use async_graphql::{
        ContextSelectionSet, InputType, InputValueResult, OutputType, Positioned, ServerResult, Value,
    };

    pub use super::{meta, parse, value};
    pub use crate::Vocabulary;
}

/// Makes a GraphQL enum of each vocabulary; the traits are foreign, so each takes an implementation of its own.
#[macro_export]
macro_rules! graphql_enums {
    ($($vocabulary:ty),+ $(,)?) => {
        const _: () = {
            use $crate::graphql::enums::parts::*;
            $(
                impl InputType for $vocabulary {
                    type RawValueType = Self;

                    fn type_name() -> Cow<'static, str> {
                        Cow::Borrowed(Self::NAME)
                    }

                    fn create_type_info(registry: &mut Registry) -> String {
                        registry.create_input_type::<Self, _>(MetaTypeId::Enum, |_| meta::<Self>())
                    }

                    fn parse(value: Option<Value>) -> InputValueResult<Self> {
                        parse(value)
                    }

                    fn to_value(&self) -> Value {
                        value(*self)
                    }

                    fn as_raw_value(&self) -> Option<&Self> {
                        Some(self)
                    }
                }

                impl OutputType for $vocabulary {
                    fn type_name() -> Cow<'static, str> {
                        Cow::Borrowed(Self::NAME)
                    }

                    fn create_type_info(registry: &mut Registry) -> String {
                        registry.create_output_type::<Self, _>(MetaTypeId::Enum, |_| meta::<Self>())
                    }

                    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
                        Ok(value(*self))
                    }
                }
            )+
        };
    };
}

graphql_enums!(
    ArticleKind,
    Direction,
    Gender,
    IdentifierKind,
    IncidentKind,
    LegalInstrumentKind,
    NameKind,
    OrganizationType,
    PartyType,
    PeriodMatch,
    PlaceRelationshipKind,
    Qualifier,
    RelationshipKind,
    Role,
    SanctionAction,
    SanctionMeasure,
    SanctionState,
    SearchField,
    SearchMatchKind,
    SearchType,
    Stance,
    SupportKind,
    Undated,
);
