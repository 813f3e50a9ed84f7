//! The member: says words, and follows a sequencer or is one.

use std::collections::BTreeMap;

use sim_core::prelude::*;

use super::message::{Fact, Log, Message, Say, Timer, TotalOrderBroadcast, Word};

const SEND_AGAIN: Duration = millis(200);
const PATIENCE_LEAST: Duration = millis(100);
const PATIENCE_MOST: Duration = millis(200);

/// What is wrong with the members.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// Nothing.
    None,
    /// Whoever takes over is content with its own log.
    TwoSequencers,
}

/// Says words, and follows a sequencer or is one.
#[derive(Debug)]
pub struct Member {
    // From 0 on.
    rank: usize,
    group: Vec<ActorId>,
    mutant: Mutant,
    // It follows no epoch before this one.
    promised: u64,
    log: Log,
    // Its own words that it hasn't heard yet.
    unheard: Vec<Word>,
    role: Role,
}

#[derive(Debug)]
enum Role {
    Follows,
    // It has asked for promises: the logs that came with them.
    TakesOver(BTreeMap<ActorId, Log>),
    // How much of its log each other member has taken and heard.
    Sequences(BTreeMap<ActorId, (usize, usize)>),
}

type Ctx<'a> = Context<'a, TotalOrderBroadcast>;

impl Member {
    /// The member of that rank, in a group of these. The first one is the sequencer of epoch 0.
    pub fn new(rank: usize, group: Vec<ActorId>, mutant: Mutant) -> Self {
        let role = if rank == 0 { Role::Sequences(BTreeMap::new()) } else { Role::Follows };
        let (log, unheard) = (Log::default(), Vec::new());
        Self { rank, group, mutant, promised: 0, log, unheard, role }
    }

    fn is_majority(&self, count: usize) -> bool {
        count * 2 > self.group.len()
    }

    fn sequencer(&self, epoch: u64) -> ActorId {
        let rank = usize::try_from(epoch % self.group.len() as u64).expect("less than a length");
        self.group[rank]
    }

    fn tell_others(&self, message: &Message, ctx: &mut Ctx<'_>) {
        let me = ctx.me();
        for member in &self.group {
            if *member != me {
                ctx.send(*member, message.clone());
            }
        }
    }

    // Has its own words put into the log of the sequencer that it follows.
    fn submit(&mut self, ctx: &mut Ctx<'_>) {
        let missing = self.unheard.iter().filter(|word| !self.log.words.contains(word));
        let missing: Vec<Word> = missing.copied().collect();
        match self.role {
            Role::Sequences(_) => self.put(missing, ctx),
            Role::TakesOver(_) => {}
            Role::Follows => {
                let sequencer = self.sequencer(self.promised);
                missing.into_iter().for_each(|word| ctx.send(sequencer, Message::Submit(word)));
            }
        }
    }

    fn put(&mut self, words: Vec<Word>, ctx: &mut Ctx<'_>) {
        self.log.words.extend(words);
        self.send_log(ctx);
    }

    // Until everybody has heard all of it.
    fn send_log(&self, ctx: &mut Ctx<'_>) {
        if self.is_heard_by_all() {
            return ctx.cancel_timer(Timer::SendAgain);
        }
        self.tell_others(&Message::Follow(self.log.clone()), ctx);
        ctx.set_timer(SEND_AGAIN, Timer::SendAgain);
    }

    fn is_heard_by_all(&self) -> bool {
        let Role::Sequences(taken) = &self.role else { return true };
        let words = self.log.words.len();
        let others = taken.values().filter(|known| **known == (words, words)).count();
        self.log.heard == words && others + 1 == self.group.len()
    }

    fn hear(&mut self, until: usize, ctx: &mut Ctx<'_>) {
        while self.log.heard < until.min(self.log.words.len()) {
            let word = self.log.words[self.log.heard];
            self.log.heard += 1;
            self.unheard.retain(|unheard| *unheard != word);
            ctx.emit(Fact::Hears { member: self.rank, word });
        }
        if self.unheard.is_empty() {
            ctx.cancel_timer(Timer::Impatient);
        }
    }

    fn follow(&mut self, from: ActorId, log: Log, ctx: &mut Ctx<'_>) {
        if log.epoch < self.promised {
            return;
        }
        if log.epoch > self.promised {
            self.step_down(log.epoch, ctx);
        } else if matches!(self.role, Role::TakesOver(_)) {
            self.role = Role::Follows;
        }
        // Of one epoch the longer log is the later one.
        if log.epoch > self.log.epoch || log.words.len() > self.log.words.len() {
            self.log = Log { heard: self.log.heard, ..log };
            self.submit(ctx);
        }
        self.hear(log.heard, ctx);
        let Log { epoch, heard, .. } = self.log;
        ctx.send(from, Message::Taken { epoch, words: self.log.words.len(), heard });
    }

