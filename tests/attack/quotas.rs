//! Computers that flood, and what a computer takes in of them: bounded each day, late, in order, and in the end the
//! same school.

use super::prelude::*;
use crate::support::acts::bytes;
use crate::support::node::View;
use crate::support::product::Product;
use crate::support::slow::Slow;
use crate::support::world::Pen;
use std::collections::BTreeSet;
use zhurnal::event::{ChainId, Segment};
use zhurnal::store::Quota;

const DAY: Quota = Quota { events: 20, bytes: 100_000, chains: 4, forks: 1, kept: 1 << 20, past_cuts: false };

/// The school, where P takes in [`DAY`] of each computer, and X, which the office enrolled.
fn school(capabilities: &[i64]) -> (World<Slow>, usize) {
    let mut w = World::<Slow>::new();
    w.login(O, ADM);
    let x = w.add_computer("device X");
    w.enrol(O, x, capabilities);
    w.sync();
    w.login(x, T1);
    w.mark(x, C1, 5);
    w.sync();
    for c in [O, J, K, x] {
        w.computers[c].node.limit(Quota::NONE);
    }
    w.computers[P].node.limit(DAY);
    (w, x)
}
/// X writes so many marks, each behind the other.
fn flood(w: &mut World<Slow>, x: usize, n: i64) -> Vec<Head> {
    (0..n).map(|i| w.append(x, YEAR, raw(journal::MARK, C2.key(), 2 + i % 4))).collect()
}
/// How many of these are in the set of P, which must be the first ones.
fn taken(w: &World<Slow>, of: &[Head]) -> usize {
    let set = w.computers[P].node.set();
    let n = of.iter().filter(|h| set.contains(h)).count();
    assert!(of[..n].iter().all(|h| set.contains(h)), "in the order of the chain");
    n
}
/// P shows what the model makes of everything that it was offered, and what a computer without a measure shows.
fn ends_as_everywhere(w: &mut World<Slow>) {
    let books = w.books(P);
    for v in [REGISTRY, YEAR] {
        assert_eq!(w.computers[P].node.view(v), View::from(books.volume(v)), "{v}");
    }
    let known: Vec<Placed> = w.computers[P].known.iter().cloned().collect();
    let mut free = Product::found(&[w.first_root]);
    free.receive(&w.segments(&known));
    assert_eq!(w.computers[P].node.proven(), free.proven());
}

#[test]
fn a_flood_is_bounded_and_late_while_another_s_marks_in_the_same_bundle_come_in_at_once() {
    let (mut w, x) = school(&[1]);
    let rubbish = flood(&mut w, x, 50);
    let honest = [w.mark(J, D1, 5), w.mark(J, C1, 4)];
    w.pull(J, x);
    w.pull(P, J);
    let set = w.computers[P].node.set();
    assert!(honest.iter().all(|h| set.contains(h)));
    assert_eq!(taken(&w, &rubbish), 20);
    let late = w.computers[P].node.product.home.late().unwrap();
    let today = w.computers[P].node.product.clock.clone();
    let today = zhurnal::time::Clock::now(&*today) / 86_400;
    assert_eq!(
        late.iter().map(|r| (r.device, r.events, r.since, r.until)).collect::<Vec<_>>(),
        [(w.computers[x].device, 30, today, Some(today + 2))]
    );
    // What else comes of it today waits too, and a restart changes nothing.
    let more = flood(&mut w, x, 5);
    w.pull(P, x);
    w.crash(P);
    assert_eq!((taken(&w, &rubbish), taken(&w, &more)), (20, 0));
    w.computers[P].node.next_day();
    assert_eq!(taken(&w, &rubbish), 40);
    w.crash(P);
    assert_eq!(taken(&w, &rubbish), 40);
    w.computers[P].node.next_day();
    assert_eq!((taken(&w, &rubbish), taken(&w, &more)), (50, 5));
    assert!(w.computers[P].node.product.home.late().unwrap().is_empty());
    ends_as_everywhere(&mut w);
}

#[test]
fn what_fits_into_a_day_is_not_torn_and_stands_under_its_signature() {
    let (mut w, x) = school(&[1]);
    let parts: Vec<Vec<Head>> = (0..3)
        .map(|_| {
            let part = flood(&mut w, x, 12);
            w.pull(P, x);
            part
        })
        .collect();
    assert_eq!(parts.iter().map(|p| taken(&w, p)).collect::<Vec<_>>(), [12, 0, 0]);
    for days in 2..=3 {
        w.computers[P].node.product.home.ledger(YEAR, &mut |_| Ok(())).unwrap();
        w.computers[P].node.next_day();
        assert_eq!(parts.iter().map(|p| taken(&w, p)).sum::<usize>(), 12 * days);
    }
    ends_as_everywhere(&mut w);
}

