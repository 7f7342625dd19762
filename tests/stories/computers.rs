//! Clones, restored computers, lost bundles, partial exchange.

use super::prelude::*;
use zhurnal::event::{Event, LEVEL};

super::play! {
    a_lock_that_knew_one_branch_of_a_clone_holds_the_other
    a_restored_computer_goes_on_in_a_new_chain
    a_seen_that_lists_only_what_grew_loses_nothing
    entries_after_a_gap_are_held_until_the_next_session_and_seen
    what_was_seen_in_a_lost_part_counts_when_it_is_found
    a_lost_part_that_is_found_joins_and_the_gap_means_nothing
    a_lost_part_that_comes_with_what_followed_stands_once
    a_lost_part_of_a_fork_joins_what_followed_it
    a_decision_that_comes_before_what_it_decides_counts_when_that_comes
    a_computer_without_certificate_is_not_kept_and_offered_again
    duplicates_and_disorder_change_nothing
    a_rolled_back_store_forks_and_both_branches_stand
    a_forked_office_chain_takes_nothing_from_what_was_seen
    an_older_program_stops_writing_and_hands_on_what_it_cannot_read
    a_required_level_whose_act_is_void_stops_nobody
    an_act_of_destruction_takes_no_event_from_anybody
    nobody_but_an_admin_destroys
    a_program_that_ends_at_any_moment_goes_on_as_if_it_had_not
    what_waited_for_a_certificate_joins_although_the_program_ended_when_it_came
}

fn a_lock_that_knew_one_branch_of_a_clone_holds_the_other<N: Node>(w: &mut World<N>) {
    let common = w.mark(J, C1, 2);
    let twin = w.clone_computer(J);
    let (a, b) = (w.mark(J, C1, 3), w.mark(twin, C2, 4));
    w.pull(O, J);
    let lock = w.lock(O, L1);
    w.pull(O, twin);
    assert_eq!([common, a, b].map(|h| w.fate(O, h)), [Superseded, Applied, Held].map(Some));
    let lacks = a.chain;
    w.pull(P, twin);
    w.pull_if(P, O, |p| p.chain != lacks);
    assert_eq!([lock, common].map(|h| w.fate(P, h)), [Some(Applied); 2], "the lock names a head that is not here");
    w.sync();
    assert_eq!([common, a, b].map(|h| w.fate(P, h)), [Superseded, Applied, Held].map(Some));
}

fn a_restored_computer_goes_on_in_a_new_chain<N: Node>(w: &mut World<N>) {
    let old = w.mark(J, C1, 2);
    w.new_chains(J);
    let new = w.mark(J, C1, 3);
    w.sync();
    assert_eq!([old, new].map(|h| w.fate(O, h)), [Superseded, Applied].map(Some));
    assert_eq!((w.value(O, C1), w.conflict(O, C1)), (Some(3), false));
}

fn a_seen_that_lists_only_what_grew_loses_nothing<N: Node>(w: &mut World<N>) {
    w.mark(J, C1, 2);
    w.permit(P, "permit", T2, &[D1]);
    w.pull(J, P);
    let m = w.mark(J, C2, 3);
    w.sync();
    assert_eq!(w.fate(O, m), Some(Applied), "the load was named by an earlier Seen only");
}

fn entries_after_a_gap_are_held_until_the_next_session_and_seen<N: Node>(w: &mut World<N>) {
    w.mark(J, C1, 2);
    w.sync();
    let lost = w.mark(J, C1, 3);
    let (after, number) = (w.mark(J, C2, 4), lost.hash);
    w.login(O, ADM);
    let without = |p: &crate::model::Placed| p.hash != number;
    w.pull_if(O, J, without);
    assert_eq!(w.fate(O, after), None);
    w.gap(O, lost.idx, lost);
    assert_eq!((w.fate(O, after), w.in_doubt(O, after)), (Some(Held), true));
    w.computers[J].pens.get_mut(&YEAR).unwrap().log_out();
    let unseen = w.mark(J, C1, 5);
    w.pull_if(J, O, |_| true);
    let again = w.mark(J, C1, 4);
    w.pull_if(O, J, without);
    assert_eq!([unseen, again].map(|h| w.fate(O, h)), [Held, Applied].map(Some));
}

fn a_lost_part_that_is_found_joins_and_the_gap_means_nothing<N: Node>(w: &mut World<N>) {
    let lost = w.mark(J, C1, 3);
    let after = w.mark(J, C2, 4);
    w.login(O, ADM);
    w.pull_if(O, J, |p| p.hash != lost.hash);
    w.gap(O, lost.idx, lost);
    assert_eq!(w.fate(O, after), Some(Held));
    w.sync();
    assert_eq!([lost, after].map(|h| w.fate(O, h)), [Some(Applied); 2]);
}

