//! The majority that must be left: up, and connected each with each.
//!
//! At any time there must be a set of nodes such that, once these are left out, the others are up, don't stand still,
//! can all reach each other, and are a majority of all nodes. Who has to be left out:
//!
//! | what | who |
//! |---|---|
//! | nodes that may be down | they |
//! | `Halves` | the smaller half: of an odd number a majority is left, of an even one never |
//! | `Majority` | all but the smallest majority |
//! | `Isolate` | those, or all others |
//! | `Bridge` | the smaller half of those that aren't the bridge |
//! | `MajorityRing` | all but as many neighbours as surely reach each other, which is too few from two nodes on |
//! | `OneWay`, and `Cut` of `OneWay` or `Between` | either side |
//! | `Groups` | all but one of the groups |
//! | `Cut` of `Of`, `From` or `To` | those |
//! | `Cut` of `All` | all but one |
//! | `Cut` of an `Edge` | half of the nodes: what is behind an edge isn't known here |
//! | `Loss` with chance one, a `Rule` that drops all that go somewhere | as a `Cut` |
//!
//! Sets of named nodes are joined; of drawn ones only the numbers are known, and add up. Where a fault leaves a choice
//! of whom to leave out, all choices are tried. What is only late or damaged still connects.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use sim_core::Ratio;

use super::allowed::is_allowed;
use super::crowd::{Crowd, majority};
use super::window::Window;
use super::{Found, down, labels, name};
use crate::family::{Family, Links, Partition, Rule, RuleAction};
use crate::model::FaultModel;

// Something that makes it necessary to leave nodes out: one of these crowds.
struct Toll {
    index: usize,
    window: Window,
    ways: Vec<Crowd>,
}

pub(super) fn check(found: &mut Found<'_>, model: &FaultModel) {
    if !model.majority || found.nodes.is_empty() {
        return;
    }
    let (nodes, plan) = (found.nodes, found.plan);
    let mut tolls: Vec<Toll> = down::all(plan, nodes, model)
        .into_iter()
        .map(|down| Toll { index: down.index, window: down.window, ways: [down.crowd].into() })
        .collect();
    for (index, episode) in plan.episodes.iter().enumerate() {
        let ways = ways(&episode.fault, nodes);
        if !ways.is_empty() && is_allowed(episode, model) {
            tolls.push(Toll { index, window: Window::of(episode, plan.heal), ways });
        }
    }
    // Something can only get worse where a window begins.
    let beginnings: BTreeSet<_> = tolls.iter().map(|toll| toll.window.from).collect();
    for time in beginnings {
        let current: Vec<&Toll> = tolls.iter().filter(|toll| toll.window.has(time)).collect();
        let begun = current.iter().filter(|toll| toll.window.from == time).map(|toll| toll.index);
        let Some(index) = begun.max() else { continue };
        let ways: Vec<&[Crowd]> = current.iter().map(|toll| &*toll.ways).collect();
        if (Search { nodes, spare: nodes.len() - majority(nodes).min(nodes.len()), fuel: FUEL })
            .leaves_enough(&Crowd::default(), &ways)
        {
            continue;
        }
        let count = nodes.len();
        let said = format!("no majority of the {count} nodes may be left that is up and connected");
        let others = current.iter().filter(|toll| toll.index != index);
        let others = labels(others.map(|toll| &plan.episodes[toll.index]));
        if others.is_empty() {
            found.episode(index, "fault", said);
        } else {
            let help = format!("at the same time there may be {others}");
            found.episode(index, "at", said).help(help);
        }
    }
}

// Choices of whom to leave out are only tried while there is fuel: hostile plans have very many.
const FUEL: u32 = 10_000;

// Tries one way after the other to leave out few enough.
struct Search<'a> {
    nodes: &'a [&'a str],
    spare: usize,
    fuel: u32,
}

