//! Drawings, made by the server: they need no script, look the same to everybody, and can be printed and saved.

mod label;
mod layout;
mod network;
mod timeline;

pub use layout::Layout;
pub use network::{network_svg, shape};
pub use timeline::{is_drawn, timeline};
