//! A limit on the rate of requests per client.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::middleware::Next;
use actix_web::web;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::answer::refused;
use super::client::{Client, TrustedProxies};
use crate::config::{Traffic, prefix};
use crate::error::Code;

/// The number of tracked clients from which whole networks share a limit, to bound the memory.
const MAX_CLIENTS: usize = 100_000;

/// After how many requests idle clients are dropped.
const CLEANUP_INTERVAL: u32 = 4096;

/// The prefix lengths of the networks that share a limit when there are too many clients.
const CROWDED_IPV4_BITS: u8 = 16;
const CROWDED_IPV6_BITS: u8 = 32;

/// The smallest burst: how many requests a client that has been quiet may send at once, however low the rate is.
const MIN_BURST: NonZeroU32 = NonZeroU32::new(50).unwrap();

/// The limit, and the remaining quota of each client. Clones share it.
#[derive(Clone)]
pub struct RateLimit {
    limiter: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    clock: DefaultClock,
    cleanup: Arc<Cleanup>,
    proxies: TrustedProxies,
}

#[derive(Default)]
struct Cleanup {
    requests: AtomicU32,
    is_crowded: AtomicBool,
}

impl RateLimit {
    /// The limit of the settings, if there is one.
    pub fn new(traffic: &Traffic, proxies: &TrustedProxies) -> Option<Self> {
        let rate = NonZeroU32::new(traffic.rate_limit)?;
        Some(Self::with(rate, rate.max(MIN_BURST), proxies.clone()))
    }

    fn with(rate: NonZeroU32, burst: NonZeroU32, proxies: TrustedProxies) -> Self {
        Self {
            limiter: Arc::new(RateLimiter::dashmap(Quota::per_second(rate).allow_burst(burst))),
            clock: DefaultClock::default(),
            cleanup: Arc::default(),
            proxies,
        }
    }

    /// Counts a request of the client.
    ///
    /// # Errors
    /// The time until the client may retry, if it has exceeded the limit.
    fn check(&self, client: Client) -> Result<(), Duration> {
        let Some(address) = client.address() else { return Ok(()) };
        self.clean_up();
        let key = self.key(address);
        self.limiter.check_key(&key).map_err(|wait| wait.wait_time_from(self.clock.now()))
    }

    fn key(&self, client: IpAddr) -> IpAddr {
        match (client, self.cleanup.is_crowded.load(Ordering::Relaxed)) {
            (_, false) => client,
            (IpAddr::V4(_), true) => prefix(client, CROWDED_IPV4_BITS),
            (IpAddr::V6(_), true) => prefix(client, CROWDED_IPV6_BITS),
        }
    }

    /// From time to time drops the clients with a full quota, who need not be remembered.
    fn clean_up(&self) {
        if self.cleanup.requests.fetch_add(1, Ordering::Relaxed) % CLEANUP_INTERVAL == CLEANUP_INTERVAL - 1 {
            self.limiter.retain_recent();
            self.cleanup.is_crowded.store(self.limiter.len() >= MAX_CLIENTS, Ordering::Relaxed);
        }
    }

    /// The number of tracked clients.
    pub fn clients(&self) -> usize {
        self.limiter.len()
    }
}

/// Refuses requests beyond the limit, if there is one.
pub async fn middleware<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let checked = match request.app_data::<web::Data<RateLimit>>() {
        Some(limit) => limit.check(limit.proxies.client_of(request.request())),
        None => Ok(()),
    };
    match checked {
        Ok(()) => Ok(next.call(request).await?.map_into_left_body()),
        Err(wait) => Ok(request.into_response(refusal(wait)).map_into_right_body()),
    }
}

fn refusal(wait: Duration) -> actix_web::HttpResponse {
    // `Retry-After` is in whole seconds.
    let seconds = wait.as_millis().div_ceil(1000).max(1);
    let mut answer = refused(Code::RateLimited, &format!("Too many requests. Retry in {seconds} s."));
    if let Ok(seconds) = HeaderValue::from_str(&seconds.to_string()) {
        answer.headers_mut().insert(RETRY_AFTER, seconds);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(rate: u32, burst: u32) -> RateLimit {
        let number = |number| NonZeroU32::new(number).unwrap();
        RateLimit::with(number(rate), number(burst), TrustedProxies::default())
    }

    fn at(client: &str) -> Client {
        Client::at(client.parse().unwrap())
    }

    fn sends(limit: &RateLimit, client: &str) -> bool {
        limit.check(at(client)).is_ok()
    }

    #[test]
    fn a_client_may_send_its_burst_and_then_has_to_wait() {
        let limit = limit(1, 3);
        assert!((0..3).all(|_| sends(&limit, "192.0.2.1")));
        assert!(!sends(&limit, "192.0.2.1"));
        assert!(sends(&limit, "192.0.2.2"), "another client");
        let wait = limit.check(at("192.0.2.1")).unwrap_err();
        assert!(wait > Duration::ZERO && wait <= Duration::from_secs(1), "{wait:?}");
    }

    #[test]
    fn an_ipv6_network_is_one_client() {
        let limit = limit(1, 2);
        assert!(sends(&limit, "2001:db8::1") && sends(&limit, "2001:db8::2"));
        assert!(!sends(&limit, "2001:db8::3"));
        assert!(sends(&limit, "2001:db8:0:1::1"));
    }

    #[test]
    fn idle_clients_are_dropped_and_a_crowd_is_counted_by_network() {
        let limit = limit(100_000, 1);
        for client in 0..10 * CLEANUP_INTERVAL {
            let _ = limit.check(Client::at(IpAddr::V4((0x0a00_0000 + client).into())));
        }
        assert!(limit.clients() < 3 * CLEANUP_INTERVAL as usize, "{}", limit.clients());

        let limit = self::limit(1, 50);
        for client in 0..MAX_CLIENTS as u32 + 4 * CLEANUP_INTERVAL {
            let _ = limit.check(Client::at(IpAddr::V4((0x0a00_0000 + client).into())));
        }
        assert!(limit.clients() <= MAX_CLIENTS + 2 * CLEANUP_INTERVAL as usize, "{}", limit.clients());
    }
}
