use alloc::vec::Vec;

use sim_core::{Stream, micros, millis, nanos, seconds};

use super::*;
use crate::link::Bursts;
use crate::link::measured::{check_mean, check_near, check_share};
use crate::link::order::Horizon;

const COUNT: u64 = 200_000;

/// Counts what is drawn.
struct Counted(Stream, u64);

impl Source for Counted {
    fn next_u64(&mut self) -> u64 {
        self.1 += 1;
        self.0.next_u64()
    }
}

fn ratio(numerator: u32, denominator: u32) -> Ratio {
    Ratio::new(numerator, denominator).unwrap()
}

fn link() -> Link {
    Link::new(millis(1))
}

/// The fates of so many messages that cross one link.
fn fates(link: &Link, seed: u64, count: u64) -> impl Iterator<Item = Fate> {
    assert_eq!(link.check(), Ok(()));
    let dice = Dice::new(link);
    let (mut foul, mut stream) = (false, Stream::new(seed, 0));
    (0..count).map(move |_| {
        let mut fate = Fate::CALM;
        dice.throw(&mut foul, &mut stream, &mut fate);
        let copies = usize::from(fate.copies);
        assert!(fate.delays[..copies].iter().all(|&delay| delay <= dice.delay_max()));
        fate
    })
}

/// How often something is drawn for a message that comes in so many copies.
#[track_caller]
fn check_draws(link: &Link, copies: u8, expected: u64) {
    let mut source = Counted(Stream::new(1, 0), 0);
    let mut fate = Fate { copies, ..Fate::CALM };
    Dice::new(link).throw(&mut false, &mut source, &mut fate);
    assert_eq!(source.1, expected);
}

fn lost(link: &Link, seed: u64) -> Vec<bool> {
    fates(link, seed, COUNT).map(|fate| fate.copies == 0).collect()
}

/// What `Debug` shows of the copies that travel.
fn shown(fate: &Fate) -> (&[Duration], bool, u32) {
    (&fate.delays[..usize::from(fate.copies)], fate.aside, fate.damage)
}

/// That everything is in one link that isn't plain: independent chances in exact fractions.
fn not_plain(link: Link) -> Link {
    let dice = Dice::new(&link);
    assert!(dice.wire.is_some());
    // A message is put aside by no time: nobody sees it, but the wire can't say it.
    let link = link.reordering(Ratio::ONE, Spread::None);
    assert!(Dice::new(&link).wire.is_none());
    link
}

#[test]
fn a_calm_link_draws_nothing() {
    let kinds = [
        link(),
        link().jitter(Duration::ZERO),
        link().bursts(Bursts { end: Ratio::ZERO, ..Bursts::default() }),
        link().reordering(Ratio::ZERO, Spread::Uniform { max: millis(1) }),
        link().duplicates(Duplication { copies: 9, ..Duplication::default() }),
    ];
    for link in kinds {
        let dice = Dice::new(&link);
        assert!(!dice.is_stateful());
        assert_eq!(dice.delay_max(), Duration::ZERO);
        for copies in [0, 1, 5] {
            check_draws(&link, copies, 0);
        }
        assert!(fates(&link, 1, 10).all(|fate| shown(&fate) == shown(&Fate::CALM)));
    }
}

#[test]
fn what_never_happens_is_not_drawn() {
    let half = Ratio::percent(50);
    check_draws(&link().loss(Ratio::ONE), 3, 0);
    check_draws(&link().jitter(millis(1)), 0, 0);
    check_draws(&link().jitter(millis(1)), 1, 1);
    check_draws(&link().jitter(millis(1)), 3, 3);
    check_draws(&link().corruption(half), 0, 0);
    check_draws(&link().reordering(Ratio::ONE, Spread::None), 2, 0);
    check_draws(&link().reordering(half, Spread::None), 2, 1);
    let always = Duplication { chance: Ratio::ONE, ..Duplication::default() };
    check_draws(&link().duplicates(always.clone()), 4, 0);
    check_draws(&link().duplicates(Duplication { copies: 2, ..always }), 4, 4);
}

#[test]
fn a_plain_link_is_a_wire() {
    let [loss, duplication] = [Ratio::percent(10), Ratio::percent(20)];
    let link = link().jitter(millis(1)).loss(loss).duplication(duplication);
    let wire = Wire::perfect(millis(1)).jitter(millis(1)).loss(loss).duplication(duplication);
    let mut stream = Stream::new(3, 0);
    for fate in fates(&link, 3, 1_000) {
        let mut expected = Fate::CALM;
        wire.roll(&mut stream, &mut expected);
        assert_eq!(shown(&fate), shown(&expected));
    }
}

