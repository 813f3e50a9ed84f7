//! `sweep`: many seeds of some scenarios; what fails is made small, told and saved.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use clap::Args;
use sim_check::{AnyScenario, Commands, Finding, Order, Report, Strategy};
use sim_net::nearest;

use super::{Session, words_for_run};
use crate::bar::Bar;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::kept;
use crate::output::OutputFormat;
use crate::pick::{self, Setting};
use crate::record;
use crate::refusal::Refusal;
use crate::seeds::{Seeds, Shard};
use crate::strategy;
use crate::watch::Watch;

/// Runs many seeds, and makes small what fails.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The scenarios; a `*` at the end stands for anything, as in 'raft/*'.
    #[arg(value_name = "SCENARIO", required = true)]
    scenarios: Vec<String>,
    /// These seeds: from A up to B, without B itself.
    #[arg(long, value_name = "A..B", default_value = "0..1000")]
    seeds: Seeds,
    /// On so many threads, instead of one for each core; the report is the same on any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Only the k-th of n parts of the seeds.
    #[arg(long, value_name = "k/n")]
    shard: Option<Shard>,
    /// Stops at the first failure; that is what happens anyway.
    #[arg(long, conflicts_with = "keep_going")]
    fail_fast: bool,
    /// Goes through all seeds of all scenarios, and tells each kind of failure once.
    #[arg(long)]
    keep_going: bool,
    /// Begins no further run when all has taken so long, as 90s or 10m.
    #[arg(long = "for", value_name = "DURATION")]
    within: Option<sim_core::Duration>,
    /// Looks for a run that reaches this mark, and tells it like a failure.
    #[arg(long, value_name = "MARK")]
    find: Option<String>,
    /// Sets a parameter of the scenarios.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    sets: Vec<Setting>,
    /// How the choices of a run are drawn from its seed.
    #[arg(long, value_name = "STRATEGY", default_value = "mixed", value_parser = strategy::parser())]
    strategy: Strategy,
    /// Makes a failure small in so many runs at most; with 0 it is told as it is.
    #[arg(long, value_name = "N", default_value = "5000")]
    shrink: u64,
    /// Saves no failure in sim-regressions.
    #[arg(long)]
    no_save: bool,
    /// Writes the report of each scenario, and what failed, into this folder.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn sweep(session: &Session<'_>, arguments: &Arguments) -> Result<Exit, Refusal> {
    let entries = pick::several(session.registry, &arguments.scenarios)?;
    let picked = entries.into_iter().map(|entry| pick::changed(entry, &arguments.sets));
    let picked = picked.collect::<Result<Vec<_>, Refusal>>()?;
    if let Some(mark) = &arguments.find {
        picked.iter().try_for_each(|it| knows_mark(it.scenario(), mark))?;
    }
    let (interrupt, all) = (Interrupt::listen(), picked.len());
    let budget = Watch::start(arguments.within);
    let mut worst = Exit::Fine;
    for (done, picked) in (1..).zip(&picked) {
        let report = sweep_one(session, arguments, picked.scenario(), &interrupt, budget);
        worst = worst.max(conclude(session, arguments, &report)?);
        if interrupt.is_by_user() {
            worst = Exit::Interrupted;
        }
        let left = all - done;
        let ends = interrupt.is_set() || worst != Exit::Fine && !arguments.keep_going;
        if left > 0 && ends {
            session.output.note(&format!("not swept: {left} more of the scenarios"));
            break;
        }
    }
    Ok(worst)
}

fn knows_mark(scenario: &dyn AnyScenario, mark: &str) -> Result<(), Refusal> {
    let marks = scenario.marks();
    if marks.iter().any(|known| known == mark) {
        return Ok(());
    }
    let refusal = Refusal::new(format!("scenario {:?} declares no mark {mark:?}", scenario.name()));
    Err(match nearest(mark, marks.iter().map(String::as_str)) {
        Some(near) => refusal.help(format!("did you mean {near:?}?")),
        None if marks.is_empty() => refusal.help("it declares none"),
        None => refusal.help(format!("it declares {}", marks.join(", "))),
    })
}

