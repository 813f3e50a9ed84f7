//! Checkers against tables of histories, and against brute force.

mod clients;
mod consensus;
mod delivery;
mod liveness;
mod log;
mod order;
mod own;
mod sending;
mod stage;
