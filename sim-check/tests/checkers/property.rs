//! A property hands everything on to its checker.

use sim_check::{Checker, Conclusion, Property, Seen, Verdict, Violation};
use sim_core::prelude::*;

struct Numbers;

impl Protocol for Numbers {
    type Message = ();
    type Fact = u32;
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Tells three numbers.
struct Teller;

impl Actor<Numbers> for Teller {
    fn on_start(&mut self, ctx: &mut Context<'_, Numbers>) {
        (1..=3).for_each(|number| ctx.emit(number));
    }

    fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Numbers>) {}
}

/// Counts what it sees: more than three is wrong at once, three where the run breaks off.
#[derive(Clone, Default)]
struct AtMostThree(u32);

impl Checker for AtMostThree {
    type Item = ();

    fn see(&mut self, _: Seen, (): ()) -> Result<(), Box<Violation>> {
        self.0 += 1;
        if self.0 > 3 { Err(Violation::new("too many", "more than three").into()) } else { Ok(()) }
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.0 == 0 { Verdict::nothing_to_judge("nothing was told") } else { Verdict::Passed }
    }

    fn break_off(&mut self) -> Result<(), Box<Violation>> {
        if self.0 == 3 { Err(Violation::new("cut", "three, and no end").into()) } else { Ok(()) }
    }

    fn reset(&mut self) {
        self.0 = 0;
    }
}

fn check(mut property: impl Property<Numbers>) {
    let setup = Setup::<Numbers, _>::new(Wire::perfect(millis(1))).node("teller", |_| Teller);
    let mut world = setup.build().expect("one node is a world");
    world.keep(Recording::All);
    world.run(Stop::idle());
    let events = || world.record().iter();
    let end = Conclusion { time: world.now(), idle: true };
    assert!(matches!(property.conclude(&end), Verdict::Undecided(_)));
    assert!(property.break_off().is_ok());
    assert!(events().all(|event| property.see(&event).is_ok()));
    assert_eq!(property.conclude(&end), Verdict::Passed);
    assert_eq!(property.break_off().map_err(|it| it.anomaly), Err("cut"));
    // Without a reset the same run is too much, with it it is a new one.
    assert!(events().any(|event| property.see(&event).is_err()));
    property.reset();
    assert!(events().all(|event| property.see(&event).is_ok()));
}

#[test]
fn a_property_of_facts_hands_on_what_its_checker_hears() {
    check(AtMostThree::default().of_facts(|_: &u32| Some(())));
}

#[test]
fn a_property_of_events_hands_on_what_its_checker_hears() {
    check(AtMostThree::default().of_events(|event: &Event<'_, Numbers>| event.fact().map(|_| ())));
}
