//! A family in one house: its members make others and leave, as their scripts say.

use sim_check::{ChildrenReaped, Conclusion, Verdict};
use sim_core::prelude::*;

use super::{goes_on_since, judge, judge_at, run};
use crate::stage::{Dice, kind};

struct Family;

impl Protocol for Family {
    type Message = ();
    type Fact = ();
    type Timer = usize;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// What somebody does after so many milliseconds of its life.
type Script = Vec<(u64, Deed)>;

#[derive(Clone, Debug)]
enum Deed {
    Make(Script),
    Leave,
}

struct Person(Script);

impl Actor<Family> for Person {
    fn on_start(&mut self, ctx: &mut Context<'_, Family>) {
        for (index, (after, _)) in self.0.iter().enumerate() {
            ctx.set_timer(millis(*after), index);
        }
    }

    fn on_timer(&mut self, index: usize, ctx: &mut Context<'_, Family>) {
        match &self.0[index].1 {
            Deed::Make(script) => {
                ctx.spawn("child", Person(script.clone()));
            }
            Deed::Leave => ctx.stop(),
        }
    }

    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Family>) {}
}

fn house(script: &Script) -> World<Family> {
    let script = script.clone();
    Setup::<Family, _>::new(Wire::perfect(millis(1)))
        .node("house", move |_| Person(script.clone()))
        .build()
        .expect("there is one node")
}

const fn leaves(after: u64) -> (u64, Deed) {
    (after, Deed::Leave)
}

const fn makes(after: u64, script: Script) -> (u64, Deed) {
    (after, Deed::Make(script))
}

#[track_caller]
fn check(property: ChildrenReaped, script: &Script, stop: Stop, expected: &str) {
    let mut world = house(script);
    let end = run(&mut world, stop);
    assert_eq!(kind(&judge(property, &world, end)), expected);
}

#[test]
fn a_child_that_is_left_in_the_end_is_caught() {
    let stays = vec![makes(1, vec![])];
    check(ChildrenReaped::new(), &stays, Stop::idle(), "child left");
    // A pool of workers stays as long as whoever made it.
    check(ChildrenReaped::new().orphans_only(), &stays, Stop::idle(), "passed");
    let ends = vec![makes(1, vec![leaves(5)]), makes(2, vec![leaves(1)])];
    check(ChildrenReaped::new(), &ends, Stop::idle(), "passed");
    check(ChildrenReaped::new(), &vec![leaves(1)], Stop::idle(), "undecided");
}

#[test]
fn a_run_that_is_cut_off_says_nothing_of_a_child_that_may_still_end() {
    let ends = vec![makes(1, vec![leaves(5)]), leaves(30)];
    check(ChildrenReaped::new(), &ends, Stop::after(millis(3)), "undecided");
    check(ChildrenReaped::new().orphans_only(), &ends, Stop::after(millis(3)), "passed");
    check(ChildrenReaped::new(), &ends, Stop::after(millis(20)), "passed");
    let orphan = vec![makes(1, vec![leaves(9)]), leaves(2)];
    let cut_off = Stop::after(millis(4));
    check(ChildrenReaped::new().orphans_only(), &orphan, cut_off, "undecided");
    check(ChildrenReaped::new().orphans_within(millis(3)), &orphan, cut_off, "passed");
}

#[test]
fn an_orphan_is_caught_with_the_end_of_its_parent() {
    let orphan = vec![makes(1, vec![]), leaves(2)];
    let mut world = house(&orphan);
    let end = run(&mut world, Stop::idle());
    let Verdict::Violated(violation) = judge(ChildrenReaped::new(), &world, end) else { panic!() };
    assert_eq!(violation.anomaly, "orphan");
    assert_eq!(violation.said, "a child is left whose parent has ended");
    let notes: Vec<&str> = violation.evidence.iter().map(|it| it.note.as_str()).collect();
    assert_eq!(notes, ["made", "parent ends"]);
    check(
        ChildrenReaped::new(),
        &vec![makes(1, vec![leaves(9)]), leaves(2)],
        Stop::idle(),
        "passed",
    );
}

