//! Walls: the partitions of a run, known by what events tell of them.

use sim_core::{Directory, EventId, Payload, Protocol, Time, What, World};
use sim_net::{Episode, Family, Network, Partition, Plan};

/// A partition of a run.
pub(crate) struct Wall<'a> {
    pub(crate) episode: &'a Episode,
    pub(crate) begun: (Time, EventId),
    pub(crate) ended: Option<(Time, EventId)>,
    // Whether it stands between one node and another, in that direction.
    divided: Vec<Vec<bool>>,
}

/// All that began; edges are those of a line of nodes, or else of a mesh.
pub(crate) fn walls<'a, P: Protocol>(
    world: &World<P, Network<P>>,
    plan: &'a Plan,
    is_line: bool,
) -> Vec<Wall<'a>> {
    let mut walls: Vec<Wall<'_>> = Vec::new();
    for event in world.record().iter() {
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
        } else if let Some(whom) = words.strip_prefix("partition ") {
            let episode = plan.episodes.iter().find(|episode| episode.label == label);
            let episode = episode.expect("a strike has the label of its episode");
            let divided = divided(whom, episode, world.directory(), is_line);
            walls.push(Wall { episode, begun: moment, ended: None, divided });
        }
    }
    walls
}

impl Wall<'_> {
    /// Whether it stands between one node and another, in that direction.
    pub(crate) fn divides(&self, source: usize, target: usize) -> bool {
        self.divided[source][target]
    }

    /// Whether it is in force at some time between these, both included, as far as is known before that event.
    pub(crate) fn stood_between(&self, from: Time, to: Time, before: EventId) -> bool {
        if self.begun.1 > before {
            return false;
        }
        let known_end = self.ended.filter(|(_, event)| *event < before).map(|(time, _)| time);
        let spans = |begin: Time, end: Option<Time>| {
            let is_over = |end: Option<Time>, time: Time| end.is_some_and(|end| end <= time);
            begin <= to && !is_over(end, from) && !is_over(known_end, begin)
        };
        let Some(flapping) = self.episode.flapping else {
            return spans(self.begun.0, known_end);
        };
        let mut begin = self.begun.0;
        while begin <= to {
            let end = begin.saturating_add(flapping.on);
            if spans(begin, Some(known_end.map_or(end, |known| end.min(known)))) {
                return true;
            }
            begin = end.saturating_add(flapping.off);
        }
        false
    }
}

// Who is cut off from whom, from the words that tell it.
fn divided(whom: &str, episode: &Episode, directory: &Directory, is_line: bool) -> Vec<Vec<bool>> {
    let nodes = directory.nodes().count();
    let number = |name: &str| directory.node(name).expect("a node of this world").index();
    let listed = |text: &str| -> Vec<usize> {
        match text.trim() {
            "all" => (0..nodes).collect(),
            "nobody" | "" => Vec::new(),
            names => names.split(' ').map(number).collect(),
        }
    };
    let is_divided = |source: usize, target: usize| {
        if let Some((one, other)) = whom.split_once(" -- ") {
            let (one, other) = (number(one), number(other));
            let (low, high) = (one.min(other), one.max(other));
            let (from, to) = (source.min(target), source.max(target));
            return if is_line {
                // Only neighbours have an edge; whoever is on either side of it crosses it.
                high - low == 1 && from <= low && high <= to
            } else {
                low != high && (from, to) == (low, high)
            };
        }
        if let Some((from, to)) = whom.split_once(" <-> ") {
            let (from, to) = (listed(from), listed(to));
            let there = from.contains(&source) && to.contains(&target);
            return there || from.contains(&target) && to.contains(&source);
        }
        if let Some((from, to)) = whom.split_once(" -> ") {
            return listed(from).contains(&source) && listed(to).contains(&target);
        }
        if let Some(circle) = whom.strip_prefix("ring ") {
            // Each reaches itself and half a majority on either side.
            let circle = listed(circle);
            let place = |node| circle.iter().position(|it| *it == node).expect("all stand in it");
            let around = (place(source) + nodes - place(target)) % nodes;
            return around.min(nodes - around) > (nodes / 2).div_ceil(2);
        }
        if whom.contains(" | ") {
            let groups = whom.split(" | ").filter(|group| !group.starts_with("bridge"));
            let groups: Vec<Vec<usize>> = groups.map(listed).collect();
            let group = |node| groups.iter().position(|group| group.contains(&node));
            return group(source).zip(group(target)).is_some_and(|(one, other)| one != other);
        }
        // A list of nodes alone: they are cut off from and by all, or they are one group and nobody is.
        let all = listed(whom);
        let is_of = matches!(episode.fault, Family::Partition(Partition::Cut(_)));
        is_of && (all.contains(&source) || all.contains(&target))
    };
    let row = |source| (0..nodes).map(|target| is_divided(source, target)).collect();
    (0..nodes).map(row).collect()
}