#[test]
fn a_link_with_more_than_a_wire_can_say_has_no_wire() {
    let half = Ratio::percent(50);
    let twice = Duplication { chance: half, copies: 2, behind: Spread::None };
    let behind = Duplication { chance: half, copies: 1, behind: Spread::Uniform { max: nanos(1) } };
    let bursts = Bursts { begin: half, ..Bursts::default() };
    for link in [
        link().corruption(half),
        link().duplicates(twice),
        link().duplicates(behind),
        link().bursts(bursts),
        link().spread(Spread::Exponential { mean: nanos(1) }),
    ] {
        assert!(Dice::new(&link).wire.is_none(), "{link:?}");
        assert_eq!(Dice::new(&link).is_stateful(), link.loss == LinkLoss::Bursts(bursts));
    }
}

#[test]
fn the_most_that_chance_adds_is_the_sum_of_what_can_happen() {
    let behind = |max| Spread::Uniform { max };
    let further =
        |chance| Duplication { chance, copies: 2, behind: Spread::Uniform { max: millis(20) } };
    let link = link().jitter(millis(3)).duplicates(further(Ratio::ONE));
    let link = link.reordering(Ratio::ONE, behind(millis(100)));
    assert_eq!(Dice::new(&link).delay_max(), millis(123));
    let longest = fates(&link, 1, 1_000).flat_map(|fate| fate.delays[..2].to_vec()).max().unwrap();
    assert!(longest > millis(115), "{longest}");
    let link = link.reordering(Ratio::ZERO, behind(millis(100)));
    assert_eq!(Dice::new(&link).delay_max(), millis(23));
    let link = link.duplicates(further(Ratio::ZERO));
    assert_eq!(Dice::new(&link).delay_max(), millis(3));
}

#[test]
fn messages_are_lost_at_the_rate_of_the_link() {
    for (seed, percent) in [(1, 1), (2, 10), (3, 50), (4, 99)] {
        let plain = link().loss(Ratio::percent(percent));
        for link in [not_plain(plain.clone()), plain] {
            let hits = lost(&link, seed).into_iter().filter(|&lost| lost).count() as u64;
            check_share("loss", hits, COUNT, f64::from(percent) / 100.0);
        }
    }
}

#[test]
fn bursts_last_as_long_as_they_should() {
    // All are lost while it is foul: what is seen is the state.
    let bursts = Bursts { begin: ratio(1, 20), end: ratio(1, 4), ..Bursts::default() };
    let lost = lost(&link().bursts(bursts), 5);
    let runs: Vec<(bool, u64)> =
        lost.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u64)).collect();
    // The last may not be over.
    let runs = &runs[..runs.len() - 1];
    for (state, turns) in [(true, 0.25), (false, 0.05)] {
        let lengths: Vec<u64> =
            runs.iter().filter(|(lost, _)| *lost == state).map(|&(_, length)| length).collect();
        let count = lengths.len() as u64;
        let sum = lengths.iter().sum::<u64>() as f64;
        let deviation = libm::sqrt((1.0 - turns) / count as f64) / turns;
        check_near("the mean length", sum / count as f64, 1.0 / turns, deviation);
        for length in 1..=12 {
            let hits = lengths.iter().filter(|&&other| other == length).count() as u64;
            let chance = turns * libm::pow(1.0 - turns, (length - 1) as f64);
            check_share("runs of one length", hits, count, chance);
        }
    }
}

#[test]
fn losses_in_bursts_have_the_rate_of_the_stationary_state() {
    let bursts =
        Bursts { begin: ratio(1, 50), end: ratio(1, 5), fair: ratio(1, 200), foul: ratio(3, 10) };
    let hits = lost(&link().bursts(bursts), 6).into_iter().filter(|&lost| lost).count();
    let foul = 0.02 / (0.02 + 0.2);
    let rate = foul * 0.3 + (1.0 - foul) * 0.005;
    // The memory of the state widens the distribution: it decays by this factor per message.
    let memory = 1.0 - 0.02 - 0.2;
    let own = foul * 0.3 * 0.7 + (1.0 - foul) * 0.005 * 0.995;
    let from_state =
        (0.3_f64 - 0.005).powi(2) * foul * (1.0 - foul) * (1.0 + memory) / (1.0 - memory);
    let deviation = libm::sqrt((own + from_state) / COUNT as f64);
    check_near("loss", hits as f64 / COUNT as f64, rate, deviation);
}

/// Mean and deviation in nanoseconds, and the chance to be longer than something.
#[track_caller]
fn check_spread(spread: Spread, mean: f64, deviation: f64, tail: (Duration, f64)) {
    let delays: Vec<Duration> =
        fates(&link().spread(spread), 7, COUNT).map(|fate| fate.delays[0]).collect();
    let sum: u64 = delays.iter().map(|delay| delay.as_nanos()).sum();
    let error = deviation / libm::sqrt(COUNT as f64);
    check_near("the mean", sum as f64 / COUNT as f64, mean, error);
    let longer = delays.iter().filter(|&&delay| delay > tail.0).count() as u64;
    check_share("the tail", longer, COUNT, tail.1);
}