    fn step_down(&mut self, epoch: u64, ctx: &mut Ctx<'_>) {
        self.promised = epoch;
        self.role = Role::Follows;
        ctx.cancel_timer(Timer::SendAgain);
    }

    fn note_taken(&mut self, from: ActorId, words: usize, heard: usize, ctx: &mut Ctx<'_>) {
        let Role::Sequences(taken) = &mut self.role else { return };
        let known = taken.entry(from).or_default();
        *known = (known.0.max(words), known.1.max(heard));
        let counts: Vec<usize> = taken.values().map(|(words, _)| *words).collect();
        // As much as a majority has, of which this member is one.
        let has_majority = |words: &usize| {
            self.is_majority(1 + counts.iter().filter(|count| *count >= words).count())
        };
        let safe = (0..=self.log.words.len()).rev().find(has_majority).unwrap_or(0);
        if safe > self.log.heard {
            self.hear(safe, ctx);
            self.send_log(ctx);
        } else if self.is_heard_by_all() {
            ctx.cancel_timer(Timer::SendAgain);
        }
    }

    fn take_over(&mut self, ctx: &mut Ctx<'_>) {
        ctx.mark("a member takes over");
        // The next epoch of which it is the sequencer.
        let (members, rank) = (self.group.len() as u64, self.rank as u64);
        let next = self.promised + 1;
        let epoch = next + (rank + members - next % members) % members;
        self.step_down(epoch, ctx);
        self.role = Role::TakesOver(BTreeMap::from([(ctx.me(), self.log.clone())]));
        self.tell_others(&Message::TakeOver { epoch }, ctx);
        self.count_promises(ctx);
    }

    fn count_promises(&mut self, ctx: &mut Ctx<'_>) {
        let Role::TakesOver(logs) = &self.role else { return };
        let is_enough = match self.mutant {
            Mutant::None => self.is_majority(logs.len()),
            Mutant::TwoSequencers => true,
        };
        if !is_enough {
            return;
        }
        let latest = logs.values().max_by_key(|log| (log.epoch, log.words.len()));
        let words = latest.expect("its own log is among them").words.clone();
        self.log = Log { epoch: self.promised, words, heard: self.log.heard };
        self.role = Role::Sequences(BTreeMap::new());
        ctx.emit(Fact::Sequences { epoch: self.promised });
        self.submit(ctx);
    }
}

impl Actor<TotalOrderBroadcast> for Member {
    fn on_operation(&mut self, call: OperationId, Say(text): Say, ctx: &mut Ctx<'_>) {
        let word = Word { by: self.rank, text };
        ctx.emit(Fact::Says(word));
        self.unheard.push(word);
        ctx.set_timer_between(PATIENCE_LEAST, PATIENCE_MOST, Timer::Impatient);
        self.submit(ctx);
        ctx.ok(call, ());
    }

    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Ctx<'_>) {
        match message {
            Message::Submit(word) => {
                if matches!(self.role, Role::Sequences(_)) && !self.log.words.contains(&word) {
                    self.put(vec![word], ctx);
                }
            }
            Message::Follow(log) => self.follow(from, log, ctx),
            Message::Taken { epoch, words, heard } => {
                if epoch == self.promised {
                    self.note_taken(from, words, heard, ctx);
                }
            }
            Message::TakeOver { epoch } => {
                if epoch > self.promised {
                    self.step_down(epoch, ctx);
                    ctx.send(from, Message::Promise { epoch, log: self.log.clone() });
                }
            }
            Message::Promise { epoch, log } => {
                if let Role::TakesOver(logs) = &mut self.role
                    && epoch == self.promised
                {
                    logs.insert(from, log);
                    self.count_promises(ctx);
                }
            }
        }
    }

    fn on_timer(&mut self, timer: Timer, ctx: &mut Ctx<'_>) {
        match timer {
            Timer::SendAgain => self.send_log(ctx),
            Timer::Impatient => {
                ctx.set_timer_between(PATIENCE_LEAST, PATIENCE_MOST, Timer::Impatient);
                if !matches!(self.role, Role::Sequences(_)) {
                    self.take_over(ctx);
                }
            }
        }
    }
}
