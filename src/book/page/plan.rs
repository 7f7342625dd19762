//! What the lesson plan (КТП) proposes for lessons without a topic (J-05): the topics in their order, each for as many lessons as it has hours.

use super::super::cells::Parts;
use super::Id;
use super::entries::LessonEntries;
use crate::api::types::PlanTopic;
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::year as y;
use crate::people::letters::fold;
use crate::store::Reader;

/// Longest run of lessons that one topic is spread over.
const MOST_HOURS: i64 = 200;

/// The topics of a group's plan, one for each hour.
#[derive(Debug, Default)]
pub(super) struct Plan(Vec<PlanTopic>);

impl Plan {
    /// Reads the plan of a group: that of its grade in a class-complect, else the group's.
    pub(super) fn read(reader: &Reader<'_>, group: Id) -> Result<Self> {
        let cells = reader.cells_under(y::PLAN_TOPIC, &[Value::Id(group)])?;
        let grades = cells.iter().filter(|c| c.value != Value::Null).filter_map(|c| c.key.get(1)?.int());
        let Some(grade) = grades.min() else { return Ok(Self::default()) };
        let mut rows: Vec<(u32, i64, PlanTopic)> = Vec::new();
        for c in cells.iter().filter(|c| c.value != Value::Null && c.key.get(1).and_then(Value::int) == Some(grade)) {
            let Some(number) = c.key.get(2).and_then(Value::int).and_then(|n| u32::try_from(n).ok()) else { continue };
            let v = &c.value;
            let topic = PlanTopic { number, topic: v.text_at(0), homework: v.text_at(5), section: v.text_at(2) };
            rows.push((number, v.int_at(1).clamp(1, MOST_HOURS), topic));
        }
        rows.sort_by_key(|r| r.0);
        Ok(Self(rows.into_iter().flat_map(|(_, hours, topic)| std::iter::repeat_n(topic, usize::try_from(hours).unwrap_or(1))).collect()))
    }

    /// The proposal for each lesson in order; none for those that have a topic or take none.
    ///
    /// A written topic with a number moves the plan on to what follows it; one of the teacher's own takes no hour of the plan.
    pub(super) fn propose<'l>(&self, lessons: impl Iterator<Item = &'l LessonEntries>) -> Vec<Option<&PlanTopic>> {
        let mut next = 0;
        let mut out = Vec::new();
        for lesson in lessons {
            let written = lesson.topics.iter().find(|t| t.value != Value::Null);
            let proposed = match written {
                _ if !lesson.counts() => None,
                None => {
                    let here = self.0.get(next);
                    next += 1;
                    here
                }
                Some(t) => {
                    let number = t.value.items().and_then(|v| v.get(1)).and_then(Value::int).and_then(|n| u32::try_from(n).ok());
                    let text = fold(&t.value.text_at(0));
                    let is_it = |p: &PlanTopic| number.map_or_else(|| fold(&p.topic) == text, |n| p.number == n);
                    // An hour of the topic that is due, if there is one; else the first.
                    let due = self.0.iter().skip(next).position(is_it).map(|i| i + next);
                    if let Some(at) = due.or_else(|| number.and_then(|_| self.0.iter().position(is_it))) {
                        next = at + 1;
                    }
                    None
                }
            };
            out.push(proposed);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::entries::TextEntry;
    use super::*;

    fn plan() -> Plan {
        let topic = |number: u32, topic: &str| PlanTopic { number, topic: topic.into(), homework: String::new(), section: String::new() };
        Plan(vec![topic(1, "Дроби"), topic(2, "Сложение"), topic(2, "Сложение"), topic(3, "Вычитание")])
    }
    fn lesson(topic: Option<(&str, Option<i64>)>) -> LessonEntries {
        let value = |(text, plan): (&str, Option<i64>)| Value::Array(vec![text.into(), plan.map_or(Value::Null, Value::Int), Value::Null]);
        let topics = topic.map(|t| TextEntry { grade: 0, value: value(t), at: 1 }).into_iter().collect();
        LessonEntries { topics, ..LessonEntries::default() }
    }
    fn proposed(lessons: &[LessonEntries]) -> Vec<u32> {
        plan().propose(lessons.iter()).into_iter().map(|p| p.map_or(0, |p| p.number)).collect()
    }

    #[test]
    fn each_topic_is_proposed_for_as_many_lessons_as_it_has_hours() {
        let free = [(); 5].map(|()| lesson(None));
        assert_eq!(proposed(&free), [1, 2, 2, 3, 0]);
    }

    #[test]
    fn what_was_written_moves_the_plan_on() {
        assert_eq!(
            proposed(&[lesson(Some(("Дроби", Some(1)))), lesson(Some(("Сложение", Some(2)))), lesson(None), lesson(None)]),
            [0, 0, 2, 3]
        );
        assert_eq!(proposed(&[lesson(Some(("вычитание", None))), lesson(None)]), [0, 0]);
    }

    #[test]
    fn a_topic_of_the_teachers_own_takes_no_hour_and_a_moved_lesson_none() {
        let moved = LessonEntries { moved_to: Some((None, 0)), ..LessonEntries::default() };
        assert_eq!(proposed(&[lesson(Some(("Праздник", None))), moved, lesson(None)]), [0, 0, 1]);
    }
}
