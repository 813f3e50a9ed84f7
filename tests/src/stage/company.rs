//! The company: who there is in a play.

use std::rc::Rc;

use sim_core::prelude::*;
use sim_core::{Directory, Medium, Spread};

use super::puppet::{Cast, Lines, Puppet, Script};
use super::text::duration;

/// Who there is in a play, in its order.
#[derive(Clone, Default, Debug)]
pub struct Company {
    // Path, what it does, its mailbox.
    actors: Vec<(String, Lines, Option<Mailbox>)>,
    cast: Rc<Cast>,
}

impl Company {
    /// Reads those lines of a play that say who there is, and what each does; hands back the others.
    ///
    /// `node a`, `actor a/x` or `child w` may be followed by the rules of the mailbox; indented below stands what they
    /// do, as [`puppet`](super::puppet) says.
    ///
    /// # Panics
    /// If a line says something else than it should.
    pub fn read(play: &str) -> (Self, Vec<&str>) {
        let mut people: Vec<(&str, String, Lines, Option<Mailbox>)> = Vec::new();
        let mut rest = Vec::new();
        for line in play.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            if line.starts_with(' ') {
                let (when, what) = line.trim().split_once(": ").expect("a line `when: what`");
                let lines = &mut people.last_mut().expect("somebody who does it").2;
                lines.0.insert(when.to_string(), what.to_string());
            } else if let [role @ ("node" | "actor" | "child"), name, ref rules @ ..] = *words {
                people.push((role, name.to_string(), Lines::default(), mailbox(rules)));
            } else {
                rest.push(line);
            }
        }
        let (mut actors, mut cast) = (Vec::new(), Cast::default());
        for (role, name, lines, mailbox) in people {
            if role == "child" {
                // Names of children are static; a test may leak a few bytes.
                cast.0.insert(name.leak(), (lines, mailbox));
            } else {
                actors.push((name, lines, mailbox));
            }
        }
        (Self { actors, cast: Rc::new(cast) }, rest)
    }

    /// A world of these, with that between them, ready to be built.
    pub fn setup<M: Medium<Script>>(&self, medium: M) -> Setup<Script, M> {
        let mut setup = Setup::new(medium);
        for (path, lines, mailbox) in &self.actors {
            let (lines, cast) = (lines.clone(), self.cast.clone());
            let factory = move |_: &Directory| Puppet::new(&lines, &cast);
            setup = match path.split_once('/') {
                None => setup.node(path, factory),
                Some((node, name)) => setup.actor(node, name, factory),
            };
            if let Some(mailbox) = mailbox {
                setup = setup.mailbox(path, mailbox.clone());
            }
        }
        setup
    }
}

fn mailbox(words: &[&str]) -> Option<Mailbox> {
    let (&first, mut rest) = words.split_first()?;
    assert_eq!(first, "mailbox");
    let mut mailbox = Mailbox::unbounded();
    loop {
        (mailbox, rest) = match *rest {
            [] => return Some(mailbox),
            ["any", ref rest @ ..] => (mailbox, rest),
            ["block", ref rest @ ..] => (mailbox.overflow(Overflow::Block), rest),
            ["newest", ref rest @ ..] => (mailbox.overflow(Overflow::DropNewest), rest),
            ["oldest", ref rest @ ..] => (mailbox.overflow(Overflow::DropOldest), rest),
            ["fail", ref rest @ ..] => (mailbox.overflow(Overflow::Fail), rest),
            ["dead", path, ref rest @ ..] => {
                (mailbox.overflow(Overflow::DeadLetter(path.to_string())), rest)
            }
            ["spill", delay, ref rest @ ..] => {
                (mailbox.overflow(Overflow::Spill { delay: duration(delay) }), rest)
            }
            ["private", ref rest @ ..] => (mailbox.private(), rest),
            ["service", time, ref rest @ ..] => (mailbox.service(duration(time)), rest),
            ["spread", max, ref rest @ ..] => {
                (mailbox.service_spread(Spread::Uniform { max: duration(max) }), rest)
            }
            [capacity, ref rest @ ..] => {
                (Mailbox::bounded(capacity.parse().expect("a capacity")), rest)
            }
        };
    }
}
