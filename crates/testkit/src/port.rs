//! A port for a server that is started later, or restarted.

use std::net::TcpListener;

/// The kernel gives none of these to an outgoing connection.
const NOT_EPHEMERAL: std::ops::Range<u16> = 15_000..32_000;

/// A port of this machine that nobody listens on, and that no outgoing connection takes while the server is away.
///
/// # Panics
/// If 100 ports in a row are taken.
pub fn free_port() -> u16 {
    let port = std::iter::repeat_with(|| fastrand::u16(NOT_EPHEMERAL));
    let mut free = port.take(100).filter(|port| TcpListener::bind(("0.0.0.0", *port)).is_ok());
    free.next().expect("there is a port that nobody listens on")
}
