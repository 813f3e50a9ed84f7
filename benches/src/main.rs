//! The benchmark: the framework beside hand-written floors.
//!
//! `cargo run --release -p sim-bench -- [--rounds N] [--only NAME]… [--format human|json]`
//!
//! What the rows mean is in the README beside this crate; each is defined at the head of its file
//! in `workload`. The exit code is 0 if everything was measured, 1 if the two sides of a row
//! differed or the output could not be written, 2 if the command line was wrong.

mod arguments;
mod floor;
mod ledger;
mod measure;
mod report;
mod sampling;
mod stopwatch;
mod workload;

use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, Format, Request};
use sim_bench_allocator::CountingAllocator;
use workload::Row;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

fn main() -> ExitCode {
    let rows = workload::rows();
    let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
    let (result, code) = match arguments::parse(std::env::args().skip(1), &names) {
        Ok(Request::Help) => (writeln!(io::stdout(), "{}", arguments::help(&names)), 0),
        Ok(Request::Run(arguments)) => match run(&rows, &arguments) {
            Ok(()) => (Ok(()), 0),
            Err(error) => (writeln!(io::stderr(), "error: {error}"), 1),
        },
        Err(error) => (writeln!(io::stderr(), "error: {error}\n\nsee --help"), 2),
    };
    // A reader that went away has no use for an error either.
    ExitCode::from(if result.is_ok() { code } else { code.max(1) })
}

fn run(rows: &[Row], arguments: &Arguments) -> Result<(), String> {
    let print = |text: String| {
        let mut output = io::stdout().lock();
        writeln!(output, "{text}")
            .and_then(|()| output.flush())
            .map_err(|error| format!("the output could not be written: {error}"))
    };
    if arguments.format == Format::Human {
        print(report::heading(arguments.rounds, arguments.date.as_deref()))?;
    }
    for row in rows.iter().filter(|row| arguments.selects(row.name, row.on_request)) {
        let record = measure::measure(row, arguments.rounds).map_err(|error| error.to_string())?;
        print(match arguments.format {
            Format::Human => report::human(&record),
            Format::Json => report::json(&record),
        })?;
    }
    Ok(())
}
