//! The state of one direction of a link during a run.

use crate::link::order::Horizon;
use crate::link::timetable::Timetable;

/// What one direction of a link remembers; made when it is first used.
#[derive(Clone, Debug, Default)]
pub(crate) struct LinkState {
    /// Whether a message of this run has come here.
    pub(crate) used: bool,
    /// Whether it is foul: it loses messages in a burst.
    pub(crate) foul: bool,
    /// When bytes get onto the wire.
    pub(crate) timetable: Timetable,
    /// In which order messages arrive.
    pub(crate) horizon: Horizon,
}

impl LinkState {
    /// Forgets a run, keeping allocations.
    pub(crate) fn clear(&mut self) {
        let Self { used, foul, timetable, horizon } = self;
        *used = false;
        *foul = false;
        timetable.clear();
        *horizon = Horizon::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Bandwidth;
    use sim_core::Time;

    #[test]
    fn a_cleared_state_is_as_new() {
        let mut state = LinkState::default();
        let bandwidth = Bandwidth::new(1);
        for _ in 0..2 {
            assert!(!state.foul);
            assert_eq!(state.horizon.wait(Time::from_nanos(7), false), Time::from_nanos(7));
            assert_eq!(state.horizon.wait(Time::ZERO, false), Time::from_nanos(8));
            state.horizon.arrived(2);
            state.horizon.arrived(1);
            assert_eq!(state.horizon.inversions(), 1);
            let sent = state.timetable.enter(&bandwidth, Time::ZERO, Time::ZERO, 3);
            assert_eq!(sent, Some(Time::from_nanos(3_000_000_000)));
            assert_eq!(state.timetable.waiting(Time::ZERO), 3);
            state.foul = true;
            state.clear();
        }
    }
}
