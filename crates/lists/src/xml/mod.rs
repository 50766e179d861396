//! XML as the lists use it: a stream of whole elements, one entry at a time.

mod budget;
mod element;
mod stream;

pub(crate) use element::{Element, collapsed};
pub(crate) use stream::Stream;
