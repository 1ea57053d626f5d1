//! What is read of members: who they are, what they own, what they bought and said.

use std::collections::BTreeMap;

use domain::id::{CouponId, MemberId, OrderId, StaffId};
use domain::ledger::campaigns::CouponLives;
use domain::member::numbers::Visit;
use domain::member::{Member, MemberRecord};
use domain::order::Order;
use domain::order::feedback::CODE_BYTES;
use domain::{BusinessDay, Money, Timestamp};
use rusqlite::{Params, params};

use crate::error::ReadError;
use crate::ledger::{self, StoredEntry};
use crate::load::body;
use crate::reader::Reader;
use crate::sealed::RECORD;
use crate::stored::uuid;
use crate::{numbers, sealed, visits, watched, words};

impl Reader<'_> {
    /// A member: who they are and what they earned; one who was merged as themselves.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn member(&self, id: MemberId) -> Result<Option<(MemberRecord, Member)>, ReadError> {
        let record = sealed::read(self.connection, id)?;
        record.map(|record| self.with_earned(record)).transpose()
    }

    /// Who stands for a member: themselves, or whom they were merged into.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn member_now(&self, id: MemberId) -> Result<Option<(MemberRecord, Member)>, ReadError> {
        self.member(id)?.map(|found| self.standing(found)).transpose()
    }

    /// Those who were merged into a member, as themselves.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn merged_into(&self, member: &Member) -> Result<Vec<(MemberRecord, Member)>, ReadError> {
        member.merged.iter().filter_map(|id| self.member(*id).transpose()).collect()
    }

    /// The member with this phone, in E.164 form; like everybody who is found here, whoever stands for
    /// them now.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn members_by_phone(&self, phone: &str) -> Result<Vec<(MemberRecord, Member)>, ReadError> {
        let record = sealed::with_phone(self.connection, phone)?;
        record.into_iter().map(|record| self.found(record)).collect()
    }

    /// Members whose phone ends in these four digits.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn members_by_last4(
        &self,
        last4: &str,
        limit: u32,
    ) -> Result<Vec<(MemberRecord, Member)>, ReadError> {
        // Their rows first, in their order: only as many records are opened as are wanted.
        let sql = format!(
            "SELECT {RECORD} FROM members WHERE row IN (SELECT row FROM members WHERE phone BETWEEN ?1 AND ?2) ORDER BY row"
        );
        let numbers = numbers::of_last4(self.connection, last4)?;
        let ends_so = |record: &MemberRecord| record.phone.ends_with(last4);
        self.find_among(&sql, params![numbers.start(), numbers.end()], limit, ends_so)
    }

    /// The member for whom a card stands, exactly as a scanner reads it.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn member_by_card(&self, card: &str) -> Result<Option<(MemberRecord, Member)>, ReadError> {
        let sql = format!(
            "SELECT {RECORD} FROM member_cards JOIN members USING (member_id) WHERE card = mark('card', ?1)"
        );
        let mut find = self.connection.prepare_cached(&sql)?;
        let mut rows = find.query([card])?;
        let record = rows.next()?.map(sealed::record).transpose()?;
        record.map(|record| self.found(record)).transpose()
    }

    /// Members in whose name a word, or a character of a name written without spaces, begins so.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn members_by_words(
        &self,
        typed: &str,
        limit: u32,
    ) -> Result<Vec<(MemberRecord, Member)>, ReadError> {
        let typed = words::plain(typed);
        let Some(numbers) = words::looked_up(self.connection, &typed)? else {
            return Ok(Vec::new());
        };
        let sql = format!(
            "SELECT {RECORD} FROM member_words JOIN members ON members.row = member_words.member WHERE word BETWEEN ?1 AND ?2 LIMIT ?3"
        );
        let values = params![numbers.start(), numbers.end(), words::LOOKED_AT_MAX];
        let begins_so = |record: &MemberRecord| words::begin_so(&record.name, &typed);
        self.find_among(&sql, values, limit, begins_so)
    }

    /// Every member of this store with what they earned, those who were merged among them. Who is known
    /// from HQ only is not.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn each_member(&self, mut each: impl FnMut(MemberRecord, Member)) -> Result<(), ReadError> {
        let sql = format!(
            "SELECT {RECORD}, members_earned.body AS earned FROM members LEFT JOIN members_earned USING (member_id) WHERE members.here OR members_earned.member_id IS NOT NULL"
        );
        let mut find = self.connection.prepare_cached(&sql)?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            let earned: Option<String> = row.get("earned")?;
            let earned = earned.map(|text| serde_json::from_str(&text)).transpose()?;
            each(sealed::record(row)?, earned.unwrap_or_default());
        }
        Ok(())
    }

    /// The coupons that were given between two moments, the first included, and what became of them
    /// until now.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn coupons(
        &self,
        from: Timestamp,
        before: Timestamp,
    ) -> Result<CouponLives<()>, ReadError> {
        const SQL: &str = "SELECT at, body FROM ledger WHERE json_extract(body, '$.coupon') IS NOT NULL AND at >= ?1 ORDER BY at, seq";
        let mut find = self.connection.prepare_cached(SQL)?;
        let mut rows = find.query([from.ms()])?;
        let mut lives = CouponLives::default();
        while let Some(row) = rows.next()? {
            let (at, body): (i64, String) = (row.get(0)?, row.get(1)?);
            lives.hear((), &serde_json::from_str(&body)?, at < before.ms());
        }
        Ok(lives)
    }

    /// What paid orders came to after what was given back; those that are not here are left out.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn order_totals(
        &self,
        ids: impl IntoIterator<Item = OrderId>,
    ) -> Result<BTreeMap<OrderId, Money>, ReadError> {
        const SQL: &str =
            "SELECT body FROM orders WHERE order_id IN (SELECT unhex(value) FROM json_each(?1))";
        let ids: Vec<String> = ids.into_iter().map(|id| id.uuid().simple().to_string()).collect();
        let mut find = self.connection.prepare_cached(SQL)?;
        let mut rows = find.query([serde_json::to_string(&ids)?])?;
        let mut totals = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let body: String = row.get(0)?;
            let order: Order = serde_json::from_str(&body)?;
            let left = order.totals.total.checked_sub(order.totals.refunded);
            totals.insert(order.id, left.unwrap_or_default());
        }
        Ok(totals)
    }

    /// Members who owe points or coupons here: they spent more than lay here, or what earned some was
    /// given back.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn members_owing(&self, limit: u32) -> Result<Vec<MemberId>, ReadError> {
        const SQL: &str =
            "SELECT member_id FROM members_earned WHERE watched <> 0 AND watched = ?2 LIMIT ?1";
        let mut find = self.connection.prepare_cached(SQL)?;
        let found = find.query_map(params![limit, watched::OWES], |row| uuid(row, 0))?;
        let ids = found.map(|id| Ok(MemberId::from_uuid(id?)));
        ids.collect()
    }

    /// Whether an order of this store was paid with a member's coupon, and not given back.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn coupon_is_used(&self, id: MemberId, coupon_id: CouponId) -> Result<bool, ReadError> {
        const SQL: &str = "SELECT json_extract(body, '$.reason.type') = 'spent' FROM ledger WHERE member_id = ?1 AND json_extract(body, '$.coupon.coupon.id') = ?2 AND json_extract(body, '$.reason.type') IN ('spent', 'given_back') ORDER BY seq DESC LIMIT 1";
        let mut find = self.connection.prepare_cached(SQL)?;
        let mut rows = find.query(params![id.as_bytes(), coupon_id.to_string()])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?.unwrap_or_default())
    }

    /// Members with points here who have not ordered here since a business day, which begins at a moment; who
    /// never did counts from when they were enrolled. Walks all members: for once a day.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn members_idle(
        &self,
        before: BusinessDay,
        begins: Timestamp,
        limit: u32,
    ) -> Result<Vec<MemberId>, ReadError> {
        const SQL: &str = "SELECT member_id FROM members_earned JOIN members USING (member_id) WHERE json_extract(members_earned.body, '$.points') > 0 AND json_extract(members_earned.body, '$.merged_into') IS NULL AND coalesce(json_extract(members_earned.body, '$.last_visit') < ?1, enrolled_at < ?3) LIMIT ?2";
        let mut find = self.connection.prepare(SQL)?;
        let found =
            find.query_map(params![before.to_string(), limit, begins.ms()], |row| uuid(row, 0))?;
        found.map(|id| Ok(MemberId::from_uuid(id?))).collect()
    }

    /// The latest lines of a member's ledger, the latest first.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn ledger(&self, id: MemberId, limit: u32) -> Result<Vec<StoredEntry>, ReadError> {
        ledger::read(self.connection, id, limit)
    }

    /// The latest orders that a member paid, the latest first; with those of whom they stand for.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn orders_of_member(&self, id: MemberId, limit: u32) -> Result<Vec<Order>, ReadError> {
        let mut orders = ledger::orders_of(self.connection, id, limit)?;
        let merged = self.earned(id)?.merged;
        if merged.is_empty() {
            return Ok(orders);
        }
        for id in merged {
            orders.extend(ledger::orders_of(self.connection, id, limit)?);
        }
        orders.sort_by_key(|order| std::cmp::Reverse((order.opened_at, order.id)));
        orders.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(orders)
    }

    /// Every closed order up to a trading date, in the order of closing, as the numbers of members
    /// need it, by whoever stands for its member now. `zone` is the store's.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn each_visit(
        &self,
        to: BusinessDay,
        zone: chrono_tz::Tz,
        each: impl FnMut(&Visit),
    ) -> Result<(), ReadError> {
        visits::each(self.connection, to, zone, each)
    }

    /// The paid order whose id ends in these bytes, as the code on its receipt tells them; of several
    /// the latest.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn order_by_tail(&self, tail: [u8; CODE_BYTES]) -> Result<Option<Order>, ReadError> {
        let sql = "SELECT body FROM orders WHERE state = 1 AND substr(order_id, 12) = ?1 ORDER BY seq DESC LIMIT 1";
        body(self.connection, sql, [tail])
    }

    /// What guests said between two moments, the first included, the latest first: when, of which
    /// order, and their words.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn feedback(
        &self,
        from: Timestamp,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<(Timestamp, Order, String)>, ReadError> {
        const SQL: &str = "SELECT f.at, f.words, o.body FROM feedback f JOIN orders o ON o.order_id = f.order_id WHERE f.at >= ?1 AND f.at < ?2 ORDER BY f.at DESC LIMIT ?3";
        let mut find = self.connection.prepare_cached(SQL)?;
        let mut rows = find.query(params![from.ms(), before.ms(), limit])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let order: String = row.get(2)?;
            let at = Timestamp::from_ms(row.get(0)?);
            found.push((at, serde_json::from_str(&order)?, row.get(1)?));
        }
        Ok(found)
    }

    fn with_earned(&self, record: MemberRecord) -> Result<(MemberRecord, Member), ReadError> {
        let earned = self.earned(record.id)?;
        Ok((record, earned))
    }

    fn earned(&self, id: MemberId) -> Result<Member, ReadError> {
        let sql = "SELECT body FROM members_earned WHERE member_id = ?1";
        Ok(body(self.connection, sql, [id.as_bytes()])?.unwrap_or_default())
    }

    fn found(&self, record: MemberRecord) -> Result<(MemberRecord, Member), ReadError> {
        let found = self.with_earned(record)?;
        self.standing(found)
    }

    /// Of the members that a query finds, as many as are wanted of those who are meant; nobody twice.
    fn find_among(
        &self,
        sql: &str,
        values: impl Params,
        limit: u32,
        is_meant: impl Fn(&MemberRecord) -> bool,
    ) -> Result<Vec<(MemberRecord, Member)>, ReadError> {
        let mut find = self.connection.prepare_cached(sql)?;
        let mut rows = find.query(values)?;
        let mut found: Vec<(MemberRecord, Member)> = Vec::new();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        while found.len() < limit
            && let Some(row) = rows.next()?
        {
            let record = sealed::record(row)?;
            if is_meant(&record) {
                let (record, member) = self.found(record)?;
                if !found.iter().any(|(known, _)| known.id == record.id) {
                    found.push((record, member));
                }
            }
        }
        Ok(found)
    }

    fn standing(&self, found: (MemberRecord, Member)) -> Result<(MemberRecord, Member), ReadError> {
        let Some(merge) = &found.1.merged_into else { return Ok(found) };
        // Whoever stood for somebody and was erased took them along.
        Ok(self.member(merge.into)?.unwrap_or(found))
    }

    /// Every member whom somebody brought, with who and when. Who was merged was brought as the other.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn each_brought(
        &self,
        mut each: impl FnMut(MemberId, StaffId, Timestamp),
    ) -> Result<(), ReadError> {
        const SQL: &str = "SELECT member_id, brought_by, enrolled_at FROM members WHERE brought_by IS NOT NULL AND here AND member_id NOT IN (SELECT member_id FROM members_earned WHERE watched <> 0 AND watched = ?1)";
        let mut find = self.connection.prepare_cached(SQL)?;
        let mut rows = find.query([watched::MERGED])?;
        while let Some(row) = rows.next()? {
            let (id, by) = (MemberId::from_uuid(uuid(row, 0)?), StaffId::from_uuid(uuid(row, 1)?));
            each(id, by, Timestamp::from_ms(row.get(2)?));
        }
        Ok(())
    }
}
