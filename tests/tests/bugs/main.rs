//! What it means that the tool works: planted bugs are found, made small, saved and replayed, on any number of threads.

mod campaigns;
mod discovery;
mod exhaustive;
mod implicit;
mod needle;
mod saved;
mod shrink;
