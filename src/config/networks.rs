//! Lists of networks.

use std::net::IpAddr;
use std::str::FromStr;

/// A list of networks such as `10.0.0.0/8, 2001:db8::/32, 192.0.2.7`. A bare address is a network of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<Network>);

/// A network: an address and a prefix length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    /// The prefix length: at most 32 for IPv4, at most 128 for IPv6.
    bits: u8,
}

impl Networks {
    /// Whether the address belongs to one of them. An IPv4-mapped IPv6 address counts as IPv4.
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address.to_canonical()))
    }
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        self.address.is_ipv4() == address.is_ipv4() && prefix(address, self.bits) == prefix(self.address, self.bits)
    }
}

/// The address with all bits after the first ones set to zero.
pub fn prefix(address: IpAddr, bits: u8) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32_u32.saturating_sub(bits.into())).unwrap_or(0);
            IpAddr::V4((address.to_bits() & mask).into())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128_u32.saturating_sub(bits.into())).unwrap_or(0);
            IpAddr::V6((address.to_bits() & mask).into())
        }
    }
}

impl FromStr for Networks {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split(',').map(str::trim).filter(|network| !network.is_empty()).map(Network::from_str).collect()
    }
}

impl FromIterator<Network> for Networks {
    fn from_iter<T: IntoIterator<Item = Network>>(networks: T) -> Self {
        Self(networks.into_iter().collect())
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let network = address.parse().ok().map(|address: IpAddr| address.to_canonical()).and_then(|address| {
            let most = if address.is_ipv4() { 32 } else { 128 };
            let bits = bits.map_or(Some(most), |bits| bits.parse().ok().filter(|bits| *bits <= most))?;
            Some(Self { address, bits })
        });
        network.ok_or_else(|| format!("`{text}` is not a network: expected addresses or networks such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.7, separated by commas"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_contains_addresses_with_its_prefix() {
        for (networks, inside, outside) in [
            ("10.0.0.0/8", &["10.0.0.0", "10.255.1.2", "::ffff:10.1.1.1"][..], &["11.0.0.0", "::a00:1"][..]),
            ("192.0.2.7", &["192.0.2.7"], &["192.0.2.6"]),
            ("192.0.2.7/0", &["1.2.3.4"], &["::1"]),
            ("2001:db8::/33, ::1", &["2001:db8::5", "::1"], &["2001:db8:8000::", "::2", "127.0.0.1"]),
            ("", &[], &["127.0.0.1", "::1", "0.0.0.0"]),
        ] {
            let list: Networks = networks.parse().unwrap();
            for address in inside {
                assert!(list.contain(address.parse().unwrap()), "{networks}: {address}");
            }
            for address in outside {
                assert!(!list.contain(address.parse().unwrap()), "{networks}: {address}");
            }
        }
    }

    #[test]
    fn malformed_networks_are_refused() {
        for text in ["10.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/x", "host", "10.0.0.0/8 10.0.0.1"] {
            assert!(text.parse::<Networks>().unwrap_err().contains("is not a network"), "{text}");
        }
    }
}
