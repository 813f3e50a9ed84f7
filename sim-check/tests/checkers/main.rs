//! Checkers against tables of histories, and against brute force.

mod delivery;
mod order;
mod stage;
