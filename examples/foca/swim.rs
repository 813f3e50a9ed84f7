//! The crate `foca` in a simulated world: its runtime, and what is asked of it.

use std::fmt;

use foca::{Codec, Config, Foca, NoCustomBroadcast, Notification, PostcardCodec, Runtime};
use rand::SeedableRng;
use rand::rngs::SmallRng;
use serde::{Deserialize, Serialize};
use sim_check::prelude::*;
use sim_check::{Convergence, Replica, TrafficBound, in_weather};

/// A node learns that it is held for down, and comes back under another name.
const RENAMED: &str = "a node takes a new name";

type Core = Foca<Member, PostcardCodec, SmallRng, NoCustomBroadcast>;

/// Who a member is: its node, and how often that has taken a new name because others held it for down.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Member {
    node: u8,
    life: u8,
}

impl Member {
    const fn new(node: usize) -> Self {
        Self { node: node as u8, life: 0 }
    }
}

impl foca::Identity for Member {
    fn renew(&self) -> Option<Self> {
        Some(Self { life: self.life.wrapping_add(1), ..*self })
    }

    fn has_same_prefix(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "n{}.{}", self.node + 1, self.life)
    }
}

/// What travels: bytes, of which people are shown the header.
#[derive(Clone)]
pub struct Datagram(Vec<u8>);

impl fmt::Debug for Datagram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match PostcardCodec.decode_header(&*self.0) {
            Ok(foca::Header::<Member> { message, src, dst, .. }) => {
                write!(f, "{message:?} {src:?} to {dst:?}")
            }
            Err(error) => write!(f, "Rubbish: {error}"),
        }
    }
}

/// A timer of the crate, which may set equal ones and wants to hear of each.
#[derive(Clone, PartialEq, Eq)]
pub struct Due {
    number: u64,
    timer: foca::Timer<Member>,
}

impl fmt::Debug for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timer.fmt(f)
    }
}

/// Tells the judges whom a node holds for alive, and under which names, itself among them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sees(Vec<Member>);

/// A user asks a node to join the others.
#[derive(Clone, Debug)]
pub struct Join;

pub struct Swim;

impl Protocol for Swim {
    type Message = Datagram;
    type Fact = Sees;
    type Timer = Due;
    type Operation = Join;
    type Outcome = ();
    type View = ();
}

/// A node, and what its user keeps.
pub struct Agent {
    foca: Core,
    timers: u64,
    told: Vec<Member>,
}

impl Agent {
    /// One of two; `number` counts from zero.
    pub fn new(number: usize) -> Self {
        let mut config = Config::simple();
        config.notify_down_members = true;
        let rng = SmallRng::seed_from_u64(number as u64);
        let foca = Foca::new(Member::new(number), config, rng, PostcardCodec);
        Self { foca, timers: 0, told: Vec::new() }
    }

    /// Lets the crate do something, and tells the judges what it thinks of the others then.
    fn act(
        &mut self,
        ctx: &mut Context<'_, Swim>,
        act: impl FnOnce(&mut Core, Outside<'_, '_>) -> Result<(), foca::Error>,
    ) {
        // What the crate can't do it says, and goes on; so does its user.
        let _ = act(&mut self.foca, Outside { ctx, timers: &mut self.timers });
        let others = self.foca.iter_members().map(foca::Member::id);
        let mut seen: Vec<Member> = others.chain([self.foca.identity()]).copied().collect();
        seen.sort_unstable();
        if seen != self.told {
            self.told.clone_from(&seen);
            ctx.emit(Sees(seen));
        }
    }
}

/// The world as the crate sees it.
struct Outside<'a, 'c> {
    ctx: &'a mut Context<'c, Swim>,
    timers: &'a mut u64,
}

impl Runtime<Member> for Outside<'_, '_> {
    fn notify(&mut self, notification: Notification<Member>) {
        if let Notification::Rejoin(_) = notification {
            self.ctx.mark(RENAMED);
        }
    }

    fn send_to(&mut self, to: Member, data: &[u8]) {
        let to = self.ctx.directory().nth(to.node.into()).expect("members have a node each");
        self.ctx.send(to, Datagram(data.into()));
    }

    fn submit_after(&mut self, timer: foca::Timer<Member>, after: std::time::Duration) {
        *self.timers += 1;
        let after = after.try_into().expect("a day is no long time");
        self.ctx.set_timer(after, Due { number: *self.timers, timer });
    }
}

impl Actor<Swim> for Agent {
    fn on_start(&mut self, ctx: &mut Context<'_, Swim>) {
        self.act(ctx, |_, _| Ok(()));
    }

    fn on_message(&mut self, _: ActorId, datagram: Datagram, ctx: &mut Context<'_, Swim>) {
        self.act(ctx, |foca, outside| foca.handle_data(&datagram.0, outside));
    }

    fn on_timer(&mut self, due: Due, ctx: &mut Context<'_, Swim>) {
        self.act(ctx, |foca, outside| foca.handle_timer(due.timer, outside));
    }

    fn on_operation(&mut self, id: OperationId, _: Join, ctx: &mut Context<'_, Swim>) {
        self.act(ctx, |foca, outside| {
            let other = Member::new(1 - usize::from(foca.identity().node));
            foca.announce(other, outside)
        });
        ctx.ok(id, ());
    }
}

/// Two nodes that are cut off from each other at times, and a user who asks the first of them to join again and again.
///
/// Each should send at most so many datagrams in a second. A few are enough: in 1.5 s one probe, one answer and what a user asks
/// for.
pub fn scenario(datagrams: usize) -> Scenario<Swim> {
    let shown = |event: &Event<'_, Swim>| {
        let Sees(members) = event.fact()?;
        Some(Replica::<_, (), _>::Shows { by: event.node()?, state: members.clone() })
    };
    let same = Convergence::new().within(seconds(10)).of_events(in_weather(shown));
    sim_check::scenario("foca")
        .nodes("n", 2, |_, number| Agent::new(number))
        .network(Link::new(millis(1)).jitter(millis(3)))
        .fault_model(FaultModel::new().partitioned())
        .calls(|seed| {
            let call =
                |turn: u64| PlannedCall::new(millis(2_500 * turn + seed % 2_500), "n1", Join);
            (0..18).map(call).collect()
        })
        .property("a node sends few datagrams", TrafficBound::at_most(datagrams))
        .property("after the heal all know each other", same)
        .sometimes(RENAMED)
        .chaos(seconds(30))
        .then_heal(seconds(15))
}
