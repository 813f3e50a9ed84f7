//! The weather: links, topologies and faults as data.
//!
//! Empty so far.
