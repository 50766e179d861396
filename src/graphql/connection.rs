//! Relay connections: pages of lists.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;

use async_graphql::{Context, Object, OutputType, SimpleObject, TypeName};

use super::async_graphql_override as async_graphql;
use super::entity::{Entity, value};
use super::error::{Failure, Result};
use crate::db::{Cursor, List, Page, Total};

/// An item of a page: its cursor, and what only this list knows about it.
pub trait EdgeOf<N: Entity>: OutputType {
    /// The edge of a row, in the list of a parent or of [`crate::db::ROOT`].
    fn new(cursor: &Cursor, row: &Arc<N::Row>, parent: i64) -> Self;

    /// The name of the connection type with these edges.
    fn connection_name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Connection", N::type_name()))
    }
}

/// A page of a list, and the list's length if it was asked for.
pub struct Connection<N: Entity, E = Edge<N>> {
    page: Arc<Page<N::Row>>,
    total: Option<i64>,
    parent: i64,
    edges: PhantomData<fn() -> E>,
}

/// Loads the connection of a list for a parent.
pub async fn connection<N: Entity, E: EdgeOf<N>>(
    ctx: &Context<'_>,
    list: impl List<Row = N::Row>,
    parent: i64,
) -> Result<Connection<N, E>> {
    list.query().check().map_err(|error| Failure::bad_user_input(format!("`after` or `before`: {error}")))?;
    let selects = |names: &[&str]| ctx.field().selection_set().any(|field| names.contains(&field.name()));
    let rows = async {
        match selects(&["nodes", "edges", "pageInfo"]) {
            true => value(ctx, list.clone(), parent).await,
            false => Ok(Arc::default()),
        }
    };
    let total = async {
        match selects(&["totalCount"]) {
            true => value(ctx, Total(list.clone()), parent).await.map(|total| Some(*total)),
            false => Ok(None),
        }
    };
    let (page, total) = futures_util::future::try_join(rows, total).await?;
    Ok(Connection { page, total, parent, edges: PhantomData })
}

/// The position of a page in its list.
#[derive(SimpleObject)]
pub struct PageInfo {
    /// Whether the list has items before this page.
    has_previous_page: bool,
    /// Whether the list has items after this page.
    has_next_page: bool,
    /// The cursor of the first item of the page, to pass as `before`.
    start_cursor: Option<String>,
    /// The cursor of the last item of the page, to pass as `after`.
    end_cursor: Option<String>,
}

/// A page of a list.
#[Object(name_type)]
impl<N: Entity, E: EdgeOf<N>> Connection<N, E> {
    /// The position of the page in the list.
    async fn page_info(&self) -> PageInfo {
        let cursor = |row: Option<&(Cursor, Arc<N::Row>)>| row.map(|(cursor, _)| cursor.encode());
        PageInfo {
            has_previous_page: self.page.has_previous,
            has_next_page: self.page.has_next,
            start_cursor: cursor(self.page.rows.first()),
            end_cursor: cursor(self.page.rows.last()),
        }
    }

    /// The items of the page, each with its cursor.
    async fn edges(&self) -> Vec<E> {
        self.page.rows.iter().map(|(cursor, row)| E::new(cursor, row, self.parent)).collect()
    }

    /// The items of the page.
    async fn nodes(&self) -> Vec<N> {
        self.page.rows.iter().map(|(_, row)| N::of(Arc::clone(row))).collect()
    }

    /// The number of items in the whole list. Counting takes time: ask for it only if you show it.
    async fn total_count(&self) -> Result<i64> {
        self.total.ok_or_else(|| Failure::internal("a total was not loaded"))
    }
}

impl<N: Entity, E: EdgeOf<N>> TypeName for Connection<N, E> {
    fn type_name() -> Cow<'static, str> {
        E::connection_name()
    }
}

pub struct Edge<N: Entity> {
    cursor: Cursor,
    row: Arc<N::Row>,
}

impl<N: Entity> EdgeOf<N> for Edge<N> {
    fn new(cursor: &Cursor, row: &Arc<N::Row>, _: i64) -> Self {
        Self { cursor: cursor.clone(), row: Arc::clone(row) }
    }
}

/// An item of a page, with its cursor.
#[Object(name_type)]
impl<N: Entity> Edge<N> {
    /// The position in the list, to pass as `after` or `before`.
    async fn cursor(&self) -> String {
        self.cursor.encode()
    }

    /// The item.
    async fn node(&self) -> N {
        N::of(Arc::clone(&self.row))
    }
}

impl<N: Entity> TypeName for Edge<N> {
    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Edge", N::type_name()))
    }
}
