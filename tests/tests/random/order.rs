//! The order of events, computed in two ways.

use sim_core::{
    Actor, ActorId, Choices, Context, Protocol, Recording, Setup, Stop, Time, What, Wire, mix,
    nanos,
};
use sim_tests::random::{Dice, RandomWorld, lines, play};

#[test]
fn time_never_goes_back() {
    for seed in 0..300 {
        let plan = RandomWorld::new(seed);
        let mut world = plan.build();
        let run = play(&plan, &mut world, &Choices::drawn(seed).yielding().recording());
        let times: Vec<Time> = lines(&world).iter().map(|line| line.time).collect();
        assert!(times.is_sorted(), "seed {seed}");
        assert!(run.steps.steps.is_sorted_by_key(|listed| listed.time), "seed {seed}");
        for (number, line) in lines(&world).iter().enumerate() {
            assert!(line.cause.is_none_or(|cause| cause < number), "seed {seed}: {line:?}");
        }
    }
}

// What an actor does, as a pure function: whom it sends what, and which timers it sets or cancels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    Send { to: usize, after: u64, word: u64 },
    Set { timer: u8, after: u64 },
    Cancel { timer: u8 },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cue {
    Start,
    Message { from: usize, word: u64 },
    Timer(u8),
}

// Words carry the hops that are left in their lowest bits, so that runs end.
fn deeds(seed: u64, me: usize, energy: u32, cue: Cue, actors: usize) -> Vec<Deed> {
    let (hops, word) = match cue {
        Cue::Start => (4, 0),
        Cue::Message { from, word } => (word % 8, mix(word, from as u64)),
        Cue::Timer(timer) => (3, 100 + u64::from(timer)),
    };
    if energy == 0 || hops == 0 {
        return Vec::new();
    }
    let mut state = mix(mix(seed, me as u64), mix(word, u64::from(energy)));
    let mut roll = |count: u64| {
        state = mix(state, 1);
        (state >> 7) % count
    };
    let tell = |number: u64| u8::try_from(number).expect("small");
    let small = |number: u64| usize::try_from(number).expect("small");
    (0..=roll(3))
        .map(|_| match roll(8) {
            0..4 => {
                let after = [0, 0, 0, 2][small(roll(4))];
                Deed::Send { to: small(roll(actors as u64)), after, word: roll(8) * 8 + hops - 1 }
            }
            4..7 => Deed::Set { timer: tell(roll(2)), after: roll(5) },
            _ => Deed::Cancel { timer: tell(roll(2)) },
        })
        .collect()
}

struct Plain;

impl Protocol for Plain {
    type Message = u64;
    type Fact = ();
    type Timer = u8;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

struct Doer {
    seed: u64,
    me: usize,
    energy: u32,
    actors: Vec<ActorId>,
}

impl Doer {
    fn react(&mut self, cue: Cue, ctx: &mut Context<'_, Plain>) {
        for deed in deeds(self.seed, self.me, self.energy, cue, self.actors.len()) {
            match deed {
                Deed::Send { to, after, word } => {
                    ctx.send_after(nanos(after), self.actors[to], word);
                }
                Deed::Set { timer, after } => ctx.set_timer(nanos(after), timer),
                Deed::Cancel { timer } => ctx.cancel_timer(timer),
            }
        }
        self.energy = self.energy.saturating_sub(1);
    }
}

impl Actor<Plain> for Doer {
    fn on_start(&mut self, ctx: &mut Context<'_, Plain>) {
        self.react(Cue::Start, ctx);
    }
    fn on_message(&mut self, from: ActorId, word: u64, ctx: &mut Context<'_, Plain>) {
        self.react(Cue::Message { from: from.index(), word }, ctx);
    }
    fn on_timer(&mut self, timer: u8, ctx: &mut Context<'_, Plain>) {
        self.react(Cue::Timer(timer), ctx);
    }
}

const ENERGY: u32 = 30;

// What happens, in a list that is searched for the first of the earliest.
struct Naive {
    seed: u64,
    latency: u64,
    pending: Vec<(u64, Next)>,
    energy: Vec<u32>,
    // Messages an actor has sent itself, and whether it is about to take one.
    boxes: Vec<Vec<(usize, u64)>>,
    turns: Vec<bool>,
    told: Vec<(u64, usize, Cue)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Arrive { from: usize, to: usize, word: u64 },
    Timer { of: usize, timer: u8 },
    Turn(usize),
}

impl Naive {
    fn run(seed: u64, latency: u64, actors: usize) -> Vec<(u64, usize, Cue)> {
        let mut naive = Self {
            seed,
            latency,
            pending: Vec::new(),
            energy: vec![ENERGY; actors],
            boxes: vec![Vec::new(); actors],
            turns: vec![false; actors],
            told: Vec::new(),
        };
        for actor in 0..actors {
            naive.handle(0, actor, Cue::Start);
        }
        // The first of those with the least time: they stand in the order in which they were pushed.
        while let Some(first) = (0..naive.pending.len()).min_by_key(|&at| naive.pending[at].0) {
            let (now, next) = naive.pending.remove(first);
            naive.step(now, next);
        }
        naive.told
    }

