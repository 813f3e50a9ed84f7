//! The stage: what plays in words are made of.
//!
//! A play says line by line who there is, what each does and what goes wrong; its transcript is compared with the
//! expected one.

pub mod company;
pub mod puppet;
pub mod text;
