//! What should hold.

use std::collections::BTreeMap;

use sim_check::prelude::*;
use sim_check::{Conclusion, Evidence, Property, Seen, Verdict, Violation};
use sim_core::EventId;

use super::message::{Fact, ReliableDelivery};

/// What was confirmed is in the books after every restart.
#[derive(Clone, Debug, Default)]
pub struct NothingForgotten {
    confirmed: BTreeMap<u32, EventId>,
}

impl NothingForgotten {
    fn read(&mut self, seen: Seen, fact: &Fact) -> Result<(), Box<Violation>> {
        match fact {
            Fact::Confirmed(order) => {
                self.confirmed.insert(*order, seen.event);
            }
            Fact::Recovered(books) => {
                let forgotten = self.confirmed.iter().find(|(order, _)| !books.contains(order));
                if let Some((order, confirmed)) = forgotten {
                    let said = format!("order {order} was confirmed, and is in the books no more");
                    return Err(Violation::new("forgotten", said)
                        .shown_by([
                            Evidence::new(*confirmed, "confirmed"),
                            Evidence::new(seen.event, "forgotten"),
                        ])
                        .into());
                }
            }
            Fact::Ordered(_) | Fact::GaveUp(_) | Fact::Books(_) => {}
        }
        Ok(())
    }
}

impl Property<ReliableDelivery> for NothingForgotten {
    fn see(&mut self, event: &Event<'_, ReliableDelivery>) -> Result<(), Box<Violation>> {
        let seen = Seen { event: event.id, time: event.time };
        event.fact().map_or(Ok(()), |fact| self.read(seen, fact))
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        Verdict::Passed
    }

    fn reset(&mut self) {
        self.confirmed.clear();
    }
}

/// Each order is booked once, as far as the shop was told.
pub(super) fn booked_once() -> impl Property<ReliableDelivery> + Clone + Send + Sync {
    EffectivelyOnce::new().of_facts(|fact: &Fact| match fact {
        Fact::Ordered(order) => Some(Delivery::Attempt(*order)),
        Fact::Confirmed(order) => Some(Delivery::Acknowledged(*order)),
        Fact::GaveUp(order) => Some(Delivery::Unknown(*order)),
        Fact::Books(order) => Some(Delivery::Effect(*order)),
        Fact::Recovered(_) => None,
    })
}

/// An order that comes in once all is healed is confirmed.
pub(super) fn confirmed_after(
    healed: Duration,
) -> impl Property<ReliableDelivery> + Clone + Send + Sync {
    let healed = Time::after(healed);
    AtLeastOnce::new().within(seconds(1)).of_events(move |event: &Event<'_, ReliableDelivery>| {
        match event.fact()? {
            Fact::Ordered(order) if event.time > healed => Some(Delivery::Attempt(*order)),
            Fact::Confirmed(order) => Some(Delivery::Effect(*order)),
            Fact::Ordered(_) | Fact::GaveUp(_) | Fact::Books(_) | Fact::Recovered(_) => None,
        }
    })
}
