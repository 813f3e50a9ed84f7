//! Puppets: actors that react to whatever happens to them in a random but deterministic way.

use sim_core::{
    Actor, ActorId, Context, Duration, Mailbox, OperationId, Overflow, Signal, Spread, mix,
};

use super::protocol::{Fact, Message, Operation, Random, Timer};
use super::temper::Temper;

/// An actor whose effects are drawn from its own random numbers and from what it has heard so far.
#[derive(Debug)]
pub struct Puppet {
    temper: Temper,
    // How many generations of children may still follow.
    depth: u8,
    known: Vec<ActorId>,
    children: Vec<ActorId>,
    open: Vec<OperationId>,
    energy: u32,
    memory: u64,
}

impl Puppet {
    /// A puppet that knows some others.
    pub const fn new(temper: Temper, depth: u8, known: Vec<ActorId>) -> Self {
        let energy = temper.energy;
        Self { temper, depth, known, children: Vec::new(), open: Vec::new(), energy, memory: 0 }
    }

    fn roll(&mut self, count: u64, ctx: &mut Context<'_, Random>) -> u64 {
        let luck = if self.temper.gambles { ctx.rng().next_u64() } else { 0 };
        self.memory = mix(self.memory, luck);
        self.memory % count.max(1)
    }

    fn beats(&mut self, count: u64, ctx: &mut Context<'_, Random>) -> Duration {
        self.temper.beat * self.roll(count, ctx)
    }

    fn word(&mut self, ctx: &mut Context<'_, Random>) -> u8 {
        u8::try_from(self.roll(4, ctx)).unwrap_or(0)
    }

    fn pick(&mut self, list: &[ActorId], ctx: &mut Context<'_, Random>) -> Option<ActorId> {
        let index = self.roll(list.len() as u64, ctx);
        list.get(usize::try_from(index).ok()?).copied()
    }

    fn react(&mut self, hops: u8, word: u8, ctx: &mut Context<'_, Random>) {
        self.memory = mix(self.memory, u64::from(word));
        if self.energy == 0 {
            return;
        }
        self.energy -= 1;
        for _ in 0..=self.roll(4, ctx) {
            self.act(hops, ctx);
        }
    }

    fn act(&mut self, hops: u8, ctx: &mut Context<'_, Random>) {
        let deeds = if self.temper.restless { 25 } else { 24 };
        match self.roll(deeds, ctx) {
            0..7 => self.send(hops, ctx),
            7..12 => self.time(ctx),
            12 => {
                let count = 1 + self.roll(3, ctx);
                let chosen = ctx.choose("way", count);
                self.memory = mix(self.memory, chosen);
                self.send(hops, ctx);
            }
            13 => {
                ctx.mark("here");
                ctx.fault_point("here");
            }
            14 => {
                let (now, wall) = (ctx.now().as_nanos(), ctx.wall().as_nanos());
                ctx.emit(Fact::Clocks(now, wall));
            }
            15 | 16 if self.temper.stores => self.store(ctx),
            17 if self.temper.works => {
                let time = self.beats(5, ctx);
                ctx.work(time);
            }
            18 | 19 if self.temper.spawns => self.spawn(ctx),
            20 if self.temper.stops && self.roll(3, ctx) == 0 => ctx.stop(),
            21 => self.watch(ctx),
            22 if self.temper.panics => {
                let word = self.word(ctx);
                panic!("oops {word}");
            }
            23 => self.call(ctx),
            24 => ctx.emit(Fact::Elected),
            _ => {
                let word = self.word(ctx);
                ctx.emit(Fact::Heard(word));
            }
        }
    }

    fn send(&mut self, hops: u8, ctx: &mut Context<'_, Random>) {
        if hops == 0 {
            return;
        }
        let (kind, word) = (self.roll(8, ctx), self.word(ctx));
        let mut message = Message::of(kind, hops - 1, word);
        if self.temper.pours && self.roll(2, ctx) == 0 {
            message = Message::Pour { hops: hops - 1, word };
        }
        let list = match self.roll(6, ctx) {
            0 => self.children.clone(),
            1 => vec![ctx.me()],
            _ => self.known.clone(),
        };
        let Some(to) = self.pick(&list, ctx) else { return };
        match self.roll(4, ctx) {
            0 if self.temper.delays => {
                let after = self.beats(5, ctx);
                ctx.send_after(after, to, message);
            }
            1 => {
                ctx.send(to, message.clone());
                ctx.send(to, message);
            }
            _ => ctx.send(to, message),
        }
    }

    fn time(&mut self, ctx: &mut Context<'_, Random>) {
        let word = self.word(ctx) % 2;
        let timer = match self.roll(3, ctx) {
            0 => Timer::Tick(word),
            1 => Timer::Tock(word),
            _ => Timer::Once,
        };
        let (one, other) = (self.beats(7, ctx), self.beats(7, ctx));
        match self.roll(6, ctx) {
            0 => ctx.cancel_timer(timer),
            1 | 2 => ctx.set_timer_between(one, other, timer),
            3 => {
                ctx.set_timer(one, timer.clone());
                ctx.set_timer(other, timer);
            }
            _ => ctx.set_timer(one, timer),
        }
    }

