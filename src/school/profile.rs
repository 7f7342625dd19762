//! The five regulation profiles (регламенты) as data, to the clause. What a regulation is silent about is not set, never a neighbour's number.
//!
//! The journal's core reads from here what it needs today: deadlines of marks and homework (J-07), the lock (J-08), empty topics (J-05),
//! the window of finals (J-09). The school may override a number by a setting of the year named `profile.<field>`.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// From where a deadline is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The end of the lesson itself.
    Lesson,
    /// The end of these pupils' last lesson of the day.
    ClassLast,
    /// The end of the school's last lesson of the day.
    SchoolLast,
    /// The day of the work.
    Day,
}

/// How long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Minutes after the anchor.
    Minutes(u16),
    /// Calendar days after the anchor's day, to its end; 0 is the day itself.
    Days(u16),
    /// The day itself, till this minute of it.
    Till(u16),
}

/// A deadline (срок): value and unit, with its anchor and the clause it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// How long.
    pub span: Span,
    /// From where.
    pub anchor: Anchor,
    /// Clause of the regulation.
    pub clause: &'static str,
}

/// When the lessons of a day end, as far as bells are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayEnds {
    /// Minute of the day at which the lesson ends.
    pub lesson: Option<u16>,
    /// The class's last lesson.
    pub class: Option<u16>,
    /// The school's last lesson.
    pub school: Option<u16>,
}

impl Deadline {
    /// The last moment in time, in the school's zone. Where bells are not known, the day's end stands for a lesson's: never too early.
    #[must_use]
    pub fn last(&self, day: NaiveDate, ends: DayEnds) -> NaiveDateTime {
        let end_of = |d: NaiveDate| d.succ_opt().unwrap_or(d).and_time(NaiveTime::MIN);
        let at = |minute: u16| day.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute));
        match self.span {
            Span::Days(n) => end_of(day.checked_add_days(Days::new(u64::from(n))).unwrap_or(day)),
            Span::Till(minute) => at(minute),
            Span::Minutes(n) => {
                let from = match self.anchor {
                    Anchor::Lesson => ends.lesson,
                    Anchor::ClassLast => ends.class,
                    Anchor::SchoolLast => ends.school,
                    Anchor::Day => None,
                };
                from.map_or_else(|| end_of(day), at) + TimeDelta::minutes(i64::from(n))
            }
        }
    }
}

/// When finals are due, counted from the term's last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinalsDue {
    /// So many days before the term's end.
    DaysBefore(u8),
    /// In the last week, before the holidays.
    LastWeek,
    /// After the term, in the holidays.
    InHolidays,
}

/// What locks a page (J-08).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Nothing till the year's end.
    None,
    /// All finals in and the term's last day past.
    AfterFinals,
    /// So many days after the lesson; 0: the admin has not chosen, nothing is locked.
    Window(u16),
}

/// What becomes of «Повторение», «Решение задач» without a concrete topic (J-05).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyTopics {
    /// Nothing.
    Off,
    /// Told, and written.
    Warn,
    /// Refused.
    Refuse,
}

/// One preset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    /// Id: `eljur`, `asiou`, `sgo`, `ezhd`, `portal`.
    pub id: &'static str,
    /// A mark of a lesson.
    pub mark: Option<Deadline>,
    /// A mark of a work that is checked for long (obligatory types): the type's own days stand over it.
    pub long_work: Option<Deadline>,
    /// A mark of a control work of in-school control.
    pub control_work: Option<Deadline>,
    /// Homework.
    pub homework: Option<Deadline>,
    /// Absence, by the teacher.
    pub absence: Option<Deadline>,
    /// Days within which the homeroom teacher states the reasons.
    pub reason_days: Option<u8>,
    /// Finals of a term.
    pub finals: Option<FinalsDue>,
    /// Lock.
    pub lock: Option<Lock>,
    /// Empty topics.
    pub empty_topics: EmptyTopics,
    /// Days in which a remark is mended.
    pub remark_days: Option<u8>,
    /// Years that journals and summary sheets are kept.
    pub kept_years: (Option<u8>, Option<u8>),
}

const fn within(span: Span, anchor: Anchor, clause: &'static str) -> Option<Deadline> {
    Some(Deadline { span, anchor, clause })
}
const fn days(n: u16, clause: &'static str) -> Option<Deadline> {
    within(Span::Days(n), Anchor::Day, clause)
}

