//! Locks, permits, reopening, windows, decisions.

use super::prelude::*;

super::play! {
    an_entry_unseen_by_a_lock_is_held_until_the_deputy_says_yes
    a_decided_entry_stays_applied_under_a_concurrent_lock
    an_entry_unknown_to_a_stale_second_lock_is_held
    a_permit_opens_one_cell_and_its_withdrawal_ends_it
    a_reopened_term_takes_new_entries_and_opens_no_held_ones
    pressing_lock_again_accepts_nothing
    a_deputy_s_lock_that_travels_before_the_role_waits
    a_passed_window_holds_what_touches_an_old_cell
    leaving_out_seen_does_not_escape_a_lock
    an_unheeded_lock_is_flagged_disobedient
}

fn an_entry_unseen_by_a_lock_is_held_until_the_deputy_says_yes<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.lock(O, L1);
    w.sync();
    for c in 0..4 {
        assert_eq!((w.fate(c, m), w.listed(c, m), w.value(c, C1)), (Some(Held), true, None));
    }
    w.decide(O, &[m], true);
    w.sync();
    for c in 0..4 {
        assert_eq!((w.fate(c, m), w.listed(c, m), w.value(c, C1)), (Some(Applied), false, Some(5)));
    }
}

fn a_decided_entry_stays_applied_under_a_concurrent_lock<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.lock(O, L1);
    w.sync_some(&[O, J]);
    w.decide(O, &[m], true);
    w.lock(P, L1);
    w.sync();
    assert_eq!(w.fate(P, m), Some(Applied));
}

fn an_entry_unknown_to_a_stale_second_lock_is_held<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync_some(&[O, J]);
    w.lock(O, L1);
    assert_eq!(w.fate(O, m), Some(Applied));
    w.lock(P, L1);
    w.sync();
    assert_eq!((w.fate(O, m), w.listed(O, m)), (Some(Held), true));
}

fn a_permit_opens_one_cell_and_its_withdrawal_ends_it<N: Node>(w: &mut World<N>) {
    w.lock(O, L1);
    w.permit(O, "permit", T1, &[C1]);
    w.sync();
    let m = w.mark_under(J, C1, 4, "permit");
    let n = w.mark_under(J, C2, 4, "permit");
    w.sync();
    assert_eq!((w.fate(O, m), w.fate(O, n)), (Some(Applied), Some(Held)));
    w.withdraw(O, "permit");
    let late = w.mark_under(J, C1, 3, "permit");
    w.sync();
    assert_eq!((w.fate(O, m), w.fate(O, late), w.value(O, C1)), (Some(Applied), Some(Held), Some(4)));
}

fn a_reopened_term_takes_new_entries_and_opens_no_held_ones<N: Node>(w: &mut World<N>) {
    let lock = w.lock(O, L1);
    let early = w.mark(J, C2, 2);
    w.sync();
    assert_eq!(w.fate(O, early), Some(Held));
    w.reopen(O, &[lock]);
    w.sync();
    let m = w.mark(J, C1, 4);
    w.sync();
    assert_eq!((w.fate(O, m), w.fate(O, early), w.listed(O, early)), (Some(Applied), Some(Held), true));
    let again = w.lock(O, L1);
    w.sync();
    assert_eq!((w.fate(J, m), w.fate(J, early)), (Some(Applied), Some(Held)));
    let after = w.mark(J, C1, 3);
    assert_eq!((w.fate(J, again), w.fate(J, after)), (Some(Applied), Some(Held)));
}

fn pressing_lock_again_accepts_nothing<N: Node>(w: &mut World<N>) {
    w.lock(O, L1);
    let m = w.mark(J, C1, 5);
    w.sync();
    w.lock(P, L1);
    w.sync();
    assert_eq!((w.fate(O, m), w.listed(O, m)), (Some(Held), true));
}

fn a_deputy_s_lock_that_travels_before_the_role_waits<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    w.give_key(O, "d2", pair("password d2"));
    let role = w.give_role(O, "d2", "deputy", DEPUTY, &[]);
    w.pull(P, O);
    w.login(P, "d2");
    let lock = w.lock(P, L1);
    let device = w.computers[P].device;
    w.pull_if(J, P, |p| p.chain.device == device);
    assert_eq!(w.fate(J, lock), None, "its Seen names what is not here");
    let m = w.mark(J, C1, 5);
    assert_eq!(w.fate(J, m), Some(Applied));
    w.sync();
    assert_eq!((w.fate(J, role), w.fate(J, lock), w.fate(J, m)), (Some(Applied), Some(Applied), Some(Held)));
}

fn a_passed_window_holds_what_touches_an_old_cell<N: Node>(w: &mut World<N>) {
    let old = w.mark(J, C1, 2);
    w.sync();
    w.window(O, L1.date);
    w.sync_some(&[O, P]);
    let (corrected, cleared) = (w.mark(J, C1, 5), w.clear(J, C1));
    let (first, mended) = (w.mark(J, C2, 4), w.mark(J, C2, 3));
    let hidden = w.write(J, YEAR, Draft::new(journal::MARK, C1.key(), 5));
    w.sync();
    assert_eq!([old, corrected, cleared, hidden].map(|h| w.fate(O, h)), [Applied, Held, Held, Held].map(Some));
    assert_eq!([first, mended].map(|h| w.fate(O, h)), [Superseded, Applied].map(Some));
    assert_eq!((w.value(O, C1), w.value(O, C2)), (Some(2), Some(3)));
}

fn leaving_out_seen_does_not_escape_a_lock<N: Node>(w: &mut World<N>) {
    w.lock(O, L1);
    w.sync();
    let draft = w.mark_draft(J, C1, 5).unseen();
    let m = w.write(J, YEAR, draft);
    w.sync();
    assert_eq!(w.fate(O, m), Some(Held));
}

fn an_unheeded_lock_is_flagged_disobedient<N: Node>(w: &mut World<N>) {
    let unseen = w.mark(J, C1, 5);
    w.lock(O, L1);
    w.sync();
    let seen = w.mark(J, C2, 5);
    w.sync();
    let books = w.books(O);
    let flagged = |h| books.year.verdicts.get(&h).map(|v| (v.fate, v.disobedient));
    assert_eq!((flagged(unseen), flagged(seen)), (Some((Held, false)), Some((Held, true))));
}
