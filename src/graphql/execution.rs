//! The execution of a request, on the thread that holds its connection.

use std::sync::Arc;

use async_graphql::{EmptyMutation, EmptySubscription, Response, Schema};

use super::error::{Failure, is_unavailable, with_codes};
use super::fetch::{Fetch, Source};
use super::prepare::{Prepared, with_cost};
use super::response_size::ResponseSize;
use super::root::Root;
use crate::db::Error;
use crate::db::{DataVersion, Deadline};

/// A request that is to be executed.
pub struct Execution {
    pub schema: Schema<Root, EmptyMutation, EmptySubscription>,
    pub prepared: Prepared,
    /// The longest answer, in bytes.
    pub answer_limit: usize,
    pub deadline: Deadline,
}

/// What came of a request.
pub struct Executed {
    pub response: Response,
    /// The state that it was answered from; none when it needed nothing of the database.
    pub seen: Option<DataVersion>,
    /// How many statements it took.
    pub statements: u64,
}

impl Executed {
    /// An answer without anything of the database.
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
        let request = prepared.request.data(Arc::clone(&fetch)).data(Arc::clone(&size));
        let done = fetch.drive(schema.execute(request), source);
        let excess = deadline.excess();
        let whole = ResponseSize::new(answer_limit);
        if let (Ok(response), true) = (&done, prepared.shows_schema) {
            whole.count_all(&response.data);
        }
        let (response, seen) = match done {
            _ if size.is_exceeded() => (size.refusal(), None),
            _ if whole.is_exceeded() => (whole.refusal(), None),
            Ok(_) if excess.is_some() => (excess.map(Failure::from).map(Response::from).unwrap_or_default(), None),
            // What has failed by now may have failed for that.
            Ok(response) if !response.errors.is_empty() && deadline.is_over() => {
                (Failure::from(deadline.missed()).into(), None)
            }
            // Nothing could be read: the whole of it may well be answered by another server, or a little later.
            Ok(response) if fetch.version().is_none() && is_unavailable(&response) => {
                (Failure::from(&Error::Unavailable(String::new())).into(), None)
            }
            Ok(response) => (with_cost(with_codes(response), prepared.told), fetch.version()),
            Err(error) => (Failure::from(error).into(), None),
        };
        Executed { response, seen, statements: fetch.statements() }
    }
}
