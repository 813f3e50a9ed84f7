//! The queue against a sorted list: whatever is done to both, they must agree.

use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::vec::Vec;
use core::fmt::Debug;
use core::mem;

use super::key::SEQUENCE_LIMIT;
use super::*;

/// A generator of its own, so that the tests say the same thing for ever.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let product = u128::from(self.0) * u128::from(self.0 ^ 0xD6E8_FEB8_6659_FD93);
        (product >> 64) as u64
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// Of at most so many bits, and rather few.
    fn small(&mut self, bits_max: u64) -> u64 {
        let limit = 1 << self.below(bits_max);
        self.below(limit)
    }
}

/// How far in the future an event is pushed.
type Delay = fn(&mut Draws) -> u64;

const DELAYS: [(&str, Delay); 10] = [
    ("at once", |_| 0),
    ("three ticks", |draws| draws.below(3)),
    ("uniform", |draws| 100 + draws.below(1_000_000)),
    ("constant", |_| 1_000),
    ("hours away, some", |draws| match draws.below(4) {
        0 => 3_600_000_000_000 + draws.below(1_000_000_000_000),
        _ => draws.below(1_000),
    }),
    ("of every size", |draws| 1 << draws.below(60)),
    ("two sizes", |draws| match draws.below(2) {
        0 => draws.below(10),
        _ => draws.below(1_000_000_000),
    }),
    ("crowded at the end", |draws| 1_000_000_000 - draws.small(30)),
    ("crowded at the start", |draws| draws.small(40)),
    ("the last nanoseconds of all", |draws| u64::MAX - draws.below(3)),
];

/// A queue and the list that it must agree with.
struct Both {
    queue: Queue<u64>,
    list: BTreeMap<(Time, u64), Handle>,
    pushed: u64,
    now: u64,
    gone: Vec<Handle>,
}

impl Both {
    fn new(queue: Queue<u64>) -> Self {
        Self { queue, list: BTreeMap::new(), pushed: 0, now: 0, gone: Vec::new() }
    }

    fn push(&mut self, delay: u64) {
        let time = Time::from_nanos(self.now.saturating_add(delay));
        let handle = self.queue.push(time, self.pushed);
        self.list.insert((time, self.pushed), handle);
        self.pushed += 1;
    }

    #[track_caller]
    fn pop(&mut self) {
        let expected = self.list.pop_first().map(|((time, nth), handle)| (time, handle, nth));
        assert_eq!(self.queue.pop(), expected);
        if let Some((time, handle, _)) = expected {
            self.now = time.as_nanos();
            self.gone.push(handle);
        }
    }

    #[track_caller]
    fn cancel(&mut self, draws: &mut Draws) {
        let nth = draws.below(self.pushed + 1);
        let near = Time::from_nanos(self.now.saturating_add(draws.below(1_000_000)));
        let Some((&(time, nth), &handle)) = self.list.range((near, nth)..).next() else { return };
        assert_eq!(self.queue.time_of(handle), Some(time));
        assert_eq!(self.queue.get(handle), Some(&nth));
        assert_eq!(self.queue.cancel(handle), Some(nth));
        self.list.remove(&(time, nth));
        self.gone.push(handle);
    }

    #[track_caller]
    fn inspect(&mut self) {
        assert_eq!(self.queue.len(), self.list.len());
        assert_eq!(self.queue.peek_time(), self.list.keys().next().map(|(time, _)| *time));
        let mut expected = self.list.iter();
        self.queue.for_each_pending(|handle, time, nth| {
            assert_eq!(expected.next(), Some((&(time, *nth), &handle)));
        });
        assert_eq!(expected.next(), None);
        assert!(self.list.values().is_sorted(), "handles are not ordered as the events are due");
        self.count_keys();
        for handle in self.gone.drain(..) {
            assert_eq!(self.queue.get(handle), None);
            assert_eq!(self.queue.time_of(handle), None);
            assert_eq!(self.queue.cancel(handle), None);
        }
    }

    /// Each key belongs to an event or is counted as stale.
    #[track_caller]
    fn count_keys(&self) {
        let is_pending = |handle: &&Handle| self.queue.get(**handle).is_some();
        let elders = self.queue.elders.iter().filter(is_pending).count();
        assert_eq!(self.queue.line.keys().count() + elders, self.list.len() + self.queue.stale);
    }

