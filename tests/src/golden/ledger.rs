//! A ledger on a disk that loses what was not synced, on a node that crashes and comes back.

use sim_core::prelude::*;
use sim_core::{DiskError, DiskFaults, OperationId, Points};

use super::{Told, prepare, tell};

struct Accounts;

#[derive(Clone, Debug)]
enum Message {
    Put { entry: u64 },
    Kept { entry: u64 },
}

#[derive(Debug)]
#[expect(dead_code, reason = "facts are told by their Debug text")]
enum Fact {
    Recovered { entries: Vec<u64>, torn: usize },
    Kept(u64),
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Timer {
    Sync,
    GiveUp { entry: u64 },
}

#[derive(Clone, Debug)]
struct Deposit(u64);

impl Protocol for Accounts {
    type Message = Message;
    type Fact = Fact;
    type Timer = Timer;
    type Operation = Deposit;
    type Outcome = u64;
    type View = ();
}

const LOG: &str = "log";

#[derive(Default)]
struct Ledger {
    // Written, but not synced yet, with who waits for it.
    unsynced: Vec<(ActorId, u64)>,
}

impl Ledger {
    fn recover(ctx: &mut Context<'_, Accounts>) -> Result<(), DiskError> {
        let log = ctx.storage().read(LOG)?.unwrap_or_default();
        let (entries, tail) = log.as_chunks::<8>();
        let entries = entries.iter().map(|entry| u64::from_le_bytes(*entry)).collect();
        // What was torn is cut off.
        let whole = log.len() - tail.len();
        ctx.storage().write(LOG, &log[..whole])?;
        ctx.storage().sync()?;
        ctx.emit(Fact::Recovered { entries, torn: tail.len() });
        Ok(())
    }
}

impl Actor<Accounts> for Ledger {
    fn on_start(&mut self, ctx: &mut Context<'_, Accounts>) {
        if Self::recover(ctx).is_err() {
            ctx.mark("a start without a log");
        }
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Accounts>) {
        let Message::Put { entry } = message else { return };
        if ctx.storage().append(LOG, &entry.to_le_bytes()).is_ok() {
            self.unsynced.push((from, entry));
            ctx.set_timer(millis(4), Timer::Sync);
        }
    }

    fn on_timer(&mut self, _: Timer, ctx: &mut Context<'_, Accounts>) {
        if ctx.storage().sync().is_err() {
            ctx.set_timer(millis(4), Timer::Sync);
            return;
        }
        for (teller, entry) in self.unsynced.drain(..) {
            ctx.emit(Fact::Kept(entry));
            ctx.send(teller, Message::Kept { entry });
        }
    }
}

#[derive(Default)]
struct Teller {
    open: Vec<(OperationId, u64)>,
}

impl Teller {
    fn take(&mut self, entry: u64) -> Option<OperationId> {
        let index = self.open.iter().position(|(_, open)| *open == entry)?;
        Some(self.open.remove(index).0)
    }
}

impl Actor<Accounts> for Teller {
    fn on_operation(&mut self, id: OperationId, asked: Deposit, ctx: &mut Context<'_, Accounts>) {
        let Deposit(entry) = asked;
        self.open.push((id, entry));
        let ledger = ctx.directory()["ledger"];
        ctx.send(ledger, Message::Put { entry });
        ctx.set_timer(millis(30), Timer::GiveUp { entry });
    }

    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, Accounts>) {
        let Message::Kept { entry } = message else { return };
        if let Some(operation) = self.take(entry) {
            ctx.cancel_timer(Timer::GiveUp { entry });
            ctx.ok(operation, entry);
        }
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, Accounts>) {
        let Timer::GiveUp { entry } = timer else { return };
        if let Some(operation) = self.take(entry) {
            ctx.unknown(operation);
        }
    }
}

pub(super) fn run(choices: &Choices) -> Told {
    let wire = Wire::perfect(millis(1)).jitter(millis(2)).loss(Ratio::percent(5));
    let mut world = Setup::new(wire)
        .node("teller", |_| Teller::default())
        .node("ledger", |_| Ledger::default())
        .build()
        .expect("two names, no mailboxes");
    prepare(&mut world, choices);

    let node = world.directory().node("ledger").expect("declared above");
    let teller = world.directory()["teller"];
    let faults = DiskFaults {
        torn: Ratio::percent(70),
        write_error: Ratio::percent(5),
        sync_lost: Ratio::percent(10),
        ..DiskFaults::CALM
    };
    let points =
        Points { at: None, chance: Ratio::percent(3), restart: Some((millis(3), millis(9))) };
    let planned = [
        (millis(0), "a bad disk", Fault::Disk { node, faults }),
        (millis(0), "weak spots", Fault::Points { node, points }),
        (millis(9), "power off", Fault::Crash { node, wipe: false }),
        (millis(18), "power on", Fault::Restart(node)),
        (millis(26), "stop", Fault::Pause(node)),
        (millis(33), "go", Fault::Resume(node)),
    ];
    for (at, label, fault) in planned {
        world.plan_fault(Time::after(at), label, fault).expect("labels differ, chances are small");
    }
    for entry in 1..=6 {
        let at = Time::after(millis(4 * entry));
        world.plan_operation(at, teller, Deposit(entry)).expect("the teller is declared");
    }
    tell(world, Stop::after(seconds(1)))
}
