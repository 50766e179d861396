//! What any layer may use: the limits of the work for one request, text as a terminal may show it, suggestions, wording, and
//! reading files up to a limit.

pub mod nearest;
pub mod regular_file;
pub mod visible;
pub mod wording;
pub mod work;