#[test]
fn an_admin_lets_all_of_a_computer_in_everywhere() {
    let (mut w, x) = school(&[1]);
    let all = flood(&mut w, x, 70);
    w.pull(P, x);
    assert_eq!(taken(&w, &all), 20);
    w.login(O, ADM);
    let device = w.computers[x].device.0;
    w.write(O, REGISTRY, Draft::new(l::ADMIT, vec![device.into()], true));
    w.pull(P, O);
    assert_eq!(taken(&w, &all), 70);
    // By nobody else: a teacher's `admit` is void.
    w.write(O, REGISTRY, Draft::new(l::ADMIT, vec![device.into()], false));
    w.login(J, T1);
    w.write(J, REGISTRY, Draft::new(l::ADMIT, vec![device.into()], true));
    let more = flood(&mut w, x, 70);
    w.pull(P, O);
    w.pull(P, J);
    w.computers[P].node.next_day();
    w.pull(P, x);
    assert_eq!(taken(&w, &more), 20);
    ends_as_everywhere(&mut w);
}

#[test]
fn a_press_lets_all_of_a_computer_in_on_this_computer_alone() {
    let (mut w, x) = school(&[1]);
    let other = w.add_computer("device Y");
    w.login(O, ADM);
    w.enrol(O, other, &[1]);
    w.pull(other, O);
    w.login(other, T1);
    w.pull(P, O);
    let (of_x, of_y) = (flood(&mut w, x, 70), flood(&mut w, other, 70));
    w.pull(P, x);
    w.pull(P, other);
    let device = w.computers[x].device;
    w.computers[P].node.product.home.take_all_of(device).unwrap();
    assert_eq!((taken(&w, &of_x), taken(&w, &of_y)), (70, 20));
    // It is no rule for what comes after it.
    let more = flood(&mut w, x, 70);
    w.pull(P, x);
    assert_eq!(taken(&w, &more), 0);
    ends_as_everywhere(&mut w);
}

#[test]
fn what_a_waiting_seen_names_comes_first_on_the_measure_of_who_names_it() {
    let (mut w, x) = school(&[1, 2]);
    let device = w.computers[x].device;
    w.office.insert(device);
    let named = flood(&mut w, x, 30);
    w.pull(O, x);
    let more = flood(&mut w, x, 30);
    w.pull(P, x);
    assert_eq!(taken(&w, &named), 20);
    w.login(O, DEP);
    let load = w.give_load(O, T2, L1);
    w.pull(P, O);
    assert!(w.computers[P].node.set().contains(&load), "an honest entry waits for nobody's day");
    assert_eq!((taken(&w, &named), taken(&w, &more) < 30), (30, true));
    ends_as_everywhere(&mut w);
}

#[test]
fn what_lies_outside_a_void_cut_stays_out_until_the_cut_falls() {
    let (mut w, x) = school(&[1]);
    let name = second_admin(&mut w);
    w.sync();
    let before = w.heads(O, REGISTRY);
    w.login(O, name);
    let device = w.computers[x].device.0;
    w.cut_now(O, REGISTRY, Scope::Device(device, vec![]), true, 1);
    w.pull(P, O);
    let after = flood(&mut w, x, 5);
    w.pull(P, x);
    for _ in 0..3 {
        assert_eq!(taken(&w, &after), 0);
        w.computers[P].node.next_day();
    }
    let late = w.computers[P].node.product.home.late().unwrap();
    assert_eq!(late.iter().map(|r| (r.device.0, r.events, r.until)).collect::<Vec<_>>(), [(device, 5, None)]);
    w.crash(P);
    // The sheet ends what the second admin did: the cut is void, and what it kept out comes in.
    w.root_cut(O, Scope::Author(user(name)), before, true);
    w.pull(P, O);
    assert_eq!(taken(&w, &after), 5);
    ends_as_everywhere(&mut w);
}

#[test]
fn what_somebody_waits_for_comes_in_from_outside_a_void_cut() {
    let (mut w, x) = school(&[1, 2]);
    let device = w.computers[x].device;
    w.office.insert(device);
    w.login(O, ADM);
    w.cut_now(O, REGISTRY, Scope::Device(device.0, vec![]), true, 1);
    w.pull(P, O);
    let after = flood(&mut w, x, 5);
    // K has not heard of the cut when it names X's head.
    w.pull(K, x);
    w.login(K, T2);
    let m = w.mark(K, D1, 4);
    w.pull(P, x);
    assert_eq!(taken(&w, &after), 0);
    w.pull(P, K);
    assert!(w.computers[P].node.set().contains(&m));
    assert_eq!(taken(&w, &after), 5);
    ends_as_everywhere(&mut w);
}

