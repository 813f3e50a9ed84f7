use sim_core::{Base, Source, Stream, Time};
use sim_net::Mistake;

use super::Saved;
use super::random::Draw;

/// A saved failure with this schedule.
fn with_schedule(schedule: &str) -> String {
    format!(
        "(version: 1, scenario: \"s\", seed: 1, failure: (property: \"p\", anomaly: \"a\"), \
         digest: \"0000000000000000\", plan: (), schedule: {schedule})"
    )
}

/// One step at a time and one more, of which nothing else is said.
fn step(at: &str) -> String {
    format!("(at: \"{at}\", class: Turn, key: \"00000000000000aa\", actor: \"00000000000000bb\")")
}

#[track_caller]
fn read(text: &str) -> Saved {
    Saved::read("text", text).unwrap_or_else(|mistake| panic!("{mistake}\n{text}"))
}

/// A text is refused, because of this, and this is underlined.
#[track_caller]
fn check(text: &str, underlined: &str, said: &str) -> Mistake {
    let mistake = Saved::read("text", text).expect_err("a mistake");
    let column = mistake.column as usize - 1;
    let shown: String = mistake.source.chars().skip(column).take(mistake.length as usize).collect();
    assert_eq!((shown.as_str(), &*mistake.said), (underlined, said), "\n{mistake}");
    mistake
}

#[test]
fn what_is_printed_is_read_back() {
    for seed in 0..2_000 {
        let saved = Draw::new(seed).saved();
        let text = saved.to_string();
        let again = read(&text);
        assert_eq!(again, saved, "{text}");
        assert_eq!(again.to_string(), text);
    }
}

#[test]
fn an_entry_is_a_line() {
    for seed in 0..200 {
        let saved = Draw::new(seed).saved();
        let text = saved.to_string();
        let (_, schedule) = text.split_once("\n    schedule: ").expect("it has a line of its own");
        let lines = |begin: &str| {
            schedule.lines().filter(|line| line.starts_with(begin) && line.ends_with("),")).count()
        };
        assert_eq!(lines("            (site: "), saved.schedule.choices.len(), "{text}");
        assert_eq!(lines("            (at: "), saved.schedule.steps.len(), "{text}");
    }
}

#[test]
fn a_time_is_exact_to_the_nanosecond() {
    let mut source = Stream::new(7, 0);
    let numbers = [0, 1, 999, 1_000, 1_000_001, u64::MAX];
    for nanos in numbers.into_iter().chain((0..1_000).map(|_| source.next_u64())) {
        let time = Time::from_nanos(nanos);
        let silent = format!("Silent(choices: [], steps: [{}])", step(&time.to_string()));
        let saved = read(&with_schedule(&silent));
        assert_eq!(saved.schedule.steps[0].time, time);
    }
}

#[test]
fn what_says_nothing_may_be_left_out() {
    let silent = format!("Silent(choices: [], steps: [{}])", step("0s"));
    let saved = read(&with_schedule(&silent));
    assert_eq!(saved.schedule.base, Base::Silent);
    let listed = &saved.schedule.steps[0];
    assert_eq!((listed.step.from, listed.step.rank, listed.label.as_str()), (0, 0, ""));
    assert!(saved.parameters.is_empty() && saved.failure.roles.is_empty());
    assert_eq!(saved.to_string().lines().filter(|line| line.contains("rank")).count(), 0);
}

#[test]
fn the_version_is_asked_for_before_anything_else() {
    let said = "this file is of version 2, this build reads version 1";
    check("(seeds: [1], version: 2)", "2", said);
    check("(version: 0)", "0", "0 is below 1");
    check("(scenario: \"s\")", "(scenario: \"s\")", "this saved failure needs the field `version`");
}

#[test]
fn a_value_that_no_world_could_give_is_refused() {
    let calm = |site: &str, value: u64| {
        let choice = format!("(site: {site}, key: \"00000000000000aa\", value: {value})");
        with_schedule(&format!("Calm(choices: [{choice}])"))
    };
    for site in sim_core::Site::ALL {
        let (name, largest) = (format!("{site:?}"), site.largest());
        assert_eq!(read(&calm(&name, largest)).schedule.choices[0].value, largest);
        if let Some(more) = largest.checked_add(1) {
            let mistake =
                check(&calm(&name, more), &more.to_string(), &format!("{more} is above {largest}"));
            let expected = mistake.expected.expect("it says what is allowed");
            let range = if largest == 1 { "0 or 1".into() } else { format!("up to {largest}") };
            assert!(expected.contains(&range), "{expected}");
        }
    }
}

#[test]
fn a_key_has_sixteen_digits() {
    let keyed =
        |key: &str| with_schedule(&format!("Calm(choices: [(site: Crash, key: {key}, value: 1)])"));
    assert_eq!(read(&keyed("\"00000000000000FF\"")).schedule.choices[0].key.0, 255);
    check(&keyed("\"ff\""), "\"ff\"", "`ff` is no key: it has 2 digits");
    check(&keyed("\"\""), "\"\"", "`` is no key: it has 0 digits");
    check(&keyed("\"+000000000000001\""), "+", "`+` is no hexadecimal digit");
    check(&keyed("\"00000000000000g0\""), "g", "`g` is no hexadecimal digit");
    check(&keyed("\"000000000000000\u{e9}\""), "\u{e9}", "`\u{e9}` is no hexadecimal digit");
    check(&keyed("255"), "255", "a number is no key");
}

#[test]
fn steps_stand_in_their_order() {
    let steps = |first: &str, second: &str| {
        let steps = format!("[{}, {}]", step(first), step(second));
        with_schedule(&format!("Silent(choices: [], steps: {steps})"))
    };
    assert_eq!(read(&steps("5ms", "5.000ms")).schedule.steps.len(), 2);
    check(&steps("5ms", "1ns"), "\"1ns\"", "this is at 0.000001ms, behind what is at 5.000ms");
}

#[test]
fn a_choice_is_made_once() {
    let choice = |site: &str| format!("(site: {site}, key: \"00000000000000aa\", value: 0)");
    let calm = |other: &str| {
        with_schedule(&format!("Calm(choices: [{}, {}])", choice("Copies"), choice(other)))
    };
    assert_eq!(read(&calm("Delay")).schedule.choices.len(), 2);
    let mistake =
        check(&calm("Copies"), "\"00000000000000aa\"", "this choice of `Copies` is made twice");
    assert!(
        mistake.help.is_some_and(|help| help.starts_with("the first one is in line 1, column "))
    );
}

#[test]
fn nobody_has_to_bear_too_many_entries() {
    let entries = "(),".repeat(Saved::ENTRIES_MAX + 1);
    check(
        &with_schedule(&format!("Silent(choices: [], steps: [{entries}])")),
        "()",
        "these are more than 1000000 steps",
    );
}

#[test]
fn what_a_merge_left_is_known() {
    let text =
        "(\n    version: 1,\n<<<<<<< ours\n    seed: 1,\n=======\n    seed: 2,\n>>>>>>> theirs\n)";
    let mistake = Saved::read("text", text).expect_err("a mistake");
    let help = "a merge left this line: keep one of both sides, whole";
    assert_eq!((mistake.line, mistake.help.as_deref()), (3, Some(help)));
}
