//! Puppets: actors that do what the play says.
//!
//! A part is a list of lines `when: what; what; what`. *When* is one of
//!
//! * `start`, or `again` for a start after a restart,
//! * a word: a message; `timer T`; `call Op`: an operation,
//! * `down`, `refused`, `dead`, `severed`: a signal,
//! * `factory`: not a handler; only `panic` can be done there.
//!
//! *What* is one line of `Puppet::act`. Others are called by their path, `me`, `sender`, a name given by `know`,
//! or the name of one's last child of that name.
//!
//! A message `Page/500` takes up 500 bytes, without a number none; `Page~` travels by stream; a damaged one gets the
//! seed of its damage at its end: `Page!7`.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use sim_core::prelude::*;
use sim_core::{Channel, DiskError, OperationId};

use super::text::duration;

/// The protocol of all plays: everything is a word.
#[derive(Debug)]
pub struct Script;

impl Protocol for Script {
    type Message = Word;
    type Fact = Word;
    type Timer = Word;
    type Operation = Word;
    type Outcome = Word;
    type View = ();

    fn channel(message: &Word) -> Channel {
        if message.0.contains('~') { Channel::Stream } else { Channel::Datagram }
    }

    fn size(message: &Word) -> u64 {
        let digits = message.0.split_once('/').map_or("0", |(_, size)| size);
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits[..end].parse().expect("a size in bytes")
    }

    fn damage(message: &mut Word, seed: u32) {
        message.0 = format!("{}!{seed}", message.0);
    }
}

/// A word, printed without quotes.
#[derive(Clone, PartialEq, Eq)]
pub struct Word(pub String);

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn word(text: impl Into<String>) -> Word {
    Word(text.into())
}

/// A component: it tells how often it was asked, and asks itself again.
struct Counting;

impl Protocol for Counting {
    type Message = u32;
    type Fact = u32;
    type Timer = u32;
    type Operation = ();
    type Outcome = ();
    type View = ();
}

impl Hosts<Counting> for Script {
    fn lift_message(count: u32) -> Word {
        word(format!("Count{count}"))
    }

    fn lift_timer(count: u32) -> Word {
        word(format!("Recount{count}"))
    }

    fn lift_fact(count: u32) -> Word {
        word(format!("counted{count}"))
    }
}

fn count(part: &mut Part<'_, Counting>, to: ActorId) {
    part.emit(1);
    part.mark("counting");
    part.send(to, 2);
    part.send_after(millis(1), to, 3);
    part.set_timer(millis(4), 4);
    part.set_timer(millis(5), 5);
    part.cancel_timer(5);
    if part.now().as_nanos() > 0 || part.choose("never", 1) > 0 {
        part.emit(6);
    }
}

/// What an actor does, by when.
#[derive(Clone, Default, Debug)]
pub struct Lines(pub BTreeMap<String, String>);

