//! What a step does to the state of a case.

use super::SanctionState;
use crate::SanctionAction;

impl SanctionState {
    /// The state after one more step. What is proposed or blocked while sanctions are in force leaves them so.
    pub(super) fn after(self, action: SanctionAction) -> Self {
        match action {
            _ if self.is_in_force() && !action.moves_what_is_in_force() => self,
            SanctionAction::Proposed => Self::Proposed,
            SanctionAction::Blocked => Self::Blocked,
            SanctionAction::Imposed | SanctionAction::Amended => Self::Imposed,
            SanctionAction::Eased => Self::Eased,
            SanctionAction::Lifted => Self::Lifted,
        }
    }

    /// Whether what the sanctions do is said anew from the next step on: they come into force, or are asked for once more.
    pub(super) fn begins_anew_with(self, action: SanctionAction) -> bool {
        match action {
            SanctionAction::Proposed => matches!(self, Self::Blocked | Self::Expired | Self::Lifted),
            SanctionAction::Blocked => matches!(self, Self::Expired | Self::Lifted),
            SanctionAction::Imposed | SanctionAction::Amended | SanctionAction::Eased => !self.is_in_force(),
            SanctionAction::Lifted => matches!(self, Self::Proposed | Self::Blocked),
        }
    }
}

impl SanctionAction {
    fn moves_what_is_in_force(self) -> bool {
        matches!(self, Self::Imposed | Self::Eased | Self::Lifted)
    }

    /// Whether sanctions are in force from it on, so that its end, where it has one, is theirs.
    pub fn puts_in_force(self) -> bool {
        matches!(self, Self::Imposed | Self::Amended | Self::Eased)
    }
}

/// Where a case stands on the way: its state, and the event whose end is the end of the sanctions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place<Event> {
    pub state: SanctionState,
    /// None of what is not in force, or is in force for good.
    pub term_of: Option<Event>,
}

impl<Event: Copy> Place<Event> {
    pub const START: Self = Self { state: SanctionState::Nothing, term_of: None };

    /// After an event; `has_end` says that an end of it is known. To amend or to ease sanctions without saying until when
    /// leaves them their end; to impose them so does not.
    #[must_use]
    pub fn after(self, action: SanctionAction, event: Event, has_end: bool) -> Self {
        let state = self.state.after(action);
        let keeps = self.state.is_in_force() && action != SanctionAction::Imposed;
        let term_of = match state.is_in_force() {
            true if has_end && action.puts_in_force() => Some(event),
            true if keeps => self.term_of,
            _ => None,
        };
        Self { state, term_of }
    }

    /// After the end of the event that it has its end from.
    #[must_use]
    pub fn expired(self) -> Self {
        Self { state: SanctionState::Expired, term_of: None }
    }
}
