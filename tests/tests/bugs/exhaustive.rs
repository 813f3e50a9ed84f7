//! Small bugs, by brute force: no list of fewer entries than the small run has fails in the same way.

use sim_check::{Replayed, Saved};
use sim_core::{Choice, Listed, Schedule, Site};
use sim_tests::planted::{BUGS, Edition};

#[derive(Clone)]
enum Entry {
    Choice(Choice),
    Step(Listed),
}

// What a run consists of; a loss is what isn't listed, and no entry.
fn entries(schedule: &Schedule) -> Vec<Entry> {
    let choices = schedule.choices.iter().filter(|choice| choice.site != Site::Copies);
    let steps = schedule.steps.iter().cloned().map(Entry::Step);
    choices.cloned().map(Entry::Choice).chain(steps).collect()
}

fn listing(saved: &Saved, entries: &[Entry], picked: &[usize]) -> Saved {
    let mut schedule = Schedule::new(sim_core::Base::Silent);
    for entry in picked.iter().map(|index| &entries[*index]) {
        match entry {
            Entry::Choice(choice) => schedule.choices.push(choice.clone()),
            Entry::Step(step) => schedule.steps.push(step.clone()),
        }
    }
    Saved { schedule, ..saved.clone() }
}

// The next choice of as many of so many things, in the order of a dictionary.
fn advance(picked: &mut [usize], count: usize) -> bool {
    let size = picked.len();
    let Some(place) = (0..size).rev().find(|place| picked[*place] < count - size + place) else {
        return false;
    };
    picked[place] += 1;
    for later in place + 1..size {
        picked[later] = picked[later - 1] + 1;
    }
    true
}

#[track_caller]
fn no_smaller_list_fails(name: &str) {
    let bug = BUGS.iter().find(|bug| bug.name == name).expect("there is a bug of that name");
    let planted = (bug.make)(Edition::Broken);
    let report = planted.first(0..10_000);
    let unshrunk = report.failure().expect("it is found within so many seeds");
    let last =
        unshrunk.violation.evidence.iter().map(|it| it.event).max().expect("it shows something");
    let failed_at = unshrunk.trace.event(last).expect("it is in its trace").time;
    let mut whole = planted.steps(&unshrunk.saved);
    whole.steps.retain(|step| step.time <= failed_at);
    let all = entries(&whole);

    let report = planted.small(unshrunk.seed);
    let small = report.failure().expect("it has just failed");
    let needed = entries(&small.saved.schedule).len();
    // The plan is that of the whole run, so that more is possible and not less.
    let saved = Saved { failure: small.id.clone(), ..unshrunk.saved.clone() };
    let mut tried = 0;
    for size in 0..needed.min(all.len() + 1) {
        let mut picked: Vec<usize> = (0..size).collect();
        loop {
            let replayed = planted.replay(&listing(&saved, &all, &picked)).expect("it runs");
            // Nothing happens that isn't listed.
            let fails = matches!(&replayed, Replayed::Same { drift, .. } if drift.supplied == 0);
            assert!(
                !fails,
                "{name}: {size} entries are enough, not {needed}: {:?}\n{report}",
                listing(&saved, &all, &picked).schedule
            );
            tried += 1;
            if !advance(&mut picked, all.len()) {
                break;
            }
        }
    }
    assert!(tried > 1, "{name}: nothing was tried, of {needed}");
}

#[test]
fn no_shorter_list_loses_an_answer() {
    no_smaller_list_fails("answer lost");
}

#[test]
fn no_shorter_list_loses_what_was_not_synced() {
    no_smaller_list_fails("unsynced");
}

#[test]
fn no_shorter_list_lets_a_room_too_early() {
    no_smaller_list_fails("late guest");
}

#[test]
fn no_shorter_list_overtakes_a_message() {
    no_smaller_list_fails("overtaken");
}

#[test]
fn no_shorter_list_tears_a_transfer_in_two() {
    no_smaller_list_fails("half a transfer");
}
