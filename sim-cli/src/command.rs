//! The commands, each in its file, and what they share.

pub(crate) mod check_plan;
pub(crate) mod explain;
pub(crate) mod list;
pub(crate) mod merge;
pub(crate) mod replay;
pub(crate) mod run;
pub(crate) mod shrink;
pub(crate) mod sweep;
pub(crate) mod view;

use std::ffi::OsString;
use std::path::Path;

use anstream::ColorChoice;
use clap::Parser;
use clap::error::ErrorKind;
use sim_check::{Commands, Registry, Report, Strategy};

use crate::annotation::Annotation;
use crate::arguments::{Arguments, Command};
use crate::bug::Bugs;
use crate::exit::Exit;
use crate::invocation::Invocation;
use crate::kept;
use crate::output::{Output, Told};
use crate::pick::Setting;
use crate::record;
use crate::strategy;
use crate::variables::Variables;

/// What every command is given.
pub(crate) struct Session<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) output: Output,
    pub(crate) invocation: Invocation,
    pub(crate) bugs: &'a Bugs,
    /// Nothing is saved unasked.
    pub(crate) ci: bool,
}

/// Does what the arguments of this process ask for.
pub(crate) fn run(registry: &Registry, bugs: &Bugs) -> Exit {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let variables = Variables::read();
    let invocation = Invocation::of(&typed, variables.cargo);
    bugs.typed(invocation.again());
    let arguments = match Arguments::try_parse_from(typed) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help that was asked for is a result, and no error.
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let printed = error.print();
            return if asked && printed.is_ok() { Exit::Fine } else { Exit::Refused };
        }
    };
    match arguments.color {
        clap::ColorChoice::Auto => ColorChoice::Auto.write_global(),
        clap::ColorChoice::Always => ColorChoice::Always.write_global(),
        clap::ColorChoice::Never => ColorChoice::Never.write_global(),
    }
    let output = Output::new(arguments.format);
    for warning in variables.warnings {
        output.note(&format!("warning: {warning}"));
    }
    let session = Session { registry, output, invocation, bugs, ci: variables.ci };
    let done = match arguments.command {
        Command::List(arguments) => list::list(&session, &arguments),
        Command::Run(arguments) => run::run(&session, &arguments),
        Command::Sweep(arguments) => sweep::sweep(&session, &arguments),
        Command::Replay(arguments) => replay::replay(&session, &arguments),
        Command::Shrink(arguments) => shrink::shrink(&session, &arguments),
        Command::Explain(arguments) => explain::explain(&session, &arguments),
        Command::Merge(arguments) => merge::merge(&session, &arguments),
        Command::View(arguments) => view::view(&session, &arguments),
        Command::CheckPlan(arguments) => check_plan::check_plan(&session, &arguments),
    };
    let refusal = match done {
        Ok(exit) => match session.output.failure() {
            None => return exit,
            Some(refusal) => refusal,
        },
        Err(refusal) => refusal,
    };
    session.output.refuse(&refusal);
    Exit::Refused
}

impl Session<'_> {
    /// A report, with the commands that lead on from here.
    pub(crate) fn tell_report(&self, report: &Report, commands: &Commands) {
        self.output.tell(&Told {
            human: &|| self.in_words(report, commands),
            json: &|| record::report(report),
            github: &|| vec![Annotation::of_report(report, &report.told(commands))],
        });
    }

    /// A report for people.
    pub(crate) fn in_words(&self, report: &Report, commands: &Commands) -> String {
        format!("{}\n", report.told_within(self.output.width, commands).trim_end())
    }

    /// What can be done with a failure that lies in this file.
    pub(crate) fn commands_for(&self, path: &Path) -> Commands {
        let file = path.display().to_string();
        let name = kept::word(path);
        let look = ["view", &name, "--as", "html", "-o", "trace.html"];
        Commands::default()
            .with("replay", self.invocation.with(["replay", &file]))
            .with("look", self.invocation.with(look))
    }
}

/// The words by which the run of a seed is asked for as a sweep made it.
pub(crate) fn words_for_run(
    scenario: &str,
    seed: u64,
    strategy: Strategy,
    sets: &[Setting],
) -> Vec<String> {
    let mut words = vec!["run".to_owned(), scenario.to_owned()];
    words.extend(["--seed".to_owned(), seed.to_string()]);
    if strategy != Strategy::Mixed {
        words.extend(["--strategy", strategy::name(strategy)].map(str::to_owned));
    }
    for Setting { name, value } in sets {
        words.extend(["--set".to_owned(), format!("{name}={value}")]);
    }
    words
}
