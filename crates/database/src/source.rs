//! The tables that each entity is read from. Its lists and its filters name their columns.

/// Declares the tables of each entity once, all joined by their ids: as the Diesel query `source()` and as the SQL text
/// `TABLES`.
macro_rules! sources {
    ($($entity:ident = $table:ident $(JOIN $inner:ident)* $(LEFT JOIN $outer:ident)*;)*) => {
        $(pub mod $entity {
            use diesel::prelude::*;

            use crate::schema::{$table, $($inner,)* $($outer,)*};

            #[diesel::dsl::auto_type]
            pub fn source() -> _ {
                $table::table$(.inner_join($inner::table))*$(.left_join($outer::table))*
            }

            /// The same tables as the text of a `FROM` clause.
            pub const TABLES: &str = concat!(
                stringify!($table),
                $(" JOIN ", stringify!($inner), " ON ", stringify!($inner), ".id = ", stringify!($table), ".id",)*
                $(" LEFT JOIN ", stringify!($outer), " ON ", stringify!($outer), ".id = ", stringify!($table), ".id",)*
            );
        })*
    };
}

sources! {
    article = articles JOIN nodes;
    event = events JOIN facts JOIN nodes LEFT JOIN sanction_events LEFT JOIN incidents;
    figure = figures JOIN facts JOIN nodes;
    legal_instrument = legal_instruments JOIN nodes;
    participation = participations JOIN nodes;
    party = nodes LEFT JOIN actors LEFT JOIN organizations LEFT JOIN assets;
    place = places JOIN nodes;
    place_relationship = place_relationships JOIN facts JOIN nodes;
    relationship = relationships JOIN facts JOIN nodes;
}

/// Evidence, with the article that it is from.
pub mod evidence {
    use diesel::prelude::*;

    use crate::schema::{articles, evidence};

    #[diesel::dsl::auto_type]
    pub fn source() -> _ {
        evidence::table.inner_join(articles::table)
    }

    /// The same tables as the text of a `FROM` clause.
    pub const TABLES: &str = "evidence JOIN articles ON articles.id = evidence.article_id";
}
