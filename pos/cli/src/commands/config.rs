//! `comanda config`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use firmware_config::{Problem, StoreDescription};

use crate::args::ConfigAction;

/// Reads the description and does with it what was asked for; fails when it is not sound.
pub(super) fn run(action: &ConfigAction) -> anyhow::Result<ExitCode> {
    let (ConfigAction::Check { file }
    | ConfigAction::Show { file }
    | ConfigAction::Render { file }) = action;
    let description = match read(file)? {
        Ok(description) => description,
        Err(problems) => {
            tell(&problems, &mut io::stderr().lock())?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut out = io::stdout().lock();
    match action {
        ConfigAction::Check { .. } => {
            let names = &description.store.names;
            writeln!(out, "{} · {}: the description is sound. 配置没有问题。", names.en, names.zh)?;
        }
        ConfigAction::Show { .. } => show(&description, &mut out)?,
        ConfigAction::Render { .. } => out.write_all(description.render()?.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> anyhow::Result<Result<StoreDescription, Vec<Problem>>> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(StoreDescription::parse(&text))
}

fn tell(problems: &[Problem], out: &mut impl Write) -> io::Result<()> {
    for problem in problems {
        writeln!(out, "{}: {}\n    {}", problem.at, problem.en, problem.zh)?;
    }
    Ok(())
}

fn show(description: &StoreDescription, out: &mut impl Write) -> io::Result<()> {
    let store = &description.store;
    writeln!(out, "store     {} · {}", store.names.en, store.names.zh)?;
    writeln!(out, "id        {}", store.id)?;
    writeln!(
        out,
        "trades    in {}, {}, day begins {}, phones of {}",
        store.currency, store.time_zone, store.day_cut_off, store.phone_region
    )?;
    match &description.hq {
        Some(hq) => writeln!(out, "HQ        {} (with a token)", hq.url)?,
        None => writeln!(out, "HQ        none")?,
    }
    for printer in &description.printers {
        writeln!(
            out,
            "printer   {}: {} · {}, {} at {}, {} mm{}",
            printer.code,
            printer.names.en,
            printer.names.zh,
            if printer.is_virtual { "virtual" } else { "real" },
            printer.address,
            printer.width_mm,
            if printer.drawer.is_some() { ", with a drawer" } else { "" }
        )?;
    }
    writeln!(out, "receipts  {}", description.routes.receipt.as_deref().unwrap_or("none"))?;
    for route in &description.routes.chits {
        writeln!(out, "chits     of {} at {}", route.station, route.printer)?;
    }
    for tender in &description.tenders {
        let place = tender.address.as_deref().or(tender.url.as_deref());
        writeln!(
            out,
            "pays at   {}: {} · {}, {} at {}",
            tender.code,
            tender.names.en,
            tender.names.zh,
            if tender.is_simulated { "simulated" } else { "real" },
            place.unwrap_or("any free port"),
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use domain::Names;
    use firmware_config::{TenderDescription, TenderKind};

    use super::*;
    use crate::sample::{Branch, HqPlace, PrinterPlaces, store_toml};

    fn sample() -> StoreDescription {
        let places = PrinterPlaces {
            receipt: SocketAddr::from(([127, 0, 0, 1], 40_101)),
            kitchen: SocketAddr::from(([127, 0, 0, 1], 40_102)),
        };
        let hq = HqPlace { url: "http://127.0.0.1:4200", token: "s3cret" };
        StoreDescription::parse(&store_toml(Branch::Lane, places, Some(hq), None)).unwrap()
    }

    #[test]
    fn what_is_shown_names_every_device_and_no_secret() {
        let mut store = sample();
        store.tenders.push(TenderDescription {
            code: "card".to_owned(),
            names: Names::new("刷卡机", "Card"),
            kind: TenderKind::Zvt,
            address: Some("192.168.1.60:20007".to_owned()),
            password: Some("s3cret".to_owned()),
            url: None,
            token: None,
            timeout_s: 90,
            is_simulated: false,
        });
        let mut out = Vec::new();
        show(&store, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for expected in [
            "Lane Noodle & Tea · 巷口面茶",
            "80 mm, with a drawer",
            "chits     of noodles",
            "Card · 刷卡机, real at 192.168.1.60:20007",
        ] {
            assert!(text.contains(expected), "{text}");
        }
        assert!(!text.contains("s3cret"), "{text}");
    }

    #[test]
    fn every_problem_is_told_in_both_languages() {
        let problems = StoreDescription::parse("[store]\n").unwrap_err();
        let mut out = Vec::new();
        tell(&problems, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), problems.len() * 2, "{text}");
    }
}
