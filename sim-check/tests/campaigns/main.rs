//! Campaigns: planted bugs are found, made small and told.

#[path = "../renderers/kept.rs"]
mod kept;

mod coin;
mod determinism;
mod lights;
mod payments;
mod registry;
mod reports;
