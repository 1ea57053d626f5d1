//! Contradictions between a store and HQ, said to people in both languages.

/// One sentence in English and in Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// For the store's log.
    pub(crate) en: String,
    zh: String,
}

impl Sentence {
    fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }

    /// Both, as HQ shows them.
    pub(crate) fn both(&self) -> String {
        format!("{} {}", self.zh, self.en)
    }

    pub(crate) fn hole(before: u64, seq: u64) -> Self {
        Self::new(
            format!("In the batch that the store sent, event {seq} follows event {before}."),
            format!("门店发来的一批记录不连续：第 {before} 条之后是第 {seq} 条。"),
        )
    }

    pub(crate) fn forged(seq: u64) -> Self {
        Self::new(
            format!("Event {seq} that the store sent was changed: its hash does not fit."),
            format!("门店发来的第 {seq} 条记录被改动过：校验值不符。"),
        )
    }

    pub(crate) fn differs(seq: u64) -> Self {
        Self::new(
            format!("The store's event {seq} is not the one that HQ holds."),
            format!("门店的第 {seq} 条记录与总部保存的不一致。"),
        )
    }

    pub(crate) fn began_anew(held: u64) -> Self {
        Self::new(
            format!("The store began an empty journal while HQ holds {held} of its events."),
            format!("门店启用了全新的空日志，而总部保存着它的 {held} 条记录。"),
        )
    }

    pub(crate) fn branched_elsewhere(seq: u64) -> Self {
        Self::new(
            format!("The store was restored after event {seq}, which HQ does not hold as such."),
            format!("门店从第 {seq} 条记录处恢复，但总部没有与之一致的记录。"),
        )
    }

    pub(crate) fn foreign() -> Self {
        Self::new(
            "The journal that was sent began as another store's.",
            "收到的日志是另一家门店的。",
        )
    }

    pub(crate) fn stranded(events: u64) -> Self {
        let noun = if events == 1 { "event" } else { "events" };
        Self::new(
            format!(
                "The store was restored from a backup: {events} {noun} of the earlier history \
                 are only at HQ and not counted."
            ),
            format!("门店从备份恢复：此前历史中有 {events} 条记录只存在于总部，未计入统计。"),
        )
    }
}
