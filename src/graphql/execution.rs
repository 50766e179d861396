//! The execution of a request, on the thread with its database connection.

use std::sync::Arc;

use async_graphql::{EmptyMutation, EmptySubscription, Response, Schema};

use super::error::{Failure, is_unavailable, with_codes};
use super::fetch::{Fetch, Source};
use super::prepare::{Prepared, with_cost};
use super::response_size::ResponseSize;
use super::root::Root;
use crate::db::Error;
use crate::db::{DataVersion, Deadline};

/// A checked request and what its execution needs.
pub struct Execution {
    pub schema: Schema<Root, EmptyMutation, EmptySubscription>,
    pub prepared: Prepared,
    /// The maximum size of the answer in bytes.
    pub answer_limit: usize,
    pub deadline: Deadline,
}

/// The result of an execution.
pub struct Executed {
    pub response: Response,
    /// The state of the database that it was answered from; none if it read nothing.
    pub seen: Option<DataVersion>,
    /// The number of SQL statements.
    pub statements: u64,
}

impl Executed {
    /// A response that does not depend on the database.
    pub fn of(response: Response) -> Self {
        Self { response, seen: None, statements: 0 }
    }
}

impl Execution {
    /// Executes the request on this thread.
    pub fn run(self, source: &mut Source) -> Executed {
        let Self { schema, prepared, answer_limit, deadline } = self;
        let _current = deadline.on_this_thread();
        let fetch = Arc::new(Fetch::default());
        let size = Arc::new(ResponseSize::new(answer_limit));
        let mut request = prepared.request.data(Arc::clone(&fetch)).data(Arc::clone(&size));
        if let Some(fields) = prepared.schema_fields {
            match fields.execute(prepared.operation.as_deref(), &request.variables) {
                Ok(answer) => request = request.data(answer),
                Err(failure) => return Executed::of(failure.into()),
            }
        }
        let done = fetch.drive(schema.execute(request), source);
        let excess = deadline.excess();
        let (response, seen) = match done {
            _ if size.is_exceeded() => (size.refusal(), None),
            Ok(_) if excess.is_some() => (excess.map(Failure::from).map(Response::from).unwrap_or_default(), None),
            // The errors may be due to the deadline.
            Ok(response) if !response.errors.is_empty() && deadline.is_over() => {
                (Failure::from(deadline.missed()).into(), None)
            }
            // Nothing was read: another server may answer the request, or this one a little later.
            Ok(response) if fetch.version().is_none() && is_unavailable(&response) => {
                (Failure::from(&Error::Unavailable(String::new())).into(), None)
            }
            Ok(response) => (with_cost(with_codes(response), prepared.cost_report), fetch.version()),
            Err(error) => (Failure::from(error).into(), None),
        };
        Executed { response, seen, statements: fetch.statements() }
    }
}