#[test]
fn an_orphan_has_exactly_its_time() {
    // It lives from 1 ms to 10 ms, its parent until 2 ms.
    let orphan = vec![makes(1, vec![leaves(9)]), leaves(2)];
    let within = |time| ChildrenReaped::new().orphans_within(time);
    check(within(millis(8)), &orphan, Stop::idle(), "passed");
    let mut world = house(&orphan);
    let end = run(&mut world, Stop::idle());
    let late = judge(within(millis(8) - nanos(1)), &world, end);
    let Verdict::Violated(violation) = late else { panic!("{late}") };
    let notes: Vec<&str> = violation.evidence.iter().map(|it| it.note.as_str()).collect();
    assert_eq!((violation.anomaly, notes), ("orphan", vec!["made", "parent ends"]));
}

#[test]
fn too_many_children_at_once_are_caught() {
    let lives = |time| vec![leaves(time)];
    let three =
        vec![makes(1, lives(4)), makes(2, lives(4)), makes(3, lives(4)), makes(6, lives(4))];
    check(ChildrenReaped::new().at_most(3), &three, Stop::idle(), "passed");
    check(ChildrenReaped::new().at_most(2), &three, Stop::idle(), "too many children");
    // Grandchildren are their own parents' business.
    let heirs = vec![makes(1, vec![makes(1, lives(1)), makes(1, lives(1)), leaves(5)])];
    check(ChildrenReaped::new().at_most(2), &heirs, Stop::idle(), "passed");
    check(ChildrenReaped::new().at_most(1), &heirs, Stop::idle(), "too many children");
}

#[test]
fn what_a_crash_takes_is_not_left_and_who_stands_still_has_its_time() {
    let orphan = vec![makes(1, vec![leaves(9)]), leaves(2)];
    let judged = |faults: &[(u64, bool)]| {
        let mut world = house(&orphan);
        let node = world.directory().node("house").expect("there is one");
        for (at, pauses) in faults {
            let label = format!("at {at}");
            let fault = if *pauses { Fault::Pause(node) } else { Fault::Resume(node) };
            world.plan_fault(millis(*at), &label, fault).expect("it is known");
        }
        let end = run(&mut world, Stop::idle());
        kind(&judge(ChildrenReaped::new().orphans_within(millis(8)), &world, end))
    };
    assert_eq!(judged(&[(3, true), (30, false)]), "passed");
    assert_eq!(judged(&[(3, true)]), "passed");
    let mut world = house(&vec![makes(1, vec![]), leaves(2)]);
    let node = world.directory().node("house").expect("there is one");
    world.plan_fault(millis(5), "crash", Fault::Crash { node, wipe: false }).expect("it is known");
    let end = run(&mut world, Stop::idle());
    assert_eq!(kind(&judge(ChildrenReaped::new(), &world, end)), "passed");
}

// The rule as it is defined, anew for each beginning of a run.
struct Rule {
    within: Option<Duration>,
    most: Option<usize>,
    orphans_only: bool,
}

impl Rule {
    // Those who were made and are there after these events, each with its parent, and the end of that if it has ended.
    fn here(events: &[Event<'_, Family>]) -> Vec<(ActorId, ActorId, NodeId, Option<Time>)> {
        let ended = |actor: ActorId| {
            let ends = |it: &&Event<'_, Family>| {
                matches!(it.what, What::Exited { .. }) && it.actor() == Some(actor)
            };
            events.iter().find(ends).map(|event| event.time)
        };
        let crashed_after = |index: usize| {
            events[index..].iter().any(|event| matches!(event.what, What::Crashed { .. }))
        };
        let made = events.iter().enumerate().filter_map(|(index, event)| {
            let What::Spawned { child } = event.what else { return None };
            let is_here = ended(child).is_none() && !crashed_after(index);
            let (parent, node) = event.actor().zip(event.node()).filter(|_| is_here)?;
            Some((child, parent, node, ended(parent)))
        });
        made.collect()
    }

