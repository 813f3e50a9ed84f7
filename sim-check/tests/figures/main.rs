//! Figures: what is measured, how it is added up, and how it is shown.

#[path = "../renderers/kept.rs"]
mod kept;

mod definitions;
mod distributions;
mod office;
mod shown;
mod sums;
