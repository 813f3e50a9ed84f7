//! The same verdicts from the definitions.

mod commitments;
mod decisions;
mod holdings;
mod replicas;