/// The whole chain in one segment: what followed the loss is known already, and is not taken in a second time.
fn a_lost_part_that_comes_with_what_followed_stands_once<N: Node>(w: &mut World<N>) {
    let lost = w.mark(J, C1, 3);
    let after = [w.mark(J, C2, 4), w.mark(J, C1, 5)];
    w.login(O, ADM);
    w.pull_if(O, J, |p| p.hash != lost.hash);
    w.gap(O, lost.idx, lost);
    let whole: Vec<_> = w.computers[J].known.iter().filter(|p| p.chain == lost.chain).cloned().collect();
    w.deliver(O, &whole);
    assert_eq!([lost, after[0], after[1]].map(|h| w.fate(O, h)), [Superseded, Applied, Applied].map(Some));
    w.sync();
    w.settle_all();
}

/// A store that was rolled back goes on in a second branch, whose first event is lost and found.
fn a_lost_part_of_a_fork_joins_what_followed_it<N: Node>(w: &mut World<N>) {
    w.mark(J, C1, 2);
    let twin = w.clone_computer(J);
    w.mark(J, C1, 5);
    w.sync_some(&[O, P, J, K]);
    let (lost, after) = (w.mark(twin, C1, 3), w.mark(twin, C2, 4));
    w.login(O, ADM);
    w.pull_if(O, twin, |p| p.hash != lost.hash);
    w.gap(O, lost.idx, lost);
    assert_eq!(w.fate(O, after), Some(Held));
    w.pull(O, twin);
    assert_eq!([lost, after].map(|h| w.fate(O, h)), [Some(Applied); 2]);
    w.sync();
    w.settle_all();
}

/// The end of the chain comes first, its beginning last: what had been seen in the lost part counts for what followed.
fn what_was_seen_in_a_lost_part_counts_when_it_is_found<N: Node>(w: &mut World<N>) {
    w.login(P, DEP);
    w.give_load(P, T1, L2);
    w.pull(J, P);
    let lost = w.mark(J, C1, 3);
    let after = w.mark(J, C2, 4);
    w.login(O, DEP);
    w.give_load(O, T2, L1);
    w.pull(J, O);
    let second = w.mark(J, D1, 4);
    w.login(O, ADM);
    w.pull_if(O, J, |p| p.chain != after.chain || p.idx > lost.idx);
    w.gap(O, 0, lost);
    assert_eq!([after, second].map(|h| w.fate(O, h)), [Some(Held); 2]);
    w.sync();
    assert_eq!([lost, after, second].map(|h| w.fate(O, h)), [Some(Applied); 3]);
}

/// The deputy's chain by flash drive, the teacher's a day later.
fn a_decision_that_comes_before_what_it_decides_counts_when_that_comes<N: Node>(w: &mut World<N>) {
    w.mark(J, C2, 2);
    w.sync();
    w.lock(O, L1);
    w.pull(P, O);
    let held = w.mark(J, C1, 3);
    w.pull(P, J);
    assert_eq!(w.fate(P, held), Some(Held));
    w.login(P, DEP);
    w.decide(P, &[held], true);
    w.pull_if(K, P, |p| p.chain != held.chain);
    w.pull(K, J);
    assert_eq!([P, K].map(|c| w.fate(c, held)), [Some(Applied); 2]);
    w.sync();
    w.settle_all();
}

fn a_computer_without_certificate_is_not_kept_and_offered_again<N: Node>(w: &mut World<N>) {
    let x = w.add_computer("device X");
    w.pull(x, O);
    w.login(x, T1);
    let m = w.mark(x, C1, 5);
    w.pull(O, x);
    assert_eq!(w.fate(O, m), None);
    assert!(w.books(O).year.waiting.is_empty(), "nobody introduced it");
    w.login(O, ADM);
    w.enrol(O, x, &[1]);
    assert_eq!(w.fate(O, m), Some(Applied));
}

fn duplicates_and_disorder_change_nothing<N: Node>(w: &mut World<N>) {
    for mark in [2, 3, 4] {
        w.mark(J, C1, mark);
        w.mark(P, C1, mark + 1);
    }
    w.lock(O, L1);
    w.sync();
    let want = w.books(O);
    let events: Vec<_> = w.computers[O].known.iter().rev().cloned().collect();
    w.refill(K, std::collections::BTreeSet::new());
    for p in events.iter().chain(events.iter().step_by(3)) {
        w.deliver(K, std::slice::from_ref(p));
    }
    assert_eq!(w.books(K), want);
}

fn a_rolled_back_store_forks_and_both_branches_stand<N: Node>(w: &mut World<N>) {
    w.mark(J, C1, 2);
    let (known, pens) = (w.computers[J].known.clone(), w.computers[J].pens.clone());
    let a = w.mark(J, C1, 3);
    w.pull(O, J);
    w.refill(J, known);
    w.computers[J].pens = pens;
    let b = w.mark(J, C2, 4);
    assert_eq!((a.chain, a.idx), (b.chain, b.idx));
    w.sync();
    for c in [O, J, K] {
        assert_eq!([a, b].map(|h| w.fate(c, h)), [Some(Applied); 2]);
    }
    let c = w.mark(J, C1, 5);
    w.sync();
    assert_eq!((w.fate(O, c), w.value(O, C1), w.conflict(O, C1)), (Some(Applied), Some(5), false));
}

