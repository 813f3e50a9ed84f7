//! Random episodes of every family, and plans of such.

use sim_core::{DiskFaults, Duration, Ratio, micros};
use sim_net::{
    BitRot, ClockDrift, ClockJump, Corruption, Crash, DiskTrouble, Duplicates, Episode, Family,
    Hold, Links, Loss, Partition, Pause, Plan, Points, Reorder, Rule, RuleAction, Selector,
    SlowLink, SlowNode, Within,
};

use super::temper::Dice;

/// A plan of random episodes that makes sense for these nodes: those that don't are left out.
pub fn wild_plan(
    dice: &mut Dice,
    names: &[String],
    heal: Option<Duration>,
    fault: fn(&mut Dice, &[String]) -> Family,
) -> Plan {
    let nodes: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut plan = heal.into_iter().fold(Plan::new(), Plan::heal);
    for rank in 0..=dice.below(7) {
        let fault = fault(dice, names);
        plan.episodes.push(episode(dice, &format!("e{rank}"), fault));
        if !plan.problems(&nodes).is_empty() {
            plan.episodes.pop();
        }
    }
    plan
}

// Times are such that messages are on their way when it begins and ends.
fn episode(dice: &mut Dice, label: &str, fault: Family) -> Episode {
    let (flaps, spares) = (fault.can_flap(), fault.hits_in_flight());
    let mut episode = Episode::new(label, within(dice, 0, 25_000), fault);
    episode = match dice.below(3) {
        0 => episode,
        1 => episode.lasts(within(dice, 100, 15_000)),
        _ => episode.until(within(dice, 15_000, 55_000)),
    };
    if flaps && dice.percent(30) {
        let mut span = || micros(dice.pick(&[1, 150, 700, 3_000]));
        episode = episode.flapping(span(), span());
    }
    if spares && dice.percent(30) {
        episode = episode.spares_in_flight();
    }
    episode
}

fn within(dice: &mut Dice, least: u64, most: u64) -> Within {
    let from = micros(least + dice.below(most - least));
    if dice.percent(60) { from.into() } else { Within::new(from, from + micros(dice.below(2_000))) }
}

/// A fault of any family.
pub(super) fn fault(dice: &mut Dice, names: &[String]) -> Family {
    let chance = Ratio::percent(dice.pick(&[5, 20, 50, 100]));
    let behind = micros(100 + dice.below(3_000));
    match dice.below(20) {
        0..4 => partition(dice, names),
        4 if dice.percent(50) => SlowLink::by(behind).on(links(dice, names)).into(),
        4 => SlowLink::times(Ratio::percent(dice.pick(&[150, 700]))).on(links(dice, names)).into(),
        5 => Loss::of(chance).on(links(dice, names)).into(),
        6 => Duplicates::of(chance).behind(behind).on(links(dice, names)).into(),
        7 => Reorder::of(chance, behind).on(links(dice, names)).into(),
        8 => Corruption::of(chance).on(links(dice, names)).into(),
        9 | 10 => Hold::on(links(dice, names)).into(),
        11 | 12 => rule(dice, names).into(),
        13 if dice.percent(30) => Crash::of(selector(dice, names)).wiping().into(),
        13 => Crash::of(selector(dice, names)).into(),
        14 => points(dice, names).into(),
        15 | 16 => Pause::of(selector(dice, names)).into(),
        17 => match dice.below(3) {
            0 => ClockJump::back(selector(dice, names), behind).into(),
            1 => ClockJump::ahead(selector(dice, names), behind).into(),
            _ => {
                ClockDrift::of(selector(dice, names), Ratio::percent(dice.pick(&[50, 300]))).into()
            }
        },
        18 => SlowNode::of(selector(dice, names), Ratio::percent(dice.pick(&[50, 400]))).into(),
        _ if dice.percent(30) => BitRot::of(selector(dice, names), 2).into(),
        _ => disk(dice, names).into(),
    }
}

/// Any partition.
pub fn partition(dice: &mut Dice, names: &[String]) -> Family {
    let partition = match dice.below(10) {
        0 => Partition::Halves,
        1 => Partition::Majority,
        2 | 3 => Partition::Isolate(selector(dice, names)),
        4 => Partition::Bridge,
        5 => Partition::MajorityRing,
        6 => Partition::OneWay(selector(dice, names), selector(dice, names)),
        7 => {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let size = 1 + usize::try_from(dice.below(3)).unwrap_or(0);
            let groups = 1 + usize::try_from(dice.below(2)).unwrap_or(0);
            Partition::groups(&names.chunks(size).take(groups).collect::<Vec<_>>())
        }
        _ => Partition::Cut(links(dice, names)),
    };
    partition.into()
}

fn rule(dice: &mut Dice, names: &[String]) -> Rule {
    let mut rule = Rule::new(match dice.below(5) {
        0 => RuleAction::Drop,
        1 => RuleAction::Delay(micros(dice.below(4_000))),
        2 => RuleAction::Duplicate(dice.pick(&[1, 2, 15])),
        3 => RuleAction::Hold,
        _ => RuleAction::Corrupt(dice.pick(&[0, 7])),
    });
    if dice.percent(40) {
        rule = rule.from(one(dice, names));
    }
    if dice.percent(40) {
        rule = rule.to(one(dice, names));
    }
    if dice.percent(40) {
        rule = rule.kind(dice.pick(&["Ask", "Tell", "Push", "Pour", "Bare"]));
    }
    if dice.percent(40) {
        rule = rule.nth(1 + dice.below(4));
    }
    rule
}

fn points(dice: &mut Dice, names: &[String]) -> Points {
    let mut points = Points::of(selector(dice, names), Ratio::percent(dice.pick(&[5, 30])));
    if dice.percent(40) {
        points = points.at("here");
    }
    if dice.percent(70) { points.restarting(within(dice, 0, 3_000)) } else { points }
}

fn disk(dice: &mut Dice, names: &[String]) -> DiskTrouble {
    let chance = |dice: &mut Dice| Ratio::percent(dice.pick(&[0, 10, 30]));
    let faults = DiskFaults {
        write_error: chance(dice),
        read_error: chance(dice),
        sync_lost: chance(dice),
        torn: Ratio::percent(dice.pick(&[0, 50, 100])),
        capacity: dice.pick(&[None, Some(6)]),
        latency: micros(dice.pick(&[0, 0, 300])),
    };
    DiskTrouble::of(selector(dice, names), faults)
}

fn links(dice: &mut Dice, names: &[String]) -> Links {
    match dice.below(9) {
        0 | 1 => Links::All,
        2 => Links::Of(selector(dice, names)),
        3 => Links::From(selector(dice, names)),
        4 => Links::To(selector(dice, names)),
        5 => Links::OneWay(selector(dice, names), selector(dice, names)),
        6 => Links::Between(selector(dice, names), selector(dice, names)),
        _ => Links::Edge(one(dice, names), one(dice, names)),
    }
}

fn selector(dice: &mut Dice, names: &[String]) -> Selector {
    let count = 1 + dice.below(names.len() as u64);
    match dice.below(10) {
        0..4 => Selector::node(one(dice, names)),
        4 => Selector::nodes(names.iter().skip(1).step_by(2)),
        5 | 6 => Selector::Random(u32::try_from(count).unwrap_or(1)),
        7 => Selector::last_to_tell("Elected"),
        8 if dice.percent(50) => Selector::Majority,
        8 => Selector::Minority,
        _ => Selector::All,
    }
}

fn one(dice: &mut Dice, names: &[String]) -> String {
    names[usize::try_from(dice.below(names.len() as u64)).unwrap_or(0)].clone()
}