#[test]
fn what_the_witness_holds_comes_at_once_on_a_new_computer() {
    let (mut w, x) = school(&[1]);
    let year = flood(&mut w, x, 400);
    w.pull(O, x);
    w.login(O, ADM);
    w.checkpoint(O);
    let today = flood(&mut w, x, 30);
    w.pull(O, x);
    let known: Vec<Placed> = w.computers[O].known.iter().cloned().collect();
    w.computers[P].node = Slow { product: Product::measured(&[w.first_root], Quota { events: 200, ..DAY }), pace: 0 };
    let (held, rest): (Vec<Placed>, Vec<Placed>) = known.iter().cloned().partition(|p| !today.contains(&p.head()));
    for part in [held, rest] {
        let segments = w.segments(&part);
        w.computers[P].node.receive(&segments);
    }
    assert_eq!((taken(&w, &year), taken(&w, &today)), (400, 30));
    assert!(w.computers[P].node.product.home.late().unwrap().is_empty());
}

#[test]
fn branches_and_chains_without_end_are_bounded() {
    let (mut w, x) = school(&[1]);
    let device = w.computers[x].device;
    let begin = |nonce: u64| {
        let pen = Pen::new(ChainId { device, volume: YEAR, nonce });
        vec![pen.place(raw(l::SEEN, vec![], Value::Array(vec![])))]
    };
    let chains: Vec<Vec<Placed>> = (1000..1010).map(begin).collect();
    let first = chains[0][0].clone();
    let mut pen = Pen::new(first.chain);
    pen.tip = Some(first.head());
    let forks: Vec<Vec<Placed>> = (0..10).map(|i| vec![pen.place(raw(journal::MARK, C1.key(), 2 + i % 4))]).collect();
    let forks: BTreeSet<Vec<Placed>> = forks.into_iter().collect();
    for part in chains.iter().chain(&forks) {
        w.deliver(P, part);
    }
    let set = w.computers[P].node.set();
    let here = |of: &mut dyn Iterator<Item = &Vec<Placed>>| of.filter(|p| set.contains(&p[0].head())).count();
    assert_eq!(here(&mut chains.iter()), 4);
    assert_eq!(here(&mut forks.iter()), 2, "the chain itself and one branch beside it");
    ends_as_everywhere(&mut w);
}

#[test]
fn junk_leaves_no_bytes_and_what_waits_is_bounded() {
    let (mut w, x) = school(&[1]);
    let pen = w.computers[x].pens[&YEAR].clone();
    let (own, nobody) =
        (pen.place(raw(journal::MARK, C1.key(), 2)), Pen::new(ChainId { device: zhurnal::id::DeviceId([5; 16]), ..pen.chain }));
    let strange = nobody.place(raw(journal::MARK, C1.key(), 2));
    let before = w.computers[P].node.set();
    for junk in [World::<Slow>::forge(std::slice::from_ref(&own), &pair("device Y")), World::<Slow>::forge(&[strange], &pair("device X"))] {
        let got = w.computers[P].node.product.home.receive(std::slice::from_ref(&junk)).unwrap();
        assert_eq!((got.joined, got.waiting, u64::from(got.refused) + got.strangers), (0, 0, 1));
    }
    assert_eq!(w.computers[P].node.set(), before);
    // Signed, and behind a gap that nobody will ever fill: kept up to the bound, then offered again.
    w.computers[P].node.limit(Quota { kept: 20_000, ..DAY });
    let behind = |n: u32| {
        let mut far = pen.clone();
        far.tip = Some(Head { chain: pen.chain, idx: 1000 + n, hash: [7; 32] });
        World::<Slow>::forge(
            &[far.place(raw(journal::MARK, vec![id("g").into(), 1.into(), 1.into(), id("p").into(), id("w").into()], bytes(&[1; 64])))],
            &pair("device X"),
        )
    };
    let rubbish: Vec<Segment> = (0..300).map(behind).collect();
    let got = w.computers[P].node.product.home.receive(&rubbish).unwrap();
    assert_eq!(got.waiting + got.left, 300);
    let kept: usize = w.computers[P].node.product.home.waiting(YEAR).unwrap().iter().map(|s| s.to_bytes().len()).sum();
    assert!(got.waiting > 5 && kept <= 20_000, "{} segments, {kept} bytes", got.waiting);
    // Nothing of it keeps out what others write.
    let m = w.mark(J, C1, 4);
    w.pull(P, J);
    assert!(w.computers[P].node.set().contains(&m));
}

#[test]
fn the_same_range_in_other_splits_is_kept_once() {
    let (mut w, x) = school(&[1]);
    let all = flood(&mut w, x, 90);
    let known: Vec<Placed> = w.computers[x].known.iter().filter(|p| all.contains(&p.head())).cloned().collect();
    for end in [30, 45, 90, 60, 90] {
        let part: Vec<Placed> = known[..end].to_vec();
        w.deliver(P, &part);
    }
    let late = w.computers[P].node.product.home.late().unwrap();
    assert_eq!((taken(&w, &all), late[0].events), (20, 70));
    let kept: usize = w.computers[P].node.product.home.waiting(YEAR).unwrap().iter().map(|s| s.events.len()).sum();
    assert!(kept <= 70 + 40, "{kept}");
    ends_as_everywhere(&mut w);
}
