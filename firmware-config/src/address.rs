//! Where a printer may live on the network.
//!
//! A printer address is typed in by a person and then connected to by the server, so it must not be
//! a way to reach the server itself or the machinery around it.

use std::net::IpAddr;

/// Ports a printer on the network may listen on: raw, HTTP, HTTPS, IPP.
pub const PRINTER_PORTS: [u16; 4] = [9100, 80, 443, 631];

/// Why a printer may not live at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressRefusal {
    /// The form is not `host:port`.
    #[error("write it as host:port, such as 192.168.1.50:9100")]
    NotHostPort,
    /// The port is not one a printer listens on.
    #[error("use one of the ports 9100, 80, 443 or 631")]
    Port,
    /// The server itself, a link-local address, or none at all.
    #[error("use the address the printer has on the store network")]
    Host,
}

/// Splits `host:port`; an IPv6 host stands in brackets.
///
/// # Errors
/// [`AddressRefusal::NotHostPort`] when a part is missing or the port is not 0 to 65535.
pub fn split(address: &str) -> Result<(&str, u16), AddressRefusal> {
    let (host, port) = address.rsplit_once(':').ok_or(AddressRefusal::NotHostPort)?;
    let port: u16 = port.parse().map_err(|_| AddressRefusal::NotHostPort)?;
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let well_formed = match bare {
        Some(inside) => inside.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            !host.is_empty()
                && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
        }
    };
    if !well_formed {
        return Err(AddressRefusal::NotHostPort);
    }
    Ok((bare.unwrap_or(host), port))
}

/// Checks an address as it is written; a host name is checked again once it is resolved.
///
/// A virtual printer may have port 0: it takes any free one when it starts.
///
/// # Errors
/// The first rule that the address breaks.
pub fn check(address: &str, is_virtual: bool) -> Result<(), AddressRefusal> {
    let (host, port) = split(address)?;
    if !is_virtual && !PRINTER_PORTS.contains(&port) {
        return Err(AddressRefusal::Port);
    }
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    if !is_virtual && (name == "localhost" || name.ends_with(".localhost")) {
        return Err(AddressRefusal::Host);
    }
    match host.parse::<IpAddr>() {
        Ok(ip) => check_ip(ip, is_virtual),
        // Only digits and dots but not an address: `127.1` would still resolve to loopback.
        Err(_) if name.bytes().all(|b| b.is_ascii_digit() || b == b'.') => {
            Err(AddressRefusal::NotHostPort)
        }
        Err(_) => Ok(()),
    }
}

/// Checks the address a host name resolved to.
///
/// # Errors
/// [`AddressRefusal::Host`] for an address at which no printer of the store can live.
pub fn check_ip(ip: IpAddr, is_virtual: bool) -> Result<(), AddressRefusal> {
    let ip = ip.to_canonical();
    let link_local = match ip {
        IpAddr::V4(v4) => v4.is_link_local() || v4.is_broadcast(),
        IpAddr::V6(v6) => v6.is_unicast_link_local(),
    };
    if ip.is_unspecified() || ip.is_multicast() || link_local || (ip.is_loopback() && !is_virtual) {
        return Err(AddressRefusal::Host);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s22_a_printer_lives_on_the_store_network_and_nowhere_else() {
        for (address, is_virtual, expected) in [
            ("192.168.1.50:9100", false, Ok(())),
            ("10.0.0.9:631", false, Ok(())),
            ("bar-printer.lan:9100", false, Ok(())),
            ("[fd00::9]:9100", false, Ok(())),
            ("127.0.0.1:40123", true, Ok(())),
            ("127.0.0.1:9100", false, Err(AddressRefusal::Host)),
            ("localhost:9100", false, Err(AddressRefusal::Host)),
            ("printer.localhost.:9100", false, Err(AddressRefusal::Host)),
            ("[::1]:9100", false, Err(AddressRefusal::Host)),
            ("[::ffff:127.0.0.1]:9100", false, Err(AddressRefusal::Host)),
            ("169.254.169.254:80", false, Err(AddressRefusal::Host)),
            ("169.254.169.254:80", true, Err(AddressRefusal::Host)),
            ("[fe80::1]:9100", false, Err(AddressRefusal::Host)),
            ("0.0.0.0:9100", false, Err(AddressRefusal::Host)),
            ("192.168.1.50:22", false, Err(AddressRefusal::Port)),
            ("127.1:9100", false, Err(AddressRefusal::NotHostPort)),
            ("2130706433:9100", false, Err(AddressRefusal::NotHostPort)),
            ("192.168.1.50", false, Err(AddressRefusal::NotHostPort)),
            ("127.0.0.1:0", true, Ok(())),
            ("192.168.1.50:0", false, Err(AddressRefusal::Port)),
            ("user@host:9100", false, Err(AddressRefusal::NotHostPort)),
        ] {
            assert_eq!(check(address, is_virtual), expected, "{address} virtual={is_virtual}");
        }
    }
}
