//! A year of a real-size school as other computers wrote it: sessions a day and teacher, what was seen, weekly windows, term locks,
//! marks, attendance, topics and homework in lesson order, about two corrections in a hundred.

use crate::pen::Pen;
use crate::school::{
    CLASSES, COMPUTERS, Computer, GROUPS, PUPILS, Person, SEAL, SLOTS, TEACHERS, YEAR, class, group, id, pupil, teacher_of, term, work,
};
use std::collections::VecDeque;
use zhurnal::event::kinds::{journal as j, ledger as l, registry as r, year as y};
use zhurnal::event::{Cut, Head, Permission, Scope, Segment, Value, Volume};

/// First school day.
const FIRST_DAY: i64 = 20_698;
/// Its morning.
const MORNING: i64 = FIRST_DAY * 86_400 + 5 * 3600;

/// A correction that another computer will make.
struct Correction {
    lesson: Lesson,
    key: Vec<Value>,
    old: Head,
    late: bool,
}

#[derive(Clone, Copy)]
struct Lesson {
    class: usize,
    group: usize,
    date: i64,
    slot: usize,
}

/// Writes the school week by week.
pub struct School {
    office: Pen,
    journals: Vec<Pen>,
    teachers: Vec<Person>,
    week: i64,
    random: u64,
    late: Vec<Correction>,
    /// Segments made and not handed out: several weeks may be asked for in one piece.
    ready: VecDeque<Segment>,
}

/// What the root writes first.
pub fn root_events() -> Vec<zhurnal::store::Write> {
    let office = Computer::office();
    let admin = Person::of("admin");
    let people = (0..TEACHERS).map(Person::teacher).chain([Person::of("deputy"), admin.clone()]);
    let keys = people.map(|p| zhurnal::store::Write::new(l::USER_KEY, vec![p.user.into()], user_key(&p)).proved(p.key));
    [
        (l::ROOT, vec![1.into()], vec![Value::Bytes(b"document".to_vec())].into()),
        (r::SCHOOL, vec![], vec!["School".into(), "Europe/Moscow".into(), "eljur".into(), 2026.into()].into()),
        (l::DEVICE, vec![office.device.0.into()], certificate(&office, &[1, 2, 3, 4])),
        (l::ADMIN, vec![admin.user.into()], true.into()),
    ]
    .into_iter()
    .map(|(kind, key, value)| zhurnal::store::Write::new(kind, key, value))
    .chain(keys)
    .collect()
}

fn certificate(c: &Computer, capabilities: &[i64]) -> Value {
    let list: Vec<Value> = capabilities.iter().map(|c| (*c).into()).collect();
    vec![Value::Bytes(c.key.public().0.to_vec()), Value::Bytes(SEAL.to_vec()), list.into(), "computer".into()].into()
}

fn user_key(p: &Person) -> Value {
    vec![
        id("salt").into(),
        1.into(),
        1.into(),
        1.into(),
        Value::Bytes(p.key.public().0.to_vec()),
        false.into(),
        Value::Array(vec![]),
        Value::Bytes(vec![0; 64]),
    ]
    .into()
}

