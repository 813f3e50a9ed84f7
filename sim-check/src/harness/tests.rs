use std::fs;

use sim_core::prelude::*;
use sim_net::{FaultModel, Link};

use super::*;
use crate::{AtMostOnce, Checker, Delivery, Scenario, scenario};

struct Orders;

#[derive(Clone, Debug)]
enum Message {
    Pay,
    Paid,
}

#[derive(Debug)]
struct Charged;

impl Protocol for Orders {
    type Message = Message;
    type Fact = Charged;
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

struct Shop;

impl Actor<Orders> for Shop {
    fn on_start(&mut self, ctx: &mut Context<'_, Orders>) {
        let bank = ctx.directory()["bank"];
        ctx.send(bank, Message::Pay);
        ctx.set_timer(millis(50), ());
    }

    fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Orders>) {
        ctx.cancel_timer(());
    }

    fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Orders>) {
        self.on_start(ctx);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Bank {
    Forgets,
    Remembers { charged: bool },
    // Another protocol: it is told nothing.
    Deaf,
}

impl Actor<Orders> for Bank {
    fn on_message(&mut self, from: ActorId, _: Message, ctx: &mut Context<'_, Orders>) {
        match self {
            Self::Deaf => {}
            Self::Remembers { charged: true } => ctx.send(from, Message::Paid),
            Self::Remembers { charged } => {
                *charged = true;
                ctx.emit(Charged);
                ctx.send(from, Message::Paid);
            }
            Self::Forgets => {
                ctx.emit(Charged);
                ctx.send(from, Message::Paid);
            }
        }
    }
}

fn orders(bank: Bank) -> Scenario<Orders> {
    let charged = AtMostOnce::new().of_facts(|_: &Charged| Some(Delivery::Effect("order")));
    let orders = scenario("orders").network(Link::lan()).property("charged once", charged);
    match bank {
        // Where nobody hears of it the order is never sent either.
        Bank::Deaf => orders.node("shop", |_| Bank::Deaf).node("bank", |_| Bank::Deaf),
        Bank::Forgets | Bank::Remembers { .. } => {
            orders.node("shop", |_| Shop).node("bank", move |_| bank)
        }
    }
    .fault_model(FaultModel::new().lost())
    .until(Stop::after(seconds(12)))
}

const REMEMBERS: Bank = Bank::Remembers { charged: false };

/// A folder of its own, and what a test in it says.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Self {
        let room = std::env::temp_dir().join(format!("sim-harness-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&room);
        Self(room)
    }

    fn run(&self, bank: Bank, variables: &[(&str, &str)]) -> Result<(), String> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let environment = Environment::of(variables.iter().map(owned)).unwrap();
        let check = check(orders(bank)).seeds(0..200);
        let place = Place::in_folder(self.0.clone(), "shop", "pays");
        Harness { check, place, environment, input: None }.run()
    }

    fn files(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.0.join("sim-regressions/shop")) else { return vec![] };
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    // With one failure saved.
    fn with_failure(name: &str) -> (Self, String) {
        let room = Self::new(name);
        let line = room.run(Bank::Forgets, &[]).unwrap_err();
        (room, line)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_failure_is_saved_and_named_in_one_line() {
    let (room, line) = Room::with_failure("saved");
    let files = room.files();
    assert_eq!(files.len(), 1, "{files:?}");
    let name = name_of(&files[0]);
    let seed = name.strip_prefix("pays-").unwrap();
    assert_eq!(line, format!("charged once violated (seed {seed}); replay: SIM_REPLAY={name}"));
}

#[test]
fn a_saved_failure_runs_first() {
    let (room, first) = Room::with_failure("first");
    // No seed is run: it fails by the file alone.
    assert_eq!(room.run(Bank::Forgets, &[("SIM_RUNS", "0")]).unwrap_err(), first);
    assert_eq!(room.files().len(), 1);
}

#[test]
fn what_is_fixed_passes() {
    let (room, _) = Room::with_failure("fixed");
    assert_eq!(room.run(REMEMBERS, &[]), Ok(()));
    assert_eq!(room.run(REMEMBERS, &[("SIM_REPLAY", &name_of(&room.files()[0]))]), Ok(()));
}

#[test]
fn in_ci_nothing_is_written() {
    let room = Room::new("ci");
    let line = room.run(Bank::Forgets, &[("CI", "true")]).unwrap_err();
    assert!(line.starts_with("charged once violated (seed "), "{line}");
    assert_eq!(room.files(), Vec::<PathBuf>::new());
}

#[test]
fn one_failure_is_replayed_alone_and_drawn() {
    let (room, first) = Room::with_failure("replayed");
    let name = name_of(&room.files()[0]);
    let drawn = room.0.join("drawn/trace.html");
    let trace = format!("html:{}", drawn.display());
    let variables = [("SIM_REPLAY", name.as_str()), ("SIM_TRACE", trace.as_str())];
    assert_eq!(room.run(Bank::Forgets, &variables).unwrap_err(), first);
    assert!(fs::read_to_string(drawn).unwrap().contains("Charged"));
    // A test that has no such failure is skipped.
    assert_eq!(room.run(Bank::Forgets, &[("SIM_REPLAY", "other-7")]), Ok(()));
}

#[test]
fn one_seed_is_run_alone() {
    let (room, line) = Room::with_failure("seed");
    let seed = name_of(&room.files()[0]).replace("pays-", "");
    let again = room.run(Bank::Forgets, &[("SIM_SEED", &seed), ("SIM_SHRINK", "0")]);
    assert_eq!(again.unwrap_err(), line);
    assert_eq!(room.run(REMEMBERS, &[("SIM_SEED", &seed)]), Ok(()));
}

#[test]
fn what_is_stale_is_searched_again() {
    let (room, _) = Room::with_failure("stale");
    let path = room.files()[0].clone();
    let name = name_of(&path);
    // None of its messages is there any more: nobody knows whether it is fixed, so its seed is run.
    let stale = room.run(Bank::Deaf, &[("SIM_REPLAY", &name)]).unwrap_err();
    assert!(stale.contains("is stale: "), "{stale}");
    assert!(stale.contains("nothing any more"), "{stale}");
    let undecided = room.run(Bank::Deaf, &[]).unwrap_err();
    assert!(undecided.starts_with("undecided: "), "{undecided}");
    let strict = room.run(Bank::Deaf, &[("SIM_REGRESSIONS", "strict")]).unwrap_err();
    assert_eq!(strict, stale);
    // A schedule whose keys are all wrong, of a failure that is still there.
    let text = fs::read_to_string(&path).unwrap();
    let wrong =
        text.replace("Arrive, label", "Signal, label").replace("Timer, label", "Signal, label");
    fs::write(&path, wrong).unwrap();
    let found = room.run(Bank::Forgets, &[]).unwrap_err();
    assert!(found.starts_with("charged once violated (seed "), "{found}");
}

#[test]
fn a_damaged_file_is_refused_with_its_place() {
    let (room, _) = Room::with_failure("damaged");
    let path = room.files()[0].clone();
    let text = fs::read_to_string(&path).unwrap().replace("version: 1", "version: 7");
    fs::write(&path, text).unwrap();
    let line = room.run(Bank::Forgets, &[]).unwrap_err();
    let place = format!("{}:3:14: ", shown(&path));
    assert!(line.starts_with(&place), "{line}");
}

#[test]
fn a_run_that_says_nothing_fails_the_test() {
    let room = Room::new("nothing");
    assert_eq!(
        room.run(REMEMBERS, &[("SIM_RUNS", "0")]).unwrap_err(),
        "undecided: no seed was run"
    );
}
