use alloc::vec::Vec;

use sim_core::{Ratio, Source, Spread, Stream, micros, millis, seconds};

use super::*;
use crate::link::measured::{check_mean, check_near, mean};

fn at(nanos: u64) -> Time {
    Time::from_nanos(nanos)
}

/// A byte takes a nanosecond.
const FAST: Bandwidth = Bandwidth::new(1_000_000_000);

/// When messages (time, bytes) are on the wire, if they depart at time zero.
#[track_caller]
fn check(bandwidth: &Bandwidth, messages: &[(u64, u64)], expected: &[Option<u64>]) {
    let mut timetable = Timetable::default();
    let ends: Vec<_> = messages
        .iter()
        .map(|&(reaches, bytes)| timetable.enter(bandwidth, Time::ZERO, at(reaches), bytes))
        .map(|end| end.map(Time::as_nanos))
        .collect();
    assert_eq!(ends, expected);
}

#[test]
fn messages_get_onto_the_wire_one_after_the_other() {
    check(&FAST, &[(0, 10), (0, 5), (12, 5), (30, 1)], &[Some(10), Some(15), Some(20), Some(31)]);
}

#[test]
fn who_reserves_late_takes_the_first_gap_that_is_long_enough() {
    let messages = [(10, 10), (30, 10), (5, 6), (5, 5), (5, 5), (0, 4), (5, 11)];
    let ends = [20, 40, 26, 10, 45, 4, 56].map(Some);
    // The last but four waits behind the first, because the gap before is too short by one.
    check(&FAST, &messages, &[ends[0], ends[1], ends[2], ends[3], Some(45), ends[5], ends[6]]);
}

#[test]
fn who_finds_no_room_is_dropped() {
    let bandwidth = FAST.queue(10);
    // The one that is getting onto the wire counts until it is there.
    check(
        &bandwidth,
        &[(0, 6), (0, 5), (0, 4), (5, 1), (6, 6), (6, 1), (10, 11)],
        &[Some(6), None, Some(10), None, Some(16), None, None],
    );
}

#[test]
fn a_message_without_bytes_waits_for_the_wire_but_takes_nothing() {
    let bandwidth = FAST.queue(10);
    // At ten one span ends and the next begins: that is no gap.
    check(
        &bandwidth,
        &[(0, 0), (0, 5), (0, 5), (3, 0), (10, 5), (9, 0), (20, 0)],
        &[Some(0), Some(5), Some(10), Some(10), Some(15), Some(15), Some(20)],
    );
    let mut timetable = Timetable::default();
    timetable.enter(&FAST, Time::ZERO, at(1), 0);
    assert_eq!(timetable.waiting(at(1)), 0);
}

#[test]
fn the_time_on_the_wire_is_rounded_up() {
    check(&Bandwidth::new(3_000_000_000), &[(0, 1), (0, 3), (0, 4)], &[Some(1), Some(2), Some(4)]);
}

#[test]
fn what_takes_for_ever_ends_with_time() {
    let slow = Bandwidth::new(1);
    check(&slow, &[(0, u64::MAX), (7, 1), (7, u64::MAX)], &[Some(u64::MAX); 3]);
    check(&Bandwidth::new(0), &[(0, 1), (7, 0)], &[Some(u64::MAX); 2]);
}

#[test]
#[should_panic(expected = "a message reaches no link before it departs")]
fn nobody_arrives_before_departing() {
    Timetable::default().enter(&FAST, at(2), at(1), 1);
}

#[test]
fn what_is_over_is_forgotten() {
    let mut timetable = Timetable::default();
    for now in (0..10_000).step_by(10) {
        for reaches in [now + 50, now + 3] {
            timetable.enter(&FAST, at(now), at(reaches), 4);
        }
        assert!(timetable.busy.len() <= 12, "{}", timetable.busy.len());
    }
    // Waiting in order takes one span, however many wait.
    timetable.clear();
    (0..1_000).for_each(|now| {
        timetable.enter(&FAST, at(now), at(now), 2);
    });
    assert_eq!(timetable.busy.len(), 1);
}