    fn step(&mut self, now: u64, next: Next) {
        match next {
            Next::Arrive { from, to, word } if !self.boxes[to].is_empty() => {
                self.boxes[to].push((from, word));
                self.ensure_turn(now, to);
            }
            Next::Arrive { from, to, word } => self.handle(now, to, Cue::Message { from, word }),
            Next::Timer { of, timer } => self.handle(now, of, Cue::Timer(timer)),
            Next::Turn(actor) => {
                self.turns[actor] = false;
                let (from, word) = self.boxes[actor].remove(0);
                self.handle(now, actor, Cue::Message { from, word });
            }
        }
    }

    fn ensure_turn(&mut self, now: u64, actor: usize) {
        if !self.turns[actor] && !self.boxes[actor].is_empty() {
            self.turns[actor] = true;
            self.pending.push((now, Next::Turn(actor)));
        }
    }

    fn handle(&mut self, now: u64, me: usize, cue: Cue) {
        self.told.push((now, me, cue));
        for deed in deeds(self.seed, me, self.energy[me], cue, self.boxes.len()) {
            match deed {
                Deed::Send { to, after: 0, word } if to == me => self.boxes[me].push((me, word)),
                Deed::Send { to, after, word } => {
                    let latency = if to == me { 0 } else { self.latency };
                    let next = Next::Arrive { from: me, to, word };
                    self.pending.push((now + after + latency, next));
                }
                Deed::Set { timer, after } => {
                    self.cancel(me, timer);
                    self.pending.push((now + after, Next::Timer { of: me, timer }));
                }
                Deed::Cancel { timer } => self.cancel(me, timer),
            }
        }
        self.energy[me] = self.energy[me].saturating_sub(1);
        self.ensure_turn(now, me);
    }

    fn cancel(&mut self, of: usize, timer: u8) {
        self.pending.retain(|(_, next)| *next != Next::Timer { of, timer });
    }
}

#[test]
fn steps_come_in_the_order_of_their_times_then_of_their_pushes() {
    let mut ties = 0;
    for seed in 0..400 {
        let mut dice = Dice::new(seed, 9);
        let (latency, actors) = (dice.below(3), 2 + dice.below(4));
        let actors = usize::try_from(actors).expect("small");
        let mut world = Setup::<Plain, _>::new(Wire::perfect(nanos(latency)))
            .nodes("n", actors, move |directory, me| Doer {
                seed,
                me,
                energy: ENERGY,
                actors: directory.actors().collect(),
            })
            .build()
            .expect("the setup makes sense");
        world.keep(Recording::All);
        world.run(Stop::idle());
        let found: Vec<(u64, usize, Cue)> = world
            .record()
            .iter()
            .filter_map(|event| {
                let cue = match event.what {
                    What::Started { .. } => Cue::Start,
                    What::Delivered { from, .. } => {
                        let heard = *event.message().expect("a delivery has a message");
                        Cue::Message { from: from.index(), word: heard }
                    }
                    What::TimerFired => match event.payload {
                        sim_core::Payload::Timer(timer) => Cue::Timer(*timer),
                        _ => unreachable!("a timer has a timer"),
                    },
                    _ => return None,
                };
                Some((event.time.as_nanos(), event.actor()?.index(), cue))
            })
            .collect();
        let expected = Naive::run(seed, latency, actors);
        for (number, (expected, found)) in expected.iter().zip(&found).enumerate() {
            assert_eq!(expected, found, "seed {seed}, step {number}");
        }
        assert_eq!(expected.len(), found.len(), "seed {seed}");
        ties += found.windows(2).filter(|pair| pair[0].0 == pair[1].0).count();
    }
    assert!(ties > 10_000, "{ties} ties");
}
