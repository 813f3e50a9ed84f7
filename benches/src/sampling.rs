//! The sampling that both sides share.

pub(crate) use sim_core::{Duration, Source, Spread, Stream};
