//! Lost parts of chains: what they may not hide, date back, or tie into a circle.

use super::prelude::*;

crate::stories::play! {
    behind_a_lost_part_nothing_is_written_as_if_it_had_been_before_it
    who_saw_what_follows_a_lost_part_saw_no_more_than_that
    a_found_part_of_the_registry_shows_the_year_what_had_been_seen
    windows_of_a_witness_around_a_lost_part_make_no_circle
}

/// Events of a chain after these ones are lost on O, and declared so.
fn lose<N: Node>(w: &mut World<N>, from: usize, lost: Head) {
    w.pull_if(O, from, |p| p.hash != lost.hash);
    w.login(O, ADM);
    w.gap(O, lost.idx, lost);
    w.login(O, DEP);
}

fn behind_a_lost_part_nothing_is_written_as_if_it_had_been_before_it<N: Node>(w: &mut World<N>) {
    let first = w.mark(J, C1, 3);
    let thief = w.clone_computer(J);
    let lost = w.mark(J, C2, 3);
    let last = w.mark(J, Square(L1, "p2", "w2"), 3);
    lose(w, J, lost);
    w.login(O, ADM);
    let device = w.computers[J].device.0;
    let heads: Vec<Head> = w.heads(O, REGISTRY).into_iter().filter(|h| h.chain.device.0 == device).collect();
    assert!(heads.contains(&first) && heads.contains(&last));
    w.cut(O, REGISTRY, &cut(Scope::Device(device, vec![]), heads, true, 1));
    // The thief goes on from a copy, at the index of the lost event.
    let forged = w.mark(thief, C1, 2);
    assert_eq!((forged.chain, forged.idx), (lost.chain, lost.idx));
    w.pull(O, thief);
    assert_eq!([first, last, forged].map(|h| w.fate(O, h)), [Applied, Held, Void].map(Some));
    assert_eq!(w.value(O, C1), Some(3));
}

fn who_saw_what_follows_a_lost_part_saw_no_more_than_that<N: Node>(w: &mut World<N>) {
    let load = w.give_load(P, T2, L1);
    let lost = w.mark(P, D1, 3);
    let after = w.mark(P, C2, 4);
    lose(w, P, lost);
    w.pull_if(K, P, |p| p.hash != lost.hash);
    w.pull(K, O);
    w.new_chains(K);
    let mark = |w: &mut World<N>, square: Square| {
        let draft = w.mark_draft(K, square, 5).unseen();
        w.write(K, YEAR, draft)
    };
    w.login(K, T2);
    w.prepare(K, YEAR, true, false);
    w.seen(K, YEAR, vec![after]);
    let m = mark(w, C1);
    assert_eq!((w.fate(K, m), w.reason(K, m)), (Some(Held), Some(Reason::GrantUnseen)));
    w.seen(K, YEAR, vec![load]);
    let n = mark(w, Square(L1, "p1", "w2"));
    assert_eq!(w.fate(K, n), Some(Applied));
    w.sync();
    assert_eq!([m, n].map(|h| w.fate(O, h)), [Some(Applied); 2], "the lost part was found");
    in_every_order(w);
}

fn a_found_part_of_the_registry_shows_the_year_what_had_been_seen<N: Node>(w: &mut World<N>) {
    w.login(P, ADM);
    let role = w.give_role(P, T2, "helper", &[Permission::AnyJournal], &[]);
    let setting = |w: &mut World<N>, word: &str| w.write(P, REGISTRY, Draft::new(r::SETTING, vec![word.into()], "y"));
    let lost = setting(w, "a");
    let after = setting(w, "b");
    lose(w, P, lost);
    w.pull_if(K, P, |p| p.hash != lost.hash);
    w.pull(K, O);
    w.new_chains(K);
    w.login(K, T2);
    w.prepare(K, YEAR, true, false);
    w.seen(K, YEAR, vec![after]);
    let draft = w.mark_draft(K, C1, 5).unseen();
    let m = w.write(K, YEAR, draft);
    assert_eq!((w.fate(K, role), w.fate(K, m)), (Some(Applied), Some(Held)));
    w.pull(K, P);
    assert_eq!([lost, after, m].map(|h| w.fate(K, h)), [Some(Applied); 3]);
    w.sync();
    in_every_order(w);
}

fn windows_of_a_witness_around_a_lost_part_make_no_circle<N: Node>(w: &mut World<N>) {
    let window = |w: &mut World<N>, heads: Vec<Head>, from: i64, to: i64| {
        let key = vec![w.fresh().into()];
        let value = Cut { automatic: true, ..cut(Scope::Window { groups: vec![], from, to }, heads, false, 2) }.to_value();
        w.write(O, YEAR, Draft::new(l::CUT, key, value).unsigned().unseen())
    };
    let twin = w.clone_computer(O);
    let pad: Vec<Head> = (0..6).map(|n| w.mark(O, Square(L1, "p1", "w2"), n % 3 + 3)).collect();
    let (lost, after) = (pad[4], pad[5]);
    // A second chain of the witness knows what follows the lost part; the first chain, forked before it, knows that.
    w.new_chains(O);
    let second = window(w, vec![after], L1.date - 5, L1.date);
    w.pull(twin, O);
    let key = vec![w.fresh().into()];
    let value =
        Cut { automatic: true, ..cut(Scope::Window { groups: vec![], from: L1.date, to: L1.date }, vec![second], false, 2) }.to_value();
    let first = w.write(twin, YEAR, Draft::new(l::CUT, key, value).unsigned().unseen());
    assert!(first.chain == lost.chain && first.idx <= lost.idx);
    // P declares the loss and has both.
    w.login(P, ADM);
    w.pull_if(P, O, |p| p.chain != lost.chain);
    w.pull_if(P, O, |p| p.chain == lost.chain && p.idx > lost.idx);
    w.gap(P, lost.idx, lost);
    w.pull_if(P, twin, |p| p.idx <= first.idx);
    assert_eq!([second, first].map(|h| w.fate(P, h).is_some()), [true; 2]);
}