/// The same by trying every nanosecond.
#[derive(Default)]
struct Naive {
    // Reaches, begins, ends.
    messages: Vec<(u64, u64, u64)>,
}

impl Naive {
    fn is_free(&self, begin: u64, end: u64) -> bool {
        self.messages.iter().all(|&(_, other, until)| end <= other || until <= begin)
    }

    fn waiting(&self, now: u64) -> u64 {
        let waits =
            self.messages.iter().filter(|(reaches, _, ends)| (*reaches..*ends).contains(&now));
        waits.map(|(_, begins, ends)| ends - begins).sum()
    }

    fn enter(&mut self, queue: Option<u64>, reaches: u64, bytes: u64) -> Option<u64> {
        if queue.is_some_and(|queue| self.waiting(reaches) + bytes > queue) {
            return None;
        }
        let begin = (reaches..u64::MAX).find(|&begin| self.is_free(begin, begin + bytes.max(1)))?;
        // What takes nothing is in nobody's way.
        if bytes > 0 {
            self.messages.push((reaches, begin, begin + bytes));
        }
        Some(begin + bytes)
    }
}

#[test]
fn random_reservations_are_as_in_a_naive_timetable() {
    for seed in 0..200 {
        let mut stream = Stream::new(seed, 0);
        let queue = stream.chance(Ratio::percent(50)).then(|| stream.between(5, 60));
        let bandwidth = Bandwidth { queue, ..FAST };
        // How far links may lie ahead, how long messages are, how far apart they depart.
        let [ahead, long, apart] = [60, 12, 12].map(|most| stream.between(0, most));
        let (mut timetable, mut naive) = (Timetable::default(), Naive::default());
        let mut now = 0;
        for _ in 0..150 {
            now += stream.between(0, apart);
            let reaches = now + stream.between(0, ahead);
            let bytes = stream.between(0, long);
            let end = timetable.enter(&bandwidth, at(now), at(reaches), bytes);
            assert_eq!(end.map(Time::as_nanos), naive.enter(queue, reaches, bytes), "seed {seed}");
            let mut spans = timetable.busy.iter();
            assert!(spans.all(|span| span.begin < span.end), "seed {seed}");
            assert!(timetable.busy.iter().is_sorted_by(|one, next| one.end < next.begin));
            for time in [now, reaches, now + stream.between(0, 99)] {
                assert_eq!(timetable.waiting(at(time)), naive.waiting(time), "seed {seed}");
            }
        }
        naive.messages.sort_unstable_by_key(|&(_, begins, _)| begins);
        assert!(naive.messages.is_sorted_by(|(_, _, ends), (_, begins, _)| ends <= begins));
    }
}

/// Messages that come at random, so many nanoseconds apart on average, with sizes that the function draws. Gives how
/// long each waited before it began to get onto the wire, or `None` if it was dropped, and how long the wire was busy.
fn traffic(
    bandwidth: &Bandwidth,
    apart: Duration,
    count: usize,
    mut size: impl FnMut(&mut Stream) -> u64,
) -> (Vec<Option<f64>>, f64) {
    let mut stream = Stream::new(17, 0);
    let gap = Spread::Exponential { mean: apart };
    let mut timetable = Timetable::default();
    let mut now = Time::ZERO;
    let mut busy = 0.0;
    let waits = (0..count).map(|_| {
        now = now.saturating_add(gap.sample(&mut stream));
        let bytes = size(&mut stream);
        let end = timetable.enter(bandwidth, now, now, bytes)?;
        busy += bandwidth.takes(bytes).as_nanos() as f64;
        Some((end.since(now) - bandwidth.takes(bytes)).as_nanos() as f64)
    });
    let waits = waits.collect();
    (waits, busy / now.as_nanos() as f64)
}

/// The loss of a queue with room for so many equal messages, at this load (Brun and Garcia, 2000).
fn loss_with_room_for(room: i32, load: f64) -> f64 {
    let mut factorial = 1.0;
    let mut sum = 0.0;
    for k in 0..room {
        factorial *= f64::from(k.max(1));
        let rest = f64::from(room - 1 - k) * load;
        sum += (-rest).powi(k) * libm::exp(rest) / factorial;
    }
    1.0 - sum / (1.0 + load * sum)
}

