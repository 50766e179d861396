//! Which version of its data a database holds.

use std::fmt;
use std::str::FromStr;

use diesel::connection::TransactionManager;
use diesel::prelude::*;

use super::conn::Conn;
use super::schema::revisions;
use crate::error::{Error, Result};

/// A version of the data. Two databases with equal versions hold the same data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DataVersion {
    /// The number of loads that have changed something, for people; 0 until something is loaded.
    pub revision: i64,
    pub token: Token,
}

/// Identifies a load. Numbers cannot: after a backup is restored, the next load gets a number that another load had
/// before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token(u128);

impl Token {
    fn random() -> Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)
            .map_err(|error| Error::Internal(format!("the system gives no random numbers: {error}")))?;
        Ok(Self(u128::from_be_bytes(bytes)))
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Token {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(text, 16).map(Self)
    }
}

/// The columns of a version.
pub(super) type Columns = (revisions::number, revisions::token);

/// The columns to select, for statements that select more.
pub(super) const COLUMNS: Columns = (revisions::number, revisions::token);

impl From<(i64, Token)> for DataVersion {
    fn from((revision, token): (i64, Token)) -> Self {
        Self { revision, token }
    }
}

/// The version that the connection reads.
///
/// # Errors
/// When the database cannot be read, or has not been migrated.
pub(super) fn version(conn: &mut Conn) -> Result<DataVersion> {
    Ok(revisions::table.select(COLUMNS).first::<(i64, Token)>(conn)?.into())
}

/// The version that the current transaction reads. None outside of a transaction, where each statement may read another.
pub(super) fn version_of_transaction(conn: &mut Conn) -> Result<Option<DataVersion>> {
    let status = <Conn as Connection>::TransactionManager::transaction_manager_status_mut(conn);
    let depth = status.transaction_depth()?;
    depth.map(|_| version(conn)).transpose()
}

/// Records that a load has changed something. Returns the new revision.
pub(super) fn raise(conn: &mut Conn) -> Result<i64> {
    let raised = (revisions::number.eq(revisions::number + 1), revisions::token.eq(Token::random()?.to_string()));
    diesel::update(revisions::table).set(raised).execute(conn)?;
    Ok(version(conn)?.revision)
}

/// Records that the same revision may give other answers from now on, as after a migration.
pub(super) fn renew(conn: &mut Conn) -> Result<()> {
    diesel::update(revisions::table).set(revisions::token.eq(Token::random()?.to_string())).execute(conn)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_text() {
        let tokens: Vec<Token> = (0..100).map(|_| Token::random().unwrap()).chain([Token(0), Token(7)]).collect();
        for (place, token) in tokens.iter().enumerate() {
            let text = token.to_string();
            assert_eq!((text.len(), text.parse()), (32, Ok(*token)));
            assert!(!tokens[..place].contains(token));
        }
        assert!("kaniyat".parse::<Token>().is_err());
    }
}
