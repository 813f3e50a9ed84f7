//! The judge: properties, search, replay, shrinking, reports.
//!
//! Empty so far.
