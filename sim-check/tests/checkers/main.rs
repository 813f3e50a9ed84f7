//! Checkers against tables of histories, and against brute force.

mod delivery;
mod log;
mod order;
mod stage;
