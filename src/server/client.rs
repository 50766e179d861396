//! On whose behalf a request comes.

use std::net::{IpAddr, SocketAddr};

use actix_web::http::header::{FORWARDED, HeaderMap, HeaderName, X_FORWARDED_FOR};

use crate::config::{ForwardedHeader, Networks, Traffic, prefix};

/// What counts as one client of IPv6, in bits: whoever has an address there has such a network of them.
const IPV6_CLIENT: u8 = 64;

/// Whom a request is counted for: an IPv4 address, or the first 64 bits of an IPv6 address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(Option<IpAddr>);

impl Client {
    /// The client with that address.
    pub fn at(address: IpAddr) -> Self {
        Self(Some(if address.is_ipv6() { prefix(address, IPV6_CLIENT) } else { address }))
    }

    /// Its address, or that of its network; none where the connection is not of a network.
    pub fn address(self) -> Option<IpAddr> {
        self.0
    }
}

/// The most proxies in a row that are believed.
const PROXIES: usize = 16;

/// The proxies that are believed, and where they say it.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    trusted: Networks,
    header: ForwardedHeader,
}

impl Proxies {
    pub fn new(traffic: &Traffic) -> Self {
        Self { trusted: traffic.trusted_proxies.clone(), header: traffic.forwarded_header }
    }

    /// The client: whoever connects, or, when that is a trusted proxy, whom it names, and so on. A proxy that names nobody,
    /// or nobody with an address, is the client itself.
    pub fn client(&self, peer: Option<SocketAddr>, headers: &HeaderMap) -> Client {
        peer.map_or(Client(None), |peer| Client::at(self.address(peer.ip(), headers)))
    }

    fn address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        if !self.trusted.contain(client) {
            return client;
        }
        // Each proxy adds at the end: what stands further to the left is older, and may be made up.
        let mut named = self.named(headers).into_iter().rev().take(PROXIES);
        while self.trusted.contain(client) {
            match named.next() {
                Some(Some(earlier)) => client = earlier.to_canonical(),
                _ => break,
            }
        }
        client
    }

    /// All whom the header names, in its order; none in the place of one without an address.
    fn named(&self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        let (name, address): (HeaderName, fn(&str) -> Option<IpAddr>) = match self.header {
            ForwardedHeader::XForwardedFor => (X_FORWARDED_FOR, address),
            ForwardedHeader::Forwarded => (FORWARDED, forwarded_for),
        };
        let lines = headers.get_all(name).map(|line| line.to_str().unwrap_or_default());
        lines.flat_map(|line| line.split(',')).map(address).collect()
    }
}

/// The address in an element of `Forwarded`, as `for="[2001:db8::1]:4711"; proto=https` has it (RFC 7239, section 4).
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let value = element.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then_some(value.trim())
    })?;
    address(value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value))
}

/// An address, with or without a port; IPv6 in brackets or not.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse().ok().map(|address: SocketAddr| address.ip()))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn client(header: ForwardedHeader, peer: &str, lines: &[&str]) -> String {
        let proxies = Proxies { trusted: "10.0.0.0/8, 2001:db8::/32".parse().unwrap(), header };
        let name = match header {
            ForwardedHeader::XForwardedFor => X_FORWARDED_FOR,
            ForwardedHeader::Forwarded => FORWARDED,
        };
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name.clone(), HeaderValue::from_str(line).unwrap());
        }
        proxies.address(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn trusted_proxies_name_the_client() {
        for (peer, lines, expected) in [
            // Whoever is no proxy is not believed.
            ("192.0.2.1", &["198.51.100.7"][..], "192.0.2.1"),
            ("10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("::ffff:10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            // What the client itself had written stands to the left of what the proxy saw.
            ("10.0.0.1", &["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["203.0.113.9, 198.51.100.7, 10.1.1.1"], "198.51.100.7"),
            ("10.0.0.1", &["203.0.113.9", "198.51.100.7:4711 , 2001:db8::5"], "198.51.100.7"),
            ("10.0.0.1", &["[2001:db9::1]:80"], "2001:db9::1"),
            // A proxy that names nobody, or what is no address, is as far as it goes.
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.7, unknown, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", &["198.51.100.7,"], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ] {
            assert_eq!(client(ForwardedHeader::XForwardedFor, peer, lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn the_standard_header_is_read() {
        for (lines, expected) in [
            (&["for=198.51.100.7;proto=https"][..], "198.51.100.7"),
            (&["for=203.0.113.9, By=10.0.0.1; For=\"[2001:db9::1]:4711\""], "2001:db9::1"),
            (&["for=198.51.100.7, for=_hidden"], "10.0.0.1"),
            (&["proto=https"], "10.0.0.1"),
        ] {
            assert_eq!(client(ForwardedHeader::Forwarded, "10.0.0.1", lines), expected, "{lines:?}");
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
