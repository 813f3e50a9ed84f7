//! Checkers against tables of histories, and against brute force.

mod broadcast;
mod clients;
mod consensus;
mod convergence;
mod delivery;
mod guarantees;
mod liveness;
mod log;
mod order;
mod own;
mod sending;
mod stage;
