//! Healed in time.

use super::*;

#[test]
fn all_is_healed_in_time() {
    let model = FaultModel::everything().healed_by(seconds(10));
    let plan = |end: Option<Duration>| {
        let endless = Episode::new("x", seconds(1), pause());
        let episode = end.map_or(endless.clone(), |end| endless.until(end));
        Plan::new().episode(episode).model(model)
    };
    fine(plan(Some(seconds(10))));
    fine(plan(None).heal(seconds(10)));
    fine(plan(Some(seconds(11))).heal(seconds(10)));
    let help = "a heal of the plan at 10s would end it";
    let told = "but the fault model wants all healed by 10s";
    wrong(plan(None), &alloc::format!("episode \"x\": it has no end, {told}; {help}"));
    wrong(
        plan(Some(seconds(11))),
        &alloc::format!("episode \"x\": it may last until 11s, {told}; {help}"),
    );
    wrong(
        plan(None).heal(seconds(11)),
        "the plan: all is healed at 11s, but the fault model wants it by 10s",
    );
}

#[test]
fn who_crashes_at_a_point_is_back_in_time() {
    let model = FaultModel::everything().healed_by(seconds(3));
    let points = |restart| x(Points::of(node("n1"), Ratio::ONE).restarting(restart)).model(model);
    fine(points(seconds(1)));
    fine(points(seconds(2)).heal(seconds(3)));
    wrong(
        points(seconds(2)),
        "episode \"x\": it may last until 4s, but the fault model wants all healed by 3s; \
         a heal of the plan at 3s would end it",
    );
    fine(x(Points::of(node("n1"), Ratio::ONE)).model(model));
}

#[test]
fn what_can_not_be_healed_has_happened_in_time() {
    let model = FaultModel::everything().healed_by(seconds(10));
    for fault in [BitRot::of(node("n1"), 1).into(), Family::from(Crash::of(node("n1")))] {
        let plan = |most| {
            let at = Within::new(seconds(9), seconds(most));
            Plan::new().episode(Episode::new("x", at, fault.clone())).model(model)
        };
        fine(plan(10));
        wrong(
            plan(11),
            "episode \"x\": it may happen at 11s, but the fault model wants all healed by 10s",
        );
    }
}
