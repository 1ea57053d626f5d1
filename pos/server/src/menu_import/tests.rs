//! Files of other systems, good and bad rows.

use std::fmt::Write as _;

use domain::Money;
use domain::catalogue::{Catalogue, Item, Menu, SoldBy, TaxRate};
use domain::{Code, Names};

use protocol::reports::ImportOutcome;

use super::*;
use crate::import_report::SILENT_ROWS_MAX;

const SQUARE: &[u8] = include_bytes!("../../tests/data/square-items.csv");
const LOYVERSE: &[u8] = include_bytes!("../../tests/data/loyverse-items.csv");

fn pounds() -> Currency {
    Currency::from_code("GBP").unwrap()
}

fn empty() -> Catalogue {
    let standard = TaxRate {
        code: Code::new("standard").unwrap(),
        names: Names::new("税", "VAT"),
        rate_ppm: 200_000,
        channel_rates: Vec::new(),
    };
    Catalogue { tax_rates: vec![standard], ..Catalogue::empty() }
}

fn import(source: ImportSource, bytes: &[u8], into: &Catalogue) -> (ImportReport, Catalogue) {
    let Imported { changes, report } = read(source, bytes, into, pounds()).unwrap();
    let next = into.with_changes(&changes);
    if let Err(problems) = Menu::new(next.clone()) {
        panic!("what is imported cannot be sold from: {problems:?}");
    }
    (report, next)
}

fn said(report: &ImportReport) -> Vec<(u32, ImportOutcome, &str)> {
    report.rows.iter().map(|row| (row.line, row.outcome, row.why.as_str())).collect()
}

fn item<'a>(catalogue: &'a Catalogue, name: &str) -> &'a Item {
    catalogue.items.iter().find(|item| item.names.en == name).unwrap()
}

#[test]
fn a_square_export_is_taken_over_row_by_row() {
    use ImportOutcome::{Imported, Refused};
    let (report, catalogue) = import(ImportSource::Square, SQUARE, &empty());
    let no_milk = "there is no set of modifiers Milk: add it to the item";
    assert_eq!(
        said(&report),
        [
            (2, Imported, no_milk),
            (3, Imported, no_milk),
            (4, Imported, ""),
            (5, Imported, ""),
            (6, Refused, "it is archived"),
            (7, Refused, "the same item and size stand on line 2 already"),
            (8, Refused, "it has no name: give it one"),
            (9, Refused, "its price is below zero"),
            (
                10,
                Refused,
                "its price \"two fifty\" is not an amount of GBP: write it such as 12.50"
            ),
            (11, Imported, "its barcode 5000000000031 belongs to another item and was left out"),
        ]
    );
    assert_eq!((report.imported, report.refused), (5, 5));
    let oolong = item(&catalogue, "Mountain Oolong");
    let sizes: Vec<_> =
        oolong.sizes.iter().map(|size| (size.names.en.as_str(), size.price.minor())).collect();
    assert_eq!(sizes, [("Small", 320), ("Large", 410)]);
    assert_eq!((oolong.price, oolong.category.as_str()), (None, "tea-drinks"));
    assert_eq!(oolong.sizes[0].barcodes, ["5000000000017"]);
    let cake = item(&catalogue, "Osmanthus Cake");
    assert_eq!((cake.price, cake.sku.as_str()), (Some(Money::from_minor(275)), "OSM-1"));
    assert_eq!(item(&catalogue, "Gift Sleeve").price, None, "a variable price is open");
    assert_eq!(item(&catalogue, "Tower Bun").category.as_str(), "imported");
    assert!(catalogue.categories.iter().any(|category| category.names.zh == "桂花糕点"));
}

#[test]
fn a_loyverse_export_is_taken_over_row_by_row() {
    use ImportOutcome::{Imported, Refused};
    let (report, catalogue) = import(ImportSource::Loyverse, LOYVERSE, &empty());
    assert_eq!(
        said(&report),
        [
            (2, Imported, "there is no set of modifiers Extras: add it to the item"),
            (3, Imported, ""),
            (4, Imported, ""),
            (5, Imported, "its parts are not taken over"),
            (6, Refused, "the parts of a composite item are not taken over"),
            (7, Imported, ""),
            (8, Refused, "it is not for sale"),
            (9, Refused, "its price \"1.005\" is not an amount of GBP: write it such as 12.50"),
        ]
    );
    let tea = item(&catalogue, "Jasmine Tea");
    assert_eq!(tea.sizes.len(), 2);
    assert_eq!(item(&catalogue, "Loose Leaf").sold_by, SoldBy::Weight);
    assert_eq!(item(&catalogue, "Sesame Bun").price, Some(Money::from_minor(180)));
}

#[test]
fn the_same_file_again_changes_nothing_and_a_changed_one_changes_only_that() {
    for (source, file, from, to) in [
        (ImportSource::Square, SQUARE, "4.10", "4.40"),
        (ImportSource::Loyverse, LOYVERSE, "3.60", "3.90"),
    ] {
        let (first, catalogue) = import(source, file, &empty());
        let again = read(source, file, &catalogue, pounds()).unwrap();
        assert!(again.changes.is_empty(), "{:?}", again.changes);
        assert_eq!(again.report.unchanged, first.imported);
        let dearer = String::from_utf8(file.to_vec()).unwrap().replace(from, to);
        let (report, next) = import(source, dearer.as_bytes(), &catalogue);
        assert_eq!((report.changed, report.imported), (1, 0));
        assert_eq!(next.items.len(), catalogue.items.len());
    }
}

