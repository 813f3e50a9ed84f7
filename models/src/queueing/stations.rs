//! The stations: a source, a desk where jobs wait for whoever is free, and servers.

use std::collections::VecDeque;

use sim_core::LocalTime;
use sim_core::prelude::*;

use super::message::{Message, Queueing, Waiting};
use super::pace::Pace;

/// Hands out jobs in turn, at its pace.
#[derive(Debug)]
pub struct Source {
    pace: Pace,
    next: VecDeque<ActorId>,
}

impl Source {
    /// A source of jobs for these.
    pub fn new(pace: Pace, receivers: impl IntoIterator<Item = ActorId>) -> Self {
        Self { pace, next: receivers.into_iter().collect() }
    }

    fn wait(&self, ctx: &mut Context<'_, Queueing>) {
        let after = self.pace.draw(ctx.rng());
        ctx.set_timer(after, ());
    }
}

impl Actor<Queueing> for Source {
    fn on_start(&mut self, ctx: &mut Context<'_, Queueing>) {
        self.wait(ctx);
    }

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Queueing>) {
        if let Some(receiver) = self.next.pop_front() {
            ctx.send(receiver, Message::Job);
            self.next.push_back(receiver);
        }
        self.wait(ctx);
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Queueing>) {}
}

/// Hands each job to a server that is free: what came first goes first.
#[derive(Debug)]
pub struct Desk {
    free: Vec<ActorId>,
    jobs: VecDeque<LocalTime>,
    seen: Waiting,
}

impl Desk {
    /// A desk before these servers, which are all free.
    pub fn new(servers: impl IntoIterator<Item = ActorId>) -> Self {
        let free = servers.into_iter().collect();
        Self { free, jobs: VecDeque::new(), seen: Waiting::default() }
    }
}

impl Actor<Queueing> for Desk {
    fn on_message(&mut self, from: ActorId, message: Message, ctx: &mut Context<'_, Queueing>) {
        match message {
            Message::Job => self.jobs.push_back(ctx.now()),
            Message::Done => self.free.push(from),
        }
        if self.jobs.is_empty() {
            return;
        }
        if let Some(server) = self.free.pop()
            && let Some(since) = self.jobs.pop_front()
        {
            self.seen.taken += 1;
            self.seen.waited += u128::from(ctx.now().since(since).as_nanos());
            ctx.send(server, Message::Job);
        }
    }

    fn view(&self) -> Option<Waiting> {
        Some(Waiting { waiting: self.jobs.len() as u64, ..self.seen })
    }
}

/// Serves one job after the other, for as long as its mailbox says, and tells the desk, if there is one.
#[derive(Debug)]
pub struct Server {
    desk: Option<ActorId>,
}

impl Server {
    /// A server that is sent jobs by this desk, or else by the source.
    pub const fn new(desk: Option<ActorId>) -> Self {
        Self { desk }
    }
}

impl Actor<Queueing> for Server {
    fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Queueing>) {
        if let Some(desk) = self.desk {
            ctx.send(desk, Message::Done);
        }
    }
}
