//! A random school, made to collide: seeded actions on four computers and their clones, invariants after every step.
//!
//! `ZHURNAL_MACHINE_RUNS` sets how many schools are played. A failure prints the seed and the actions that are needed for it;
//! `ZHURNAL_MACHINE_SEED=n` (and `ZHURNAL_MACHINE_KEEP=0,3,7`, indices of actions) plays that one again.

mod action;
mod invariants;
mod lies;
mod play;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::support::node::{Model, Node, View};
use crate::support::product::Product;
use crate::support::school::{REGISTRY, YEAR};
use crate::support::slow::Slow;
use action::{Action, Random};
use play::{Machine, Tally};

/// Actions a school.
const STEPS: usize = 110;
/// Schools played when nothing else is said.
const RUNS: u64 = 20;
const RUNS_OF_THE_PRODUCT: u64 = 5;

/// The actions of a seed.
pub fn actions(seed: u64) -> Vec<Action> {
    let mut random = Random::new(seed);
    (0..STEPS).map(|_| Action::random(&mut random)).collect()
}

/// Plays actions from a new school; clocks off by these seconds.
pub fn run<N: Node>(seed: u64, list: &[Action], skews: [i64; 4]) -> Machine<N> {
    let mut m = Machine::<N>::new(seed, skews);
    for (n, action) in list.iter().enumerate() {
        m.step(n, action);
    }
    m.finish();
    m
}

/// Plays a seed; every fifth one twice, and compares what clocks must not change. Branches of one chain are then left out: choices go
/// by place, and at one place two branches stand in the order of their hashes, which cover the clock.
fn school<N: Node>(seed: u64, list: &[Action]) -> Tally {
    if seed % 5 != 4 {
        return run::<N>(seed, list, [0; 4]).tally;
    }
    let list: Vec<Action> = list.iter().filter(|a| !matches!(a, Action::Clone { .. } | Action::RollBack { .. })).cloned().collect();
    let mut first = run::<N>(seed, &list, [0; 4]);
    let mut second = run::<N>(seed, &list, [315_360_000, -315_360_000, 86_400, -3_600]);
    invariants::clocks_change_no_value(&mut first, &mut second);
    first.tally
}

fn fails<N: Node>(seed: u64, list: &[Action]) -> Option<String> {
    catch_unwind(AssertUnwindSafe(|| school::<N>(seed, list))).err().map(|e| {
        let text = e.downcast_ref::<String>().cloned().or_else(|| e.downcast_ref::<&str>().map(ToString::to_string));
        text.unwrap_or_default().lines().next().unwrap_or_default().to_owned()
    })
}

/// Leaves out what the failure does not need.
fn shrink<N: Node>(seed: u64, mut keep: Vec<usize>) -> Vec<usize> {
    let all = actions(seed);
    let mut part = keep.len().div_ceil(2);
    while part > 0 {
        let mut at = 0;
        while at < keep.len() {
            let without: Vec<usize> = keep.iter().enumerate().filter(|(i, _)| *i < at || *i >= at + part).map(|(_, k)| *k).collect();
            let list: Vec<Action> = without.iter().filter_map(|i| all.get(*i).cloned()).collect();
            if fails::<N>(seed, &list).is_some() { keep = without } else { at += part }
        }
        part /= 2;
    }
    keep
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|v| v.parse().ok())
}

/// Plays the schools asked for.
pub fn play_all<N: Node>(default_runs: u64) -> Tally {
    let seed = number("ZHURNAL_MACHINE_SEED");
    let runs = number("ZHURNAL_MACHINE_RUNS").unwrap_or(default_runs);
    let seeds: Vec<u64> = seed.map_or_else(|| (0..runs).collect(), |s| vec![s]);
    let kept = std::env::var("ZHURNAL_MACHINE_KEEP").ok();
    let mut tally = Tally::default();
    for seed in seeds {
        let keep: Vec<usize> = match &kept {
            Some(list) => list.split(',').filter_map(|n| n.trim().parse().ok()).collect(),
            None => (0..STEPS).collect(),
        };
        let list: Vec<Action> = keep.iter().filter_map(|i| actions(seed).get(*i).cloned()).collect();
        let quiet = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let failed = fails::<N>(seed, &list).map(|first| {
            let needed = if kept.is_some() { keep.clone() } else { shrink::<N>(seed, keep.clone()) };
            (first, needed)
        });
        std::panic::set_hook(quiet);
        if let Some((first, needed)) = failed {
            let names: Vec<String> = needed.iter().map(ToString::to_string).collect();
            println!("{first}\nZHURNAL_MACHINE_SEED={seed} ZHURNAL_MACHINE_KEEP={}", names.join(","));
            let list: Vec<Action> = needed.iter().filter_map(|i| actions(seed).get(*i).cloned()).collect();
            list.iter().for_each(|a| println!("  {a:?}"));
            school::<N>(seed, &list);
            panic!("failed with all actions, not with those kept: {first}");
        }
        tally.add(&school::<N>(seed, &list));
    }
    tally
}

#[test]
fn a_random_school_goes_with_the_product_step_by_step() {
    println!("{}", play_all::<Product>(RUNS_OF_THE_PRODUCT));
}

#[test]
fn a_random_school_is_the_same_in_the_end_on_computers_that_take_in_little_a_day() {
    let mut waited = 0;
    for seed in number("ZHURNAL_MACHINE_SEED").map_or(0..RUNS_OF_THE_PRODUCT, |s| s..s + 1) {
        let list = actions(seed);
        let mut m = Machine::<Slow>::new(seed, [0; 4]);
        for (n, action) in list.iter().enumerate() {
            m.step(n, action);
        }
        m.w.sync();
        for c in 0..m.w.computers.len() {
            waited += m.w.computers[c].node.product.home.late().unwrap().iter().map(|r| r.events).sum::<u64>();
            m.w.computers[c].node.let_all_in();
            let books = m.w.books(c);
            for v in [REGISTRY, YEAR] {
                assert_eq!(m.w.computers[c].node.view(v), View::from(books.volume(v)), "seed {seed}, computer {c}, {v}");
            }
        }
        // Tables, signatures, and one state hash wherever the set is one.
        m.finish();
    }
    assert!(waited > 100, "only {waited} events waited for a further day");
}

#[test]
fn a_random_school_keeps_the_invariants_on_the_model() {
    let tally = play_all::<Model>(RUNS);
    println!("{tally}");
    if number("ZHURNAL_MACHINE_SEED").is_none() && number("ZHURNAL_MACHINE_RUNS").is_none_or(|r| r >= 20) {
        tally.is_lively();
    }
}
