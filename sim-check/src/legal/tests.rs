use sim_core::{Source, Stream, millis};

use super::*;

fn wait(since: Option<usize>, least: u64, most: u64, end: WaitEnd) -> Wait {
    let (least, most) = (millis(least), millis(most));
    Wait { class: Class::Timer, since, least, most, end, message: None }
}

#[track_caller]
fn check(steps: usize, waits: &[Wait], expected: Option<&[u64]>) {
    let bounds = Bounds::new(steps, waits, Leniency { may_lose: false });
    let times = bounds.solve().ok();
    let expected =
        expected.map(|it| it.iter().map(|ms| Time::after(millis(*ms))).collect::<Vec<_>>());
    assert_eq!(times, expected);
    if let Some(times) = times {
        assert!(bounds.are_kept_by(&times));
    }
}

#[test]
fn what_is_begun_at_the_start_takes_as_long_as_it_takes() {
    check(1, &[wait(None, 5, 9, WaitEnd::Taken(0))], Some(&[5]));
}

#[test]
fn what_comes_later_waits_for_what_came_before() {
    let waits = [wait(None, 5, 9, WaitEnd::Taken(0)), wait(None, 1, 9, WaitEnd::Taken(1))];
    check(2, &waits, Some(&[5, 5]));
}

#[test]
fn nothing_overtakes_what_can_not_be_late_enough() {
    let waits = [wait(None, 5, 9, WaitEnd::Taken(0)), wait(None, 1, 4, WaitEnd::Taken(1))];
    check(2, &waits, None);
}

#[test]
fn a_timer_that_is_armed_fires_before_what_comes_after_it() {
    let waits = [wait(None, 5, 9, WaitEnd::Taken(0)), wait(None, 3, 3, WaitEnd::Pending)];
    check(1, &waits, None);
}

#[test]
fn a_timer_that_is_taken_back_in_time_need_not_fire() {
    let waits =
        [wait(None, 2, 9, WaitEnd::Taken(0)), wait(None, 3, 3, WaitEnd::Withdrawn(Some(0)))];
    check(1, &waits, Some(&[2]));
}

#[test]
fn an_upper_bound_puts_off_what_comes_before() {
    // Step 1 happens 10 ms after the start, and at most 2 ms after step 0.
    let waits = [wait(None, 10, 10, WaitEnd::Taken(1)), wait(Some(0), 1, 2, WaitEnd::Taken(1))];
    check(2, &waits, Some(&[8, 10]));
}

#[test]
fn a_message_that_never_arrives_is_lost_or_on_its_way() {
    let waits = [
        wait(None, 5, 9, WaitEnd::Taken(0)),
        Wait { class: Class::Arrive, ..wait(None, 1, 2, WaitEnd::Pending) },
    ];
    assert!(Bounds::new(1, &waits, Leniency { may_lose: true }).solve().is_ok());
    let mut strict = Bounds::new(1, &waits, Leniency { may_lose: false });
    assert!(strict.solve().is_err());
    strict = Bounds::new(1, &waits[..1], Leniency { may_lose: false });
    assert!(!strict.keep_in_flight(&waits[1]));
    assert_eq!(strict.solve(), Ok(vec![Time::after(millis(5))]));
}

// By brute force: all times up to a bound, the smallest sum first.
fn smallest_by_trying(bounds: &Bounds, steps: usize, most: u64) -> Option<Vec<Time>> {
    let mut best: Option<Vec<Time>> = None;
    let mut digits = vec![0; steps];
    loop {
        let times: Vec<Time> = digits.iter().map(|ms| Time::after(millis(*ms))).collect();
        let smaller = |best: &Vec<Time>| times.iter().zip(best).all(|(a, b)| a <= b);
        if bounds.are_kept_by(&times) && best.as_ref().is_none_or(smaller) {
            best = Some(times);
        }
        let Some(place) = digits.iter().position(|digit| *digit < most) else { return best };
        digits[..place].fill(0);
        digits[place] += 1;
    }
}

#[test]
fn the_smallest_times_are_found_if_there_are_any() {
    let mut stream = Stream::new(7, 0);
    let mut possible = 0;
    for _ in 0..2_000 {
        let steps = 4;
        let waits: Vec<Wait> = (0..5)
            .map(|_| {
                let end = usize::try_from(stream.between(0, 3)).unwrap();
                let since = usize::try_from(stream.between(0, end as u64)).unwrap();
                let least = stream.between(0, 3);
                let most = least + stream.between(0, 1);
                let end = match stream.between(0, 5) {
                    0 => WaitEnd::Pending,
                    1 => WaitEnd::Withdrawn(Some(end)),
                    _ => WaitEnd::Taken(end),
                };
                wait(since.checked_sub(1), least, most, end)
            })
            .collect();
        let bounds = Bounds::new(steps, &waits, Leniency { may_lose: true });
        let tried = smallest_by_trying(&bounds, steps, 7);
        let solved = bounds.solve().ok();
        possible += u32::from(solved.is_some());
        if solved.as_ref().is_none_or(|times| times[steps - 1] <= Time::after(millis(7))) {
            assert_eq!(solved, tried, "{waits:?}");
        }
    }
    assert!((400..1_900).contains(&possible), "{possible}");
}
