//! Commands over the wire.

use super::*;

const PLACE: &str = r#"{"type":"place_order","order_id":"00000000-0000-0000-0000-000000000001",
    "channel":"dine_in","member_id":null,"lines":[{"line_id":"00000000-0000-0000-0000-000000000001",
    "item_id":"00000000-0000-0000-0000-000000000001","quantity":1,"modifiers":[]}],"fire":true,
    "tenders":[{"tender_id":"00000000-0000-0000-0000-000000000001",
    "kind":{"type":"cash","received":1200},"amount":1180}],"print_receipt":false}"#;

#[test]
fn a_command_comes_over_the_wire_and_goes_back_the_same() {
    let command: Command = serde_json::from_str(PLACE).unwrap();
    let text = serde_json::to_string(&command).unwrap();
    assert_eq!(serde_json::from_str::<Command>(&text).unwrap(), command);
}

#[test]
fn a_field_that_no_command_has_is_refused_at_every_depth() {
    for (known, with_more) in [
        (r#""fire":true"#, r#""fire":true,"discount":5"#),
        (r#""quantity":1"#, r#""quantity":1,"discount":5"#),
        (r#""amount":1180"#, r#""amount":1180,"fee":5"#),
        (r#""received":1200"#, r#""received":1200,"tip":5"#),
    ] {
        let text = PLACE.replacen(known, with_more, 1);
        assert_ne!(text, PLACE);
        let error = serde_json::from_str::<Command>(&text).unwrap_err().to_string();
        assert!(error.contains("unknown field"), "{error}");
    }
}

#[test]
fn a_command_that_nobody_knows_or_that_lacks_something_is_refused() {
    for text in [
        r#"{"type":"refund_order"}"#,
        r#"{"type":"close_order"}"#,
        r#"{"order_id":"00000000-0000-0000-0000-000000000001"}"#,
        r#"{"type":"close_order","order_id":"1"}"#,
        &PLACE.replacen("\"quantity\":1", "\"quantity\":-1", 1),
        &PLACE.replacen("\"quantity\":1", "\"quantity\":1.5", 1),
        &PLACE.replacen("\"amount\":1180", "\"amount\":11.80", 1),
    ] {
        assert!(serde_json::from_str::<Command>(text).is_err(), "{text}");
    }
}
