//! The stations: a source, workers and a sink.

use sim_core::prelude::*;

use super::message::{BoundedPipeline, Fact, Message};

/// Hands out the numbers to the workers in turn, then a pill to each.
#[derive(Debug)]
pub struct Source {
    numbers: u64,
    workers: Vec<ActorId>,
}

impl Source {
    /// A source of the numbers from 1 to this one.
    pub const fn new(numbers: u64, workers: Vec<ActorId>) -> Self {
        Self { numbers, workers }
    }
}

impl Actor<BoundedPipeline> for Source {
    fn on_start(&mut self, ctx: &mut Context<'_, BoundedPipeline>) {
        for (number, worker) in (1..=self.numbers).zip(self.workers.iter().cycle()) {
            ctx.send(*worker, Message::Number(number));
            ctx.emit(Fact::HandedOut(number));
        }
        for worker in &self.workers {
            ctx.send(*worker, Message::Pill);
        }
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, BoundedPipeline>) {}
}

/// Works on what comes, and hands it on.
#[derive(Debug)]
pub struct Worker {
    sink: ActorId,
}

impl Worker {
    /// A worker before this sink.
    pub const fn new(sink: ActorId) -> Self {
        Self { sink }
    }
}

impl Actor<BoundedPipeline> for Worker {
    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, BoundedPipeline>) {
        if matches!(message, Message::Pill) {
            ctx.stop();
        }
        ctx.send(self.sink, message);
    }
}

/// Sums up, until it has had a pill of each worker.
#[derive(Debug)]
pub struct Sink {
    pills: u32,
    sum: u64,
}

impl Sink {
    /// A sink that waits for so many pills.
    pub const fn new(pills: u32) -> Self {
        Self { pills, sum: 0 }
    }
}

impl Actor<BoundedPipeline> for Sink {
    fn on_message(&mut self, _: ActorId, message: Message, ctx: &mut Context<'_, BoundedPipeline>) {
        match message {
            Message::Number(number) => {
                self.sum += number;
                ctx.emit(Fact::Got(number));
            }
            Message::Pill => {
                self.pills = self.pills.saturating_sub(1);
                if self.pills == 0 {
                    ctx.mark("the sum is told");
                    ctx.emit(Fact::Sum(self.sum));
                }
            }
        }
    }
}
