use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use sim_core::{micros, millis, nanos, seconds};

use super::*;
use crate::{Crash, Episode, Family, Links, Partition, RuleAction, Selector};

const NODES: [&str; 7] = ["n1", "n2", "n3", "n4", "n5", "n6", "n7"];

/// Models of many kinds, tight ones among them.
fn models() -> Vec<FaultModel> {
    let new = FaultModel::new;
    let all = FaultModel::everything();
    [
        new().lost().duplicated().reordered(),
        new().partitioned().majority(),
        new().crash_restart(1).amnesia(),
        new().crash_stop(1),
        new().crash_stop(2).crash_restart(3).paused().partitioned().majority(),
        new().paused().clock_skew(),
        new().failing_disk().crash_restart(2),
        new().lying_disk().corrupted(),
        all,
        all.majority(),
        all.down(1),
        all.healed_by(millis(300)),
    ]
    .into()
}

#[test]
fn no_plan_has_problems() {
    for (rank, model) in (0..).zip(models()) {
        for count in 1..=NODES.len() {
            let nodes = &NODES[..count];
            let swarm = Swarm::new(model).leaders("Elected").episodes(8);
            for seed in 0..150 {
                let plan = swarm.plan(rank * 1_000 + seed, nodes);
                assert_eq!(plan.problems(nodes), [], "{plan:#?}");
                assert!(plan.episodes.len() <= 8);
                assert_eq!(plan.model, Some(model));
                assert!(plan.heal <= Some(model.healed_by.unwrap_or(seconds(10))));
            }
        }
    }
}

#[test]
fn every_fault_that_is_allowed_occurs_and_no_other() {
    for model in models() {
        let possible = Strain::ALL.into_iter().filter(|it| it.is_possible(&model, 7));
        let possible: BTreeSet<&str> = possible.map(Strain::name).collect();
        let plans = (0..1_000).map(|seed| Swarm::new(model).plan(seed, &NODES));
        let drawn: BTreeSet<&str> =
            plans.flat_map(|plan| plan.episodes).map(|it| Strain::of(&it).name()).collect();
        assert_eq!(drawn, possible, "{model:?}");
    }
}

#[test]
fn every_kind_of_partition_occurs() {
    let swarm = Swarm::new(FaultModel::new().partitioned());
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for episode in (0..1_000).flat_map(|seed| swarm.plan(seed, &NODES[..5]).episodes) {
        let Family::Partition(partition) = episode.fault else { panic!("{episode:?}") };
        let name = match partition {
            Partition::Halves => "halves",
            Partition::Majority => "majority",
            Partition::Isolate(_) => "isolate",
            Partition::Bridge => "bridge",
            Partition::MajorityRing => "ring",
            Partition::OneWay(..) => "one way",
            Partition::Groups(_) => "groups",
            Partition::Cut(Links::Between(..)) => "pair",
            Partition::Cut(_) => "cut",
        };
        *counts.entry(name).or_default() += 1;
    }
    assert_eq!(counts.len(), 9, "{counts:?}");
    // Most failures take one isolated node, and many a partial or one-way partition.
    let most = *counts.values().max().unwrap_or(&0);
    assert_eq!(counts["isolate"], most, "{counts:?}");
    assert!(counts["one way"] + counts["pair"] > most, "{counts:?}");
    assert!(counts.values().all(|count| *count > 20), "{counts:?}");
}

#[test]
fn every_action_of_a_rule_occurs() {
    let swarm = Swarm::new(FaultModel::everything());
    let mut drawn = BTreeSet::new();
    for episode in (0..1_000).flat_map(|seed| swarm.plan(seed, &NODES[..3]).episodes) {
        if let Family::Rule(rule) = episode.fault {
            assert_eq!(rule.kind, None);
            drawn.insert(match rule.action {
                RuleAction::Drop => "drop",
                RuleAction::Delay(_) => "delay",
                RuleAction::Duplicate(_) => "duplicate",
                RuleAction::Hold => "hold",
                RuleAction::Corrupt(_) => "corrupt",
            });
        }
    }
    assert_eq!(drawn.len(), 5, "{drawn:?}");
}

#[test]
fn equal_seeds_give_equal_plans_and_others_give_others() {
    let swarm = Swarm::new(FaultModel::everything());
    let plans: BTreeSet<_> =
        (0..500).map(|seed| format!("{:?}", swarm.plan(seed, &NODES))).collect();
    assert_eq!(swarm.plan(3, &NODES), swarm.clone().plan(3, &NODES));
    assert!(plans.len() > 480, "{} of 500 differ", plans.len());
}