#[test]
fn delays_are_spread_as_the_link_says() {
    let uniform = Spread::Uniform { max: millis(1) };
    check_spread(uniform, 5e5, 1e6 / libm::sqrt(12.0), (micros(990), 0.01));
    let exponential = Spread::Exponential { mean: millis(1) };
    check_spread(exponential, 1e6, 1e6, (millis(5), libm::exp(-5.0)));
    let normal = Spread::Normal { mean: millis(100), deviation: millis(10) };
    check_spread(normal, 1e8, 1e7, (millis(120), 0.022_750_1));
    let log_normal = Spread::LogNormal { median: millis(1), sigma: ratio(1, 2) };
    let mean = 1e6 * libm::exp(0.125);
    let deviation = mean * libm::sqrt(libm::exp(0.25) - 1.0);
    check_spread(log_normal, mean, deviation, (nanos(2_718_282), 0.022_750_1));
    let pareto = Spread::Pareto { scale: micros(3), shape: ratio(9, 2), cap: seconds(1) };
    let deviation = 3_000.0 / 3.5 * libm::sqrt(4.5 / 2.5);
    let tail = (micros(9), libm::pow(3.0, -4.5));
    check_spread(pareto, 3_000.0 * 4.5 / 3.5, deviation, tail);
    let empirical = Spread::Empirical { table: alloc::vec![(1, millis(1)), (3, millis(5))] };
    check_spread(empirical, 4e6, libm::sqrt(3.0) * 1e6, (millis(4), 0.75));
}

#[test]
fn messages_are_doubled_at_the_rate_of_the_link() {
    let plain = link().duplication(Ratio::percent(15));
    for link in [not_plain(plain.clone()), plain] {
        let twice = fates(&link, 8, COUNT).filter(|fate| fate.copies == 2).count() as u64;
        check_share("copies", twice, COUNT, 0.15);
    }
}

#[test]
fn each_number_of_further_copies_is_equally_likely() {
    let behind = Spread::Uniform { max: millis(10) };
    let link = link().duplicates(Duplication { chance: Ratio::percent(30), copies: 3, behind });
    let mut counts = [0; 5];
    let mut delays = Vec::new();
    for fate in fates(&link, 9, COUNT) {
        counts[usize::from(fate.copies)] += 1;
        assert_eq!(fate.delays[0], Duration::ZERO);
        let further = &fate.delays[1..usize::from(fate.copies)];
        delays.extend(further.iter().map(|delay| delay.as_nanos() as f64));
    }
    for (copies, chance) in [(0, 0.0), (1, 0.7), (2, 0.1), (3, 0.1), (4, 0.1)] {
        check_share("copies", counts[copies], COUNT, chance);
    }
    check_mean("how far they are behind", &delays, 5e6);
}

#[test]
fn copies_from_earlier_links_are_lost_and_doubled_each_for_itself() {
    let dice = Dice::new(&link().loss(Ratio::percent(20)).duplication(Ratio::percent(50)));
    let mut stream = Stream::new(10, 0);
    let mut counts = [0; 5];
    for _ in 0..COUNT {
        let mut fate = Fate { copies: 2, ..Fate::CALM };
        dice.throw(&mut false, &mut stream, &mut fate);
        counts[usize::from(fate.copies)] += 1;
    }
    // Each is lost, alone or doubled: 0.2, 0.4, 0.4.
    for (copies, chance) in [(0, 0.04), (1, 0.16), (2, 0.32), (3, 0.32), (4, 0.16)] {
        check_share("copies", counts[copies], COUNT, chance);
    }
}

#[test]
fn the_copies_that_are_left_keep_their_delays() {
    let dice = Dice::new(&link().loss(Ratio::percent(50)));
    let mut stream = Stream::new(18, 0);
    let mut counts = [0; 3];
    for _ in 0..COUNT {
        let mut fate = Fate { copies: 3, ..Fate::CALM };
        (0..3).for_each(|copy| fate.delays[copy] = micros(copy as u64));
        dice.throw(&mut false, &mut stream, &mut fate);
        let left = &fate.delays[..usize::from(fate.copies)];
        assert!(left.is_sorted_by(|one, next| one < next));
        for (copy, count) in (0..).zip(&mut counts) {
            *count += u64::from(left.contains(&micros(copy)));
        }
    }
    for count in counts {
        check_share("the share of one copy", count, COUNT, 0.5);
    }
}