impl School {
    /// The registry's segments, and the school ready to fill its year.
    pub fn found() -> (Vec<Segment>, Self) {
        let mut registry = Pen::new(Computer::office(), Volume::REGISTRY, 1);
        let (admin, deputy) = (Person::of("admin"), Person::of("deputy"));
        let teachers: Vec<Person> = (0..TEACHERS).map(Person::teacher).collect();
        let at = MORNING - 86_400;
        registry.session(at, &admin);
        for n in 0..=COMPUTERS {
            let c = Computer::journal(n);
            registry.write(at, l::DEVICE, vec![c.device.0.into()], certificate(&c, &[1]), vec![]);
        }
        let allowed = [Permission::Structure, Permission::AnyJournal, Permission::Lock, Permission::Decide];
        let allowed: Vec<Value> = allowed.iter().map(|p| i64::from(*p as u8).into()).collect();
        let role = vec![allowed.into(), Value::Array(vec![]), Value::Array(vec![]), Value::Null, Value::Null];
        registry.write(at, l::ROLE, vec![deputy.user.into(), "deputy".into()], role.into(), vec![]);

        let mut office = Pen::new(Computer::office(), YEAR, 2);
        office.session(at, &deputy);
        office.seen(at, &registry.head().into_iter().collect::<Vec<_>>());
        for c in 0..CLASSES {
            office.write(
                at,
                y::HOMEROOM,
                vec![teachers[c % TEACHERS].user.into(), class(c).into()],
                vec![Value::Null, Value::Null].into(),
                vec![],
            );
        }
        for g in 0..CLASSES * GROUPS {
            let value = vec![
                id(&format!("subject {}", g % GROUPS)).into(),
                "предмет".into(),
                0.into(),
                Value::Array(vec![class(g / GROUPS).into()]),
                200.into(),
            ];
            office.write(at, y::GROUP, vec![group(g).into()], value.into(), vec![]);
            let load = vec![200.into(), Value::Null, Value::Null];
            office.write(at, y::LOAD, vec![teachers[teacher_of(g)].user.into(), group(g).into()], load.into(), vec![]);
        }
        let heads: Vec<Head> = registry.head().into_iter().collect();
        let mut journals: Vec<Pen> = (0..COMPUTERS).map(|n| Pen::new(Computer::journal(n), YEAR, 100 + n as u64)).collect();
        for pen in &mut journals {
            pen.seen(at, &heads);
        }
        let ready = office.take().into();
        let school = Self { office, journals, teachers, week: 0, random: 0x9E37_79B9_7F4A_7C15, late: Vec::new(), ready };
        (registry.take(), school)
    }

    /// The structure alone: groups and loads.
    pub fn structure(&mut self) -> Vec<Segment> {
        self.ready.drain(..).collect()
    }

    /// Segments of at least so many events, in the order the computers exchanged them.
    pub fn events(&mut self, wanted: usize) -> Vec<Segment> {
        let (mut out, mut have) = (Vec::new(), 0);
        while have < wanted {
            let Some(s) = self.ready.pop_front() else {
                self.write_week();
                continue;
            };
            have += s.events.len();
            out.push(s);
        }
        out
    }

    fn dice(&mut self, sides: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % sides
    }

    fn write_week(&mut self) {
        let monday = FIRST_DAY + 7 * self.week;
        let heads: Vec<Head> = self.office.head().into_iter().collect();
        for pen in &mut self.journals {
            pen.seen(MORNING + 7 * self.week * 86_400, &heads);
        }
        let late = std::mem::take(&mut self.late);
        self.correct(late, MORNING + 7 * self.week * 86_400);
        for day in 0..5 {
            self.write_day(monday + day, self.week * 5 + day);
        }
        let mut made: Vec<Segment> = self.journals.iter_mut().flat_map(Pen::take).collect();
        // Computers exchange through the week: segments of different chains come mixed.
        made.sort_by_key(|s| s.first);
        self.ready.extend(made);
        let at = MORNING + (7 * self.week + 5) * 86_400;
        let heads: Vec<Head> = self.journals.iter().chain([&self.office]).filter_map(Pen::head).collect();
        let window = Cut {
            scope: Scope::Window { groups: vec![], from: monday, to: monday + 5 },
            heads: heads.clone(),
            void: false,
            automatic: true,
            stratum: 2,
            parts: Vec::new(),
        };
        self.office.write(at, l::CUT, vec![id(&format!("window {}", self.week)).into()], window.to_value(), vec![]);
        if self.week % 9 == 8 {
            for c in 0..CLASSES {
                let groups = (0..GROUPS).map(|g| group(c * GROUPS + g)).collect();
                let scope = Scope::Lessons {
                    groups,
                    from: monday - 56,
                    to: monday + 6,
                    terms: vec![term(usize::try_from(self.week / 9).unwrap_or(0))],
                };
                let lock = Cut { scope, heads: heads.clone(), void: false, automatic: false, stratum: 2, parts: Vec::new() };
                self.office.write(at, l::CUT, vec![id(&format!("lock {} {c}", self.week)).into()], lock.to_value(), vec![]);
            }
        }
        self.ready.extend(self.office.take());
        self.week += 1;
    }

