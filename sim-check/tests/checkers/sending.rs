//! A campaign keeps one of each property, clones it for each run and sends it to a thread.

use std::thread;

use sim_check::linear::{
    Linear, PerKey, Sequential, cas_register::CasRegister, counter, lock::Lock, queue::Queue,
    register::Register, set::Set, stack::Stack, text::Text,
};
use sim_check::sessions::{SessionGuarantees, WeakIsolation};
use sim_check::transactions::ListAppend;
use sim_check::{
    Activity, AlwaysEventually, AtLeastOnce, AtMostOnce, AtomicCommit, Broadcasting, CausalOrder,
    CausalReverse, Checker, ChildrenReaped, Conclusion, Consensus, Convergence, Counter,
    DeadLetters, DeadLettersHandled, Delivery, EffectivelyOnce, Eventually, ExactlyOnce, Fencing,
    Fifo, FinalCounter, FinalSet, LeaderCompleteness, LeadsTo, LogDelivery, LogMatching, LongFork,
    MailboxBound, MessagesConsumed, MutualExclusion, NoCreation, NoDeadlock, NoKnot, NoLivelock,
    NoStarvation, NoZombies, OneLeader, Progress, Property, RedeliveryBound, ReplicatedLog,
    SetFull, StateMachineSafety, StrongConvergence, TimerBound, TimersCancelled, TotalOrder,
    TotalQueue, TrafficBound, UniqueIds, UnorderedQueue, Verdict, always, calls, in_weather, never,
    refines,
};
use sim_core::prelude::*;

struct Words;

impl Protocol for Words {
    type Message = ();
    type Fact = u32;
    type Timer = ();
    type Operation = u32;
    type Outcome = u32;
    type View = ();
}

const fn can_be_sent<T: Clone + Send + Sync + 'static>() {}

#[test]
fn each_checker_can_be_cloned_and_sent() {
    can_be_sent::<AtLeastOnce<String>>();
    can_be_sent::<AtMostOnce<String>>();
    can_be_sent::<DeadLetters<String>>();
    can_be_sent::<EffectivelyOnce<String>>();
    can_be_sent::<ExactlyOnce<String>>();
    can_be_sent::<NoCreation<String>>();
    can_be_sent::<RedeliveryBound<String>>();
    can_be_sent::<Fifo<u32, String>>();
    can_be_sent::<CausalOrder<u32, String>>();
    can_be_sent::<TotalOrder<u32, String>>();
    can_be_sent::<LogDelivery<u32, String>>();
    can_be_sent::<Consensus<u32, u32, String>>();
    can_be_sent::<OneLeader<u32, u64, String>>();
    can_be_sent::<LogMatching<u32, u64, String>>();
    can_be_sent::<LeaderCompleteness<u32, u64, String>>();
    can_be_sent::<StateMachineSafety<u32, u64, String>>();
    can_be_sent::<ReplicatedLog<u32, u64, String>>();
    can_be_sent::<AtomicCommit<u32, String>>();
    can_be_sent::<MutualExclusion<u32, String, u64>>();
    can_be_sent::<Fencing<u32, String, u64>>();
    can_be_sent::<Convergence<u32, u32, String>>();
    can_be_sent::<StrongConvergence<u32, u32, String>>();
    can_be_sent::<Broadcasting<u32, String>>();
    can_be_sent::<SessionGuarantees<u32, String>>();
    can_be_sent::<LeadsTo<String>>();
    can_be_sent::<Eventually>();
    can_be_sent::<AlwaysEventually>();
    can_be_sent::<NoKnot<String>>();
    can_be_sent::<NoLivelock<String>>();
    can_be_sent::<CausalReverse<String>>();
    can_be_sent::<Counter>();
    can_be_sent::<FinalCounter>();
    can_be_sent::<FinalSet<String>>();
    can_be_sent::<LongFork<u32, String>>();
    can_be_sent::<SetFull<String>>();
    can_be_sent::<TotalQueue<String>>();
    can_be_sent::<UniqueIds<String>>();
    can_be_sent::<UnorderedQueue<String>>();
    can_be_sent::<ListAppend<u32, String>>();
    can_be_sent::<WeakIsolation<u32, String>>();
    can_be_sent::<Linear<Register<String>>>();
    can_be_sent::<Sequential<Register<String>>>();
    can_be_sent::<Linear<PerKey<u32, Register<String>>>>();
    can_be_sent::<Linear<CasRegister<String>>>();
    can_be_sent::<Linear<counter::Counter>>();
    can_be_sent::<Linear<Lock>>();
    can_be_sent::<Linear<Queue<String>>>();
    can_be_sent::<Linear<Set<String>>>();
    can_be_sent::<Linear<Stack<String>>>();
    can_be_sent::<Linear<Text>>();
}

const fn judged<C: Property<Words> + Clone + Send + Sync + 'static>(property: C) -> C {
    property
}

#[test]
fn a_property_can_be_cloned_and_sent_if_its_closure_can() {
    let bound = 7;
    let told = judged(
        AtMostOnce::new()
            .of_facts(move |fact: &u32| (*fact < bound).then_some(Delivery::Effect(*fact))),
    );
    let called =
        judged(UniqueIds::new().of_events(calls::<Words, _, _>(|_| Some(()), |given| *given)));
    let read = in_weather::<Words, _>(|event| Some(Progress::owed(*event.fact()?)));
    judged(LeadsTo::new().of_events(read));
    judged(MailboxBound::at_most(1));
    judged(NoStarvation::within(seconds(1)));
    judged(NoDeadlock::new());
    judged(NoZombies::within(seconds(1)));
    judged(MessagesConsumed::new());
    judged(ChildrenReaped::new());
    judged(TimersCancelled::<Words, _, _, _>::new(
        move |(): &()| Some(bound),
        move |fact: &u32| Some(*fact),
    ));
    judged(
        NoLivelock::after(9).of_facts(|fact: &u32| Some(Activity::Progress(Progress::owed(*fact)))),
    );
    judged(TimerBound::at_most(1));
    judged(TrafficBound::at_most(1));
    judged(DeadLettersHandled::new());
    judged(always(0, |last: &mut u32, fact: &u32| {
        *last = *fact;
        Ok(())
    }));
    judged(never(move |fact: &u32| *fact == bound));
    judged(refines([0], |state: &u32, fact: &u32| vec![state + fact]));
    let (told, called) = (told.clone(), called.clone());
    let end = Conclusion { time: Time::ZERO, idle: true };
    let verdicts = thread::scope(|scope| {
        let judge = |mut property: Box<dyn Property<Words> + Send>| property.conclude(&end);
        let told = scope.spawn(move || judge(Box::new(told)));
        let called = scope.spawn(move || judge(Box::new(called)));
        [told, called].map(|thread| thread.join().expect("nothing panics here"))
    });
    assert!(
        verdicts.iter().all(|verdict| matches!(verdict, Verdict::Undecided(_))),
        "{verdicts:?}"
    );
}
