//! Lesson plans (КТП) of the demo school: the two the school brought, and plausible ones for everything else (Y-02, J-05).

use super::data::{Manner, PlanRow};
use super::dice::Dice;

/// One lesson of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Topic.
    pub text: String,
    /// Section it lies in.
    pub section: String,
    /// Homework, may be empty.
    pub homework: String,
    /// Short name of the work everybody writes in the lesson.
    pub work: Option<&'static str>,
}

/// A plan the school brought: works are found by the words of its topics.
pub fn brought(rows: &[PlanRow]) -> Vec<Topic> {
    let work = |text: &str| {
        let text = text.to_lowercase();
        let known = [("контрольная работа", "КР"), ("лабораторная работа", "ЛР"), ("практическая работа", "ПрР")];
        known.into_iter().find(|(words, _)| text.contains(words)).map(|(_, short)| short)
    };
    // A topic of three lessons or more closes with a small work of one's own.
    let closes = |n: usize| {
        let same = |m: Option<usize>| m.and_then(|m| rows.get(m)).is_some_and(|r| rows.get(n).is_some_and(|x| x.topic == r.topic));
        same(n.checked_sub(1)) && same(n.checked_sub(2)) && !same(n.checked_add(1))
    };
    let row = |(n, r): (usize, &PlanRow)| Topic {
        text: r.topic.to_owned(),
        section: r.section.to_owned(),
        homework: r.homework.to_owned(),
        work: work(r.topic).or_else(|| closes(n).then_some("СР")),
    };
    rows.iter().enumerate().map(row).collect()
}

/// A plan of so many lessons from a list of topics, each taking its share: it begins, goes on, small works and big ones close it.
pub fn made(topics: &[&str], lessons: usize, manner: &Manner, word: &str) -> Vec<Topic> {
    let mut dice = Dice::of(&format!("topics {word}"));
    let mut out: Vec<Topic> = Vec::with_capacity(lessons);
    let (mut big, mut small) = (0, 0);
    for (n, topic) in topics.iter().enumerate() {
        let share = lessons * (n + 1) / topics.len() - lessons * n / topics.len();
        let due = |every: usize| every > 0 && n % every == every - 1;
        for lesson in 0..share {
            let last = lesson + 1 == share;
            let (text, work) = if last && share > 1 && due(manner.big.1) {
                big += 1;
                let name = manner.big.2.replace("{n}", &big.to_string()).replace("{t}", &inner(topic));
                (name, Some(manner.big.0))
            } else if lesson == share / 2 && due(manner.small.1) {
                small += 1;
                (format!("{topic}. {} № {small}", manner.small.2), Some(manner.small.0))
            } else if lesson == 0 {
                ((*topic).to_owned(), None)
            } else {
                // Through the list once, in its order: what sums up comes last.
                let step = (lesson - 1) * manner.goes_on.len() / share.saturating_sub(1).max(1);
                (format!("{topic}. {}", manner.goes_on.get(step).copied().unwrap_or_default()), None)
            };
            let homework = if last && work.is_some() { String::new() } else { homework(manner, out.len(), &mut dice) };
            out.push(Topic { text, section: (*topic).to_owned(), homework, work });
        }
    }
    out
}

/// Homework that goes on with the lessons: pages and numbers grow.
fn homework(manner: &Manner, lesson: usize, dice: &mut Dice) -> String {
    let text = dice.one_of(&manner.homework).copied().unwrap_or_default();
    let small = lesson % 6 + 1;
    [("{p}", lesson / 2 + 4), ("{q}", lesson / 2 + 7), ("{a}", lesson * 3 + 2), ("{b}", lesson * 3 + 4), ("{k}", small), ("{m}", small + 2)]
        .into_iter()
        .fold(text.to_owned(), |text, (name, n)| text.replace(name, &n.to_string()))
}

/// A topic inside quotation marks: its own become „…“.
fn inner(topic: &str) -> String {
    topic.replace('«', "„").replace('»', "“")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::demo::data;

    #[test]
    fn a_made_plan_has_as_many_lessons_as_asked_and_its_works_are_numbered() {
        let manners = data::manners().unwrap();
        let algebra = manners.iter().find(|m| m.subject == "Алгебра").unwrap();
        let plan = made(&["Одночлены", "Многочлены", "«Круги» Эйлера", "Корни"], 22, algebra, "x");
        assert_eq!(plan.len(), 22);
        let tests: Vec<&str> = plan.iter().filter(|t| t.work == Some("КР")).map(|t| t.text.as_str()).collect();
        assert_eq!(tests, ["Контрольная работа № 1 по теме «Многочлены»", "Контрольная работа № 2 по теме «Корни»"]);
        assert!(plan.iter().all(|t| !t.text.contains('{') && !t.homework.contains('{')));
    }

    #[test]
    fn works_of_a_brought_plan_are_found_by_their_words() {
        let plan = brought(&data::plan("Биология", 5).unwrap().unwrap());
        let works: Vec<_> = plan.iter().filter_map(|t| t.work).collect();
        assert_eq!((works.iter().filter(|w| **w == "ЛР").count(), works.iter().filter(|w| **w == "КР").count()), (4, 2));
    }
}
