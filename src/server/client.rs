//! The client of a request, for limits per client.

use std::net::{IpAddr, SocketAddr};

use actix_web::HttpRequest;
use actix_web::http::header::{HeaderMap, X_FORWARDED_FOR};

use crate::config::{Networks, Traffic, prefix};

/// The prefix length of one IPv6 client: networks hand out at least a /64 to each.
const IPV6_CLIENT_BITS: u8 = 64;

/// An IPv4 address or an IPv6 /64; none where the peer has no IP address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(Option<IpAddr>);

impl Client {
    /// The client with that address.
    pub fn at(address: IpAddr) -> Self {
        Self(Some(if address.is_ipv6() { prefix(address, IPV6_CLIENT_BITS) } else { address }))
    }

    /// Its address, or the first address of its network.
    pub fn address(self) -> Option<IpAddr> {
        self.0
    }
}

/// The longest chain of proxies that is followed.
const MAX_PROXIES: usize = 16;

/// The proxies whose `X-Forwarded-For` is trusted.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Networks);

impl TrustedProxies {
    pub fn new(traffic: &Traffic) -> Self {
        Self(traffic.trusted_proxies.clone())
    }

    /// The client of a request: the peer, or if that is a trusted proxy, the address that it forwards for, and so on. A proxy
    /// that names no address counts as the client itself.
    pub fn client_of(&self, http: &HttpRequest) -> Client {
        http.peer_addr().map_or(Client(None), |peer| Client::at(self.address(peer.ip(), http.headers())))
    }

    fn address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        if !self.0.contain(client) {
            return client;
        }
        // Each proxy appends. What is further left is older, and a client may have made it up.
        let mut forwarded = forwarded_for(headers).into_iter().rev().take(MAX_PROXIES);
        while self.0.contain(client) {
            match forwarded.next() {
                Some(Some(earlier)) => client = earlier.to_canonical(),
                _ => break,
            }
        }
        client
    }
}

/// The addresses in `X-Forwarded-For`, in order, with none for each malformed one.
fn forwarded_for(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all(X_FORWARDED_FOR).map(|line| line.to_str().unwrap_or_default());
    lines.flat_map(|line| line.split(',')).map(address).collect()
}

/// Parses an address with or without a port, IPv6 with or without brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse().ok().map(|address: SocketAddr| address.ip()))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn client(peer: &str, lines: &[&str]) -> String {
        let proxies = TrustedProxies("10.0.0.0/8, 2001:db8::/32".parse().unwrap());
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(X_FORWARDED_FOR, HeaderValue::from_str(line).unwrap());
        }
        proxies.address(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn trusted_proxies_name_the_client() {
        for (peer, lines, expected) in [
            // An untrusted peer.
            ("192.0.2.1", &["198.51.100.7"][..], "192.0.2.1"),
            ("10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("::ffff:10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            // What the client sent is left of what the proxy appended.
            ("10.0.0.1", &["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["203.0.113.9, 198.51.100.7, 10.1.1.1"], "198.51.100.7"),
            ("10.0.0.1", &["203.0.113.9", "198.51.100.7:4711 , 2001:db8::5"], "198.51.100.7"),
            ("10.0.0.1", &["[2001:db9::1]:80"], "2001:db9::1"),
            // The chain ends at a proxy that names no address.
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.7, unknown, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", &["198.51.100.7,"], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ] {
            assert_eq!(client(peer, lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn a_network_of_ipv6_is_one_client() {
        let at = |address: &str| Client::at(address.parse().unwrap());
        assert_eq!(at("2001:db8::1"), at("2001:db8::2"));
        assert_ne!(at("2001:db8::1"), at("2001:db8:0:1::1"));
        assert_ne!(at("192.0.2.1"), at("192.0.2.2"));
    }
}
