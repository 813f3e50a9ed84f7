//! Checkers against tables of histories, and against brute force.

mod clients;
mod consensus;
mod delivery;
mod log;
mod order;
mod sending;
mod stage;
