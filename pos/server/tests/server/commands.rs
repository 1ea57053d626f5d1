//! Commands and their stored answers.

use domain::id::{MemberId, ShiftId};
use domain::member::{Consent, Purpose};
use domain::{Command, CommandResult, Money};
use futures_util::future::join_all;
use protocol::frames::{ClientFrame, Outcome, ServerFrame};
use uuid::Uuid;

use crate::client::{Client, new_id};
use crate::shop::{Premises, noodles_paid, tea_paid};

#[tokio::test]
async fn i3_the_same_command_gets_the_same_answer_byte_for_byte_over_restarts_too() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let (id, order) = (new_id(), noodles_paid());
    let first = till.reply(id, &order).await;
    assert!(first.contains(r#""type":"accepted""#), "{first}");
    let seq = shop.seq();
    assert_eq!(till.reply(id, &order).await, first);

    let conflict = till.reply(id, &tea_paid()).await;
    assert!(conflict.contains("conflicting_command"), "{conflict}");
    assert_eq!(shop.seq(), seq, "nothing changed");

    let (paired, session) = (till.paired.clone(), till.session.clone());
    shop.close().await;
    let shop = premises.open().await;
    let mut till = Client { socket: crate::client::connect(shop.addr).await, paired, session };
    till.hello(protocol::frames::ViewName::None, None).await;
    assert_eq!(till.reply(id, &order).await, first);
    shop.close().await;
}

#[tokio::test]
async fn f36_a_command_that_comes_five_times_at_once_has_one_effect() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut tills = Vec::new();
    for _ in 0..5 {
        tills.push(Client::terminal(&shop).await);
    }
    let (id, order) = (new_id(), noodles_paid());
    let replies = join_all(tills.iter_mut().map(|till| till.reply(id, &order))).await;
    assert!(replies.iter().all(|reply| *reply == replies[0]), "{replies:?}");
    let counted = shop
        .store
        .journal()
        .read(|reader| reader.totals().map(|totals| (totals.orders, totals.closed, totals.tickets)))
        .await;
    assert_eq!(counted.unwrap(), (1, 1, 1));
    shop.close().await;
}

#[tokio::test]
async fn a_refusal_by_rule_is_stored_and_told_in_a_sentence() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let shift_id = ShiftId::from_uuid(Uuid::now_v7());
    let float = Money::from_minor(10_000);
    let (_, opened) = till.done(&Command::OpenShift { shift_id, float }).await;
    assert!(matches!(opened, CommandResult::Shift { expected, .. } if expected == float));
    let again = Command::OpenShift { shift_id: ShiftId::from_uuid(Uuid::now_v7()), float };
    match till.ask(&again).await {
        Outcome::Refused { rejection, message } => {
            assert_eq!(rejection.code(), "shift_already_open");
            assert!(message.contains("close it first"), "{message}");
        }
        accepted @ Outcome::Accepted { .. } => panic!("{accepted:?}"),
    }
    shop.close().await;
}

#[tokio::test]
async fn a_member_is_one_member_however_the_number_is_typed() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let enrol = |phone: &str| Command::EnrolMember {
        member_id: MemberId::from_uuid(Uuid::now_v7()),
        phone: phone.to_owned(),
        name: "陈".to_owned(),
        consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
        came: domain::member::Came::default(),
    };
    let (_, first) = till.done(&enrol("07700 900123")).await;
    let (_, second) = till.done(&enrol("+44 7700-900-123")).await;
    let (
        CommandResult::Member { member_id, known: false },
        CommandResult::Member { member_id: same, known: true },
    ) = (&first, &second)
    else {
        panic!("{first:?} {second:?}")
    };
    assert_eq!(member_id, same);
    match till.ask(&enrol("12")).await {
        Outcome::Refused { rejection, .. } => assert_eq!(rejection.code(), "phone_invalid"),
        accepted @ Outcome::Accepted { .. } => panic!("{accepted:?}"),
    }
    for (digits, found) in [("0123", true), ("0044 7700 900123", true), ("07700900124", false)] {
        let request_id = Uuid::now_v7().to_string();
        let digits = digits.to_owned();
        till.send(&ClientFrame::FindMember { request_id, digits: digits.clone() }).await;
        let members = till
            .until(|frame| match frame {
                ServerFrame::Members { members, .. } => Some(members.clone()),
                _ => None,
            })
            .await;
        assert_eq!(
            members.first().is_some_and(|member| member.id == *member_id),
            found,
            "{digits}"
        );
        assert!(members.iter().all(|member| member.phone_masked == "•••• 0123"));
    }
    till.send(&ClientFrame::FindMember { request_id: "r".to_owned(), digits: "12".to_owned() })
        .await;
    assert_eq!(till.refused().await, "not_digits");
    shop.close().await;
}

