use alloc::vec::Vec;

use super::{Clock, ClockError, ClockRate};
use crate::duration::Duration;
use crate::ratio::Ratio;
use crate::time::{LocalTime, Time, WallTime};

const DAY: u64 = 86_400_000_000_000;

fn rate(numerator: u64, denominator: u64) -> ClockRate {
    let [numerator, denominator] = [numerator, denominator].map(|n| u32::try_from(n).unwrap());
    ClockRate::new(Ratio::new(numerator, denominator).unwrap()).unwrap()
}

fn at(nanos: u64) -> Time {
    Time::from_nanos(nanos)
}

fn span(clock: &Clock, local: u64) -> Option<u64> {
    clock.global_span(Duration::from_nanos(local)).map(Duration::as_nanos)
}

/// What both clocks show at a global time.
#[track_caller]
fn check(clock: &Clock, global: u64, local: u64, wall: i64) {
    let shown = (clock.now(at(global)), clock.wall(at(global)));
    assert_eq!(shown, (LocalTime::from_nanos(local), WallTime::from_nanos(wall)));
}

#[test]
fn an_untouched_clock_shows_global_time_and_costs_one_pointer() {
    let clock = Clock::new();
    check(&clock, 0, 0, 0);
    check(&clock, DAY, DAY, 86_400_000_000_000);
    check(&clock, u64::MAX, u64::MAX, i64::MAX);
    assert_eq!(span(&clock, u64::MAX), Some(u64::MAX));
    assert_eq!(clock.rate(), ClockRate::ONE);
    assert_eq!(size_of::<Clock>(), size_of::<usize>());
}

#[test]
fn a_rate_of_zero_is_refused() {
    let ratio = Ratio::new(0, 5).unwrap();
    assert_eq!(ClockRate::new(ratio), Err(ClockError::Stopped { rate: ratio }));
}

#[test]
fn a_drift_moves_both_clocks_from_its_moment_on() {
    let mut clock = Clock::new();
    clock.drift(at(100), rate(3, 2));
    check(&clock, 100, 100, 100);
    check(&clock, 200, 250, 250);
    clock.drift(at(200), rate(1, 2));
    check(&clock, 200, 250, 250);
    check(&clock, 300, 300, 300);
}

#[test]
fn a_jump_moves_the_wall_clock_alone() {
    let mut clock = Clock::new();
    clock.jump(at(10), -50);
    check(&clock, 10, 10, -40);
    clock.jump(at(20), 1_000);
    check(&clock, 30, 30, 980);
    assert_eq!(span(&clock, 7), Some(7));
}

#[test]
fn a_jump_out_of_range_and_back_ends_where_it_began() {
    let mut clock = Clock::new();
    for by_nanos in [i64::MAX, i64::MAX, -i64::MAX] {
        clock.jump(at(5), by_nanos);
        assert_eq!(clock.wall(at(5)), WallTime::from_nanos(i64::MAX));
    }
    clock.jump(at(5), -i64::MAX);
    check(&clock, 5, 5, 5);
    for _ in 0..3 {
        clock.jump(at(5), i64::MIN);
    }
    check(&clock, 5, 5, i64::MIN);
}

#[test]
fn rounding_does_not_add_up_while_the_rate_stays() {
    let mut clock = Clock::new();
    clock.drift(at(0), rate(1, 3));
    for global in [1, 2, 4, 5, 7, 8, 10, 3 * DAY] {
        assert_eq!(clock.now(at(global)).as_nanos(), global / 3);
    }
}

#[test]
fn healing_keeps_the_monotonic_clock_and_corrects_the_wall_clock() {
    let mut clock = Clock::new();
    clock.drift(at(0), rate(2, 1));
    clock.jump(at(50), 7);
    check(&clock, 100, 200, 207);
    clock.heal(at(100));
    check(&clock, 100, 200, 100);
    check(&clock, 150, 250, 150);
    assert_eq!(span(&clock, 9), Some(9));
}

#[test]
fn healing_a_clock_that_only_jumped_makes_it_as_good_as_new() {
    let mut clock = Clock::new();
    clock.jump(at(50), 7);
    clock.heal(at(100));
    assert!(clock.skew.is_none());
}

#[test]
fn a_reset_clock_shows_global_time() {
    let mut clock = Clock::new();
    clock.drift(at(10), rate(2, 1));
    clock.jump(at(20), 30);
    clock.reset();
    check(&clock, 5, 5, 5);
}

#[test]
fn a_span_is_rounded_up() {
    let mut clock = Clock::new();
    clock.drift(at(0), rate(3, 2));
    let spans: Vec<_> = (0..6).map(|local| span(&clock, local)).collect();
    assert_eq!(spans, [0, 1, 2, 2, 3, 4].map(Some));
}

