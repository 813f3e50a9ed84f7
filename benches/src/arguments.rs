//! The command line.

use std::fmt;

const ROUNDS: u32 = 5;

/// What the command line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// To say what can be asked for.
    Help,
    /// To measure.
    Run(Arguments),
}

/// How to measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// How many rounds each row runs: at least one.
    pub(crate) rounds: u32,
    /// The names of the rows to measure; if there are none, all that take seconds.
    pub(crate) only: Vec<String>,
    /// How to print.
    pub(crate) format: Format,
    /// What the heading says about the date: the benchmark itself reads no calendar.
    pub(crate) date: Option<String>,
}

impl Arguments {
    /// Whether a row is to be measured.
    pub(crate) fn selects(&self, name: &str, on_request: bool) -> bool {
        if self.only.is_empty() { !on_request } else { self.only.iter().any(|only| only == name) }
    }
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A table.
    Human,
    /// One JSON record per line.
    Json,
}

/// Why a command line was refused; nothing was measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ArgumentError {
    /// There is no such option.
    UnknownOption(String),
    /// An option stands at the end, without its value.
    NoValue(String),
    /// The rounds are not a number, or none.
    BadRounds(String),
    /// There is no such format.
    BadFormat(String),
    /// There is no row with this name; the names there are come with it.
    UnknownRow(String, Vec<String>),
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArgumentError::UnknownOption(option) => {
                write!(
                    f,
                    "unknown option \"{option}\": expected --rounds, --only, --format or --date"
                )
            }
            ArgumentError::NoValue(option) => write!(f, "{option} needs a value"),
            ArgumentError::BadRounds(value) => {
                write!(f, "--rounds \"{value}\" is not a number from 1 to {}", u16::MAX)
            }
            ArgumentError::BadFormat(value) => {
                write!(f, "--format \"{value}\" is neither human nor json")
            }
            ArgumentError::UnknownRow(name, names) => {
                write!(f, "--only \"{name}\" is no row; the rows are {}", names.join(", "))
            }
        }
    }
}

/// Reads the arguments after the program's name.
pub(crate) fn parse(
    arguments: impl Iterator<Item = String>,
    names: &[&str],
) -> Result<Request, ArgumentError> {
    let mut parsed =
        Arguments { rounds: ROUNDS, only: Vec::new(), format: Format::Human, date: None };
    let mut arguments = arguments;
    while let Some(option) = arguments.next() {
        if matches!(option.as_str(), "--help" | "-h") {
            return Ok(Request::Help);
        }
        if !matches!(option.as_str(), "--rounds" | "--only" | "--format" | "--date") {
            return Err(ArgumentError::UnknownOption(option));
        }
        let Some(value) = arguments.next() else { return Err(ArgumentError::NoValue(option)) };
        match option.as_str() {
            "--rounds" => match value.parse::<u16>() {
                Ok(rounds) if rounds > 0 => parsed.rounds = u32::from(rounds),
                Ok(_) | Err(_) => return Err(ArgumentError::BadRounds(value)),
            },
            "--only" if names.contains(&value.as_str()) => parsed.only.push(value),
            "--only" => {
                let names = names.iter().map(|&name| name.to_owned()).collect();
                return Err(ArgumentError::UnknownRow(value, names));
            }
            "--format" => {
                parsed.format = match value.as_str() {
                    "human" => Format::Human,
                    "json" => Format::Json,
                    _ => return Err(ArgumentError::BadFormat(value)),
                }
            }
            _ => parsed.date = Some(value),
        }
    }
    Ok(Request::Run(parsed))
}

/// What can be asked for.
pub(crate) fn help(names: &[&str]) -> String {
    format!(
        "usage: sim-bench [--rounds N] [--only NAME]... [--format human|json] [--date TEXT]\n\n\
         --rounds N    rounds per row; {ROUNDS} unless told\n\
         --only NAME   measure this row only; may be repeated\n\
         --format F    human: a table; json: one record per line\n\
         --date TEXT   what the heading of the table says about the date\n\n\
         rows:\n  {}",
        names.join("\n  ")
    )
}

#[cfg(test)]
mod tests {
    use super::{ArgumentError, Arguments, Format, Request, parse};

    #[track_caller]
    fn check(line: &str, expected: Result<Arguments, ArgumentError>) {
        let arguments = line.split_whitespace().map(str::to_owned);
        assert_eq!(parse(arguments, &["a", "b"]), expected.map(Request::Run));
    }

    fn defaults() -> Arguments {
        Arguments { rounds: 5, only: Vec::new(), format: Format::Human, date: None }
    }

    #[test]
    fn without_arguments_the_defaults_hold() {
        check("", Ok(defaults()));
    }

    #[test]
    fn every_option_is_read() {
        let only = vec!["a".to_owned(), "b".to_owned()];
        let date = Some("today".to_owned());
        let expected = Arguments { rounds: 7, only, format: Format::Json, date };
        check("--rounds 7 --only a --only b --format json --date today", Ok(expected));
    }

    #[test]
    fn no_rounds_are_refused() {
        check("--rounds 0", Err(ArgumentError::BadRounds("0".to_owned())));
    }

    #[test]
    fn a_row_that_does_not_exist_is_refused() {
        let names = vec!["a".to_owned(), "b".to_owned()];
        check("--only c", Err(ArgumentError::UnknownRow("c".to_owned(), names)));
    }

    #[test]
    fn an_option_without_its_value_is_refused() {
        check("--format", Err(ArgumentError::NoValue("--format".to_owned())));
    }

    #[test]
    fn what_is_no_option_is_refused() {
        check("pingpong", Err(ArgumentError::UnknownOption("pingpong".to_owned())));
    }

    #[test]
    fn what_is_no_format_is_refused() {
        check("--format xml", Err(ArgumentError::BadFormat("xml".to_owned())));
    }

    #[test]
    fn a_row_that_takes_minutes_runs_only_when_it_is_named() {
        let named = Arguments { only: vec!["slow".to_owned()], ..defaults() };
        assert!(named.selects("slow", true) && !named.selects("fast", false));
        assert!(!defaults().selects("slow", true) && defaults().selects("fast", false));
    }
}
