//! Before the first order: devices are let in, and whatever is not on the menu yet is put there.

mod articles;
mod opening;

use anyhow::{Context as _, bail};
use domain::Code;
use domain::catalogue::Catalogue;
use domain::id::StaffId;
use domain::staff::{DeviceKind, Role, StaffCard};
use protocol::frames::ViewName;
use protocol::http::DemoAccess;
use tokio_util::sync::CancellationToken;

use self::opening::Opening;
use super::Options;
use super::doors::Doors;
use super::line::Line;
use super::plan::{Priced, Routes};
use super::sign_in::SignIn;

/// Everybody who plays, and where each item is made.
pub(super) struct Setting {
    /// The terminals, with who signs in on each.
    pub(super) tills: Vec<(Line, SignIn)>,
    /// A screen for each station.
    pub(super) stations: Vec<(Line, Code)>,
    /// Whoever hands over.
    pub(super) expo: Line,
    /// Where each item is made.
    pub(super) routes: Routes,
    /// The token of the first terminal, for questions over HTTP.
    pub(super) token: String,
}

/// Lets everybody in and completes the menu.
///
/// # Errors
/// What the store says against it, or that a PIN or a pairing code is needed.
pub(super) async fn prepare(
    doors: &Doors,
    options: &Options,
    orders: &[Priced],
) -> anyhow::Result<Setting> {
    let mut entrance = Entrance { doors, options, codes: codes(doors, options)?, used: 0 };
    let first = entrance.device("Replay till 1", DeviceKind::Terminal, None).await?;
    let mut opening = Opening::new(|staff: &[StaffCard]| crew(doors, options, staff), orders);
    first.clone().play(&mut opening, &CancellationToken::new()).await?;
    let (catalogue, crew) = opening.finish()?;
    let token = first.token.clone();
    let mut lines = vec![first];
    for number in 2..=options.terminals {
        let name = format!("Replay till {number}");
        lines.push(entrance.device(&name, DeviceKind::Terminal, None).await?);
    }
    let mut stations = Vec::with_capacity(catalogue.stations.len());
    for station in &catalogue.stations {
        let (code, name) = (station.code.clone(), format!("Replay screen {}", station.code));
        let line = entrance.device(&name, DeviceKind::StationScreen, Some(code.clone())).await?;
        stations.push((line, code));
    }
    let expo = entrance.device("Replay pass", DeviceKind::ExpoScreen, None).await?;
    let tills = lines.into_iter().zip(crew.into_iter().cycle()).collect();
    Ok(Setting { tills, stations, expo, routes: routes(&catalogue), token })
}

fn routes(catalogue: &Catalogue) -> Routes {
    catalogue.items.iter().map(|item| (item.id, item.stations.clone())).collect()
}

/// Lets devices in with one code after the other, the last one for all that come after.
struct Entrance<'a> {
    doors: &'a Doors,
    options: &'a Options,
    codes: Vec<String>,
    used: usize,
}

impl Entrance<'_> {
    async fn device(
        &mut self,
        name: &str,
        kind: DeviceKind,
        station: Option<Code>,
    ) -> anyhow::Result<Line> {
        let code = self.codes.get(self.used).or(self.codes.last()).context("a pairing code")?;
        self.used += 1;
        let paired = self.doors.pair(code, name, kind, station.clone()).await?;
        Ok(Line {
            name: name.to_owned(),
            url: self.doors.socket_url(),
            token: paired.token,
            view: match kind {
                DeviceKind::Terminal => ViewName::Till,
                DeviceKind::StationScreen => ViewName::Station,
                DeviceKind::ExpoScreen => ViewName::Expo,
                DeviceKind::Board => ViewName::Board,
                DeviceKind::PrinterPage => ViewName::Printers,
            },
            station,
            patience: self.options.patience,
            wake: None,
        })
    }
}

fn codes(doors: &Doors, options: &Options) -> anyhow::Result<Vec<String>> {
    if let Some(given) = &options.pairing_code {
        return Ok(given.split(',').map(|code| code.trim().to_owned()).collect());
    }
    match &doors.status().demo {
        Some(demo) => Ok(vec![demo.pairing_code.clone()]),
        None => bail!("this store is no demo: give --pairing-code and --pin"),
    }
}

/// Who signs in on the terminals, those who may change the menu first.
fn crew(doors: &Doors, options: &Options, staff: &[StaffCard]) -> anyhow::Result<Vec<SignIn>> {
    if let Some(pin) = &options.pin {
        let id = chosen(options.staff.as_deref(), staff)?;
        return Ok(vec![SignIn::new(id, pin.clone())]);
    }
    let Some(demo) = &doors.status().demo else {
        bail!("this store is no demo: give --pairing-code and --pin");
    };
    let crew = demo_crew(demo);
    if crew.is_empty() {
        bail!("nobody in this demo may take orders: give --pin and --staff");
    }
    Ok(crew)
}

fn demo_crew(demo: &DemoAccess) -> Vec<SignIn> {
    [Role::Manager, Role::Cashier]
        .into_iter()
        .flat_map(|role| demo.pins.iter().filter(move |known| known.staff.role == role))
        .map(|known| SignIn::new(known.staff.id, known.pin.clone()))
        .collect()
}

/// The one who is asked for, or else the first manager, or else the first cashier.
fn chosen(wanted: Option<&str>, staff: &[StaffCard]) -> anyhow::Result<StaffId> {
    let found = match wanted {
        Some(who) => staff.iter().find(|card| {
            card.names.en.eq_ignore_ascii_case(who)
                || card.names.zh == who
                || card.id.to_string() == who
        }),
        None => [Role::Manager, Role::Cashier]
            .into_iter()
            .find_map(|role| staff.iter().find(|card| card.role == role)),
    };
    let names = || staff.iter().map(|card| card.names.en.as_str()).collect::<Vec<_>>().join(", ");
    found.map(|card| card.id).with_context(|| match wanted {
        Some(who) => format!("nobody called {who:?} works here: there are {}", names()),
        None => format!("nobody here may take orders: there are {}", names()),
    })
}

#[cfg(test)]
mod tests {
    use domain::staff::personal_code;

    use super::*;

    #[test]
    fn whoever_is_asked_for_signs_in_and_otherwise_the_manager() {
        let staff: Vec<StaffCard> = crate::sample::staff()
            .into_iter()
            .rev()
            .map(|(id, names, role, _)| StaffCard { id, names, role, code: personal_code(id) })
            .collect();
        let name = |wanted| {
            let id = chosen(wanted, &staff).unwrap();
            staff.iter().find(|card| card.id == id).unwrap().names.en.clone()
        };
        assert_eq!(name(None), "Jing Lin");
        assert_eq!(name(Some("fang wang")), "Fang Wang");
        assert_eq!(name(Some("王芳")), "Fang Wang");
        let error = chosen(Some("Nobody"), &staff[..2]).unwrap_err().to_string();
        assert_eq!(error, "nobody called \"Nobody\" works here: there are Qiang Zhao, Sara Ahmed");
    }
}