#[test]
fn a_wire_is_as_busy_as_its_load() {
    for apart in [1_250, 2_000, 10_000] {
        let (waits, busy) = traffic(&FAST, Duration::from_nanos(apart), 100_000, |_| 1_000);
        let load = 1_000.0 / apart as f64;
        check_near("utilisation", busy, load, load / libm::sqrt(waits.len() as f64));
    }
}

#[test]
fn more_than_the_wire_can_carry_gets_through_at_its_rate() {
    // Twice as much as the wire can carry: half is dropped, and the wire is never idle.
    let bandwidth = FAST.queue(50_000);
    let (waits, busy) = traffic(&bandwidth, Duration::from_nanos(500), 100_000, |_| 1_000);
    let lost = waits.iter().filter(|wait| wait.is_none()).count() as f64 / waits.len() as f64;
    check_near("loss", lost, 0.5, 0.5 / libm::sqrt(waits.len() as f64));
    check_near("utilisation", busy, 1.0, 0.001);
}

#[test]
fn equal_messages_wait_as_long_as_in_theory() {
    // Poisson arrivals, one size, no limit: M/D/1.
    for apart in [1_250, 2_000, 5_000] {
        let (waits, _) = traffic(&FAST, Duration::from_nanos(apart), 300_000, |_| 1_000);
        let load = 1_000.0 / apart as f64;
        let waits: Vec<f64> = waits.into_iter().flatten().collect();
        check_mean("wait", &waits, 1_000.0 * load / (2.0 * (1.0 - load)));
    }
}

#[test]
fn messages_of_exponential_sizes_wait_as_long_as_in_theory() {
    // M/M/1. Who finds the wire free doesn't wait.
    let sizes = Spread::Exponential { mean: Duration::from_nanos(1_000_000) };
    let (waits, _) = traffic(&FAST, millis(2), 300_000, |stream| sizes.sample(stream).as_nanos());
    let waits: Vec<f64> = waits.into_iter().flatten().collect();
    check_mean("wait", &waits, 1e6);
    let free: Vec<f64> = waits.iter().map(|&wait| if wait == 0.0 { 1.0 } else { 0.0 }).collect();
    check_mean("the share that finds the wire free", &free, 0.5);
}

#[test]
fn a_full_queue_loses_as_much_as_in_theory() {
    // Poisson arrivals, one size, room for a few: M/D/1/K.
    for (room, apart) in [(1, 1_000), (2, 1_000), (5, 1_250), (10, 900), (4, 400)] {
        let bandwidth = FAST.queue(room * 1_000 + 999);
        let (waits, _) = traffic(&bandwidth, Duration::from_nanos(apart), 200_000, |_| 1_000);
        let lost: Vec<f64> =
            waits.iter().map(|wait| if wait.is_none() { 1.0 } else { 0.0 }).collect();
        let room = i32::try_from(room).unwrap();
        check_mean("loss", &lost, loss_with_room_for(room, 1_000.0 / apart as f64));
    }
}

#[test]
fn the_formula_for_the_loss_is_right_where_another_is_known() {
    // Without a place to wait: Erlang's formula. With one: from the chain of departures.
    let load: f64 = 0.8;
    check_near("loss", loss_with_room_for(1, load), load / (1.0 + load), 0.0);
    check_near("loss", loss_with_room_for(2, load), 1.0 - 1.0 / (libm::exp(-load) + load), 0.0);
}

#[test]
fn a_queue_measured_in_time_is_the_longest_wait() {
    let bandwidth = Bandwidth::new(1_000_000).queue(10_000);
    let (waits, _) = traffic(&bandwidth, micros(500), 10_000, |stream| stream.between(1, 999));
    let waits: Vec<f64> = waits.into_iter().flatten().collect();
    assert!(waits.iter().all(|&wait| wait <= 1e7));
    assert!(mean(&waits) > 0.0);
    assert_eq!(bandwidth.takes(1_000_000), seconds(1));
}
