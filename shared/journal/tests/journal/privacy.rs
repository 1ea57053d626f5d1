//! The journal never has to forget: nobody's name or phone stands in it.

use domain::Command;

use crate::shop::*;

/// I33: enrolled, recognised, earning: the journal knows an id. Erased: everything still holds.
#[tokio::test]
async fn a_member_leaves_no_name_and_no_phone_in_the_journal() {
    let shop = Shop::new().await;
    shop.done(enrol(1, PHONE, NAME)).await;
    shop.done(placing(1, vec![noodles(1)], true, Vec::new())).await;
    let member_id = Some(member(1));
    shop.done(ask(Command::AttachMember { order_id: order(1), member_id })).await;
    shop.done(pay(1, card(1, 1_180))).await;
    shop.done(enrol(2, PHONE, NAME)).await;
    let (_, earned) = shop.journal.read(|reader| reader.member(member(1))).await.unwrap().unwrap();
    assert_eq!((earned.points, earned.visits, earned.spent), (11, 1, pence(1_180)));
    shop.journal.stop().await;
    let dir = shop.dir();
    let personal = [PHONE, &PHONE[1..], NAME, "Wei", "Grönlund"];
    for (table, rows) in dump(&dir) {
        let found = rows.iter().any(|row| personal.iter().any(|text| row.contains(text)));
        assert_eq!(found, table == "members", "{table}");
    }
    raw(&dir).execute_batch("DELETE FROM members").unwrap();
    let events = journal::verify(&dir).unwrap().events;
    assert_eq!(journal::rebuild(&dir).unwrap().events, events);
    let again = open_at(&dir, &shop.clock).unwrap();
    assert_eq!(again.read(|reader| reader.member(member(1))).await.unwrap(), None);
    again.stop().await;
}