    /// Pops until so few are left.
    #[track_caller]
    fn shrink_to(&mut self, len: usize) {
        while self.list.len() > len {
            self.pop();
        }
    }

    /// A random history: phases in which some actions are more frequent than others.
    #[track_caller]
    fn live(&mut self, draws: &mut Draws, delay: Delay, steps: u64) {
        let mut actions = [0; 4];
        for step in 0..steps {
            if step % 200 == 0 {
                actions = core::array::from_fn(|_| draws.below(5));
            }
            match draws.below(300) {
                0 => self.inspect(),
                1 => self.push_before_now(draws),
                pick => match actions[usize::try_from(pick % 4).unwrap()] {
                    0 => self.pop(),
                    1 => self.cancel(draws),
                    2 => {
                        self.pop();
                        self.push(delay(draws));
                    }
                    _ => self.push(delay(draws)),
                },
            }
        }
        self.inspect();
    }

    /// The listed driver may leave the order of times.
    fn push_before_now(&mut self, draws: &mut Draws) {
        let now = mem::take(&mut self.now);
        self.push(draws.below(now.max(1)));
        self.now = now;
    }
}

/// Many histories with each kind of delay, in queues whose eras have this length.
#[track_caller]
fn check_histories(era_len: u64, runs: u64, steps: u64) {
    for (_, delay) in DELAYS {
        for seed in 0..runs {
            let mut draws = Draws(seed);
            let mut both = Both::new(Queue::with_era(era_len));
            both.live(&mut draws, delay, steps);
            both.shrink_to(0);
            both.inspect();
        }
    }
}

/// Grows the queue to each of these sizes in turn, or shrinks it, and holds it there for a while.
#[track_caller]
fn check_sizes(sizes: &[usize]) {
    for (_, delay) in DELAYS {
        let mut draws = Draws(1);
        let mut both = Both::new(Queue::new());
        for size in sizes {
            both.shrink_to(*size);
            while both.list.len() < *size {
                both.push(delay(&mut draws));
            }
            for _ in 0..1_000 {
                both.pop();
                both.push(delay(&mut draws));
            }
            both.inspect();
        }
    }
}

fn at(nanos: u64) -> Time {
    Time::from_nanos(nanos)
}

fn drain<T: Debug>(queue: &mut Queue<T>) -> Vec<(Time, Handle, T)> {
    core::iter::from_fn(|| queue.pop()).collect()
}

#[test]
fn thousands_of_short_histories_agree_with_a_sorted_list() {
    check_histories(SEQUENCE_LIMIT, 400, 100);
}

#[test]
fn long_histories_agree_with_a_sorted_list() {
    check_histories(SEQUENCE_LIMIT, 4, 20_000);
}

#[test]
fn histories_across_many_eras_agree_with_a_sorted_list() {
    check_histories(7, 30, 100);
    check_histories(900, 2, 10_000);
}

#[test]
fn growing_into_the_ladder_and_back_keeps_the_order() {
    check_sizes(&[10, 400, 600, 200, 2_000, 100, 1_000, 0, 513, 512, 257, 256]);
}

#[test]
fn a_bucket_that_is_too_full_is_divided_again() {
    check_sizes(&[6_000, 9_000]);
}

#[test]
fn events_of_one_instant_leave_in_the_order_of_their_pushes() {
    let mut both = Both::new(Queue::new());
    (0..10_000).for_each(|_| both.push(5));
    both.push(4);
    both.shrink_to(5_000);
    (0..10_000).for_each(|_| both.push(0));
    both.shrink_to(0);
}

#[test]
fn events_that_come_ever_earlier_keep_the_order() {
    let mut both = Both::new(Queue::new());
    for nth in 0..20_000 {
        both.push((1 << 50) - (nth << 35));
        if nth % 1_000 == 0 {
            both.inspect();
        }
    }
    both.shrink_to(0);
}

#[test]
fn bursts_among_far_timers_keep_the_order() {
    let mut draws = Draws(3);
    let mut both = Both::new(Queue::new());
    (0..2_000).for_each(|nth| both.push(1_000_000_000_000 * (1 + nth % 7)));
    for _ in 0..20 {
        (0..1_000).for_each(|_| both.push(draws.below(50)));
        both.shrink_to(2_000);
    }
    both.inspect();
    both.shrink_to(0);
}