/// The parts of those who are spawned, by name, with the rules of their mailbox.
#[derive(Default, Debug)]
pub struct Cast(pub BTreeMap<&'static str, (Lines, Option<Mailbox>)>);

/// An actor that does what its lines say.
#[derive(Debug)]
pub struct Puppet {
    lines: Lines,
    cast: Rc<Cast>,
    known: BTreeMap<String, ActorId>,
    operation: Option<OperationId>,
}

impl Puppet {
    /// One with these lines; a line `factory` makes it panic.
    ///
    /// # Panics
    /// If its lines have one for its factory.
    pub fn new(lines: &Lines, cast: &Rc<Cast>) -> Self {
        assert!(!lines.0.contains_key("factory"), "no such part");
        Self { lines: lines.clone(), cast: cast.clone(), known: BTreeMap::new(), operation: None }
    }

    fn find(&self, name: &str, ctx: &Context<'_, Script>) -> ActorId {
        match self.known.get(name) {
            Some(&known) => known,
            None if name == "me" || name == "sender" => ctx.me(),
            None => ctx.directory()[name],
        }
    }

    fn when(&mut self, when: &str, ctx: &mut Context<'_, Script>) {
        let Some(lines) = self.lines.0.get(when).cloned() else { return };
        for line in lines.split(';') {
            let words: Vec<&str> = line.split_whitespace().collect();
            self.act(&words, ctx);
        }
    }

    fn act(&mut self, words: &[&str], ctx: &mut Context<'_, Script>) {
        match *words {
            ["send", to, message] => ctx.send(self.find(to, ctx), word(message)),
            ["send", to, message, "after", delay] => {
                ctx.send_after(duration(delay), self.find(to, ctx), word(message));
            }
            ["set", timer, after] => ctx.set_timer(duration(after), word(timer)),
            ["set", timer, least, most] => {
                ctx.set_timer_between(duration(least), duration(most), word(timer));
            }
            ["cancel", timer] => ctx.cancel_timer(word(timer)),
            ["know", who, "as", name] => {
                self.known.insert(name.to_string(), self.find(who, ctx));
            }
            ["spawn", name] => self.spawn(name, ctx),
            ["stop"] => ctx.stop(),
            ["monitor", peer] => ctx.monitor(self.find(peer, ctx)),
            ["link", peer] => ctx.link(self.find(peer, ctx)),
            ["panic"] => panic!("as the play says"),
            ["fact", fact] => ctx.emit(word(fact)),
            ["mark", "rare"] => ctx.mark("rare"),
            ["choose", "way", count] => {
                let way = ctx.choose("way", count.parse().expect("a count"));
                ctx.emit(word(format!("way{way}")));
            }
            ["dice"] => {
                let dice = ctx.rng().between(1, 6);
                ctx.emit(word(format!("dice{dice}")));
            }
            ["invoke", asked] => self.operation = Some(ctx.invoke(word(asked))),
            ["ok", outcome] => ctx.ok(self.operation.expect("a call"), word(outcome)),
            ["failed"] => ctx.failed(self.operation.expect("a call")),
            ["unknown"] => ctx.unknown(self.operation.expect("a call")),
            ["work", time] => ctx.work(duration(time)),
            ["point", name] => ctx.fault_point(name),
            ["clocks"] => {
                let (now, wall) = (ctx.now(), ctx.wall());
                ctx.emit(word(format!("now={now} wall={wall}")));
            }
            ["incarnation"] => {
                let incarnation = ctx.incarnation();
                ctx.emit(word(format!("incarnation={incarnation}")));
            }
            ["count", to] => {
                let to = self.find(to, ctx);
                ctx.lift(|part| count(part, to));
            }
            _ => Self::store(words, ctx),
        }
    }

    fn spawn(&mut self, name: &str, ctx: &mut Context<'_, Script>) {
        let cast = self.cast.clone();
        let (name, (lines, mailbox)) = cast.0.get_key_value(name).expect("a part of this name");
        let puppet = Puppet::new(lines, &cast);
        let child = match mailbox {
            None => ctx.spawn(name, puppet),
            Some(mailbox) => match ctx.spawn_behind(name, mailbox.clone(), puppet) {
                Ok(child) => child,
                Err(error) => return ctx.emit(word(error.to_string())),
            },
        };
        self.known.insert(name.to_string(), child);
    }

    // What is read is told as a fact, and so is what the disk refuses.
    fn store(words: &[&str], ctx: &mut Context<'_, Script>) {
        let mut storage = ctx.storage();
        let done = match *words {
            ["write", file, content] => storage.write(file, content.as_bytes()),
            ["append", file, content] => storage.append(file, content.as_bytes()),
            ["delete", file] => storage.delete(file),
            ["sync"] => storage.sync(),
            ["read", file] => storage.read(file).map(|content| {
                let fact = match content {
                    Some(bytes) => format!("{file}={}", String::from_utf8_lossy(&bytes)),
                    None => format!("no {file}"),
                };
                ctx.emit(word(fact));
            }),
            ["load", file] => storage.load::<u64>(file).map(|number| {
                ctx.emit(word(format!("{file}={number:?}")));
            }),
            ["store", file, number] => {
                storage.store(file, &number.parse::<u64>().expect("a number"))
            }
            ["list"] => {
                let files = storage.list("");
                ctx.emit(word(format!("files={}", files.join(","))));
                Ok::<_, DiskError>(())
            }
            _ => panic!("no puppet can {words:?}"),
        };
        if let Err(error) = done {
            ctx.emit(word(error.to_string()));
        }
    }
}

impl Actor<Script> for Puppet {
    fn on_start(&mut self, ctx: &mut Context<'_, Script>) {
        let again = ctx.incarnation() > 0 && self.lines.0.contains_key("again");
        self.when(if again { "again" } else { "start" }, ctx);
    }

    fn on_message(&mut self, from: ActorId, message: Word, ctx: &mut Context<'_, Script>) {
        self.known.insert("sender".to_string(), from);
        self.when(&message.0, ctx);
    }

    fn on_timer(&mut self, timer: Word, ctx: &mut Context<'_, Script>) {
        self.when(&format!("timer {timer:?}"), ctx);
    }

    fn on_signal(&mut self, signal: Signal<Script>, ctx: &mut Context<'_, Script>) {
        match signal {
            Signal::Down { actor, .. } => {
                self.known.insert("sender".to_string(), actor);
                self.when("down", ctx);
            }
            Signal::Severed { peer } => {
                self.known.insert("sender".to_string(), peer);
                self.when("severed", ctx);
            }
            Signal::Refused { to, .. } => {
                self.known.insert("sender".to_string(), to);
                self.when("refused", ctx);
            }
            Signal::DeadLetter { from, .. } => {
                self.known.insert("sender".to_string(), from);
                self.when("dead", ctx);
            }
        }
    }

    fn on_operation(&mut self, id: OperationId, asked: Word, ctx: &mut Context<'_, Script>) {
        self.operation = Some(id);
        self.when(&format!("call {asked:?}"), ctx);
    }
}
