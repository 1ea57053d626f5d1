//! Who may read: this machine, and whoever has the key.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::App;
use super::problem::Refusal;

/// Lets a reader through or says what to do.
pub(crate) async fn may_read(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    let headers = request.headers();
    if is_this_machine(peer, headers) || has_key(&app, headers) {
        return Ok(next.run(request).await);
    }
    let detail = if app.read_key.is_some() {
        "From another machine HQ's figures need its read key: send it as `Authorization: Bearer KEY`"
    } else {
        "HQ was started without a read key, so only the machine it runs on may read: give it one"
    };
    Err(Refusal::new(StatusCode::UNAUTHORIZED, "read_key_needed", detail))
}

/// The token of an `Authorization: Bearer TOKEN` header.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn has_key(app: &App, headers: &HeaderMap) -> bool {
    let shown = bearer(headers).map(|shown| blake3::hash(shown.as_bytes()));
    // Hashes compare in constant time.
    app.read_key.is_some_and(|key| shown == Some(key))
}

/// Whether a person on this machine asks: not a proxy in front of HQ, and not a foreign page whose
/// name was made to point here (DNS rebinding).
fn is_this_machine(peer: SocketAddr, headers: &HeaderMap) -> bool {
    let forwarded = ["forwarded", "x-forwarded-for", "x-real-ip"];
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    peer.ip().to_canonical().is_loopback()
        && !forwarded.iter().any(|name| headers.contains_key(*name))
        && host.is_some_and(names_this_machine)
}

fn names_this_machine(host: &str) -> bool {
    let bare = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or(rest, |(address, _)| address),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_person_on_this_machine_reads_without_a_key() {
        let here: SocketAddr = "127.0.0.1:5000".parse().unwrap();
        let elsewhere: SocketAddr = "192.0.2.7:5000".parse().unwrap();
        let with = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            headers
        };
        for (host, is_here) in [
            ("localhost:4100", true),
            ("127.0.0.1", true),
            ("[::1]:4100", true),
            ("rebound.example.com", false),
            ("192.0.2.1:4100", false),
        ] {
            assert_eq!(is_this_machine(here, &with(&[("host", host)])), is_here, "{host}");
            assert!(!is_this_machine(elsewhere, &with(&[("host", host)])), "{host}");
        }
        let proxied = with(&[("host", "localhost"), ("x-forwarded-for", "192.0.2.9")]);
        assert!(!is_this_machine(here, &proxied));
        assert!(!is_this_machine(here, &with(&[])));
    }
}