#[test]
fn a_handle_does_not_name_the_next_event_in_its_slot() {
    let mut queue = Queue::new();
    let first = queue.push(at(1), "first");
    assert_eq!(queue.cancel(first), Some("first"));
    let second = queue.push(at(1), "second");
    assert_eq!(first.slot, second.slot);
    assert_ne!(first, second);
    assert_eq!(queue.cancel(first), None);
    assert_eq!(drain(&mut queue), [(at(1), second, "second")]);
    assert_eq!(queue.get(second), None);
}

#[test]
fn a_handle_from_an_earlier_era_does_not_name_an_equal_event_of_this_one() {
    let mut queue = Queue::with_era(1);
    let old = queue.push(at(1), "old");
    assert_eq!(queue.cancel(old), Some("old"));
    let new = queue.push(at(1), "new");
    assert_eq!(old.slot, new.slot);
    assert_eq!(queue.get(old), None);
    assert_eq!(queue.get(new), Some(&"new"));
}

#[test]
fn events_of_earlier_eras_go_first_at_equal_times() {
    let mut queue = Queue::with_era(2);
    let handles: Vec<_> = (0..7).map(|nth| queue.push(at(9), nth)).collect();
    assert_eq!(queue.cancel(handles[3]), Some(3));
    assert_eq!((queue.era, queue.elders.len()), (6, 6));
    let left: Vec<_> = drain(&mut queue).into_iter().map(|(_, _, nth)| nth).collect();
    assert_eq!(left, [0, 1, 2, 4, 5, 6]);
}

#[test]
fn a_cleared_queue_behaves_like_a_new_one() {
    let mut reused = Queue::with_era(1_500);
    for (seed, (_, delay)) in (0..).zip(DELAYS) {
        let mut histories = [reused, Queue::with_era(1_500)].map(|queue| {
            let mut both = Both::new(queue);
            both.live(&mut Draws(seed), delay, 4_000);
            both
        });
        assert_eq!(histories[0].list, histories[1].list);
        let [used, _] = &mut histories;
        reused = mem::take(&mut used.queue);
        reused.clear();
        assert_eq!((reused.elders.len(), reused.line.keys().count()), (0, 0));
        assert_eq!((reused.len(), reused.peek_time()), (0, None));
    }
}

#[test]
fn clearing_drops_each_body_once() {
    let body = Rc::new(());
    let mut queue = Queue::new();
    let handles: Vec<_> = (0..3_000).map(|nth| queue.push(at(nth), Rc::clone(&body))).collect();
    drop(queue.cancel(handles[7]));
    drop(queue.pop());
    assert_eq!(Rc::strong_count(&body), 2_999);
    queue.clear();
    assert_eq!(Rc::strong_count(&body), 1);
}

#[test]
fn timers_that_are_armed_and_cancelled_leave_nothing_behind() {
    let mut queue = Queue::new();
    for nth in 0..1_000 {
        queue.push(at(nth), nth);
    }
    for nth in 0..100_000 {
        let handle = queue.push(at(nth * 1_000), nth);
        assert_eq!(queue.cancel(handle), Some(nth));
    }
    assert_eq!(queue.arena.slot_count(), 1_001);
    assert!(queue.line.keys().count() <= 2 * 1_000 + STALE_MIN);
    assert_eq!(drain(&mut queue).len(), 1_000);
    assert_eq!((queue.stale, queue.line.keys().count()), (0, 0));
}

#[test]
fn a_constant_population_needs_constant_memory() {
    let mut draws = Draws(2);
    let mut both = Both::new(Queue::new());
    (0..2_000).for_each(|_| both.push(draws.below(1_000)));
    let mut chunks = [0; 2];
    for count in &mut chunks {
        for _ in 0..30_000 {
            both.pop();
            both.push(draws.below(1_000));
        }
        *count = both.queue.line.chunk_count();
        both.gone.clear();
    }
    assert_eq!(both.queue.arena.slot_count(), 2_000);
    assert!(chunks[1] <= chunks[0] + chunks[0] / 4, "chunks grew: {chunks:?}");
}

#[test]
fn a_pending_event_costs_eight_bytes_in_the_arena() {
    assert!(size_of::<Option<Handle>>() <= 24);
    let mut arena = Arena::new();
    // Of bodies that have a spare bit pattern, as those of a world do.
    arena.insert(NonZeroU64::MIN, ([0_u64; 5], NonZeroU64::MIN));
    assert_eq!(arena.slot_size(), 48 + 8);
}
