//! What theory says of queues, in mean service times.
#![expect(
    clippy::float_arithmetic,
    reason = "formulas to compare with; nothing is decided by them"
)]

/// How long jobs wait before one server with random service times.
pub(crate) fn wait_in_m_m_1(load: f64) -> f64 {
    load / (1.0 - load)
}

/// How long jobs wait before one server that takes the same time for each.
pub(crate) fn wait_in_m_d_1(load: f64) -> f64 {
    wait_in_m_m_1(load) / 2.0
}

/// How long jobs wait before four servers with random service times: by Erlang's C formula.
pub(crate) fn wait_in_m_m_4(load: f64) -> f64 {
    let offered = 4.0 * load;
    let all_busy = offered.powi(4) / 24.0 / (1.0 - load);
    let some_free = 1.0 + offered + offered.powi(2) / 2.0 + offered.powi(3) / 6.0;
    all_busy / (some_free + all_busy) / (4.0 * (1.0 - load))
}

/// Which part of the jobs is turned away where so many have room, the one that is served among them.
pub(crate) fn refused_in_m_m_1_k(load: f64, room: i32) -> f64 {
    (1.0 - load) * load.powi(room) / (1.0 - load.powi(room + 1))
}
