//! The domain model in plain Rust. The features `diesel` and `async-graphql` implement their traits for its types, which has
//! to be done in this crate.

mod article;
mod birth;
mod body;
mod event;
mod evidence;
mod fingerprint;
#[cfg(feature = "async-graphql")]
pub mod graphql;
mod identifier;
mod language;
mod legal_instrument;
mod node;
mod partial_date;
mod party;
mod period;
mod relationship;
mod sanction_status;
mod search;
mod sha256;
mod support;
#[cfg(feature = "diesel")]
mod text_columns;
mod vocabulary;
mod wording;

pub use article::ArticleKind;
pub use birth::{BirthLikeness, BirthRange};
pub use body::Body;
pub use event::{Happening, IncidentKind, Role, SanctionAction, SanctionMeasure};
pub use evidence::{FIGURE_LIMIT, Qualifier, Stance};
pub use fingerprint::fingerprint;
pub use identifier::{IdentifierKind, Identity, NORMALIZED_VERSION, latin_digit};
pub use language::{CountryCode, Language, Localized, MalformedCountry, MalformedLanguage};
pub use legal_instrument::LegalInstrumentKind;
pub use node::{KEY_LIMIT, Key, MalformedKey, NodeKind, NodeName};
pub use partial_date::{DayRange, MalformedDate, MalformedDay, PartialDate, When, parse_day};
pub use party::{AssetType, Gender, NameKind, OrganizationType, PartyTextKind, PartyType};
pub use period::{PeriodMatch, Undated};
pub use relationship::{Direction, PlaceRelationshipKind, RelationshipKind};
pub use sanction_status::periods::{Period, Span, sanction_periods};
pub use sanction_status::{CaseEvent, SanctionState, SanctionStatus, sanction_status};
pub use search::{SearchField, SearchMatchKind, SearchType};
pub use sha256::sha256_of_hex;
pub use support::{Particulars, SUPPORT_LIMIT, Support, SupportKind, supported};
pub use vocabulary::{UnknownWord, Vocabulary};
pub use wording::{Worded, Wording};
