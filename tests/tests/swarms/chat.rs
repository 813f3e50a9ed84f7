//! A chat: actors that do nothing but talk, in which each message has a number of its own.

use std::collections::BTreeMap;

use sim_core::{
    Actor, ActorId, Choices, Context, Directory, DropCause, Event, EventId, Protocol, Recording,
    Setup, Stop, Time, What, World, micros,
};
use sim_net::{Network, Plan};

/// The protocol of a chat.
pub(crate) struct Chat;

/// The number of the speaker, and how many messages it had sent before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Say(pub(crate) usize, pub(crate) u32);

impl Protocol for Chat {
    type Message = Say;
    type Fact = ();
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

// Talks to one of the others every now and then.
struct Speaker {
    me: usize,
    others: Vec<ActorId>,
    said: u32,
}

const MESSAGES: u32 = 60;

impl Speaker {
    fn new(directory: &Directory, me: usize) -> Self {
        let all = directory.actors().enumerate();
        let others = all.filter(|(index, _)| *index != me).map(|(_, actor)| actor).collect();
        Self { me, others, said: 0 }
    }

    fn speak(&mut self, ctx: &mut Context<'_, Chat>) {
        for _ in 0..=ctx.rng().next_u64() % 3 {
            let index = usize::try_from(ctx.rng().next_u64() % 64).expect("small");
            let Some(&to) = self.others.get(index % self.others.len().max(1)) else { return };
            ctx.send(to, Say(self.me, self.said));
            self.said += 1;
        }
    }
}

impl Actor<Chat> for Speaker {
    fn on_start(&mut self, ctx: &mut Context<'_, Chat>) {
        // In the first moment, before anything strikes in it.
        self.speak(ctx);
        ctx.set_timer_between(micros(0), micros(700), ());
    }

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Chat>) {
        self.speak(ctx);
        if self.said < MESSAGES {
            // Sometimes in the very moment in which an episode begins or ends: those are whole microseconds, too.
            let steps = [0, 1, 40, 300, 700, 700, 1_400];
            let index = usize::try_from(ctx.rng().next_u64() % 7).expect("small");
            ctx.set_timer(micros(steps[index]), ());
        }
    }

    fn on_message(&mut self, _: ActorId, _: Say, _: &mut Context<'_, Chat>) {}
}

/// A world in which all chat.
pub(crate) type Room = World<Chat, Network<Chat>>;

/// So many nodes with a speaker each on this network.
pub(crate) fn room(network: Network<Chat>, nodes: usize) -> Room {
    let mut room =
        Setup::new(network).nodes("n", nodes, Speaker::new).build().expect("the setup makes sense");
    room.keep(Recording::All);
    room
}

/// Talks until nobody says anything any more.
pub(crate) fn talk(room: &mut Room, plan: &Plan, choices: &Choices) {
    room.reset(choices);
    let mut plan = plan.clone();
    without_missing_edges(&mut plan, room);
    plan.apply(room).expect("the plan makes sense");
    room.run(Stop::idle());
}

// Plans are drawn without looking at the layout, so the edges that they name may not be there.
fn without_missing_edges(plan: &mut Plan, room: &Room) {
    plan.episodes.retain(|episode| Plan::new().episode(episode.clone()).fit(room).is_ok());
}

/// A message that was sent, and what became of its copies.
#[derive(Debug)]
pub(crate) struct Tale {
    pub(crate) sent: EventId,
    pub(crate) departs: Time,
    pub(crate) source: usize,
    pub(crate) target: usize,
    pub(crate) message: Say,
    pub(crate) ends: Vec<End>,
}

/// What became of a copy: that it was delivered, or why not.
#[derive(Debug)]
pub(crate) struct End {
    pub(crate) event: EventId,
    pub(crate) time: Time,
    pub(crate) dropped: Option<DropCause>,
}

/// All messages of a run, in the order in which they were sent.
pub(crate) fn tales(room: &Room) -> Vec<Tale> {
    let mut tales: BTreeMap<EventId, Tale> = BTreeMap::new();
    let node_of = |actor| room.directory().node_of(actor).expect("it has a node").index();
    for event in room.record().iter() {
        let Event { id, time, cause, what, .. } = event;
        let dropped = match what {
            What::Sent { to } => {
                let tale = Tale {
                    sent: id,
                    departs: time,
                    source: node_of(event.actor().expect("actors send")),
                    target: node_of(to),
                    message: event.message().expect("something was sent").clone(),
                    ends: Vec::new(),
                };
                tales.insert(id, tale);
                continue;
            }
            What::Delivered { .. } => None,
            What::Dropped { cause, .. } => Some(cause),
            _ => continue,
        };
        let tale = cause.and_then(|cause| tales.get_mut(&cause)).expect("it was sent");
        tale.ends.push(End { event: id, time, dropped });
    }
    tales.into_values().collect()
}
