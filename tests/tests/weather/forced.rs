//! Forced choices: one choice of a play is found by words, and gets a value.

use std::collections::BTreeMap;

use sim_core::prelude::*;
use sim_core::{Choice, Class, Site};

use super::play::Play;

/// The choice that `Copies 0 a -> b Ping` speaks of: a site, a value, and words of its label.
///
/// What chance does to a whole message has the message's key, which the steps of the calm run tell; any other choice is
/// looked for in drawn runs, where it differs from calm.
pub(crate) fn find(play: &Play, line: &str) -> Choice {
    let (site, rest) = line.split_once(' ').expect("a site");
    let (value, words) = rest.split_once(' ').expect("a value");
    let value = value.parse().expect("a value");
    let is_it = |it: &Site| format!("{it:?}") == site;
    let site = Site::ALL.into_iter().find(is_it).unwrap_or_else(|| panic!("no site: {site:?}"));
    let mut seen = BTreeMap::new();
    if matches!(site, Site::Copies | Site::Aside | Site::Damage) {
        let steps = run(play, Choices::calm()).recorded_steps().steps;
        let arrivals = steps.into_iter().filter(|it| it.step.class == Class::Arrive);
        seen.extend(arrivals.rev().map(|it| (it.label, it.step.key)));
    } else {
        for seed in 0..100 {
            let choices = run(play, Choices::drawn(seed)).recorded_choices().choices;
            let there = choices.into_iter().filter(|it| it.site == site);
            seen.extend(there.map(|it| (it.label, it.key)));
        }
    }
    let key = seen.iter().find(|(label, _)| label.contains(words)).map(|(_, key)| *key);
    let key = key.unwrap_or_else(|| panic!("no choice {line:?} among {seen:#?}"));
    Choice { site, key, value, label: line.to_string() }
}

fn run(play: &Play, choices: Choices) -> super::play::Theatre {
    let mut world = play.world();
    world.reset(&choices.recording());
    play.prepare(&mut world);
    world.run(Stop::idle());
    world
}
