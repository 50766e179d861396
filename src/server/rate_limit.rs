//! How many requests one client may send.

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

use super::Services;
use super::answer::refused;
use super::client::Client;
use crate::config::{Traffic, prefix};
use crate::error::Code;

/// How many clients are counted one by one. Past that, large networks are counted instead.
const CLIENTS: usize = 100_000;

/// After how many requests it is seen to that those who have been quiet are forgotten.
const ROUND: u32 = 4096;

/// What counts as one client when there are too many, in bits.
const LARGE_IPV4_NETWORK: u8 = 16;
const LARGE_IPV6_NETWORK: u8 = 32;

/// The limit, and how much of it each client has left. Its clones share that.
#[derive(Clone)]
pub struct RateLimit {
    limiter: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    burst: NonZeroU32,
    clock: DefaultClock,
    round: Arc<Round>,
}

#[derive(Default)]
struct Round {
    requests: AtomicU32,
    is_crowded: AtomicBool,
}

impl RateLimit {
    /// The limit of the settings; none when they have none.
    pub fn new(traffic: &Traffic) -> Option<Self> {
        let rate = NonZeroU32::new(traffic.rate_limit)?;
        let burst = NonZeroU32::new(traffic.rate_burst)?;
        Some(Self::with(rate, burst))
    }

    fn with(rate: NonZeroU32, burst: NonZeroU32) -> Self {
        Self {
            burst,
            limiter: Arc::new(RateLimiter::dashmap(Quota::per_second(rate).allow_burst(burst))),
            clock: DefaultClock::default(),
            round: Arc::default(),
        }
    }

    /// Counts so many requests of one client.
    ///
    /// # Errors
    /// How long it has to wait before it may send as many.
    pub fn check(&self, client: Client, requests: NonZeroU32) -> Result<(), Duration> {
        let Some(address) = client.address() else { return Ok(()) };
        self.forget_the_quiet();
        let key = self.key(address);
        // More than the burst would never pass: it takes the whole of it.
        match self.limiter.check_key_n(&key, requests.min(self.burst)) {
            Ok(Ok(())) | Err(_) => Ok(()),
            Ok(Err(wait)) => Err(wait.wait_time_from(self.clock.now())),
        }
    }

    fn key(&self, client: IpAddr) -> IpAddr {
        match (client, self.round.is_crowded.load(Ordering::Relaxed)) {
            (_, false) => client,
            (IpAddr::V4(_), true) => prefix(client, LARGE_IPV4_NETWORK),
            (IpAddr::V6(_), true) => prefix(client, LARGE_IPV6_NETWORK),
        }
    }

    /// Now and then forgets those whose whole burst is theirs again, which is as if they had never been there.
    fn forget_the_quiet(&self) {
        if self.round.requests.fetch_add(1, Ordering::Relaxed) % ROUND == ROUND - 1 {
            self.limiter.retain_recent();
            self.round.is_crowded.store(self.limiter.len() >= CLIENTS, Ordering::Relaxed);
        }
    }

    /// How many clients are counted.
    pub fn clients(&self) -> usize {
        self.limiter.len()
    }
}

/// Refuses the requests of a client that sends too many.
pub async fn check<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let checked = match request.app_data::<web::Data<Services>>() {
        Some(services) => services.check_rate(services.client(request.request()), NonZeroU32::MIN),
        None => Ok(()),
    };
    match checked {
        Ok(()) => Ok(next.call(request).await?.map_into_left_body()),
        Err(wait) => Ok(request.into_response(refusal(wait)).map_into_right_body()),
    }
}

impl Services {
    /// Counts so many requests of one client.
    ///
    /// # Errors
    /// How long it has to wait.
    pub fn check_rate(&self, client: Client, requests: NonZeroU32) -> Result<(), Duration> {
        self.rate_limit.as_ref().map_or(Ok(()), |limit| limit.check(client, requests))
    }
}

/// The answer to a client that has to wait.
pub fn refusal(wait: Duration) -> actix_web::HttpResponse {
    // Whole seconds, and at least one.
    let seconds = wait.as_millis().div_ceil(1000).max(1);
    let message = format!("You have sent too many requests. Go on in {seconds} s.");
    let mut answer = refused(Code::RateLimited, &message);
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
        RateLimit::with(number(rate), number(burst))
    }

    fn at(client: &str) -> Client {
        Client::at(client.parse().unwrap())
    }

    fn sends(limit: &RateLimit, client: &str) -> bool {
        limit.check(at(client), NonZeroU32::MIN).is_ok()
    }

    #[test]
    fn more_at_once_than_the_burst_takes_all_of_it() {
        let (limit, batch) = (limit(1, 3), NonZeroU32::new(50).unwrap());
        assert!(limit.check(at("192.0.2.1"), batch).is_ok());
        assert!(!sends(&limit, "192.0.2.1"));
    }

    #[test]
    fn a_client_may_send_its_burst_and_then_has_to_wait() {
        let limit = limit(1, 3);
        assert!((0..3).all(|_| sends(&limit, "192.0.2.1")));
        assert!(!sends(&limit, "192.0.2.1"));
        assert!(sends(&limit, "192.0.2.2"), "another client");
        let wait = limit.check(at("192.0.2.1"), NonZeroU32::MIN).unwrap_err();
        assert!(wait > Duration::ZERO && wait <= Duration::from_secs(1), "{wait:?}");
    }

    #[test]
    fn a_network_of_ipv6_is_one_client() {
        let limit = limit(1, 2);
        assert!(sends(&limit, "2001:db8::1") && sends(&limit, "2001:db8::2"));
        assert!(!sends(&limit, "2001:db8::3"));
        assert!(sends(&limit, "2001:db8:0:1::1"));
    }

    #[test]
    fn several_requests_at_once_count_as_several() {
        let limit = limit(1, 5);
        let check = |requests| limit.check(at("192.0.2.1"), NonZeroU32::new(requests).unwrap());
        assert!(check(4).is_ok() && check(2).is_err() && check(1).is_ok());
    }

    #[test]
    fn the_quiet_are_forgotten_and_a_crowd_is_counted_by_networks() {
        let limit = limit(100_000, 1);
        for client in 0..10 * ROUND {
            let _ = limit.check(Client::at(IpAddr::V4((0x0a00_0000 + client).into())), NonZeroU32::MIN);
        }
        assert!(limit.clients() < 3 * ROUND as usize, "{}", limit.clients());

        let limit = self::limit(1, 50);
        for client in 0..CLIENTS as u32 + 4 * ROUND {
            let _ = limit.check(Client::at(IpAddr::V4((0x0a00_0000 + client).into())), NonZeroU32::MIN);
        }
        assert!(limit.clients() <= CLIENTS + 2 * ROUND as usize, "{}", limit.clients());
    }
}
