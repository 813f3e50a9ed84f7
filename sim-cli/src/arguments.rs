//! The arguments: what can be typed.

use clap::builder::styling::{AnsiColor, Color, Style, Styles};
use clap::{ColorChoice, Parser, Subcommand};

use crate::command::{check_plan, explain, list, merge, replay, run, shrink, sweep, view};
use crate::output::OutputFormat;

const AFTER: &str = "\
Begin with `list`, and `sweep` one of the scenarios.

Exit codes:
    0  no violation
    1  a violation
    2  usage, or a bad plan, file or scenario
    3  two runs of one seed differ
    4  a stale schedule
    5  undecided: the budget ended, or nothing ran
  101  a bug of ours
  130  interrupted";

const fn color(color: AnsiColor) -> Style {
    Style::new().bold().fg_color(Some(Color::Ansi(color)))
}

const STYLES: Styles = Styles::styled()
    .header(color(AnsiColor::Green))
    .usage(color(AnsiColor::Green))
    .literal(color(AnsiColor::Cyan))
    .error(color(AnsiColor::Red))
    .invalid(color(AnsiColor::Yellow))
    .valid(color(AnsiColor::Green));

/// Finds, replays, shrinks and shows what goes wrong in simulated protocols.
#[derive(Parser, Debug)]
#[command(name = "sim", version, styles = STYLES, after_help = AFTER, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Results for people, as one JSON object a line, or as annotations on GitHub.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "human",
        value_name = "FORMAT",
        display_order = 100
    )]
    pub(crate) format: OutputFormat,
    /// When texts are coloured; `NO_COLOR` is honoured.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN",
        display_order = 101
    )]
    pub(crate) color: ColorChoice,
}

/// What can be done.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    List(list::Arguments),
    Run(run::Arguments),
    Sweep(sweep::Arguments),
    Replay(replay::Arguments),
    Shrink(shrink::Arguments),
    Explain(explain::Arguments),
    View(view::Arguments),
    Merge(merge::Arguments),
    CheckPlan(check_plan::Arguments),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn arguments_fit_together() {
        Arguments::command().debug_assert();
    }
}
