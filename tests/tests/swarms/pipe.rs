//! Pipes: a stream between two nodes, and what may happen at its ends.

use sim_core::{
    Actor, ActorId, Channel, Choices, Context, Directory, DropCause, Ending, Protocol, Recording,
    Setup, Signal, Stop, What, World, micros, millis,
};
use sim_net::{Episode, Hold, Link, Links, Network, Plan, StreamRules};

#[derive(Clone, Debug)]
enum Message {
    Pour,
    Drop,
}

struct Plumbing;

impl Protocol for Plumbing {
    type Message = Message;
    type Fact = &'static str;
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();

    fn channel(message: &Message) -> Channel {
        match message {
            Message::Pour => Channel::Stream,
            Message::Drop => Channel::Datagram,
        }
    }
}

// What a node does when it starts, and when it hears something.
#[derive(Clone, Copy)]
struct Role {
    start: fn(ActorId, &mut Context<'_, Plumbing>),
    hear: fn(&mut Context<'_, Plumbing>),
}

struct End {
    role: Role,
    other: ActorId,
}

impl Actor<Plumbing> for End {
    fn on_start(&mut self, ctx: &mut Context<'_, Plumbing>) {
        (self.role.start)(self.other, ctx);
    }

    fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Plumbing>) {
        (self.role.hear)(ctx);
    }

    fn on_signal(&mut self, signal: Signal<Plumbing>, ctx: &mut Context<'_, Plumbing>) {
        if matches!(signal, Signal::Severed { .. }) {
            ctx.emit("severed");
        }
    }
}

// A source and a sink, with room for one message between them.
fn run(source: Role, sink: Role, plan: &Plan) -> World<Plumbing, Network<Plumbing>> {
    let rules = StreamRules { window: 1, ..StreamRules::default() };
    let network = Network::mesh(Link::new(millis(1))).streams(rules);
    let end = |role: Role, other: &'static str| {
        move |directory: &Directory| End { role, other: directory[other] }
    };
    let mut world = Setup::new(network)
        .node("source", end(source, "sink"))
        .node("sink", end(sink, "source"))
        .panics_are_crashes(None)
        .build()
        .expect("the setup makes sense");
    world.keep(Recording::All);
    world.reset(&Choices::calm());
    plan.apply(&mut world).expect("the plan makes sense");
    assert_eq!(world.run(Stop::idle().steps(1_000)), Ending::Idle);
    world
}

const NOTHING: Role = Role { start: |_, _| {}, hear: |_| {} };

#[track_caller]
fn check_count(
    world: &World<Plumbing, Network<Plumbing>>,
    expected: usize,
    is_it: fn(What) -> bool,
) {
    assert_eq!(world.record().iter().filter(|event| is_it(event.what)).count(), expected);
}

fn pour_twice(sink: ActorId, ctx: &mut Context<'_, Plumbing>) {
    ctx.send(sink, Message::Pour);
    ctx.send(sink, Message::Pour);
}

#[test]
fn what_leaves_with_a_delay_makes_room_as_well() {
    let source = Role {
        start: |sink, ctx| {
            ctx.send_after(micros(100), sink, Message::Pour);
            pour_twice(sink, ctx);
        },
        ..NOTHING
    };
    let world = run(source, NOTHING, &Plan::new());
    check_count(&world, 3, |what| matches!(what, What::Delivered { .. }));
}

#[test]
fn who_waits_for_room_is_not_woken_by_other_messages() {
    let source = Role { start: pour_twice, ..NOTHING };
    let sink = Role { start: |source, ctx| ctx.send(source, Message::Drop), ..NOTHING };
    let world = run(source, sink, &Plan::new());
    check_count(&world, 3, |what| matches!(what, What::Delivered { .. }));
    assert!(world.steps() < 10, "{}", world.steps());
}

#[test]
fn a_sink_that_crashes_in_the_middle_of_something_is_heard_of() {
    let source = Role {
        start: |sink, ctx| {
            ctx.send(sink, Message::Pour);
            ctx.send_after(millis(5), sink, Message::Drop);
        },
        ..NOTHING
    };
    let sink = Role { hear: |ctx| assert!(ctx.now().as_nanos() < 2_000_000, "full"), ..NOTHING };
    let world = run(source, sink, &Plan::new());
    check_count(&world, 1, |what| matches!(what, What::Severed { .. }));
}

#[test]
fn what_is_behind_a_message_that_finds_nobody_is_let_go() {
    let source = Role {
        start: |sink, ctx| {
            ctx.send_after(micros(100), sink, Message::Pour);
            ctx.send_after(micros(200), sink, Message::Pour);
        },
        ..NOTHING
    };
    let sink = Role { start: |_, ctx| ctx.stop(), ..NOTHING };
    let hold = Episode::new("hold", millis(0), Hold::on(Links::All)).lasts(millis(5));
    let world = run(source, sink, &Plan::new().episode(hold));
    assert_eq!(world.wire().held, 0);
    check_count(&world, 1, |what| matches!(what, What::Dropped { cause: DropCause::NoActor, .. }));
    check_count(&world, 1, |what| matches!(what, What::Dropped { cause: DropCause::Severed, .. }));
}