#[tokio::test]
async fn nobody_signed_in_sells_nothing_and_finds_nobody() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    till.send(&ClientFrame::SignOut).await;
    match till.ask(&noodles_paid()).await {
        Outcome::Refused { rejection, .. } => assert_eq!(rejection.code(), "not_signed_in"),
        accepted @ Outcome::Accepted { .. } => panic!("{accepted:?}"),
    }
    till.send(&ClientFrame::FindMember { request_id: "r".to_owned(), digits: "0123".to_owned() })
        .await;
    assert_eq!(till.refused().await, "not_signed_in");
    shop.close().await;
}

#[tokio::test]
async fn a_till_is_told_everything_that_is_kept_of_a_member_and_nobody_unsigned_is() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let member_id = MemberId::from_uuid(Uuid::now_v7());
    till.done(&Command::EnrolMember {
        member_id,
        phone: "07700 900123".to_owned(),
        name: String::new(),
        consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
        came: domain::member::Came::default(),
    })
    .await;
    let mut paid = noodles_paid();
    if let Command::PlaceOrder { member_id: whose, .. } = &mut paid {
        *whose = Some(member_id);
    }
    till.done(&paid).await;
    let request =
        || ClientFrame::MemberDetail { request_id: "d".to_owned(), member_id, bring: false };
    till.send(&request()).await;
    let detail = till
        .until(|frame| match frame {
            ServerFrame::MemberDetail { member, .. } => Some(member.clone()),
            _ => None,
        })
        .await
        .unwrap();
    assert_eq!(detail.card.visits, 1);
    assert_eq!((detail.favourites.len(), detail.orders.len(), detail.ledger.len()), (1, 1, 1));
    assert_eq!(detail.ledger[0].entry.points, detail.card.points);
    till.send(&ClientFrame::SignOut).await;
    till.send(&request()).await;
    assert_eq!(till.refused().await, "not_signed_in");
    shop.close().await;
}

#[tokio::test]
async fn a_coupons_code_that_cannot_be_used_says_why_and_changes_nothing() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let member_id = MemberId::from_uuid(Uuid::now_v7());
    till.done(&Command::EnrolMember {
        member_id,
        phone: "07700 900123".to_owned(),
        name: String::new(),
        consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
        came: domain::member::Came::default(),
    })
    .await;
    let code = |last_day: u32| {
        let (id, signature) = (member_id.uuid().simple(), "0".repeat(128));
        format!("CC1{id}{:032x}{:016x}{:016x}{last_day:08x}{signature}", 7, 300, 0)
    };
    for (code, refusal) in [
        ("CC1".to_owned(), "coupon_unreadable"),
        (code(20_200_101), "coupon_expired"),
        (code(20_991_231), "coupon_forged"),
    ] {
        let request_id = "c".to_owned();
        till.send(&ClientFrame::ShowCoupon { request_id, member_id, code }).await;
        assert_eq!(till.refused().await, refusal);
    }
    shop.close().await;
}
