//! What is checked on every request, and what every answer carries.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HOST, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;

use super::{App, problem};

/// Scripts, styles and connections from here only. Papers are shown as blobs.
const POLICY: &str = "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' blob: data:; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses foreign hosts and foreign pages, and puts the security headers on whatever is answered.
pub(super) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = match check(&app, request.method(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[expect(clippy::result_large_err, reason = "the error is the answer")]
fn check(app: &App, method: &Method, headers: &HeaderMap) -> Result<(), Response> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(|host| host_is_ours(host, &app.parts.host_names)) {
        return Err(problem(
            421,
            "Misdirected Request",
            "foreign_host",
            "This store is not known under that name: open it by its address.",
        ));
    }
    let site = headers.get(FETCH_SITE).and_then(|site| site.to_str().ok());
    if method != Method::GET
        && method != Method::HEAD
        && site.is_some_and(|site| site != "same-origin" && site != "none")
    {
        return Err(problem(
            403,
            "Forbidden",
            "foreign_page",
            "This was asked by a page of another site: open the store's own address.",
        ));
    }
    Ok(())
}

/// Addresses, `localhost`, `*.local` and the configured names: any other name could be pointed here
/// by somebody else (DNS rebinding).
fn host_is_ours(host: &str, names: &[String]) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, _port)) => address,
            None => return false,
        },
        None => host.split_once(':').map_or(host, |(name, _port)| name),
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name.parse::<IpAddr>().is_ok()
        || name == "localhost"
        || name.ends_with(".localhost")
        || name.strip_suffix(".local").is_some_and(|label| !label.is_empty())
        || names.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_only_the_stores_own_names_are_answered() {
        let names = ["till.example.com".to_owned()];
        for (host, ours) in [
            ("127.0.0.1:9300", true),
            ("192.168.1.9", true),
            ("[::1]:9300", true),
            ("[fd00::1]", true),
            ("localhost:9300", true),
            ("comanda.local", true),
            ("Till.Example.com:9300", true),
            ("evil.example", false),
            ("local", false),
            (".local", false),
            ("127.0.0.1.evil.example", false),
            ("localhost.evil.example", false),
            ("[::1", false),
            ("", false),
        ] {
            assert_eq!(host_is_ours(host, &names), ours, "{host}");
        }
    }
}
