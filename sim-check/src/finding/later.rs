//! Letting a timer fire later instead of having something arrive late.

use sim_core::{Class, Listed};

use super::listed::Entry;
use crate::shrink::{Shrinking, Subject};

/// Leaves out all faults, and lets one timer fire last.
///
/// If a message has to arrive after a timer has fired, something has to hold it up. Often it is enough that it arrives
/// before, and nobody hears any more of it; then nothing is needed that holds it up, nor what that needs to begin.
pub(super) fn later<S: Subject<Entry = Entry>>(shrinking: &mut Shrinking<'_, S>) {
    let mut index = shrinking.best().len();
    while index > 0 && !shrinking.is_spent() {
        index -= 1;
        if !shrinking.best().iter().any(is_fault) {
            return;
        }
        if is_timer(&shrinking.best()[index]) {
            let candidate = with_last(shrinking, index);
            if shrinking.try_candidate(&candidate) {
                index = shrinking.best().len();
            }
        }
    }
}

// The best list without faults, and with the entry at this place at its end, followed by all that came of it.
fn with_last<S: Subject<Entry = Entry>>(shrinking: &Shrinking<'_, S>, index: usize) -> Vec<Entry> {
    let best = shrinking.best();
    let mut of_it = vec![false; best.len()];
    of_it[index] = true;
    for place in index + 1..best.len() {
        let cause = shrinking.subject().led_to(&best[place]);
        of_it[place] = cause.is_some_and(|cause| cause < place && of_it[cause]);
    }
    let mut candidate: Vec<Entry> = Vec::with_capacity(best.len());
    let mut end = None;
    for last in [false, true] {
        for (entry, _) in best.iter().zip(&of_it).filter(|(_, of_it)| **of_it == last) {
            let entry = match entry {
                Entry::Step(..) if is_fault(entry) => continue,
                // Nothing happens before what has happened.
                Entry::Step(listed, cause) => {
                    end = end.max(Some(listed.time));
                    let time = end.unwrap_or(listed.time);
                    Entry::Step(Listed { time, ..listed.clone() }, *cause)
                }
                Entry::Choice(choice) => Entry::Choice(choice.clone()),
            };
            candidate.push(entry);
        }
    }
    candidate
}

fn is_fault(entry: &Entry) -> bool {
    matches!(entry, Entry::Step(listed, _) if listed.step.class == Class::Fault)
}

fn is_timer(entry: &Entry) -> bool {
    matches!(entry, Entry::Step(listed, _) if listed.step.class == Class::Timer)
}