fn a_forked_office_chain_takes_nothing_from_what_was_seen<N: Node>(w: &mut World<N>) {
    let (known, pens) = (w.computers[O].known.clone(), w.computers[O].pens.clone());
    w.login(O, ADM);
    w.give_role(O, T2, "reader", &[], &[]);
    w.pull(P, O);
    let load = w.give_load(P, T2, L1);
    w.refill(O, known);
    w.computers[O].pens = pens;
    w.login(O, ADM);
    w.give_role(O, T1, "reader", &[], &[]);
    w.sync();
    let m = w.mark(K, C1, 5);
    w.sync();
    for c in [O, P, J] {
        assert_eq!([load, m].map(|h| w.fate(c, h)), [Some(Applied); 2]);
    }
}

fn an_older_program_stops_writing_and_hands_on_what_it_cannot_read<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    w.computers[O].level = LEVEL + 1;
    w.require(O, LEVEL + 1);
    let newer = Event { claim: 0, kind: 299, version: 1, key: C1.key(), value: 5.into(), refs: vec![], permit: None };
    let newer = w.append(O, YEAR, newer);
    w.pull(J, O);
    let (known, refused) = (w.computers[J].known.len(), w.mark(J, C1, 5));
    assert_eq!((w.fate(J, refused), w.computers[J].known.len(), w.value(J, C1)), (None, known, None));
    // Whoever has not heard of it writes on, and what he wrote goes on through the older program.
    let unheard = w.mark(K, D1, 4);
    w.pull(J, K);
    w.pull(P, J);
    assert_eq!([newer, unheard].map(|h| w.fate(P, h)), [Unknown, Applied].map(Some));
    w.computers[J].level = LEVEL + 1;
    let mark = w.mark(J, C1, 5);
    assert_eq!(w.fate(J, mark), Some(Applied));
}

fn a_required_level_whose_act_is_void_stops_nobody<N: Node>(w: &mut World<N>) {
    let heads = w.heads(O, REGISTRY);
    w.login(O, ADM);
    w.computers[O].level = LEVEL + 1;
    w.require(O, LEVEL + 1);
    w.pull(J, O);
    assert!(!w.writes(J));
    w.root_annul(O, ADM, heads);
    w.pull(J, O);
    let mark = w.mark(J, C1, 5);
    assert_eq!(w.fate(J, mark), Some(Applied));
}

fn an_act_of_destruction_takes_no_event_from_anybody<N: Node>(w: &mut World<N>) {
    let mark = w.mark(J, C1, 5);
    w.sync();
    w.login(O, ADM);
    let closing = w.close_year(O);
    let act = w.destroy_year(O, closing, None);
    w.root_key(O, "adm2", pair("password adm2"));
    w.write_root(O, l::ADMIN, vec![user("adm2").into()], true.into());
    w.pull(P, O);
    w.login(P, "adm2");
    let second = w.destroy_year(P, closing, Some(act));
    w.sync();
    assert_eq!(w.books(K).registry.condemned, std::collections::BTreeSet::from([(YEAR, closing)]));
    let late = w.mark(J, C2, 4);
    w.sync();
    assert_eq!([act, second, mark, late].map(|h| w.fate(K, h)), [Some(Applied); 4], "each computer decides for itself what it drops");
}

fn nobody_but_an_admin_destroys<N: Node>(w: &mut World<N>) {
    w.mark(J, C1, 5);
    w.sync();
    w.login(O, ADM);
    let closing = w.close_year(O);
    w.login(O, DEP);
    let office = w.destroy_year(O, closing, None);
    w.pull(J, O);
    w.login(J, ADM);
    let class = w.destroy_year(J, closing, Some(office));
    w.sync();
    assert_eq!([office, class].map(|h| w.fate(P, h)), [Some(Void); 2]);
    assert!(w.books(P).registry.condemned.is_empty());
}

fn a_program_that_ends_at_any_moment_goes_on_as_if_it_had_not<N: Node>(w: &mut World<N>) {
    let heads = w.heads(O, REGISTRY);
    let mark = w.mark(J, C1, 5);
    w.crash(J);
    w.login(O, ADM);
    w.annul(O, T1, heads);
    w.crash_amid(J, O);
    assert_eq!((w.fate(J, mark), w.value(J, C1)), (Some(Void), None));
    w.give_key(O, T1, pair("another"));
    w.crash_amid(J, O);
    w.login(J, T1);
    w.crash(J);
    let again = w.mark(J, C1, 4);
    w.crash(J);
    assert_eq!((w.fate(J, again), w.value(J, C1)), (Some(Applied), Some(4)));
}

fn what_waited_for_a_certificate_joins_although_the_program_ended_when_it_came<N: Node>(w: &mut World<N>) {
    let x = w.add_computer("device X");
    w.pull(x, O);
    w.login(x, T1);
    let m = w.mark(x, C1, 5);
    w.pull(J, x);
    assert_eq!(w.fate(J, m), None);
    w.login(O, ADM);
    w.enrol(O, x, &[1]);
    w.crash_amid(J, O);
    assert_eq!((w.fate(J, m), w.value(J, C1)), (Some(Applied), Some(5)));
}