#[test]
fn the_plan_of_a_seed_is_pinned() {
    let model = FaultModel::new().lost().partitioned().crash_restart(1).majority();
    let plan = Swarm::new(model).plan(9, &NODES[..3]);
    let crash = |label, at, node, lasts| {
        Episode::new(label, micros(at), Crash::of(Selector::node(node))).lasts(micros(lasts))
    };
    let partition = Partition::Isolate(Selector::node("n3"));
    let partition = Episode::new("partition", micros(8_179_239), partition).spares_in_flight();
    let expected = Plan::new()
        .model(model)
        .heal(seconds(10))
        .episode(crash("crash", 8_068_519, "n2", 1_230))
        .episode(crash("crash 2", 8_145_197, "n1", 2_457))
        .episode(partition.lasts(micros(1_226_112)));
    assert_eq!(plan, expected);
}

#[test]
fn few_runs_are_calm_and_most_plans_are_small() {
    let swarm = Swarm::new(FaultModel::everything());
    let plans: Vec<Plan> = (0..3_200).map(|seed| swarm.plan(seed, &NODES[..5])).collect();
    let mut sizes = [0; 7];
    plans.iter().for_each(|plan| sizes[plan.episodes.len()] += 1);
    assert!((70..150).contains(&sizes[0]), "one in 32 is calm: {sizes:?}");
    assert!(sizes[1..].iter().all(|count| *count > 150), "{sizes:?}");
    assert!(sizes[1] + sizes[2] + sizes[3] > sizes[4] + sizes[5] + sizes[6], "{sizes:?}");
    let strains = |plan: &Plan| {
        plan.episodes.iter().map(|it| Strain::of(it).name()).collect::<BTreeSet<_>>().len()
    };
    let repeating = plans.iter().filter(|plan| strains(plan) < plan.episodes.len()).count();
    assert!((800..2_000).contains(&repeating), "{repeating} have a fault twice");
}

#[test]
fn runs_differ_in_the_faults_that_they_have() {
    let possible = &Strain::ALL;
    let mut sizes = [0; Strain::COUNT + 1];
    for seed in 0..3_200 {
        sizes[present(&mut Dice::new(seed), possible.to_vec()).len()] += 1;
    }
    assert!((70..130).contains(&sizes[0]), "one in 32 has none: {sizes:?}");
    assert!((150..250).contains(&sizes[Strain::COUNT]), "one in 16 has all: {sizes:?}");
    let half: u32 = sizes[6..=11].iter().sum();
    assert!(half > 2_400, "most have about half of them: {sizes:?}");
}

#[test]
fn a_single_fault_is_there_unless_the_run_is_calm() {
    let swarm = Swarm::new(FaultModel::new().lost());
    let calm = (0..3_200).filter(|seed| swarm.plan(*seed, &NODES).episodes.is_empty()).count();
    assert!((70..130).contains(&calm), "{calm} of 3200 are calm");
}

#[test]
fn a_model_that_allows_nothing_gives_an_empty_plan() {
    let swarm = Swarm::new(FaultModel::new());
    let empty = Plan::new().model(FaultModel::new()).heal(seconds(10));
    assert!((0..100).all(|seed| swarm.plan(seed, &NODES) == empty));
}

#[test]
fn without_nodes_or_time_nothing_goes_wrong() {
    let swarm = Swarm::new(FaultModel::everything());
    let is_empty = |swarm: &Swarm, nodes: &[&str]| {
        (0..100).all(|seed| swarm.plan(seed, nodes).episodes.is_empty())
    };
    assert!(is_empty(&swarm, &[]));
    assert!(is_empty(&swarm.clone().lasting(micros(1_999)), &NODES));
    assert!(is_empty(&swarm.clone().episodes(0), &NODES));
    assert!(!is_empty(&swarm.clone().lasting(millis(2)), &NODES));
    let crash = Swarm::new(FaultModel::new().crash_restart(1).down(0));
    assert!(is_empty(&crash, &NODES), "no node may be down");
}

#[test]
fn chaos_ends_when_the_model_wants_it_or_earlier() {
    let model = FaultModel::new().lost().healed_by(seconds(3));
    let heal = |swarm: Swarm| swarm.plan(1, &NODES).heal;
    assert_eq!(heal(Swarm::new(model)), Some(seconds(3)));
    assert_eq!(heal(Swarm::new(model).lasting(seconds(2))), Some(seconds(2)));
}

#[test]
fn what_is_left_out_does_not_occur() {
    let swarm = Swarm::new(FaultModel::everything()).without("partition").unwrap();
    let swarm = swarm.without("crash").unwrap();
    let plans = (0..500).map(|seed| swarm.plan(seed, &NODES));
    let drawn: BTreeSet<&str> =
        plans.flat_map(|plan| plan.episodes).map(|it| Strain::of(&it).name()).collect();
    assert_eq!(drawn.len(), Strain::COUNT - 2, "{drawn:?}");
    assert!(!drawn.contains("partition") && !drawn.contains("crash"));
}

