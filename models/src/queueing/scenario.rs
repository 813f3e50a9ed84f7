//! Too many jobs for a shop with little room.

use sim_check::prelude::*;
use sim_check::{Entry, MailboxBound};

use super::shop::Shop;

const ROOM: u32 = 100;

/// A shop that gets more jobs than it can serve, and stands still now and then: nowhere do more wait than there is room for.
pub fn entries() -> Vec<Entry> {
    let crowded = Shop::too_many(Some(ROOM))
        .scenario("queueing")
        .fault_model(FaultModel::new().paused())
        .property("no more wait than there is room for", MailboxBound::at_most(ROOM))
        .chaos(seconds(2))
        .then_heal(seconds(2));
    vec![Entry::correct(crowded)]
}
