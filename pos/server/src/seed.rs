//! What a store begins with. Everything is asked of the journal under ids that follow from what it
//! is, so that a second start repeats nothing.

use domain::catalogue::Catalogue;
use domain::floor::FloorPlan;
use domain::id::{CommandId, MemberId, StaffId};
use domain::member::{Consent, Purpose};
use domain::staff::{Role, Staff, StaffCard};
use domain::{Actor, Command, CommandResult, Names, Request, SystemCommand};
use journal::{Answer, AppendError, Ask, Outcome};
use protocol::http::DemoPin;
use uuid::Uuid;

use crate::sign_in::{PinRefused, check_new_pin, hash_pin};
use crate::{Store, reference};

/// Something could not be put into the store.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The PIN is no good.
    #[error(transparent)]
    Pin(#[from] PinRefused),
    /// The phone cannot be read.
    #[error("{0} is not a phone number")]
    Phone(String),
    /// The rules said no.
    #[error("{0}")]
    Refused(String),
    /// The journal did not take it up.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The journal could not be read.
    #[error(transparent)]
    Read(#[from] journal::ReadError),
    /// The PIN could not be hashed.
    #[error("the PIN could not be hashed: {0}")]
    Hash(argon2::password_hash::Error),
}

impl Store {
    /// Publishes a catalogue if the store has none. True if it did.
    ///
    /// # Errors
    /// [`SeedError`].
    pub async fn ensure_catalogue(&self, catalogue: Catalogue) -> Result<bool, SeedError> {
        if self.parts.journal.menu().catalogue().version > 0 {
            return Ok(false);
        }
        let label = format!("catalogue:{}", blake3::hash(reference::json(&catalogue).as_bytes()));
        let request = Request::System(SystemCommand::PublishCatalogue { catalogue });
        self.ask(&label, request).await?;
        Ok(true)
    }

    /// Draws the floor if the store has no plan. True if it did.
    ///
    /// # Errors
    /// [`SeedError`].
    pub async fn ensure_floor_plan(&self, plan: FloorPlan) -> Result<bool, SeedError> {
        let drawn =
            self.parts.journal.read(|reader: &journal::Reader<'_>| reader.floor_plan()).await?;
        if drawn.is_some() {
            return Ok(false);
        }
        self.ask("floor-plan", Request::Device(Command::PublishFloorPlan { plan })).await?;
        Ok(true)
    }

    /// Adds an employee if there is none of that English name. In a demo the PIN is told to
    /// whoever asks from the same machine.
    ///
    /// # Errors
    /// [`SeedError`].
    pub async fn ensure_staff(
        &self,
        names: Names,
        role: Role,
        pin: &str,
    ) -> Result<StaffCard, SeedError> {
        check_new_pin(pin)?;
        let label = format!("staff:{}", names.en);
        let id = StaffId::derive(self.seed_id(&label), "staff");
        let known = self.parts.journal.staff().iter().find(|staff| staff.id == id).cloned();
        let card = match known {
            Some(staff) => StaffCard::from(&staff),
            None => self.add_staff(&label, id, names, role, pin).await?,
        };
        if let Some(demo) = &self.parts.demo {
            demo.note_pin(DemoPin { staff: card.clone(), pin: pin.to_owned() });
        }
        Ok(card)
    }

    async fn add_staff(
        &self,
        label: &str,
        id: StaffId,
        names: Names,
        role: Role,
        pin: &str,
    ) -> Result<StaffCard, SeedError> {
        let pin = pin.to_owned();
        let hashed = tokio::task::spawn_blocking(move || hash_pin(&pin)).await;
        let pin_hash = match hashed {
            Ok(hashed) => hashed.map_err(SeedError::Hash)?,
            Err(_) => return Err(SeedError::Append(AppendError::Stopped)),
        };
        let staff = Staff { id, names, role, pin_hash };
        let card = StaffCard::from(&staff);
        self.ask(label, Request::System(SystemCommand::AddStaff { staff })).await?;
        Ok(card)
    }

    /// Makes somebody a member, with consent to membership, if nobody has that phone.
    ///
    /// # Errors
    /// [`SeedError`].
    pub async fn ensure_member(&self, phone: &str, name: &str) -> Result<MemberId, SeedError> {
        let phone =
            self.parts.phones.e164(phone).ok_or_else(|| SeedError::Phone(phone.to_owned()))?;
        let label = format!("member:{phone}");
        let minted = MemberId::derive(self.seed_id(&label), "member");
        let command = Command::EnrolMember {
            member_id: minted,
            phone,
            name: name.to_owned(),
            consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
            came: domain::member::Came::default(),
        };
        match self.ask(&label, Request::Device(command)).await? {
            Some(CommandResult::Member { member_id, .. }) => Ok(member_id),
            Some(
                CommandResult::Done
                | CommandResult::Order { .. }
                | CommandResult::Shift { .. }
                | CommandResult::Written { .. }
                | CommandResult::Day { .. }
                | CommandResult::Refunded { .. }
                | CommandResult::Catalogue { .. }
                | CommandResult::SignIn { .. },
            )
            | None => Ok(minted),
        }
    }

    fn seed_id(&self, label: &str) -> CommandId {
        CommandId::from_uuid(Uuid::new_v5(&self.parts.card.id.uuid(), label.as_bytes()))
    }

    /// `None` when the same was asked before with other details, which then stand.
    async fn ask(&self, label: &str, request: Request) -> Result<Option<CommandResult>, SeedError> {
        let ask = Ask {
            command_id: self.seed_id(label),
            actor: Actor::System,
            device: self.parts.own_device,
            request,
        };
        match self.parts.journal.append(ask).await? {
            Answer::Stored(reply) => match reply.outcome {
                Outcome::Accepted { result, .. } => Ok(Some(result)),
                Outcome::Refused { message, .. } => Err(SeedError::Refused(message)),
            },
            Answer::Conflict => Ok(None),
        }
    }
}
