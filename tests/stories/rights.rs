//! Loads, substitutions, homeroom classes, own passwords.

use super::prelude::*;

super::play! {
    a_load_given_back_wants_an_open
    old_marks_stay_when_a_load_moves
    a_deputy_who_gives_a_load_up_keeps_the_timetable
    an_entry_before_its_grant_waits_and_is_then_applied
    a_teacher_s_own_new_password_counts_at_once
    a_substitution_opens_one_lesson_only
    a_homeroom_teacher_gives_the_reason_and_no_marks
    a_held_grant_rescues_what_stands_on_it
    a_grant_whose_decision_is_contradicted_gives_nothing_again
    a_role_limited_to_groups_locks_those_only
    a_role_taken_back_leaves_the_load_s_marks
}

fn a_load_given_back_wants_an_open<N: Node>(w: &mut World<N>) {
    let cut = w.take_load(O, T1, L1);
    let unseen = w.mark(J, C1, 5);
    w.sync();
    w.give_load(O, T1, L1);
    w.sync();
    let granted = w.mark(J, C2, 4);
    w.sync();
    assert_eq!([unseen, granted].map(|h| w.fate(O, h)), [Some(Held); 2]);
    w.reopen(O, &[cut]);
    w.sync();
    let opened = w.mark(J, C2, 3);
    w.sync();
    assert_eq!([unseen, opened].map(|h| w.fate(O, h)), [Held, Applied].map(Some));
}

fn old_marks_stay_when_a_load_moves<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync();
    w.give_load(O, T2, L1);
    w.take_load(O, T1, L1);
    w.sync();
    let n = w.mark(K, C2, 4);
    w.sync();
    assert_eq!([m, n].map(|h| w.fate(O, h)), [Some(Applied); 2]);
}

fn a_deputy_who_gives_a_load_up_keeps_the_timetable<N: Node>(w: &mut World<N>) {
    w.give_load(O, DEP, L1);
    w.sync();
    w.take_load(O, DEP, L1);
    let transfer = |w: &mut World<N>| w.write(P, YEAR, Draft::new(y::TRANSFER, L1.key(), vec![Value::Null, 1.into(), "".into()]));
    let (moved, m) = (transfer(w), w.mark(P, C1, 4));
    w.sync();
    assert_eq!([moved, m].map(|h| w.fate(O, h)), [Applied, Held].map(Some));
}

fn an_entry_before_its_grant_waits_and_is_then_applied<N: Node>(w: &mut World<N>) {
    w.give_load(O, T1, L2);
    w.pull(J, O);
    let m = w.mark(J, D1, 5);
    let device = w.computers[J].device;
    w.pull_if(P, J, |p| p.chain.device == device);
    assert_eq!((w.fate(P, m), w.value(P, D1)), (None, None));
    w.pull(P, O);
    assert_eq!((w.fate(P, m), w.value(P, D1)), (Some(Applied), Some(5)));
}

fn a_teacher_s_own_new_password_counts_at_once<N: Node>(w: &mut World<N>) {
    let key = w.give_key(J, T1, pair("own new password"));
    w.login(J, T1);
    let m = w.mark(J, C1, 5);
    assert_eq!([key, m].map(|h| w.fate(J, h)), [Some(Applied); 2]);
    w.sync();
    assert_eq!([key, m].map(|h| w.fate(O, h)), [Some(Applied); 2]);
    let second = w.give_key(K, T1, pair("forged"));
    w.sync();
    assert_eq!(w.fate(O, second), Some(Void), "t2 is neither t1 nor an admin");
}

fn a_substitution_opens_one_lesson_only<N: Node>(w: &mut World<N>) {
    w.substitute(O, T2, L1);
    w.sync();
    let m = w.mark(K, C1, 5);
    let next_day = Square(Lesson { date: L1.date + 1, ..L1 }, "p1", "w1");
    let next_slot = Square(Lesson { slot: L1.slot + 1, ..L1 }, "p1", "w1");
    let other = [w.mark(K, next_day, 5), w.mark(K, next_slot, 5)];
    w.sync();
    assert_eq!(w.fate(O, m), Some(Applied));
    assert_eq!(other.map(|h| w.fate(O, h)), [Some(Void); 2]);
}

