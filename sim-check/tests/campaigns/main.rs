//! Campaigns: planted bugs are found, made small and told.

mod determinism;
mod lights;
mod payments;