#[test]
fn what_was_added_to_an_imported_item_here_stays() {
    let (_, mut catalogue) = import(ImportSource::Square, SQUARE, &empty());
    let cake = catalogue.items.iter_mut().find(|item| item.names.en == "Osmanthus Cake").unwrap();
    cake.names.zh = "桂花糕".to_owned();
    cake.popular = true;
    let dearer = String::from_utf8(SQUARE.to_vec()).unwrap().replace("2.75", "2.95");
    let (_, next) = import(ImportSource::Square, dearer.as_bytes(), &catalogue);
    let cake = item(&next, "Osmanthus Cake");
    assert_eq!((cake.names.zh.as_str(), cake.popular), ("桂花糕", true));
    assert_eq!(cake.price, Some(Money::from_minor(295)));
}

#[test]
fn rows_in_another_encoding_too_long_or_too_dear_are_refused_alone() {
    let long = "x".repeat(domain::names::NAME_CHARS_MAX + 1);
    for (row, why) in [
        (&b"Caf\xe9,2.00"[..], "this row is not UTF-8: save the file again as CSV UTF-8"),
        (b"\xc3\xe6,2.00", "this row is not UTF-8: save the file again as CSV UTF-8"),
        (format!("{long},2.00").as_bytes(), "its name has more than"),
        ("a\u{7}b,2.00".as_bytes(), "its name has characters that cannot be shown"),
        (b"Gold,99999999.00", "its price is too high"),
        (b"Gold,\"1,250.00\"", "its price \"1,250.00\" is not an amount"),
    ] {
        let file = [b"Item Name,Price\r\nTea,1.00\r\n", row, b"\r\nBun,2.00\r\n"].concat();
        let (report, catalogue) = import(ImportSource::Square, &file, &empty());
        assert_eq!((report.imported, report.refused), (2, 1), "{why}");
        assert!(report.rows[1].why.starts_with(why), "{}: {why}", report.rows[1].why);
        assert_eq!(catalogue.items.len(), 2);
    }
}

#[test]
fn an_item_that_could_not_be_sold_is_refused_alone_and_says_what_to_do() {
    for (row, why) in [("Gold,2.00,12 34", "is no barcode"), ("Gold,2.00,茶", "is no barcode")] {
        let file = format!("Item Name,Price,GTIN\r\nTea,1.00,\r\n{row}\r\nBun,2.00,\r\n");
        let (report, catalogue) = import(ImportSource::Square, file.as_bytes(), &empty());
        assert_eq!((report.imported, report.refused), (2, 1), "{:?}", said(&report));
        assert!(report.rows[1].why.contains(why), "{}: {why}", report.rows[1].why);
        assert_eq!(catalogue.items.len(), 2);
    }
}

#[test]
fn a_file_that_cannot_be_read_at_all_is_refused_whole() {
    for (file, refused) in [
        (&b"\xff\xfeI\0"[..], FileRefused::Encoding),
        (b"Caf\xe9,Price\nx,1\n", FileRefused::Encoding),
        (b"Name,Price\nTea,1.00\n", FileRefused::ColumnMissing("Item Name")),
        (b"Item Name,Cost\nTea,1.00\n", FileRefused::ColumnMissing("Price")),
        (b"", FileRefused::ColumnMissing("Item Name")),
    ] {
        let found = read(ImportSource::Square, file, &empty(), pounds()).map(|_| ());
        assert_eq!(found, Err(refused));
    }
    let untaxed = Catalogue::empty();
    let found = read(ImportSource::Square, SQUARE, &untaxed, pounds()).map(|_| ());
    assert_eq!(found, Err(FileRefused::NoTaxRate));
    let marked = [b"\xef\xbb\xbf", SQUARE].concat();
    assert_eq!(import(ImportSource::Square, &marked, &empty()).0.imported, 5, "with a mark");
}

#[test]
fn twenty_thousand_rows_are_taken_over_and_only_those_with_something_to_say_are_all_listed() {
    let mut file = String::from("Item Name,Category,Price\n");
    for number in 0..20_000 {
        let price = if number % 1_000 == 0 { "?" } else { "1.25" };
        writeln!(file, "Item {number},Shelf {},{price}", number % 40).unwrap();
    }
    let (report, catalogue) = import(ImportSource::Square, file.as_bytes(), &empty());
    assert_eq!((report.imported, report.refused), (19_980, 20));
    assert_eq!(catalogue.items.len(), 19_980);
    assert_eq!(catalogue.categories.len(), 40);
    assert_eq!(report.rows.len(), SILENT_ROWS_MAX + 20);
    let many = file.clone() + &file["Item Name,Category,Price\n".len()..];
    let found = read(ImportSource::Square, many.as_bytes(), &empty(), pounds()).map(|_| ());
    assert_eq!(found, Err(FileRefused::TooManyRows));
}
