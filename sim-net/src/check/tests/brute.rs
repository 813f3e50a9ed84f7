//! Who is down and what majority is left, computed in another way: by playing plans, and looking at all sets of nodes.

use alloc::vec;

use sim_core::{Source, Stream};

use super::*;

/// What an episode does while it is in force: nodes that are down, and messages that don't get through.
struct Effect {
    from: Duration,
    to: Duration,
    is_for_good: bool,
    down: u32,
    // Bit `b` of place `a`: nothing gets from `a` to `b`.
    cut: Vec<u32>,
}

struct Stage {
    stream: Stream,
    count: usize,
}

impl Stage {
    fn majority(&self) -> usize {
        self.count / 2 + 1
    }

    fn all(&self) -> u32 {
        (1 << self.count) - 1
    }

    fn order(&mut self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.count).collect();
        self.stream.shuffle(&mut order);
        order
    }

    fn drawn(&mut self, count: usize) -> u32 {
        self.order().into_iter().take(count).fold(0, |set, rank| set | 1 << rank)
    }

    fn named<'a>(names: impl IntoIterator<Item = &'a String>) -> u32 {
        let rank = |name: &String| name[1..].parse::<u32>().unwrap() - 1;
        names.into_iter().fold(0, |set, name| set | 1 << rank(name))
    }

    fn chosen(&mut self, selector: &Selector) -> u32 {
        let majority = self.majority();
        match selector {
            Selector::Nodes(names) => Self::named(names),
            Selector::Random(count) => self.drawn(*count as usize),
            Selector::Minority => self.drawn(self.count - majority),
            Selector::Majority => self.drawn(majority),
            Selector::All => self.all(),
            Selector::LastToTell(_) => self.drawn(1),
        }
    }

    // Nothing gets from these to those.
    fn block(&self, cut: &mut [u32], from: u32, to: u32) {
        for (rank, row) in cut.iter_mut().enumerate().take(self.count) {
            if from >> rank & 1 == 1 {
                *row |= to & !(1 << rank);
            }
        }
    }

    fn divide(&self, cut: &mut [u32], one: u32, other: u32) {
        self.block(cut, one, other);
        self.block(cut, other, one);
    }

    fn links(&mut self, cut: &mut [u32], links: &Links) {
        let all = self.all();
        match links {
            Links::All => self.block(cut, all, all),
            Links::Of(nodes) => {
                let nodes = self.chosen(nodes);
                self.divide(cut, nodes, all);
            }
            Links::From(nodes) => {
                let nodes = self.chosen(nodes);
                self.block(cut, nodes, all);
            }
            Links::To(nodes) => {
                let nodes = self.chosen(nodes);
                self.block(cut, all, nodes);
            }
            Links::OneWay(from, to) => {
                let (from, to) = (self.chosen(from), self.chosen(to));
                self.block(cut, from, to);
            }
            Links::Between(one, other) => {
                let (one, other) = (self.chosen(one), self.chosen(other));
                self.divide(cut, one, other);
            }
            Links::Edge(..) => panic!("edges are not played"),
        }
    }

    fn partition(&mut self, cut: &mut [u32], partition: &Partition) {
        let (all, majority) = (self.all(), self.majority());
        match partition {
            Partition::Halves => {
                let half = self.drawn(self.count / 2);
                self.divide(cut, half, all & !half);
            }
            Partition::Majority => {
                let side = self.drawn(majority);
                self.divide(cut, side, all & !side);
            }
            Partition::Isolate(selector) => {
                let side = self.chosen(selector);
                self.divide(cut, side, all & !side);
            }
            Partition::Bridge => {
                let order = self.order();
                let half = (self.count - 1) / 2;
                let side = order[1..=half].iter().fold(0, |set, rank| set | 1 << rank);
                self.divide(cut, side, all & !side & !(1 << order[0]));
            }
            Partition::MajorityRing => {
                let order = self.order();
                for place in 0..self.count {
                    let reached = (0..majority).map(|step| (place + step) % self.count);
                    let reached = reached.fold(0, |set, place| set | 1 << order[place]);
                    let middle = order[(place + majority / 2) % self.count];
                    self.block(cut, 1 << middle, all & !reached);
                }
            }
            Partition::OneWay(from, to) => {
                let (from, to) = (self.chosen(from), self.chosen(to));
                self.block(cut, from, to);
            }
            Partition::Groups(groups) => {
                for group in groups {
                    let side = Self::named(group);
                    self.divide(cut, side, all & !side);
                }
            }
            Partition::Cut(links) => self.links(cut, links),
        }
    }

    fn effect(&mut self, episode: &Episode, heal: Duration) -> Effect {
        let from = episode.at.least;
        let mut to = match episode.end {
            Some(End::Lasts(length)) => from + length.most,
            Some(End::Until(time)) => time.most,
            None => Duration::MAX,
        };
        let (mut down, mut cut) = (0, vec![0; self.count]);
        let mut is_for_good = false;
        match &episode.fault {
            Family::Partition(partition) => self.partition(&mut cut, partition),
            Family::Pause(pause) => down = self.chosen(&pause.nodes),
            Family::Crash(crash) => {
                is_for_good = episode.end.is_none();
                down = self.chosen(&crash.nodes);
            }
            Family::Points(points) => {
                is_for_good = points.restart.is_none();
                to += points.restart.map_or(Duration::ZERO, |after| after.most);
                down = self.chosen(&points.nodes);
            }
            other @ (Family::SlowLink(_)
            | Family::Loss(_)
            | Family::Duplicates(_)
            | Family::Reorder(_)
            | Family::Corruption(_)
            | Family::Hold(_)
            | Family::Rule(_)
            | Family::SlowNode(_)
            | Family::ClockJump(_)
            | Family::ClockDrift(_)
            | Family::Disk(_)
            | Family::BitRot(_)) => panic!("{} is not played", other.name()),
        }
        let to = if is_for_good { Duration::MAX } else { to.min(heal) };
        Effect { from, to, is_for_good, down, cut }
    }

    fn effects(&mut self, plan: &Plan) -> Vec<Effect> {
        let heal = plan.heal.unwrap_or(Duration::MAX);
        plan.episodes.iter().map(|episode| self.effect(episode, heal)).collect()
    }

    // How many nodes, at the worst moment, are up and connected each with each.
    fn left(&mut self, plan: &Plan) -> usize {
        let effects = self.effects(plan);
        let beginnings = effects.iter().map(|effect| effect.from);
        let at = |time: Duration| {
            let current = || current(&effects, time);
            let down = current().fold(0, |set, effect| set | effect.down);
            let is_cut = |a: usize, b: usize| current().any(|it| it.cut[a] >> b & 1 == 1);
            let is_connected = |set: u32| {
                let members = || (0..self.count).filter(move |rank| set >> rank & 1 == 1);
                members().all(|a| members().all(|b| a == b || !is_cut(a, b)))
            };
            let sets = (0..=self.all()).filter(|set| set & down == 0 && is_connected(*set));
            sets.map(u32::count_ones).max().unwrap_or_default() as usize
        };
        beginnings.map(at).min().unwrap_or(self.count)
    }
}