fn a_homeroom_teacher_gives_the_reason_and_no_marks<N: Node>(w: &mut World<N>) {
    w.give_homeroom(O, T2, "class 5a");
    w.sync();
    let reason = |class: &str, pupil: &str| {
        let mut key = vec![id(class).into()];
        key.extend(L1.key());
        key.push(id(pupil).into());
        Draft::new(journal::ABSENCE_REASON, key, vec![3.into(), 1.into(), Value::Null, "".into()])
    };
    let own = w.write(K, YEAR, reason("class 5a", "p1"));
    let other = w.write(K, YEAR, reason("class 6b", "p2"));
    let mark = w.mark(K, C1, 2);
    w.sync();
    assert_eq!([own, other, mark].map(|h| w.fate(O, h)), [Applied, Void, Void].map(Some));
}

fn a_held_grant_rescues_what_stands_on_it<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    w.dismiss(O, DEP);
    let load = w.give_load(P, T2, L1);
    w.pull(K, P);
    let m = w.mark(K, C1, 5);
    assert_eq!(w.fate(K, m), Some(Applied));
    w.sync();
    assert_eq!([load, m].map(|h| w.fate(O, h)), [Some(Held); 2]);
    w.decide_in(O, YEAR, &[load], true, 1);
    w.sync();
    assert_eq!([load, m].map(|h| w.fate(O, h)), [Some(Applied); 2]);
}

fn a_grant_whose_decision_is_contradicted_gives_nothing_again<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    w.dismiss(O, DEP);
    let load = w.give_load(P, T2, L1);
    w.pull(K, P);
    let m = w.mark(K, C1, 5);
    w.sync();
    w.login(P, ADM);
    let no = w.decide_in(P, YEAR, &[load], false, 1);
    let yes = w.decide_in(O, YEAR, &[load], true, 1);
    assert_eq!([yes, load, m].map(|h| w.fate(O, h)), [Some(Applied); 3]);
    w.sync();
    assert_eq!([no, yes, load, m].map(|h| w.fate(O, h)), [Applied, Applied, Held, Held].map(Some));
    assert_eq!((w.listed(O, load), w.value(O, C1)), (true, None));
}

fn a_role_limited_to_groups_locks_those_only<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    w.give_key(O, "d2", pair("password d2"));
    w.give_role(O, "d2", "head of subject", &[Permission::Lock], &[id(L1.group)]);
    w.sync();
    w.login(P, "d2");
    let (own, other) = (w.lock(P, L1), w.lock(P, L2));
    let all = w.cut_now(P, YEAR, Scope::Lessons { groups: vec![], from: 0, to: 30_000, terms: vec![] }, false, 2);
    w.sync();
    assert_eq!([own, other, all].map(|h| w.fate(O, h)), [Applied, Void, Void].map(Some));
}

fn a_role_taken_back_leaves_the_load_s_marks<N: Node>(w: &mut World<N>) {
    w.give_load(O, DEP, L1);
    w.sync();
    w.login(O, ADM);
    let codes = [Permission::Lock, Permission::Structure].map(|p| p as u8).to_vec();
    w.cut_now(O, REGISTRY, Scope::Needs(user(DEP), codes), false, 1);
    let (lock, m) = (w.lock(P, L1), w.mark(P, C2, 4));
    w.sync();
    assert_eq!([lock, m].map(|h| w.fate(O, h)), [Held, Applied].map(Some), "a lock without the right is not in force");
    w.decide_in(O, YEAR, &[lock], false, 1);
    w.sync();
    assert!(!w.listed(O, lock));
    assert_eq!(w.fate(O, m), Some(Applied));
    let n = w.mark(P, D1, 4);
    w.sync();
    assert_eq!(w.fate(O, n), Some(Applied));
}
