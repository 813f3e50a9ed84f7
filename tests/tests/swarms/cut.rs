//! Which messages a partition cuts off, computed once more from what was told about it.
//!
//! The naive model knows the episodes of the plan, the moments in which they struck, and the words in which events tell
//! who is cut off from whom. It lists the spans in which an episode is in force one by one, and asks of each message
//! whether it was on its way in one of them.

use std::collections::BTreeMap;

use sim_core::{Choices, DropCause, EventId, Payload, Time, What, micros, millis};
use sim_net::{Episode, Layout, Link, Network, Plan};
use sim_tests::random::{Dice, partition, plain_link, wild_plan};

use crate::SEEDS;
use crate::chat::{Room, Tale, room, tales, talk};

// An episode of the run.
struct Wall<'a> {
    episode: &'a Episode,
    // Who is cut off from whom, in words.
    whom: String,
    begun: (Time, EventId),
    ended: Option<(Time, EventId)>,
}

// All that began, from the events that tell it.
fn walls<'a>(room: &Room, plan: &'a Plan) -> Vec<Wall<'a>> {
    let mut walls: Vec<Wall<'_>> = Vec::new();
    for event in room.record().iter() {
        let (What::Struck { .. }, Payload::Text(text)) = (event.what, event.payload) else {
            continue;
        };
        let (label, words) = text.split_once(": ").expect("a strike is told with its label");
        let moment = (event.time, event.id);
        if label == "heal" {
            walls.iter_mut().for_each(|wall| {
                wall.ended.get_or_insert(moment);
            });
        } else if let Some(label) = label.strip_suffix(" ends") {
            if let Some(wall) = walls.iter_mut().find(|wall| wall.episode.label == label) {
                wall.ended.get_or_insert(moment);
            }
        } else {
            let episode = plan.episodes.iter().find(|episode| episode.label == label);
            let episode = episode.expect("a strike has the label of its episode");
            let whom = words.strip_prefix("partition ").expect("all are partitions").to_string();
            walls.push(Wall { episode, whom, begun: moment, ended: None });
        }
    }
    walls
}

impl Wall<'_> {
    // Whether it stands between these two; nodes are called `n1` and so on.
    fn divides(&self, source: usize, target: usize, nodes: usize, is_line: bool) -> bool {
        let number = |name: &str| name[1..].parse::<usize>().expect("nodes have numbers") - 1;
        let list = |text: &str| -> Vec<usize> {
            match text.trim() {
                "all" => (0..nodes).collect(),
                "nobody" | "" => Vec::new(),
                names => names.split(' ').map(number).collect(),
            }
        };
        let whom = &*self.whom;
        if let Some((one, other)) = whom.split_once(" -- ") {
            let (one, other) = (number(one), number(other));
            let (low, high) = (one.min(other), one.max(other));
            if is_line {
                // Only neighbours have an edge, and all between a low and a high one cross it.
                return high - low == 1 && source.min(target) <= low && high <= source.max(target);
            }
            return low != high && source.min(target) == low && source.max(target) == high;
        }
        if let Some((from, to)) = whom.split_once(" <-> ") {
            let (from, to) = (list(from), list(to));
            let there = from.contains(&source) && to.contains(&target);
            return there || from.contains(&target) && to.contains(&source);
        }
        if let Some((from, to)) = whom.split_once(" -> ") {
            return list(from).contains(&source) && list(to).contains(&target);
        }
        if let Some(circle) = whom.strip_prefix("ring ") {
            // Each reaches itself and half a majority on either side.
            let circle = list(circle);
            let place = |node| circle.iter().position(|it| *it == node).expect("all stand in it");
            let around = (place(source) + nodes - place(target)) % nodes;
            return around.min(nodes - around) > (nodes / 2).div_ceil(2);
        }
        if whom.contains(" | ") {
            let groups: Vec<Vec<usize>> =
                whom.split(" | ").filter(|group| !group.starts_with("bridge")).map(list).collect();
            let group = |node| groups.iter().position(|group| group.contains(&node));
            return group(source).zip(group(target)).is_some_and(|(one, other)| one != other);
        }
        // A list of nodes alone: of what goes to and comes from them. One group alone cuts off nobody.
        let is_of = format!("{:?}", self.episode.fault).contains("Cut(");
        let all = list(whom);
        is_of && (all.contains(&source) || all.contains(&target))
    }

    // Whether it is in force at some time between these, both included, as far as is known before that event.
    fn stood_between(&self, from: Time, to: Time, before: EventId) -> bool {
        if self.begun.1 > before {
            return false;
        }
        let known_end = self.ended.filter(|(_, event)| *event < before).map(|(time, _)| time);
        let spans = |begin: Time, end: Option<Time>| {
            begin <= to && end.is_none_or(|end| from < end) && known_end.is_none_or(|it| begin < it)
        };
        let Some(flapping) = self.episode.flapping else {
            return spans(self.begun.0, known_end);
        };
        let mut begin = self.begun.0;
        while begin <= to {
            let end = begin.saturating_add(flapping.on);
            let end = known_end.map_or(end, |known| end.min(known));
            if spans(begin, Some(end)) {
                return true;
            }
            begin = begin.saturating_add(flapping.on).saturating_add(flapping.off);
        }
        false
    }
}

