use super::*;

const HEADER: &str = "Order Number,Order Date,Item Name,Quantity,Product Price,Total products\n";

fn sentence(rows: &str) -> String {
    Sheet::parse(format!("{HEADER}{rows}").as_bytes()).unwrap_err().to_string()
}

#[test]
fn rows_become_orders_oldest_first_and_an_item_named_twice_stays_two_lines() {
    let text = format!(
        "\u{feff}{HEADER}\
         9,03/08/19 20:25,Jasmine tea,2,2.80,3\n\
         9,03/08/19 20:25,\"Noodles, wide\",1,8.9,3\n\
         9,03/08/19 20:25,Jasmine tea,1,2.80,3\n\
         8,03/08/19 20:25,葱油饼,1,4.5,1\r\n\
         7,03/08/19 18:00,Tea egg,3,1.50,1\n"
    );
    let sheet = Sheet::parse(text.as_bytes()).unwrap();
    let ids: Vec<_> = sheet.orders.iter().map(|order| order.id.as_str()).collect();
    assert_eq!(ids, ["7", "8", "9"], "the file runs backwards, so 8 came before 9");
    let items: Vec<_> = sheet.orders[2].rows.iter().map(|row| row.item.as_str()).collect();
    assert_eq!(items, ["Jasmine tea", "Noodles, wide", "Jasmine tea"]);
    assert_eq!(sheet.orders[2].rows[1].price, "8.9");
    assert_eq!(sheet.orders[0].rows[0].row, 6);
}

#[test]
fn columns_are_found_under_their_usual_names_in_any_order() {
    for header in [
        "order id,ordered at,item,quantity,unit price",
        "ORDER_ID,Ordered At,Item,QTY,Unit Price (GBP)",
        "Order No,Date,Product Name,Qty,Price",
    ] {
        let text = format!("{header}\n1,2026-11-20 18:05,Tea,1,2.80\n");
        assert_eq!(Sheet::parse(text.as_bytes()).unwrap().orders.len(), 1, "{header}");
    }
    let turned = "price,quantity,item,date,order\n2.80,1,Tea,2026-11-20 18:05,1\n";
    assert_eq!(Sheet::parse(turned.as_bytes()).unwrap().orders[0].rows[0].price, "2.80");
}

#[test]
fn a_missing_column_is_named_together_with_what_there_is() {
    let error = Sheet::parse(b"order id,item,quantity,unit price\n").unwrap_err().to_string();
    assert_eq!(
        error,
        "there is no column \"ordered at\": the file has \"order id\", \"item\", \"quantity\", \
         \"unit price\""
    );
}

#[test]
fn what_cannot_be_read_is_said_in_one_sentence_with_its_row() {
    for (rows, expected) in [
        (
            "1,soon,Tea,1,2.80,1\n",
            "row 2: ordered at \"soon\" is no date: write dd/mm/yy hh:mm or yyyy-mm-dd hh:mm",
        ),
        (
            "1,03/08/19 20:25,Tea,1,2.80,1\n1,31/02/19 20:25,Tea,1,2.80,1\n",
            "row 3: ordered at \"31/02/19 20:25\" is no date: write dd/mm/yy hh:mm or yyyy-mm-dd hh:mm",
        ),
        (
            "1,03/08/19 20:25,Tea,1,-2.80,1\n",
            "row 2: unit price \"-2.80\" is below zero: write 0 or more",
        ),
        (
            "1,03/08/19 20:25,Tea,1,£2.80,1\n",
            "row 2: unit price \"£2.80\" is no price: write plain digits such as 12.50",
        ),
        (
            "1,03/08/19 20:25,Tea,1.5,2.80,1\n",
            "row 2: quantity \"1.5\" is no whole number: write 1 to 999",
        ),
        (
            "1,03/08/19 20:25,Tea,0,2.80,1\n",
            "row 2: quantity \"0\" is out of range: write 1 to 999",
        ),
        (
            "1,03/08/19 20:25,Tea,1000,2.80,1\n",
            "row 2: quantity \"1000\" is out of range: write 1 to 999",
        ),
        ("1,03/08/19 20:25,,1,2.80,1\n", "row 2: item \"\" is empty: every row needs one"),
        (",03/08/19 20:25,Tea,1,2.80,1\n", "row 2: order id \"\" is empty: every row needs one"),
        ("1,03/08/19 20:25,Tea,1\n", "row 2 has 4 cells where the header has 6"),
    ] {
        assert_eq!(sentence(rows), expected);
    }
}

#[test]
fn another_encoding_is_refused_and_not_garbled() {
    let mut bytes = format!("{HEADER}1,03/08/19 20:25,Tea,1,2.80,1\n").into_bytes();
    bytes.extend(b"2,03/08/19 20:26,Caf\xe9,1,2.80,1\n");
    assert_eq!(Sheet::parse(&bytes), Err(SheetError::NotUtf8 { row: 3 }));
    assert_eq!(Sheet::parse(b"\xff\xfeO\0r\0d\0e\0r\0"), Err(SheetError::NotUtf8 { row: 1 }));
}

#[test]
fn an_empty_file_has_nothing_to_play() {
    let dir = std::env::temp_dir();
    let file = dir.join(format!("comanda-empty-{}.csv", uuid::Uuid::now_v7()));
    for text in ["", "\n", HEADER] {
        std::fs::write(&file, text).unwrap();
        let error = Sheet::read(&file, None).unwrap_err();
        assert!(matches!(error, SheetError::Empty { .. }), "{error}");
    }
    std::fs::remove_file(&file).unwrap();
    let error = Sheet::read(&file, None).unwrap_err();
    assert!(matches!(error, SheetError::Unreadable { .. }), "{error}");
}

#[test]
fn an_order_longer_than_the_store_takes_is_refused_before_anything_is_sent() {
    let rows = "1,03/08/19 20:25,Tea,1,2.80,1\n".repeat(LINES_MAX + 1);
    assert_eq!(sentence(&rows), "order 1 has more than 200 lines: split it");
}

#[test]
fn the_busy_evening_has_the_form_of_the_real_thing() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/busy-evening.csv");
    let sheet = Sheet::read(Path::new(file), None).unwrap();
    let rows = |order: &SheetOrder| order.rows.len();
    assert_eq!((sheet.orders.len(), sheet.orders.iter().map(rows).sum::<usize>()), (118, 352));
    assert!(sheet.orders.is_sorted_by_key(|order| order.ordered_at));
    assert_eq!(sheet.orders[0].id, "4101", "orders of one minute are played as they came");
    let twice = sheet.orders.iter().filter(|order| {
        let items: std::collections::BTreeSet<_> = order.rows.iter().map(|row| &row.item).collect();
        items.len() < order.rows.len()
    });
    assert_eq!(twice.count(), 2);
    assert_eq!(Sheet::read(Path::new(file), Some(5)).unwrap().orders[..], sheet.orders[..5]);
}