impl Search<'_> {
    fn leaves_enough(&mut self, gone: &Crowd, tolls: &[&[Crowd]]) -> bool {
        self.fuel = self.fuel.saturating_sub(1);
        if self.fuel == 0 || gone.count(self.nodes) > self.spare {
            return false;
        }
        let Some((ways, rest)) = tolls.split_first() else { return true };
        // A way that costs nothing can't be bettered by another one.
        if ways.iter().any(|way| gone.includes(way)) {
            return self.leaves_enough(gone, rest);
        }
        ways.iter().any(|way| {
            let mut gone = gone.clone();
            gone.join(way);
            self.leaves_enough(&gone, rest)
        })
    }
}

// Whom to leave out, so that the fault hits none of the others: any of these. Empty if it cuts off nobody.
fn ways(fault: &Family, nodes: &[&str]) -> Vec<Crowd> {
    match fault {
        Family::Partition(partition) => ways_of_partition(partition, nodes),
        Family::Loss(loss) if loss.chance >= Ratio::ONE => ways_of_links(&loss.links, nodes),
        Family::Rule(rule) if rule.action == RuleAction::Drop => ways_of_rule(rule, nodes),
        Family::Loss(_)
        | Family::Rule(_)
        | Family::SlowLink(_)
        | Family::Duplicates(_)
        | Family::Reorder(_)
        | Family::Corruption(_)
        | Family::Hold(_)
        | Family::Crash(_)
        | Family::Points(_)
        | Family::Pause(_)
        | Family::SlowNode(_)
        | Family::ClockJump(_)
        | Family::ClockDrift(_)
        | Family::Disk(_)
        | Family::BitRot(_) => Vec::new(),
    }
}

fn ways_of_partition(partition: &Partition, nodes: &[&str]) -> Vec<Crowd> {
    let count = nodes.len();
    let drawn = |count| [Crowd::drawn(count, nodes)].into();
    match partition {
        Partition::Halves => drawn(count / 2),
        Partition::Majority => drawn(count - majority(nodes).min(count)),
        Partition::Isolate(selector) => {
            let isolated = Crowd::of(selector, nodes);
            let others = isolated.others(nodes);
            [isolated, others].into()
        }
        Partition::Bridge => drawn(count.saturating_sub(1) / 2),
        // A node reaches its majority on both sides; neighbours reach each other as far as the shorter side goes.
        Partition::MajorityRing => {
            drawn(count - (majority(nodes).saturating_sub(1) / 2 + 1).min(count))
        }
        Partition::OneWay(from, to) => [Crowd::of(from, nodes), Crowd::of(to, nodes)].into(),
        Partition::Groups(groups) => {
            let mut crowds: Vec<Crowd> = groups
                .iter()
                .map(|group| Crowd::these(group.iter().map(|name| &**name), nodes))
                .collect();
            let mut grouped = Crowd::default();
            crowds.iter().for_each(|crowd| grouped.join(crowd));
            crowds.push(grouped.others(nodes));
            crowds.iter().map(|crowd| crowd.others(nodes)).collect()
        }
        Partition::Cut(links) => ways_of_links(links, nodes),
    }
}

fn ways_of_links(links: &Links, nodes: &[&str]) -> Vec<Crowd> {
    let crowd = |selector| Crowd::of(selector, nodes);
    match links {
        Links::All => [Crowd::drawn(nodes.len() - 1, nodes)].into(),
        Links::Of(nodes) | Links::From(nodes) | Links::To(nodes) => [crowd(nodes)].into(),
        Links::OneWay(from, to) | Links::Between(from, to) => [crowd(from), crowd(to)].into(),
        Links::Edge(..) => [Crowd::drawn(nodes.len() / 2, nodes)].into(),
    }
}

// A rule for one kind of message, or for one message, cuts off nobody.
fn ways_of_rule(rule: &Rule, nodes: &[&str]) -> Vec<Crowd> {
    if rule.kind.is_some() || rule.nth.is_some() {
        return Vec::new();
    }
    let crowd = |path: &str| Crowd::these(core::iter::once(name::node_of(path)), nodes);
    let ways: Vec<Crowd> =
        [&rule.from, &rule.to].into_iter().flatten().map(|path| crowd(path)).collect();
    if ways.is_empty() { ways_of_links(&Links::All, nodes) } else { ways }
}
