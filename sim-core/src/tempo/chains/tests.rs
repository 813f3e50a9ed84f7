use super::*;

const MOST: Duration = Duration::from_nanos(1_000);

/// A run in which message after message leads to others.
struct Play {
    chains: Chains,
    stream: Stream,
    causes: Vec<EventId>,
}

impl Play {
    fn new(changes: u32, horizon: u64) -> Self {
        let (mut chains, mut stream) = (Chains::new(), Stream::new(1, 1));
        chains.plan(changes, horizon, &mut stream);
        Self { chains, stream, causes: Vec::new() }
    }

    // Something happens because of something else, or by itself.
    fn happens(&mut self, cause: Option<EventId>) -> EventId {
        let event = EventId::nth(self.causes.len() as u64);
        self.causes.push(cause.unwrap_or(event));
        event
    }

    // A message leaves: its event, and how late it is.
    fn sends(&mut self, event: EventId) -> (EventId, Duration) {
        let message = self.happens(Some(event));
        let late = self.chains.join(message, &self.causes, MOST, &mut self.stream);
        (message, late)
    }

    fn chain(&self, message: EventId) -> usize {
        let Origin::Message(number) = self.chains.known(message) else {
            panic!("{message:?} is no message");
        };
        self.chains.messages[number].chain
    }

    fn priority(&self, message: EventId) -> Priority {
        self.chains.priority(Some(message), 0)
    }
}

#[test]
fn the_first_message_extends_the_chain_and_the_second_begins_one() {
    let mut play = Play::new(0, 0);
    let start = play.happens(None);
    let (root, _) = play.sends(start);
    let delivery = play.happens(Some(root));
    let (first, _) = play.sends(delivery);
    let (second, _) = play.sends(delivery);
    assert_eq!(play.chain(first), play.chain(root));
    assert_ne!(play.chain(second), play.chain(root));
}

#[test]
fn what_comes_from_outside_begins_chains() {
    let mut play = Play::new(0, 0);
    let start = play.happens(None);
    let (one, other) = (play.sends(start).0, play.sends(start).0);
    assert_ne!(play.chain(one), play.chain(other));
}

#[test]
fn a_second_copy_begins_a_chain_where_the_first_has_extended_its_own() {
    let mut play = Play::new(0, 0);
    let start = play.happens(None);
    let (root, _) = play.sends(start);
    let (first, second) = (play.happens(Some(root)), play.happens(Some(root)));
    let (extends, begins) = (play.sends(first).0, play.sends(second).0);
    assert_eq!(play.chain(extends), play.chain(root));
    assert_ne!(play.chain(begins), play.chain(root));
}

#[test]
fn a_chain_goes_on_through_whatever_is_no_message() {
    let mut play = Play::new(0, 0);
    let start = play.happens(None);
    let (root, _) = play.sends(start);
    // Delivered, a timer is set and fires, again and again.
    let fired = (0..10).fold(root, |event, _| play.happens(Some(event)));
    let (message, _) = play.sends(fired);
    assert_eq!(play.chain(message), play.chain(root));
    let (other, _) = play.sends(root);
    assert_ne!(play.chain(other), play.chain(root), "it has been extended");
}

#[test]
fn the_highest_on_its_way_is_on_time_and_the_lowest_late() {
    let mut play = Play::new(0, 0);
    let start = play.happens(None);
    let mut messages: Vec<EventId> = (0..20).map(|_| play.sends(start).0).collect();
    messages.sort_by_key(|message| play.priority(*message));
    let late = |message: &EventId| play.chains.late(play.chain(*message), MOST).as_nanos();
    let lates: Vec<u64> = messages.iter().map(late).collect();
    assert!(lates.is_sorted_by(|low, high| low >= high), "{lates:?}");
    assert_eq!((lates[19], lates[18], lates[17], lates[0]), (0, 250, 375, 500));

    // The highest arrives and leads to nothing: the next one is the highest on its way.
    play.chains.rest(messages[19]);
    assert_eq!(play.chains.late(play.chain(messages[18]), MOST), Duration::ZERO);
}

#[test]
fn a_chain_falls_as_often_as_planned_and_below_all_others() {
    let mut play = Play::new(5, 30);
    let start = play.happens(None);
    let mut fell = 0;
    for _ in 0..60 {
        let (message, late) = play.sends(start);
        if play.priority(message).0 < Priority::UPRIGHT {
            fell += 1;
            assert_eq!(late, MOST, "it may pass nobody");
            let late = play.chains.late(play.chain(message), MOST);
            assert!(late > MOST.scale(crate::Ratio::percent(50)) && late <= MOST, "{late}");
        } else {
            assert!(late <= MOST.scale(crate::Ratio::percent(50)), "{late}");
        }
    }
    assert_eq!((fell, play.chains.changes.len()), (5, 0));
}

#[test]
fn a_fallen_chain_goes_on_at_full_speed_when_it_is_alone() {
    let mut play = Play::new(1, 1);
    let start = play.happens(None);
    let (root, late) = play.sends(start);
    assert_eq!(late, MOST);
    play.chains.rest(root);
    let delivery = play.happens(Some(root));
    assert_eq!(play.sends(delivery).1, Duration::ZERO);
}

#[test]
fn no_changes_or_no_horizon_change_nothing() {
    for (changes, horizon) in [(0, 100), (7, 0)] {
        let play = Play::new(changes, horizon);
        assert!(play.chains.changes.is_empty(), "{changes} within {horizon}");
    }
}
