//! Forced choices: one choice of a play is found by words, and gets a value.

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
    let key = match site {
        Site::Copies | Site::Aside | Site::Damage => {
            let steps = run(play, Choices::calm()).recorded_steps().steps;
            let arrival = steps
                .into_iter()
                .find(|it| it.step.class == Class::Arrive && it.label.contains(words));
            arrival.map(|arrival| arrival.step.key)
        }
        _ => (0..200).find_map(|seed| {
            let choices = run(play, Choices::drawn(seed)).recorded_choices().choices;
            let found = choices.into_iter().find(|it| it.site == site && it.label.contains(words));
            found.map(|choice| choice.key)
        }),
    };
    let key = key.unwrap_or_else(|| panic!("no choice: {line:?}"));
    Choice { site, key, value, label: line.to_string() }
}

fn run(play: &Play, choices: Choices) -> super::play::Theatre {
    let mut world = play.world();
    world.reset(&choices.recording());
    play.prepare(&mut world);
    world.run(Stop::idle());
    world
}
