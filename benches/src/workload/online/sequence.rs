//! Sequence: one member gives 100,000 messages their order and sends each to three others.
//!
//! It does so each millisecond, and links take less, so that nothing overtakes. A message makes twelve events, and four of
//! them are facts: each member tells that it has received it, also the first.

use sim_check::prelude::*;

use crate::ledger::SharedLedger;

/// How many receive; the first of them is the one that sends.
pub(super) const MEMBERS: u32 = 4;
const MESSAGES: u64 = 100_000;

/// Twelve for each message, where each actor starts, two for the timer that finds nothing left, and where the run ends.
pub(super) const EVENTS: u64 = MESSAGES * 12 + MEMBERS as u64 + 2 + 1;

/// The protocol.
pub(super) struct Sequence;

impl Protocol for Sequence {
    type Message = u64;
    type Fact = Received;
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// A member has received a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Received {
    /// Which member.
    pub(super) by: u32,
    /// Which message.
    pub(super) message: u64,
}

/// All members.
pub(super) fn scenario(ledger: SharedLedger) -> Scenario<Sequence> {
    sim_check::scenario("sequence")
        .nodes("member", MEMBERS as usize, move |_, index| Member {
            by: u32::try_from(index).expect("there are four"),
            next: 0,
            ledger: ledger.clone(),
        })
        .network(Link::new(micros(100)).jitter(micros(800)))
        .until(Stop::idle())
        .steps(u64::MAX)
}

struct Member {
    by: u32,
    next: u64,
    ledger: SharedLedger,
}

impl Member {
    fn receive(&self, message: u64, ctx: &mut Context<'_, Sequence>) {
        self.ledger.note(self.by, message);
        ctx.emit(Received { by: self.by, message });
    }
}

impl Actor<Sequence> for Member {
    fn on_start(&mut self, ctx: &mut Context<'_, Sequence>) {
        if self.by == 0 {
            ctx.set_timer(millis(1), ());
        }
    }

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Sequence>) {
        if self.next == MESSAGES {
            return;
        }
        let message = self.next;
        self.next += 1;
        self.receive(message, ctx);
        for other in 1..MEMBERS {
            let other = ctx.directory().nth(other as usize).expect("one of the members");
            ctx.send(other, message);
        }
        ctx.set_timer(millis(1), ());
    }

    fn on_message(&mut self, _: ActorId, message: u64, ctx: &mut Context<'_, Sequence>) {
        self.receive(message, ctx);
    }
}