    fn write_day(&mut self, date: i64, number: i64) {
        let day = usize::try_from(number).unwrap_or(0);
        let mut lessons: Vec<Lesson> = (0..SLOTS)
            .flat_map(|slot| {
                (0..CLASSES).map(move |class| Lesson { class, group: class * GROUPS + (day * SLOTS + slot) % GROUPS, date, slot })
            })
            .collect();
        lessons.sort_by_key(|x| (teacher_of(x.group), x.slot));
        let mut elsewhere = Vec::new();
        for lesson in lessons {
            self.write_lesson(lesson, &mut elsewhere);
        }
        let (late, now): (Vec<_>, Vec<_>) = elsewhere.into_iter().partition(|c| c.late);
        self.late.extend(late);
        self.correct(now, date * 86_400 + 12 * 3600);
    }

    fn write_lesson(&mut self, x: Lesson, elsewhere: &mut Vec<Correction>) {
        let teacher = teacher_of(x.group);
        let at = x.date * 86_400 + 5 * 3600 + i64::try_from(x.slot).unwrap_or(0) * 3300;
        let lesson: Vec<Value> = vec![group(x.group).into(), x.date.into(), i64::try_from(x.slot + 1).unwrap_or(1).into()];
        let key = |rest: Vec<Value>| lesson.iter().cloned().chain(rest).collect::<Vec<Value>>();
        let who = self.teachers[teacher].clone();
        let n = teacher % COMPUTERS;
        self.journals[n].session(at, &who);
        let topic: Value = vec!["Решение задач на движение".into(), Value::Null, Value::Null].into();
        self.journals[n].write(at, j::TOPIC, key(vec![0.into()]), topic, vec![]);
        for absent in [self.dice(13), 13 + self.dice(13)] {
            let p = pupil(x.class, usize::try_from(absent).unwrap_or(0));
            self.journals[n].write(at + 60, j::ATTENDANCE, key(vec![p.into()]), vec![1.into(), 0.into()].into(), vec![]);
        }
        for w in 0..2 {
            for p in 0..PUPILS {
                let mark = 2 + i64::try_from(self.dice(4)).unwrap_or(0);
                let cell = key(vec![pupil(x.class, p).into(), work(x.slot + w).into(), 1.into()]);
                let old = self.journals[n].write(at + 600, j::MARK, cell.clone(), mark.into(), vec![]);
                match self.dice(200) {
                    0 | 1 => {
                        self.journals[n].write(at + 900, j::MARK, cell, (2 + (mark - 1) % 4).into(), vec![]);
                    }
                    2 | 3 => {
                        let late = self.dice(40) == 0;
                        elsewhere.push(Correction { lesson: x, key: cell, old, late });
                    }
                    _ => {}
                }
            }
        }
        let text: Value =
            vec!["§ 14, № 215–218".into(), (x.date + 2).into(), Value::Null, Value::Array(vec![]), Value::Array(vec![])].into();
        self.journals[n].write(at + 2000, j::HOMEWORK, key(vec![0.into()]), text, vec![]);
    }

    /// From another computer, which names what its screen showed.
    fn correct(&mut self, list: Vec<Correction>, at: i64) {
        for c in list {
            let teacher = teacher_of(c.lesson.group);
            let who = self.teachers[teacher].clone();
            let pen = &mut self.journals[(teacher + 7) % COMPUTERS];
            pen.session(at, &who);
            pen.write(at, j::MARK, c.key, 5.into(), vec![c.old]);
        }
    }
}
