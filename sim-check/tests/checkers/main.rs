//! Checkers against tables of histories, and against brute force.

mod broadcast;
mod clients;
mod consensus;
mod convergence;
mod deadlocks;
mod delivery;
mod guarantees;
mod liveness;
mod log;
mod order;
mod own;
mod property;
mod resources;
mod sending;
mod stage;
mod weather;