#[test]
fn a_span_beyond_any_duration_is_none() {
    let mut clock = Clock::new();
    clock.drift(at(0), rate(1, 2));
    assert_eq!(span(&clock, u64::MAX / 2), Some(u64::MAX - 1));
    assert_eq!(span(&clock, u64::MAX / 2 + 1), None);
    clock.drift(at(0), rate(1, u64::from(u32::MAX)));
    assert_eq!(span(&clock, 1), Some(u64::from(u32::MAX)));
    assert_eq!(span(&clock, u64::MAX), None);
}

#[test]
fn a_clock_at_the_end_of_its_range_stays_there() {
    let mut clock = Clock::new();
    clock.drift(at(1), rate(u64::from(u32::MAX), 1));
    for global in [1 << 40, 1 << 41, u64::MAX] {
        check(&clock, global, u64::MAX, i64::MAX);
    }
    clock.heal(at(DAY));
    check(&clock, DAY, u64::MAX, 86_400_000_000_000);
}

#[test]
#[should_panic(expected = "a clock is not asked for times before its last change")]
fn a_change_out_of_order_is_a_bug_of_the_caller() {
    let mut clock = Clock::new();
    clock.drift(at(10), rate(2, 1));
    clock.drift(at(9), rate(2, 1));
}

// A linear congruential generator: enough to vary the tests, and the same on every machine.
fn draw(state: &mut u64, bound: u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % bound
}

fn draw_rate(state: &mut u64) -> ClockRate {
    // Near one, far from one, and with numbers that divide badly.
    match draw(state, 3) {
        0 => rate(1_000_000 - 500 + draw(state, 1_000), 1_000_000),
        1 => rate(1 + draw(state, 9), 1 + draw(state, 9)),
        _ => rate(1 + draw(state, 1 << 30), 1 + draw(state, 1 << 30)),
    }
}

fn change(clock: &mut Clock, state: &mut u64, global: u64) {
    match draw(state, 6) {
        0 => clock.heal(at(global)),
        1 => clock.jump(at(global), DAY.cast_signed() - draw(state, 2 * DAY).cast_signed()),
        _ => {
            let rate = draw_rate(state);
            clock.drift(at(global), rate);
        }
    }
}

#[test]
fn the_monotonic_clock_never_goes_backwards() {
    let mut state = 1;
    for _ in 0..100 {
        let (mut clock, mut global, mut last) = (Clock::new(), 0, LocalTime::ZERO);
        for _ in 0..200 {
            let step_max = [3, 1_000, DAY][usize::try_from(draw(&mut state, 3)).unwrap()];
            global += draw(&mut state, step_max);
            let before = clock.now(at(global));
            assert!(before >= last);
            if draw(&mut state, 3) == 0 {
                change(&mut clock, &mut state, global);
            }
            last = clock.now(at(global));
            assert_eq!(last, before, "a change of rate moved the clock at {global}");
        }
    }
}

#[test]
fn a_timer_is_never_early_by_the_local_clock() {
    let mut state = 2;
    for _ in 0..20_000 {
        let mut clock = Clock::new();
        let mut global = draw(&mut state, 1_000);
        clock.drift(at(global), draw_rate(&mut state));
        global += draw(&mut state, 1_000);
        let local = draw(&mut state, 1_000);

        let due = clock.now(at(global)).as_nanos() + local;
        let fired = global + span(&clock, local).unwrap();
        assert!(clock.now(at(fired)).as_nanos() >= due);
    }
}

#[test]
fn a_timer_set_on_a_whole_nanosecond_is_not_late_either() {
    let mut state = 3;
    for _ in 0..20_000 {
        let mut clock = Clock::new();
        clock.drift(at(0), draw_rate(&mut state));
        let local = 1 + draw(&mut state, 1_000);

        let fired = span(&clock, local).unwrap();
        assert!(clock.now(at(fired - 1)).as_nanos() < local);
    }
}

#[test]
fn a_rate_of_one_is_exact_however_it_is_written() {
    let mut state = 4;
    for _ in 0..1_000 {
        let mut clock = Clock::new();
        let part = 1 + draw(&mut state, 1 << 30);
        clock.drift(at(draw(&mut state, DAY)), rate(part, part));
        let (global, local) = (DAY + draw(&mut state, DAY), draw(&mut state, DAY));
        assert_eq!(clock.now(at(global)).as_nanos(), global);
        assert_eq!(clock.wall(at(global)).as_nanos(), global.cast_signed());
        assert_eq!(span(&clock, local), Some(local));
    }
}
