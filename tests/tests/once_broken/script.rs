//! Actors whose handlers are written where they are needed.

use sim_core::{
    Actor, ActorId, Choices, Context, Directory, Medium, Narrator, OperationId, Protocol,
    Recording, Setup, Signal, Stop, World,
};

/// A protocol of words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words;

impl Protocol for Words {
    type Message = &'static str;
    type Fact = &'static str;
    type Timer = &'static str;
    type Operation = &'static str;
    type Outcome = ();
    type View = ();
}

/// What an actor reacts to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Happens {
    Start,
    Message,
    Timer(&'static str),
    Signal,
    Asked,
}

pub(crate) type Ctx<'a, 'c> = &'a mut Context<'c, Words>;

/// An actor that is one function.
pub(crate) struct Script<F>(pub(crate) F);

impl<F: FnMut(Happens, Ctx<'_, '_>)> Actor<Words> for Script<F> {
    fn on_start(&mut self, ctx: &mut Context<'_, Words>) {
        self.0(Happens::Start, ctx);
    }

    fn on_message(&mut self, _: ActorId, _: &'static str, ctx: &mut Context<'_, Words>) {
        self.0(Happens::Message, ctx);
    }

    fn on_timer(&mut self, word: &'static str, ctx: &mut Context<'_, Words>) {
        self.0(Happens::Timer(word), ctx);
    }

    fn on_signal(&mut self, _: Signal<Words>, ctx: &mut Context<'_, Words>) {
        self.0(Happens::Signal, ctx);
    }

    fn on_operation(&mut self, _: OperationId, _: &'static str, ctx: &mut Context<'_, Words>) {
        self.0(Happens::Asked, ctx);
    }
}

/// A factory of such actors, from a function that has no memory.
pub(crate) fn script<F>(act: F) -> impl Fn(&Directory) -> Script<F>
where
    F: FnMut(Happens, Ctx<'_, '_>) + Clone,
{
    move |_| Script(act.clone())
}

/// The world, keeping all its events.
pub(crate) fn world<M: Medium<Words>>(setup: Setup<Words, M>) -> World<Words, M> {
    let mut world = setup.build().expect("the setup makes sense");
    world.keep(Recording::All);
    world
}

/// The events so far.
pub(crate) fn text<M: Medium<Words>>(world: &World<Words, M>) -> String {
    Narrator::text(world.directory(), world.record())
}

/// Every run of the first seeds and its replays are the same.
#[track_caller]
pub(crate) fn check_replays<M: Medium<Words>>(
    world: &mut World<Words, M>,
    plan: impl Fn(&mut World<Words, M>),
) {
    for seed in 0..60 {
        world.reset(&Choices::drawn(seed).yielding().recording());
        plan(world);
        world.run(Stop::idle());
        let (expected, digest) = (text(world), world.digest());
        let (choices, steps) = (world.recorded_choices(), world.recorded_steps());

        world.reset(&Choices::forced(&choices).recording());
        plan(world);
        world.run(Stop::idle());
        assert_eq!(text(world), expected, "seed {seed}, calm");
        assert_eq!(world.digest(), digest, "seed {seed}, calm");
        assert!(world.stale().is_empty(), "seed {seed}");
        assert_eq!(world.recorded_choices(), choices, "seed {seed}");

        world.reset(&Choices::forced(&steps).recording());
        plan(world);
        let followed = world.follow(&steps.steps);
        assert_eq!(text(world), expected, "seed {seed}, silent");
        assert_eq!(world.digest(), digest, "seed {seed}, silent");
        assert!(followed.stale.is_empty(), "seed {seed}");
        assert_eq!(world.recorded_steps(), steps, "seed {seed}");

        world.reset(&Choices::drawn(seed).yielding());
        plan(world);
        world.run(Stop::idle());
        assert_eq!(text(world), expected, "seed {seed}, without keys");
    }
}
