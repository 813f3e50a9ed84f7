//! `view`: a trace, or the run of a saved failure, is drawn.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use sim_check::Ruling;
use sim_check::render::Format;
use sim_check::trace::{Highlights, Trace};

use super::Session;
use super::replay::Kept;
use super::run::format_of;
use crate::exit::Exit;
use crate::kept;
use crate::refusal::Refusal;

/// Shows a trace, or the run of a saved failure.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// A trace as JSON Lines, or a saved failure, or its name if it lies in sim-regressions.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The format; otherwise what the name of the output says, or text.
    #[arg(long = "as", value_name = "FORMAT", value_parser = formats())]
    drawn_as: Option<Format>,
    /// Writes it there, instead of to standard output.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::NAMES)
        .map(|name| Format::named(&name).expect("only the name of one is let through"))
}

pub(crate) fn view(session: &Session<'_>, arguments: &Arguments) -> Result<Exit, Refusal> {
    let Arguments { file, drawn_as, output } = arguments;
    let format = match (drawn_as, output) {
        (Some(format), _) => *format,
        (None, Some(path)) => format_of(path)?,
        (None, None) => Format::Text,
    };
    let (trace, highlights) = read(session, file)?;
    let drawn = format.render(&trace, &highlights);
    match output {
        None => session.output.print(&drawn),
        Some(path) => {
            kept::write(path, &drawn)?;
            session.output.note(&format!("{}: {} events", path.display(), trace.events().len()));
        }
    }
    Ok(Exit::Fine)
}

fn read(session: &Session<'_>, file: &Path) -> Result<(Trace, Highlights), Refusal> {
    let path = kept::find(file)?;
    let is_trace = match path.extension() {
        Some(extension) if extension == "jsonl" => true,
        Some(extension) if extension == "ron" => false,
        Some(_) | None => kept::text(&path)?.trim_start().starts_with('{'),
    };
    if is_trace {
        let name = path.display().to_string();
        let trace = Trace::read_json_lines(&name, &kept::text(&path)?)
            .map_err(|error| Refusal::new(error.to_string()))?;
        return Ok((trace, Highlights { title: name, ..Highlights::default() }));
    }
    let kept = Kept::read(session, &path)?;
    let one = kept.scenario.run_saved(&kept.saved)?;
    if one.report.ruling() == Ruling::Passed {
        session.output.note(&format!("{}: it doesn't fail any more", path.display()));
    }
    Ok((one.trace, one.highlights))
}