/// The presets, in the order of their file numbers 000–004.
pub const PROFILES: [Profile; 5] = [
    Profile {
        id: "eljur",
        mark: within(Span::Minutes(60), Anchor::SchoolLast, "3.3.4"),
        long_work: days(7, "3.3.4"),
        control_work: days(7, "3.3.4"),
        homework: within(Span::Minutes(60), Anchor::ClassLast, "3.3.4"),
        absence: days(0, "3.3.4"),
        reason_days: None,
        finals: Some(FinalsDue::DaysBefore(3)),
        lock: None,
        empty_topics: EmptyTopics::Off,
        remark_days: None,
        kept_years: (Some(5), Some(25)),
    },
    Profile {
        id: "asiou",
        mark: days(0, "3.4"),
        long_work: None,
        control_work: None,
        homework: days(0, "3.4"),
        absence: days(0, "3.4"),
        reason_days: None,
        finals: None,
        lock: None,
        empty_topics: EmptyTopics::Off,
        remark_days: None,
        kept_years: (None, None),
    },
    Profile {
        id: "sgo",
        mark: days(0, "4.8.1"),
        long_work: None,
        control_work: None,
        homework: days(0, "4.8.1"),
        absence: days(0, "4.8.1"),
        reason_days: Some(7),
        finals: None,
        lock: None,
        empty_topics: EmptyTopics::Refuse,
        remark_days: Some(3),
        kept_years: (Some(5), Some(75)),
    },
    Profile {
        id: "ezhd",
        mark: days(0, "2"),
        long_work: days(7, "10"),
        control_work: days(3, "9"),
        homework: within(Span::Minutes(90), Anchor::ClassLast, "4"),
        absence: days(0, "7"),
        reason_days: None,
        finals: Some(FinalsDue::LastWeek),
        lock: Some(Lock::AfterFinals),
        empty_topics: EmptyTopics::Warn,
        remark_days: None,
        kept_years: (Some(5), Some(25)),
    },
    Profile {
        id: "portal",
        mark: within(Span::Till(21 * 60), Anchor::Day, "1.8"),
        long_work: None,
        control_work: None,
        homework: within(Span::Minutes(180), Anchor::Lesson, "1.10"),
        absence: days(2, "1.12"),
        reason_days: Some(1),
        finals: Some(FinalsDue::InHolidays),
        lock: Some(Lock::Window(0)),
        empty_topics: EmptyTopics::Off,
        remark_days: None,
        kept_years: (None, None),
    },
];

/// What a school of no known profile has: nothing set.
pub const BARE: Profile = Profile {
    id: "",
    mark: None,
    long_work: None,
    control_work: None,
    homework: None,
    absence: None,
    reason_days: None,
    finals: None,
    lock: None,
    empty_topics: EmptyTopics::Off,
    remark_days: None,
    kept_years: (None, None),
};

impl Profile {
    /// The preset of an id; one of another program leaves everything unset.
    #[must_use]
    pub fn find(id: &str) -> Self {
        PROFILES.into_iter().find(|p| p.id == id).unwrap_or(BARE)
    }
    /// The preset with what the school has changed: `profile.empty-topics` (`off`, `warn`, `refuse`), `profile.mark-days` and
    /// `profile.homework-days` (calendar days after the lesson's day), `profile.window-days` (days in which a page may be changed).
    /// What is unreadable changes nothing.
    #[must_use]
    pub fn with(mut self, setting: impl Fn(&str) -> Option<String>) -> Self {
        match setting("profile.empty-topics").as_deref() {
            Some("off") => self.empty_topics = EmptyTopics::Off,
            Some("warn") => self.empty_topics = EmptyTopics::Warn,
            Some("refuse") => self.empty_topics = EmptyTopics::Refuse,
            _ => {}
        }
        let number = |name: &str| setting(name).and_then(|t| t.parse::<u16>().ok()).filter(|n| *n <= 365);
        if let Some(n) = number("profile.mark-days") {
            self.mark = days(n, "");
        }
        if let Some(n) = number("profile.homework-days") {
            self.homework = days(n, "");
        }
        if let Some(n) = number("profile.window-days") {
            self.lock = Some(Lock::Window(n));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, 15).unwrap()
    }
    fn last(d: Option<Deadline>, ends: DayEnds) -> String {
        d.unwrap().last(day(), ends).format("%d.%m %H:%M").to_string()
    }

    #[test]
    fn deadlines_count_from_their_own_anchors() {
        let ends = DayEnds { lesson: Some(9 * 60 + 10), class: Some(14 * 60), school: Some(18 * 60 + 30) };
        let of = Profile::find;
        assert_eq!(last(of("eljur").mark, ends), "15.10 19:30");
        assert_eq!(last(of("eljur").homework, ends), "15.10 15:00");
        assert_eq!(last(of("ezhd").homework, ends), "15.10 15:30");
        assert_eq!(last(of("portal").homework, ends), "15.10 12:10");
        assert_eq!(last(of("portal").mark, ends), "15.10 21:00");
        assert_eq!(last(of("asiou").mark, ends), "16.10 00:00");
        assert_eq!(last(of("eljur").long_work, ends), "23.10 00:00");
    }

    #[test]
    fn without_bells_a_deadline_is_never_too_early() {
        assert_eq!(last(Profile::find("eljur").mark, DayEnds::default()), "16.10 01:00");
    }

    #[test]
    fn what_a_regulation_is_silent_about_is_not_set() {
        for p in PROFILES {
            assert_eq!(Profile::find(p.id), p);
        }
        assert_eq!((Profile::find("asiou").finals, Profile::find("asiou").long_work, Profile::find("sgo").lock), (None, None, None));
        assert_eq!(Profile::find("нет").mark, None);
    }

    #[test]
    fn a_school_may_change_a_number() {
        let set = |n: &str| match n {
            "profile.empty-topics" => Some("warn".to_owned()),
            "profile.mark-days" => Some("2".to_owned()),
            "profile.homework-days" => Some("скоро".to_owned()),
            _ => None,
        };
        let p = Profile::find("sgo").with(set);
        assert_eq!((p.empty_topics, last(p.mark, DayEnds::default()).as_str()), (EmptyTopics::Warn, "18.10 00:00"));
        assert_eq!(p.homework, Profile::find("sgo").homework);
    }
}
