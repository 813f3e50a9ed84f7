//! Renderers: what they make of two fixed runs, of random traces and of hostile ones.

mod browser;
mod completeness;
mod election;
mod escaping;
mod house;
mod kept;
mod reading;
mod snapshots;
mod traces;
