//! What a cell is about stands in its key: nobody names another place, another class, another person.

use super::prelude::*;

crate::stories::play! {
    a_teacher_of_another_group_overwrites_no_locked_final
    a_lock_of_a_term_reaches_finals_by_what_they_are
    a_pupil_who_moved_gets_the_term_from_the_new_group
    nobody_views_answers_or_writes_in_another_s_name
    a_foreign_class_s_reason_is_void
    a_homeroom_teacher_puts_nobody_into_a_foreign_class
    a_permit_for_one_group_s_final_opens_no_other
}

fn final_mark(group: &str, pupil: &str, mark: i64) -> Draft {
    let key = vec![id(group).into(), id(pupil).into(), id(TERM).into(), id("maths").into(), 1.into()];
    Draft::new(journal::FINAL_MARK, key, vec![mark.into(), Value::Null, "".into()])
}

fn a_teacher_of_another_group_overwrites_no_locked_final<N: Node>(w: &mut World<N>) {
    let given = w.write(J, YEAR, final_mark("A", "p1", 5));
    w.sync();
    w.lock(O, L1);
    w.sync();
    let (named, own) = (w.write(K, YEAR, final_mark("A", "p1", 2)), w.write(K, YEAR, final_mark("B", "p1", 2)));
    w.sync();
    assert_eq!([given, named, own].map(|h| w.fate(O, h)), [Applied, Void, Applied].map(Some));
    let cells = w.books(O).year.cells.clone();
    let shown = |group: &str| cells[&(journal::FINAL_MARK, final_mark(group, "p1", 0).key)].clone();
    assert_eq!((shown("A").value.items().unwrap()[0].clone(), shown("A").conflict), (5.into(), false), "another group's is another cell");
    assert_eq!(shown("B").value.items().unwrap()[0], 2.into());
}

fn a_lock_of_a_term_reaches_finals_by_what_they_are<N: Node>(w: &mut World<N>) {
    w.lock(O, L1);
    w.sync();
    let held = w.write(J, YEAR, final_mark("A", "p1", 5));
    let other = w.write(K, YEAR, final_mark("B", "p1", 5));
    w.sync();
    assert_eq!([held, other].map(|h| w.fate(O, h)), [Held, Applied].map(Some));
}

fn a_pupil_who_moved_gets_the_term_from_the_new_group<N: Node>(w: &mut World<N>) {
    let before = w.write(J, YEAR, final_mark("A", "p1", 3));
    let after = w.write(K, YEAR, final_mark("B", "p1", 4));
    w.sync();
    assert_eq!([before, after].map(|h| w.fate(O, h)), [Some(Applied); 2], "which one is shown changes no fate");
}

fn nobody_views_answers_or_writes_in_another_s_name<N: Node>(w: &mut World<N>) {
    let of = |name: &str| {
        let user: Value = user(name).into();
        [
            Draft::new(journal::VIEWED, vec![user.clone(), id("page").into(), 20_700.into()], vec![1.into()]),
            Draft::new(journal::CHECK_SEEN, vec![user.clone(), id("check").into()], 20_700),
            Draft::new(journal::SURVEY_ANSWER, vec![user.clone(), id("survey").into(), Value::Null], "yes"),
            Draft::new(journal::MESSAGE, vec![user.clone(), id(name).into()], vec![Value::Array(vec![]), Value::Null, "text".into()]),
            Draft::new(
                journal::SIGNED,
                vec![id("A").into(), id(TERM).into(), user],
                vec![Value::Bytes(vec![1; 32]), Value::Bytes(vec![2; 64])],
            ),
        ]
    };
    let own = of(T1).map(|draft| w.write(J, YEAR, draft));
    let lies = of(T2).map(|draft| w.write(J, YEAR, draft));
    let page = w.write(K, YEAR, of(T2)[4].clone());
    w.sync();
    assert_eq!(own.map(|h| w.fate(O, h)), [Some(Applied); 5]);
    assert_eq!(lies.map(|h| (w.fate(O, h), w.reason(O, h))), [(Some(Void), Some(Reason::Own)); 5]);
    assert_eq!(w.fate(O, page), Some(Void), "one's own name, and no page");
}

fn reason(class: &str, pupil: &str) -> Draft {
    let mut key = vec![id(class).into()];
    key.extend(L1.key());
    key.push(id(pupil).into());
    Draft::new(journal::ABSENCE_REASON, key, vec![3.into(), 1.into(), Value::Null, "".into()])
}

fn a_foreign_class_s_reason_is_void<N: Node>(w: &mut World<N>) {
    w.give_homeroom(O, T2, "5a");
    w.sync();
    let (own, foreign) = (w.write(K, YEAR, reason("5a", "p1")), w.write(K, YEAR, reason("6b", "p1")));
    w.sync();
    assert_eq!(
        [own, foreign].map(|h| w.fate(O, h)),
        [Applied, Void].map(Some),
        "two cells: which class the pupil is in tells the one shown"
    );
}

fn a_homeroom_teacher_puts_nobody_into_a_foreign_class<N: Node>(w: &mut World<N>) {
    w.give_homeroom(O, T2, "5a");
    w.sync();
    let member = |class: Value| {
        Draft::new(y::GROUP_MEMBER, vec![class, id("A").into(), id("p1").into(), 20_700.into()], vec![Value::Null, Value::Null])
    };
    let exempt = |class: Value| {
        Draft::new(y::PE_EXEMPTION, vec![class, id("p1").into(), 20_700.into()], vec![Value::Null, 1.into(), "paper".into(), 20_690.into()])
    };
    let classes: [Value; 3] = [id("5a").into(), id("6b").into(), Value::Null];
    let members = classes.clone().map(|c| w.write(K, YEAR, member(c)));
    let papers = classes.map(|c| w.write(K, YEAR, exempt(c)));
    w.sync();
    for all in [members, papers] {
        assert_eq!(all.map(|h| w.fate(O, h)), [Applied, Void, Void].map(Some));
    }
    let by_role = w.write(P, YEAR, member(Value::Null));
    w.sync();
    assert_eq!(w.fate(O, by_role), Some(Applied), "no class: the role alone");
}

fn a_permit_for_one_group_s_final_opens_no_other<N: Node>(w: &mut World<N>) {
    w.give_load(O, T1, L2);
    w.lock(O, L1);
    w.lock(O, L2);
    let cell = vec![i64::from(journal::FINAL_MARK).into(), final_mark("A", "p1", 0).key.into()];
    let value = vec![user(T1).into(), Value::Array(vec![cell.into()]), "".into(), Value::Null];
    w.write(O, YEAR, Draft::new(l::PERMIT, vec![id("permit").into()], value));
    w.sync();
    let named = w.write(J, YEAR, final_mark("A", "p1", 4).permit("permit"));
    let other = w.write(J, YEAR, final_mark("B", "p1", 4).permit("permit"));
    w.sync();
    assert_eq!([named, other].map(|h| w.fate(O, h)), [Applied, Held].map(Some));
}
