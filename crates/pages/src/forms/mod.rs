//! A page as data: its main table, what to cite it by, its days.

mod cite;
mod days;
mod drawn;
mod graphml;
mod rows;
mod table;

pub use cite::cite;
pub use days::days;
pub use drawn::svg;
pub use graphml::graphml;
pub use rows::{removed, screened};
pub use table::csv;