// Whether the message was cut off by the time of an event: at its departure, or also on its way.
fn is_cut(
    tale: &Tale,
    walls: &[Wall<'_>],
    on_its_way: Option<(Time, EventId)>,
    nodes: usize,
    is_line: bool,
) -> bool {
    walls.iter().filter(|wall| wall.divides(tale.source, tale.target, nodes, is_line)).any(|wall| {
        match on_its_way {
            None => wall.stood_between(tale.departs, tale.departs, tale.sent),
            Some((arrives, event)) => {
                wall.episode.in_flight && wall.stood_between(tale.departs, arrives, event)
            }
        }
    })
}

#[test]
fn what_is_cut_off_is_what_a_naive_model_says() {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for seed in 0..2 * SEEDS {
        let mut dice = Dice::new(seed, 41);
        let nodes = 2 + usize::try_from(dice.below(6)).expect("small");
        let names: Vec<String> = (1..=nodes).map(|node| format!("n{node}")).collect();
        let link = match dice.below(3) {
            0 => Link::new(micros(dice.pick(&[40, 700]))),
            1 => plain_link(&mut dice),
            _ => plain_link(&mut dice).ordered(),
        };
        let is_line = dice.percent(30);
        let layout = if is_line { Layout::line(link) } else { Layout::mesh(link) };
        let heal = dice.percent(50).then_some(millis(15));
        let plan = wild_plan(&mut dice, &names, heal, partition);
        let mut room = room(Network::new(layout), nodes);
        talk(&mut room, &plan, &Choices::drawn(seed));
        let walls = walls(&room, &plan);
        for tale in tales(&room) {
            let lost = tale.ends.iter().any(|end| end.dropped == Some(DropCause::Lost));
            if lost {
                continue;
            }
            let at_once = is_cut(&tale, &walls, None, nodes, is_line);
            for end in &tale.ends {
                let later = is_cut(&tale, &walls, Some((end.time, end.event)), nodes, is_line);
                let expected = (at_once || later).then_some(DropCause::Cut);
                assert_eq!(end.dropped, expected, "seed {seed}: {tale:?}\n{plan}");
                let kind = match (at_once, later) {
                    (true, _) => "cut off when it left",
                    (false, true) => "cut off on its way",
                    (false, false) => "arrived",
                };
                *counts.entry(kind).or_default() += 1;
            }
            if at_once {
                let ends = tale.ends.iter().all(|end| end.time == tale.departs);
                assert!(ends, "seed {seed}: what is cut off doesn't leave: {tale:?}");
            }
        }
    }
    assert!(counts.len() == 3 && counts.values().all(|count| *count > 5 * SEEDS), "{counts:?}");
}
