//! Something is missing at the end: a lamp that is told once, by a message that gets lost.

use sim_check::explain;
use sim_check::prelude::*;

use crate::kept::is_as_kept;

pub(crate) struct Lights;

#[derive(Clone, Debug)]
pub(crate) struct SwitchOn;

#[derive(Debug)]
pub(crate) enum Fact {
    Wanted,
    Shines,
}

impl Protocol for Lights {
    type Message = SwitchOn;
    type Fact = Fact;
    type Timer = u8;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

struct Switch;

impl Actor<Lights> for Switch {
    fn on_start(&mut self, ctx: &mut Context<'_, Lights>) {
        ctx.set_timer(seconds(1), 0);
    }

    fn on_timer(&mut self, _: u8, ctx: &mut Context<'_, Lights>) {
        let lamp = ctx.directory()["lamp"];
        ctx.emit(Fact::Wanted);
        ctx.send(lamp, SwitchOn);
    }

    fn on_message(&mut self, _: ActorId, _: SwitchOn, _: &mut Context<'_, Lights>) {}
}

struct Lamp;

impl Actor<Lights> for Lamp {
    fn on_message(&mut self, _: ActorId, _: SwitchOn, ctx: &mut Context<'_, Lights>) {
        ctx.emit(Fact::Shines);
    }
}

/// The lamp should shine.
pub(crate) fn lights() -> Scenario<Lights> {
    scenario("lights")
        .node("switch", |_| Switch)
        .node("lamp", |_| Lamp)
        .network(Link::lan())
        .fault_model(FaultModel::new().lost().partitioned())
        .property(
            "the lamp shines",
            AtLeastOnce::new().of_facts(|fact: &Fact| {
                Some(match fact {
                    Fact::Wanted => Delivery::Attempt("light"),
                    Fact::Shines => Delivery::Effect("light"),
                })
            }),
        )
}

#[test]
fn what_is_missing_at_the_end_is_made_small_over_the_calm_world() {
    let report = check(lights()).seeds(0..1_000).report();
    let finding = report.failure().expect("a swarm loses it or cuts it off");
    assert_eq!(finding.id.to_string(), "the lamp shines: not delivered");
    // One message is sent, so one thing has to go wrong.
    assert_eq!((finding.faults.len(), finding.after.faults), (1, 1), "{report}");
    assert!(finding.faults_minimality.is_minimal());
    assert_eq!(finding.saved.schedule.base, sim_core::Base::Calm);
}

#[test]
fn what_is_missing_at_the_end_is_explained_by_what_went_wrong() {
    let report = check(lights()).seeds(0..1_000).report();
    let saved = &report.failure().expect("a swarm loses it or cuts it off").saved;
    let explained = explain(&lights(), saved, 5_000).expect("it still fails");
    assert_eq!(explained.freedom.len(), saved.schedule.choices.len());
    assert_eq!(explained.points.len(), saved.schedule.choices.len() + 1);
    is_as_kept("campaigns/testdata/explained_end.txt", &explained.told_within(80));
}
