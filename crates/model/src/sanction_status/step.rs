//! How a step changes the state of a case.

use super::SanctionState;
use crate::SanctionAction;

impl SanctionState {
    /// The state after one more step. PROPOSED, BLOCKED and AMENDED do not change the state of sanctions in
    /// force.
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

    /// Whether the measures start over with this step, because the sanctions come into force or are proposed again.
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

    /// Whether sanctions are in force after this action, so that its end is the end of the sanctions.
    pub fn puts_in_force(self) -> bool {
        matches!(self, Self::Imposed | Self::Amended | Self::Eased)
    }
}

/// The state of a case during its course, and the event whose end is the end of the sanctions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place<Event> {
    pub state: SanctionState,
    /// `None` for sanctions that are not in force or have no end.
    pub term_of: Option<Event>,
}

impl<Event: Copy> Place<Event> {
    pub const START: Self = Self { state: SanctionState::Nothing, term_of: None };

    /// The place after an event; `has_end` tells whether the event has an end. Sanctions that are amended or eased
    /// without an end keep the current one; sanctions that are imposed without an end have none.
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

    /// The place after the end of the sanctions has passed.
    #[must_use]
    pub fn expired(self) -> Self {
        Self { state: SanctionState::Expired, term_of: None }
    }
}