#[test]
fn there_are_never_more_copies_than_a_message_can_have() {
    let always = |behind| Duplication { chance: Ratio::ONE, copies: 15, behind };
    let dice = Dice::new(&link().duplicates(always(Spread::None)));
    let mut stream = Stream::new(11, 0);
    let mut fate = Fate::CALM;
    fate.copies = 9;
    (0..9).for_each(|copy| fate.delays[copy] = millis(copy as u64));
    for _ in 0..3 {
        dice.throw(&mut false, &mut stream, &mut fate);
        // Those that came are still there.
        assert!((0..9).all(|copy| fate.delays[copy] == millis(copy as u64)));
    }
    assert_eq!(fate.copies, Site::COPIES_MAX);
}

#[test]
fn delays_of_several_links_add_up() {
    let fixed = |delay| Spread::Empirical { table: alloc::vec![(1, delay)] };
    let mut stream = Stream::new(12, 0);
    let mut fate = Fate::CALM;
    let doubling = Duplication { chance: Ratio::ONE, copies: 1, behind: fixed(millis(100)) };
    for link in [
        link().spread(fixed(millis(1))),
        link().duplicates(doubling).spread(fixed(millis(10))),
        link().reordering(Ratio::ONE, fixed(millis(1_000))),
        link(),
    ] {
        Dice::new(&link).throw(&mut false, &mut stream, &mut fate);
    }
    assert_eq!(shown(&fate).0, [millis(1_011), millis(1_111)]);
    assert!(fate.aside);
    assert_eq!(fate.damage, 0);
}

#[test]
fn a_plain_link_adds_to_what_was_there() {
    let mut stream = Stream::new(13, 0);
    let dice = Dice::new(&link().jitter(micros(9)).duplication(Ratio::percent(50)));
    let mut fate = Fate { aside: true, damage: 7, ..Fate::CALM };
    fate.delays[0] = millis(1);
    let mut copies = 1;
    for _ in 0..20 {
        dice.throw(&mut false, &mut stream, &mut fate);
        assert!(fate.copies >= copies && fate.aside && fate.damage == 7);
        copies = fate.copies;
        let delays = &fate.delays[..usize::from(copies)];
        assert!(delays.iter().all(|&delay| delay >= millis(1) && delay <= micros(1_180)));
    }
    assert!(copies > 1);
}

#[test]
fn messages_are_damaged_at_the_rate_of_the_link() {
    let damaged: Vec<u32> = fates(&link().corruption(Ratio::percent(5)), 14, COUNT)
        .map(|fate| fate.damage)
        .filter(|&damage| damage != 0)
        .collect();
    check_share("corruption", damaged.len() as u64, COUNT, 0.05);
    let even = damaged.iter().filter(|&damage| damage % 2 == 0).count() as u64;
    check_share("even seeds", even, damaged.len() as u64, 0.5);
    // The first damage stays.
    let mut fate = Fate { damage: 3, ..Fate::CALM };
    let dice = Dice::new(&link().corruption(Ratio::ONE));
    dice.throw(&mut false, &mut Stream::new(1, 1), &mut fate);
    assert_eq!(fate.damage, 3);
}

/// The share of messages, sent every millisecond, that arrive behind a later one.
fn inversions(link: &Link, seed: u64, keep: bool) -> (u64, u64) {
    let mut horizon = Horizon::default();
    let mut aside = 0;
    let mut arrivals: Vec<_> = (0..)
        .zip(fates(link, seed, COUNT))
        .map(|(number, fate)| {
            aside += u64::from(fate.aside);
            let arrives = sim_core::Time::after(millis(number) + fate.delays[0]);
            let arrives = if keep { horizon.wait(arrives, fate.aside) } else { arrives };
            (arrives, number)
        })
        .collect();
    arrivals.sort_unstable();
    for (_, number) in arrivals {
        horizon.arrived(number);
    }
    (aside, horizon.inversions())
}

#[test]
fn messages_put_aside_are_overtaken_as_often_as_expected() {
    // Behind by two and a half intervals: overtaken, unless both of the next two are put aside too.
    let behind = Spread::Empirical { table: alloc::vec![(1, micros(2_500))] };
    let link = link().reordering(Ratio::percent(30), behind);
    for keep in [false, true] {
        let (aside, inversions) = inversions(&link, 15, keep);
        check_share("reordering", aside, COUNT, 0.3);
        check_share("inversions", inversions, COUNT, 0.3 * (1.0 - 0.3 * 0.3));
    }
}

#[test]
fn jitter_inverts_neighbours_as_often_as_expected() {
    // Up to one and a half intervals: only the next can overtake, if its delay is shorter by more than one.
    let link = link().jitter(micros(1_500));
    let (_, loose) = inversions(&link, 16, false);
    check_share("inversions", loose, COUNT, 0.5_f64.powi(2) / (2.0 * 1.5_f64.powi(2)));
    let (_, kept) = inversions(&link, 16, true);
    assert_eq!(kept, 0);
}