#[test]
fn a_fault_of_no_known_name_can_not_be_left_out() {
    let told = Swarm::new(FaultModel::new()).without("crash_stop").unwrap_err().to_string();
    assert_eq!(
        told,
        "no fault is called \"crash_stop\"; expected one of partition, slow-link, loss, \
         duplicates, reorder, corruption, hold, rule, crash, crash-stop, points, pause, \
         slow-node, clock-jump, clock-drift, disk, bit-rot; did you mean \"crash-stop\"?"
    );
}

#[test]
fn a_family_and_its_strain_have_one_name() {
    let swarm = Swarm::new(FaultModel::everything());
    for episode in (0..300).flat_map(|seed| swarm.plan(seed, &NODES).episodes) {
        let name = Strain::of(&episode).name();
        assert!(name == episode.fault.name() || name == "crash-stop", "{episode:?}");
    }
}

#[test]
fn leaders_are_hit_only_if_somebody_can_be_one() {
    let mentions = |swarm: &Swarm| {
        let plans = (0..500).map(|seed| format!("{:?}", swarm.plan(seed, &NODES)));
        plans.filter(|plan| plan.contains("LastToTell(\"Elected\")")).count()
    };
    let swarm = Swarm::new(FaultModel::everything());
    assert_eq!(mentions(&swarm), 0);
    assert!(mentions(&swarm.leaders("Elected")) > 150);
}

#[test]
fn plans_that_were_added_take_their_turns_with_what_is_drawn() {
    let added = |at| Plan::new().episode(Episode::new("split", millis(at), Partition::Halves));
    let drawing = Swarm::new(FaultModel::new().partitioned());
    let swarm = drawing.clone().or(added(1)).or(added(2));
    let plans: Vec<Plan> = (0..3_000).map(|seed| swarm.plan(seed, &NODES)).collect();
    for at in [1, 2] {
        let expected = added(at).model(drawing.model()).heal(seconds(10));
        let count = plans.iter().filter(|plan| **plan == expected).count();
        assert!((900..1_100).contains(&count), "{count} of 3000");
    }
    let drawn = plans.iter().filter(|plan| plan.episodes.iter().any(|it| it.label == "partition"));
    assert!((800..1_100).contains(&drawn.count()));
}

#[test]
fn labels_are_numbered_in_the_order_of_time() {
    let swarm = Swarm::new(FaultModel::new().partitioned()).episodes(3);
    let plan = (0..100).map(|seed| swarm.plan(seed, &NODES)).find(|plan| plan.episodes.len() == 3);
    let episodes = plan.expect("some plan is full").episodes;
    let labels: Vec<&str> = episodes.iter().map(|episode| &*episode.label).collect();
    assert_eq!(labels, ["partition", "partition 2", "partition 3"]);
    assert!(episodes.is_sorted_by_key(|episode| episode.at.least));
}

#[test]
fn an_episode_can_be_removed_and_the_others_keep_their_labels() {
    for seed in 0..200 {
        let plan = Swarm::new(FaultModel::everything().majority()).plan(seed, &NODES[..5]);
        for rank in 0..plan.episodes.len() {
            let mut less = plan.clone();
            less.episodes.remove(rank);
            let others = plan.episodes.iter().enumerate().filter(|(other, _)| *other != rank);
            assert!(less.episodes.iter().eq(others.map(|(_, episode)| episode)));
            assert_eq!(less.problems(&NODES[..5]), []);
        }
    }
}

#[test]
fn lengths_come_in_octaves() {
    let mut dice = Dice::new(5);
    let mut counts = [0; 10];
    for _ in 0..10_000 {
        let number = dice.octaves(1, 1_000);
        assert!((1..=1_000).contains(&number));
        counts[number.ilog2() as usize] += 1;
    }
    assert!(counts.iter().all(|count| (850..1_150).contains(count)), "{counts:?}");
    assert_eq!(dice.octaves(7, 7), 7);
}

#[test]
fn a_heal_between_two_microseconds_leaves_room_for_whatever_is_drawn() {
    let swarm = Swarm::new(FaultModel::new().crash_restart(1)).lasting(nanos(2_000_500));
    for seed in 0..20_000 {
        let plan = swarm.plan(seed, &NODES);
        assert_eq!(plan.problems(&NODES), [], "{plan:?}");
    }
}

#[test]
fn no_heal_is_too_far_away() {
    let swarm = Swarm::new(FaultModel::everything()).lasting(Duration::MAX);
    for seed in 0..100 {
        let plan = swarm.plan(seed, &NODES);
        assert_eq!(plan.problems(&NODES), [], "{plan:?}");
    }
}