    fn is_overdue(&self, events: &[Event<'_, Family>], now: Time) -> bool {
        let Some(within) = self.within else { return false };
        Self::here(events).into_iter().any(|(_, _, node, orphaned)| {
            let since = orphaned.zip(goes_on_since(events, node));
            since.is_some_and(|(orphaned, goes_on)| now.since(orphaned.max(goes_on)) > within)
        })
    }

    fn judge(&self, events: &[Event<'_, Family>], end: Conclusion) -> (usize, &'static str) {
        for (index, event) in events.iter().enumerate() {
            if self.is_overdue(&events[..index], event.time) {
                return (index, "orphan");
            }
            let here = Self::here(&events[..=index]);
            let is_of_one =
                |parent| here.iter().filter(move |(_, other, ..)| *other == parent).count();
            let most = here.iter().map(|(_, parent, ..)| is_of_one(*parent)).max();
            if most > self.most.or(Some(usize::MAX)) {
                return (index, "too many children");
            }
        }
        let mut left = Self::here(events);
        left.retain(|(_, _, node, _)| goes_on_since(events, *node).is_some());
        let orphan = left.iter().any(|(.., orphaned)| orphaned.is_some());
        let child = !self.orphans_only && left.iter().any(|(.., orphaned)| orphaned.is_none());
        let any = events.iter().any(|event| matches!(event.what, What::Spawned { .. }));
        let said = if self.is_overdue(events, end.time) || end.idle && orphan {
            "orphan"
        } else if end.idle && child {
            "child left"
        } else if !end.idle && (child || orphan && self.within.is_none()) || !any {
            "undecided"
        } else {
            "passed"
        };
        (events.len(), said)
    }
}

fn any_script(dice: &mut Dice, depth: u32) -> Script {
    let mut script = Vec::new();
    for _ in 0..dice.below(4) {
        let after = 1 + dice.below(9);
        if depth < 3 {
            script.push((after, Deed::Make(any_script(dice, depth + 1))));
        }
    }
    if dice.below(2) > 0 {
        script.push(leaves(1 + dice.below(12)));
    }
    script
}

#[test]
fn in_any_family_the_verdict_is_that_of_the_definition() {
    let mut dice = Dice::new(7);
    let mut seen = std::collections::BTreeMap::new();
    for _ in 0..3_000 {
        let mut world = house(&any_script(&mut dice, 0));
        let node = world.directory().node("house").expect("there is one");
        for rank in 0..dice.below(3) {
            let label = format!("fault {rank}");
            let fault = match dice.below(4) {
                0 => Fault::Crash { node, wipe: false },
                1 | 2 => Fault::Pause(node),
                _ => Fault::Resume(node),
            };
            world.plan_fault(millis(dice.below(20)), &label, fault).expect("it is known");
        }
        let stop =
            if dice.below(2) == 0 { Stop::idle() } else { Stop::after(millis(5 + dice.below(9))) };
        let end = run(&mut world, stop);
        let rule = Rule {
            within: (dice.below(2) == 0).then(|| millis(dice.below(9))),
            most: (dice.below(3) == 0).then(|| dice.index(4)),
            orphans_only: dice.below(2) == 0,
        };
        let mut property = ChildrenReaped::new();
        if let Some(within) = rule.within {
            property = property.orphans_within(within);
        }
        if let Some(most) = rule.most {
            property = property.at_most(most);
        }
        if rule.orphans_only {
            property = property.orphans_only();
        }
        let events: Vec<_> = world.record().iter().collect();
        let (index, verdict) = judge_at(property, &world, end);
        assert_eq!((index, kind(&verdict)), rule.judge(&events, end), "{events:#?}");
        *seen.entry(kind(&verdict)).or_insert(0) += 1;
    }
    assert!(seen.len() == 5 && seen.values().all(|count| *count > 30), "{seen:?}");
}
