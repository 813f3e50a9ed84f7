//! Skipping a step, on paper: how long the rest had to wait, had it not been.
//!
//! A timer that fires and is set again can be left out, and the next firing takes its place. Whether there are times then
//! is seen without a run: what it led to isn't there, and what it set anew was set by the step before. That is a guess, as
//! the protocol isn't asked. It says what to try; a run decides.

use sim_core::{Class, Wait, WaitEnd};

/// What had to wait in a run, without this step and what it led to.
pub(super) fn skip(waits: &mut Vec<Wait>, step: usize) {
    let mut gone = vec![step];
    while let Some(step) = gone.pop() {
        let begun = take(waits, |wait| wait.since == Some(step));
        let (set, others): (Vec<Wait>, Vec<Wait>) =
            begun.into_iter().partition(|wait| wait.class == Class::Timer);
        // What it sent doesn't arrive.
        gone.extend(others.iter().filter_map(|wait| match wait.end {
            WaitEnd::Taken(step) => Some(step),
            WaitEnd::Withdrawn(_) | WaitEnd::Pending => None,
        }));
        let ended = take(waits, |wait| {
            wait.class == Class::Timer
                && matches!(wait.end, WaitEnd::Taken(by) | WaitEnd::Withdrawn(Some(by)) if by == step)
        });
        // A timer that it took or took back goes on as the one that it set in its place.
        let mut set = set;
        for before in ended {
            let same = |wait: &Wait| (wait.least, wait.most) == (before.least, before.most);
            let end = set.iter().position(same).map(|place| set.swap_remove(place).end);
            waits.push(Wait { end: end.unwrap_or(WaitEnd::Pending), ..before });
        }
        gone.extend(set.into_iter().filter_map(|wait| match wait.end {
            WaitEnd::Taken(step) => Some(step),
            WaitEnd::Withdrawn(_) | WaitEnd::Pending => None,
        }));
        take(waits, |wait| wait.end == WaitEnd::Taken(step));
    }
}

fn take(waits: &mut Vec<Wait>, which: impl Fn(&Wait) -> bool) -> Vec<Wait> {
    let (taken, left) = std::mem::take(waits).into_iter().partition(which);
    *waits = left;
    taken
}

#[cfg(test)]
mod tests {
    use sim_core::millis;

    use super::*;

    fn wait(class: Class, since: Option<usize>, end: WaitEnd) -> Wait {
        Wait { class, since, least: millis(5), most: millis(9), end, message: None }
    }

    #[test]
    fn the_next_firing_takes_the_place_of_one_that_is_skipped() {
        let mut waits = vec![
            wait(Class::Timer, None, WaitEnd::Taken(0)),
            wait(Class::Timer, Some(0), WaitEnd::Taken(2)),
            wait(Class::Arrive, Some(0), WaitEnd::Taken(1)),
            wait(Class::Arrive, Some(1), WaitEnd::Pending),
        ];
        skip(&mut waits, 0);
        assert_eq!(waits, [wait(Class::Timer, None, WaitEnd::Taken(2))]);
    }

    #[test]
    fn a_timer_that_nobody_sets_anew_is_due() {
        let mut waits = vec![wait(Class::Timer, None, WaitEnd::Taken(0))];
        skip(&mut waits, 0);
        assert_eq!(waits, [wait(Class::Timer, None, WaitEnd::Pending)]);
    }

    #[test]
    fn what_was_put_off_by_a_message_is_put_off_no_more() {
        let mut waits = vec![
            wait(Class::Timer, None, WaitEnd::Taken(0)),
            wait(Class::Timer, Some(0), WaitEnd::Pending),
            wait(Class::Arrive, Some(0), WaitEnd::Taken(1)),
            Wait { most: millis(7), ..wait(Class::Timer, None, WaitEnd::Withdrawn(Some(1))) },
            Wait { most: millis(7), ..wait(Class::Timer, Some(1), WaitEnd::Taken(3)) },
        ];
        skip(&mut waits, 0);
        let put_off = Wait { most: millis(7), ..wait(Class::Timer, None, WaitEnd::Taken(3)) };
        assert_eq!(waits, [wait(Class::Timer, None, WaitEnd::Pending), put_off]);
    }
}
