//! Doubts of who signed are decided by nobody, and put nothing in force.

use super::prelude::*;

crate::stories::play! {
    nobody_decides_an_unknown_key_and_it_comes_right_with_its_facts
    a_deputy_invents_no_teacher_s_marks
    a_lock_under_an_invented_key_stops_nobody
    a_real_lock_whose_author_had_not_seen_the_role_is_in_force
    a_lock_that_was_refused_opens
    a_lock_from_a_removed_computer_stops_nobody
    what_is_held_of_hand_is_written_again_by_whoever_has_the_page
    what_a_lost_part_holds_is_of_hand
    a_held_open_and_a_held_permit_give_nothing
}

fn nobody_decides_an_unknown_key_and_it_comes_right_with_its_facts<N: Node>(w: &mut World<N>) {
    let change = w.give_key(J, T1, pair("t1's next"));
    w.login(K, T1);
    let m = w.mark(K, C1, 5);
    w.sync_some(&[O, P, K]);
    assert_eq!((w.fate(O, m), w.reason(O, m)), (Some(Held), Some(Reason::KeyUnknown)));
    assert!(w.in_doubt(O, m) && !w.listed(O, m));
    w.decide(O, &[m], true);
    w.login(P, ADM);
    w.decide_in(P, YEAR, &[m], true, 1);
    w.sync_some(&[O, P, K]);
    assert_eq!(w.fate(O, m), Some(Held));
    w.sync();
    assert_eq!([change, m].map(|h| w.fate(O, h)), [Some(Applied); 2]);
    in_every_order(w);
}

fn a_deputy_invents_no_teacher_s_marks<N: Node>(w: &mut World<N>) {
    w.login_with(P, T1, pair("invented by dep"));
    let m = w.mark(P, C1, 5);
    w.login(P, DEP);
    w.decide(P, &[m], true);
    w.sync();
    assert_eq!((w.fate(O, m), w.value(O, C1), w.listed(O, m), w.in_doubt(O, m)), (Some(Held), None, false, true));
}

fn a_lock_under_an_invented_key_stops_nobody<N: Node>(w: &mut World<N>) {
    w.login_with(P, DEP, pair("invented by somebody at P"));
    let lock = w.lock(P, L1);
    let dismissal = {
        w.login_with(P, ADM, pair("invented too"));
        w.dismiss(P, T1)
    };
    w.sync();
    let m = w.mark(J, C1, 5);
    w.sync();
    assert_eq!([lock, dismissal, m].map(|h| w.fate(O, h)), [Held, Held, Applied].map(Some));
    assert!(w.in_doubt(O, lock));
}

/// A role that travels after the lock, so that the lock's author cannot have named it.
fn unseen_lock<N: Node>(w: &mut World<N>) -> Head {
    w.login(O, ADM);
    w.give_key(O, "d2", pair("slip d2"));
    w.give_role(O, "d2", "deputy", DEPUTY, &[]);
    w.sync();
    w.login(P, "d2");
    let heads = w.heads_for(P, YEAR, &World::<N>::lock_scope(L1));
    let lock = cut(World::<N>::lock_scope(L1), heads, false, 2);
    w.write(P, YEAR, Draft::new(l::CUT, vec![id("unseen lock").into()], lock.to_value()).unseen())
}

fn a_real_lock_whose_author_had_not_seen_the_role_is_in_force<N: Node>(w: &mut World<N>) {
    let lock = unseen_lock(w);
    w.sync();
    let m = w.mark(J, C1, 5);
    w.sync();
    assert_eq!([lock, m].map(|h| w.fate(O, h)), [Some(Held); 2]);
    assert_eq!((w.reason(O, lock), w.reason(O, m)), (Some(Reason::GrantUnseen), Some(Reason::Cut)));
    assert!(w.listed(O, lock) && w.listed(O, m));
}

fn a_lock_that_was_refused_opens<N: Node>(w: &mut World<N>) {
    let lock = unseen_lock(w);
    w.sync();
    let m = w.mark(J, C1, 5);
    w.sync();
    w.login(O, ADM);
    let no = w.decide_in(O, YEAR, &[lock], false, 1);
    w.sync();
    assert_eq!([no, lock, m].map(|h| w.fate(J, h)), [Applied, Held, Applied].map(Some));
    assert!(!w.listed(J, lock));
}

fn a_lock_from_a_removed_computer_stops_nobody<N: Node>(w: &mut World<N>) {
    let lock = w.lock(P, L1);
    w.login(O, ADM);
    let device = w.computers[P].device.0;
    w.cut_now(O, REGISTRY, Scope::Device(device, vec![]), false, 1);
    w.sync();
    let m = w.mark(J, C1, 5);
    w.sync();
    assert_eq!([lock, m].map(|h| w.fate(O, h)), [Held, Applied].map(Some));
    assert!(w.listed(O, lock), "a doubt of right: the admin may say yes");
}

fn what_is_held_of_hand_is_written_again_by_whoever_has_the_page<N: Node>(w: &mut World<N>) {
    let old = w.passwords[&user(T1)].clone();
    w.give_key(J, T1, pair("t1's next"));
    w.login_with(K, T1, old);
    let m = w.mark(K, C1, 4);
    w.sync();
    assert!(w.in_doubt(O, m));
    w.login(P, DEP);
    let again = w.write(P, YEAR, Draft::new(journal::MARK, C1.key(), 4).refs(vec![m]));
    w.sync();
    assert_eq!((w.fate(O, again), w.fate(O, m), w.in_doubt(O, m), w.value(O, C1)), (Some(Applied), Some(Held), false, Some(4)));
}

fn what_a_lost_part_holds_is_of_hand<N: Node>(w: &mut World<N>) {
    let lost = w.mark(J, C1, 3);
    let after = w.mark(J, C2, 4);
    w.login(O, ADM);
    w.pull_if(O, J, |p| p.hash != lost.hash);
    w.gap(O, lost.idx, lost);
    w.login(O, DEP);
    w.decide(O, &[after], true);
    assert_eq!((w.fate(O, after), w.reason(O, after)), (Some(Held), Some(Reason::Gap)));
    assert!(w.in_doubt(O, after) && !w.listed(O, after));
}

fn a_held_open_and_a_held_permit_give_nothing<N: Node>(w: &mut World<N>) {
    let lock = w.lock(O, L1);
    w.sync();
    w.login_with(P, DEP, pair("invented"));
    let open = w.reopen(P, &[lock]);
    let permit = w.permit(P, "permit", T1, &[C2]);
    w.sync();
    let (m, n) = (w.mark(J, C1, 4), w.mark_under(J, C2, 4, "permit"));
    w.sync();
    assert_eq!([open, permit, m, n].map(|h| w.fate(O, h)), [Some(Held); 4]);
}
