//! Strategies by name.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use sim_check::Strategy;

const ALL: [Strategy; 6] = [
    Strategy::Mixed,
    Strategy::Natural,
    Strategy::Reordering,
    Strategy::Scattered,
    Strategy::Chains,
    Strategy::Fair,
];

/// The name of a strategy.
pub(crate) const fn name(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Mixed => "mixed",
        Strategy::Natural => "natural",
        Strategy::Reordering => "reordering",
        Strategy::Scattered => "scattered",
        Strategy::Chains => "chains",
        Strategy::Fair => "fair",
    }
}

/// Reads the name of a strategy.
pub(crate) fn parser() -> impl TypedValueParser<Value = Strategy> {
    PossibleValuesParser::new(ALL.map(name)).map(|typed| {
        let found = ALL.into_iter().find(|strategy| name(*strategy) == typed);
        found.expect("only the name of one is let through")
    })
}