fn sweep_one(
    session: &Session<'_>,
    arguments: &Arguments,
    scenario: &dyn AnyScenario,
    interrupt: &Interrupt,
    budget: Watch,
) -> Report {
    let Seeds(seeds) = &arguments.seeds;
    let seeds = arguments.shard.map_or_else(|| seeds.clone(), |shard| shard.of(seeds));
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = arguments.jobs.map_or_else(cores, usize::from);
    let (name, total) = (scenario.name().to_owned(), seeds.end - seeds.start);
    let threads = if jobs == 1 { "1 thread".to_owned() } else { format!("{jobs} threads") };
    session
        .output
        .note(&format!("sweeping {name}, seeds {}..{}, on {threads}", seeds.start, seeds.end));

    let bar = Arc::new(Bar::new(&name, total, arguments.keep_going));
    let (shown, watch) = (bar.clone(), Watch::start(None));
    let stop = interrupt.stop.clone();
    let (bugs, sets, strategy) = (session.bugs.clone(), arguments.sets.clone(), arguments.strategy);
    let invocation = session.invocation.clone();
    let order = Order {
        seeds,
        jobs,
        mark: arguments.find.clone(),
        strategy,
        keep_going: arguments.keep_going,
        shrink_runs: arguments.shrink,
        // What isn't made small needn't be compared: then the lowest seed is told.
        several: if arguments.shrink == 0 { 1 } else { Order::default().several },
        on_progress: Some(Arc::new(move |progress| {
            shown.show(progress);
            if budget.is_over() {
                stop.store(true, Ordering::SeqCst);
            }
        })),
        on_panic: Some(Arc::new(move |seed| {
            let words = words_for_run(&name, seed, strategy, &sets);
            bugs.blame(seed, invocation.with(words.iter().map(String::as_str)));
        })),
        interrupt: interrupt.stop.clone(),
        ..Order::default()
    };
    let report = scenario.report(&order);
    bar.remove();
    session.output.note(&watch.told(report.runs));
    report
}

// Tells what came of it, and keeps what failed.
fn conclude(
    session: &Session<'_>,
    arguments: &Arguments,
    report: &Report,
) -> Result<Exit, Refusal> {
    let mut commands = Commands::default();
    let mut unsaved = Vec::new();
    for finding in &report.findings {
        let path = kept::place(finding);
        let known = if arguments.no_save {
            Commands::default()
        } else if session.ci {
            unsaved.push(finding.saved.to_string());
            Commands::default().with("save", format!("{}, as it stands below", path.display()))
        } else {
            keep(session, &path, finding)
        };
        commands.lines.extend(known.lines);
        let words =
            words_for_run(&report.scenario, finding.seed, arguments.strategy, &arguments.sets);
        let unshrunk = session.invocation.with(words.iter().map(String::as_str));
        commands = commands.with("unshrunk", unshrunk);
    }
    session.tell_report(report, &commands);
    if session.output.format == OutputFormat::Human {
        unsaved.iter().for_each(|text| session.output.print(&format!("\n{text}")));
    }
    if let Some(folder) = &arguments.out {
        write_out(folder, arguments, report)?;
    }
    Ok(Exit::of(report.ruling()))
}

fn keep(session: &Session<'_>, path: &Path, finding: &Finding) -> Commands {
    match kept::keep(path, &finding.saved) {
        Ok(()) => {
            let hint = "(commit it: it runs first from now on)";
            session.commands_for(path).with("saved", format!("{}  {hint}", path.display()))
        }
        // What was found is worth more than that it can't be kept.
        Err(refusal) => {
            session.output.note(&refusal.told().replacen("error:", "warning:", 1));
            Commands::default()
        }
    }
}

// The report of a shard as a file, with all that is needed to join it with those of the others.
fn write_out(folder: &Path, arguments: &Arguments, report: &Report) -> Result<(), Refusal> {
    let Arguments { shard, keep_going, .. } = *arguments;
    let name = kept::plain(&report.scenario);
    let name = shard.map_or_else(|| name.clone(), |shard| format!("{name}.{}", shard.name()));
    let record = record::shard(report, shard.unwrap_or(Shard::WHOLE), keep_going);
    let text = format!("{record:#}\n");
    kept::write(&folder.join(format!("{name}.json")), &text)?;
    for finding in &report.findings {
        let file = format!("{name}.{}.ron", finding.seed);
        kept::write(&folder.join(file), &finding.saved.to_string())?;
    }
    Ok(())
}