    fn store(&mut self, ctx: &mut Context<'_, Random>) {
        let file = if self.roll(2, ctx) == 0 { "log" } else { "vote" };
        let word = self.word(ctx);
        let result = match self.roll(8, ctx) {
            0 => ctx.storage().write(file, &[word, 1, 2]),
            1 => ctx.storage().append(file, &[word]),
            2 => ctx.storage().store("number", &u32::from(word)),
            3 => ctx.storage().delete(file),
            4 => ctx.storage().load::<u32>("number").map(|number| ctx.emit(Fact::Loaded(number))),
            5 => {
                let count = ctx.storage().list("").len();
                ctx.emit(Fact::Files(count));
                Ok(())
            }
            6 => ctx.storage().sync(),
            _ => ctx.storage().read(file).map(|content| {
                // What is read decides what happens next, so that a wrong disk shows.
                let read = content.iter().flatten().map(|&byte| u64::from(byte));
                self.memory = read.fold(self.memory, mix);
                ctx.emit(Fact::Read(content));
            }),
        };
        if let Err(error) = result {
            ctx.emit(Fact::DiskFailed(error));
        }
    }

    fn spawn(&mut self, ctx: &mut Context<'_, Random>) {
        if self.depth == 0 {
            return;
        }
        let mut known = self.known.clone();
        known.push(ctx.me());
        let energy = 1 + u32::try_from(self.roll(4, ctx)).unwrap_or(0);
        let temper = Temper { energy, stops: true, ..self.temper };
        let child = Self::new(temper, self.depth - 1, known);
        let name = if self.roll(2, ctx) == 0 { "kid" } else { "cub" };
        let id = if self.roll(2, ctx) == 0 {
            ctx.spawn(name, child)
        } else {
            let mailbox = match self.roll(4, ctx) {
                0 => Mailbox::bounded(1).overflow(Overflow::Block).private(),
                1 => Mailbox::bounded(1).overflow(Overflow::Fail).private(),
                2 => Mailbox::bounded(1).overflow(Overflow::DropOldest),
                _ => Mailbox::unbounded()
                    .service_spread(Spread::Uniform { max: self.temper.beat * 2 }),
            };
            let mailbox = mailbox.service(self.beats(3, ctx));
            ctx.spawn_behind(name, mailbox, child).expect("these rules can be kept")
        };
        self.children.push(id);
        match self.roll(4, ctx) {
            0 => ctx.monitor(id),
            1 => ctx.link(id),
            _ => {}
        }
    }

    fn watch(&mut self, ctx: &mut Context<'_, Random>) {
        let list = if self.roll(2, ctx) == 0 { self.children.clone() } else { self.known.clone() };
        let Some(peer) = self.pick(&list, ctx) else { return };
        if self.roll(2, ctx) == 0 { ctx.monitor(peer) } else { ctx.link(peer) }
    }

    fn call(&mut self, ctx: &mut Context<'_, Random>) {
        let word = self.word(ctx);
        match (self.open.pop(), self.roll(4, ctx)) {
            (Some(call), 0) => ctx.failed(call),
            (Some(call), 1) => ctx.unknown(call),
            (Some(call), _) => ctx.ok(call, word),
            (None, 0..2) => {
                let call = ctx.invoke(Operation::Put(word));
                self.open.push(call);
            }
            (None, _) => {
                // One call that is answered in the same breath.
                let call = ctx.invoke(Operation::Get(word));
                ctx.ok(call, word);
            }
        }
    }
}

impl Actor<Random> for Puppet {
    fn on_start(&mut self, ctx: &mut Context<'_, Random>) {
        let me = ctx.me();
        let path = ctx.directory().path(me).map_or(0, sim_core::TextHash::of);
        self.memory = mix(path, u64::from(ctx.incarnation()));
        self.react(4, 0, ctx);
        // Otherwise too many worlds would never wake up.
        self.time(ctx);
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Random>) {
        if !self.known.contains(&from) {
            self.known.push(from);
        }
        let (hops, word) = message.contents();
        self.react(hops, word, ctx);
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Context<'_, Random>) {
        let word = match timer {
            Timer::Tick(word) => word,
            Timer::Tock(word) => 8 + word,
            Timer::Once => 16,
        };
        self.react(3, word, ctx);
        if self.temper.restless && self.energy > 0 {
            self.time(ctx);
        }
    }

    fn on_signal(&mut self, signal: Signal<Random>, ctx: &mut Context<'_, Random>) {
        let (name, word) = match &signal {
            Signal::Down { .. } => ("down", 20),
            Signal::Severed { .. } => ("severed", 21),
            Signal::Refused { message, .. } => ("refused", 24 + message.contents().1),
            Signal::DeadLetter { message, .. } => ("dead letter", 28 + message.contents().1),
        };
        ctx.emit(Fact::Signal(name));
        self.react(2, word, ctx);
    }

    fn on_operation(&mut self, id: OperationId, asked: Operation, ctx: &mut Context<'_, Random>) {
        let (Operation::Get(word) | Operation::Put(word)) = asked;
        self.open.push(id);
        if self.temper.restless {
            self.energy = self.energy.max(3);
            ctx.emit(Fact::Elected);
        }
        self.react(3, 32 + word, ctx);
    }

    fn view(&self) -> Option<u64> {
        Some(self.memory)
    }

    fn fingerprint(&self) -> Option<u64> {
        Some(mix(self.memory, u64::from(self.energy)))
    }
}
