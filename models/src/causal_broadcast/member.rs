//! The member: delivers what it has the past of.

use sim_core::prelude::*;

use super::message::{Ask, CausalBroadcast, Fact, Name, Post};

/// What is wrong with the members.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// Nothing.
    None,
    /// They deliver whatever comes.
    BeforeItsCause,
}

/// Delivers what it has the past of, and keeps the rest.
#[derive(Debug)]
pub struct Member {
    // From one on.
    number: usize,
    group: Vec<ActorId>,
    mutant: Mutant,
    // How many messages of each member are delivered.
    delivered: Vec<u64>,
    kept: Vec<Post>,
}

impl Member {
    /// The member of that number, in a group of these.
    pub fn new(number: usize, group: Vec<ActorId>, mutant: Mutant) -> Self {
        let delivered = vec![0; group.len()];
        Self { number, group, mutant, delivered, kept: Vec::new() }
    }

    // A name for what it posts now, and the clock of that.
    fn stamp(&mut self) -> (Name, Vec<u64>) {
        let clock = self.delivered.clone();
        self.delivered[self.number - 1] += 1;
        (Name { by: self.number, number: self.delivered[self.number - 1] }, clock)
    }

    fn post(&self, post: &Post, ctx: &mut Context<'_, CausalBroadcast>) {
        ctx.emit(Fact::Posts(post.name()));
        let me = ctx.me();
        for member in self.group.iter().filter(|member| **member != me) {
            ctx.send(*member, post.clone());
        }
    }

    fn is_next(&self, post: &Post) -> bool {
        let Name { by, number } = post.name();
        let is_next_of_its = self.delivered[by - 1] + 1 == number;
        let has_its_past =
            post.clock().iter().zip(&self.delivered).all(|(past, here)| past <= here);
        match self.mutant {
            Mutant::None => is_next_of_its && has_its_past,
            Mutant::BeforeItsCause => true,
        }
    }

    fn deliver(&mut self, post: &Post, ctx: &mut Context<'_, CausalBroadcast>) {
        let name = post.name();
        self.delivered[name.by - 1] = name.number;
        ctx.emit(Fact::Delivers { member: self.number, name });
        if let Post::Question { topic, .. } = *post {
            let (name, clock) = self.stamp();
            self.post(&Post::Answer { name, clock, topic }, ctx);
        }
    }
}

impl Actor<CausalBroadcast> for Member {
    fn on_operation(
        &mut self,
        call: OperationId,
        Ask(topic): Ask,
        ctx: &mut Context<'_, CausalBroadcast>,
    ) {
        let (name, clock) = self.stamp();
        self.post(&Post::Question { name, clock, topic }, ctx);
        ctx.ok(call, ());
    }

    fn on_message(&mut self, _: ActorId, post: Post, ctx: &mut Context<'_, CausalBroadcast>) {
        let Name { by, number } = post.name();
        if number <= self.delivered[by - 1] || self.kept.contains(&post) {
            return ctx.mark("a message comes again");
        }
        self.kept.push(post);
        while let Some(place) = self.kept.iter().position(|post| self.is_next(post)) {
            let post = self.kept.remove(place);
            self.deliver(&post, ctx);
        }
        if !self.kept.is_empty() {
            ctx.mark("a message waits for its past");
        }
    }
}