fn current(effects: &[Effect], time: Duration) -> impl Iterator<Item = &Effect> {
    effects.iter().filter(move |effect| effect.from <= time && time <= effect.to)
}

const SIX: [&str; 6] = ["n1", "n2", "n3", "n4", "n5", "n6"];

fn swarm() -> Swarm {
    let model = FaultModel::new().partitioned().crash_stop(1).crash_restart(2).paused();
    Swarm::new(model).without("slow-node").unwrap()
}

fn keeps_majority(plan: &Plan, nodes: &[&str]) -> bool {
    plan.clone().model(FaultModel::everything().majority()).problems(nodes).is_empty()
}

#[test]
fn whoever_is_drawn_a_majority_is_left_where_none_is_missed() {
    let mut kept = 0;
    let mut counts = (3..=6).cycle();
    for seed in 0..1_500 {
        let nodes = &SIX[..counts.next().expect("it goes on")];
        let plan = swarm().leaders("Elected").plan(seed, nodes);
        if keeps_majority(&plan, nodes) {
            kept += 1;
            let mut stage = Stage { stream: Stream::new(seed, 1), count: nodes.len() };
            for _ in 0..10 {
                assert!(stage.left(&plan) >= stage.majority(), "{nodes:?} {plan:#?}");
            }
        }
    }
    assert!((300..1_200).contains(&kept), "{kept} of 1500 plans keep a majority");
}

#[test]
fn where_all_nodes_are_named_a_majority_is_missed_only_if_there_is_none() {
    let (mut kept, mut lost) = (0, 0);
    let mut counts = (3..=6).cycle();
    let has_drawn = |episode: &Episode| {
        matches!(
            episode.fault,
            Family::Partition(
                Partition::Halves
                    | Partition::Majority
                    | Partition::Bridge
                    | Partition::MajorityRing
            )
        )
    };
    for seed in 0..3_000 {
        let nodes = &SIX[..counts.next().expect("it goes on")];
        let mut plan = swarm().plan(seed, nodes);
        plan.episodes.retain(|episode| !has_drawn(episode));
        let mut stage = Stage { stream: Stream::new(seed, 1), count: nodes.len() };
        let is_left = stage.left(&plan) >= stage.majority();
        assert_eq!(keeps_majority(&plan, nodes), is_left, "{nodes:?} {plan:#?}");
        *if is_left { &mut kept } else { &mut lost } += 1;
    }
    assert!(kept > 500 && lost > 500, "{kept} kept, {lost} lost");
}

#[test]
fn whoever_is_drawn_no_more_are_down_than_may_be_where_that_is_not_told() {
    let mut fine = 0;
    let mut counts = (1..=6).cycle();
    for seed in 0..1_500 {
        let nodes = &SIX[..counts.next().expect("it goes on")];
        let plan = swarm().leaders("Elected").plan(seed, nodes);
        let narrow = FaultModel::everything().down(1);
        let most = if plan.clone().model(narrow).problems(nodes).is_empty() { 1 } else { 2 };
        fine += usize::from(most == 1);
        let mut stage = Stage { stream: Stream::new(seed, 1), count: nodes.len() };
        for _ in 0..5 {
            let effects = stage.effects(&plan);
            let down = |time| current(&effects, time).fold(0, |set, effect| set | effect.down);
            let at_once = effects.iter().map(|effect| down(effect.from).count_ones()).max();
            assert!(at_once.unwrap_or_default() <= most, "{nodes:?} {plan:#?}");
            let gone = effects.iter().filter(|effect| effect.is_for_good);
            assert!(gone.fold(0, |set, effect| set | effect.down).count_ones() <= 1, "{plan:#?}");
        }
    }
    assert!((600..1_450).contains(&fine), "{fine} of 1500 plans take down one at most");
}
