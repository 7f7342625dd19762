//! The week of the demo school: every lesson of a class at its own place, no teacher at two places at once (Y-03).
//!
//! Class by class a matching of lessons to the free places is grown along augmenting paths; a class that finds none makes room for itself:
//! another class that keeps its teacher busy is placed anew.

use super::dice::Dice;
use std::collections::{HashMap, HashSet, VecDeque};

/// Days of a week.
pub const DAYS: usize = 5;
/// Which days are a lesson longer when the hours do not divide, the first ones first.
const LONG_DAYS: [usize; DAYS] = [1, 3, 2, 0, 4];
/// Attempts to place a class, for each class.
const ATTEMPTS: usize = 60;

/// One lesson a week to be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekly {
    /// Group.
    pub group: usize,
    /// Who teaches it.
    pub teacher: usize,
    /// Held in the second half of the year only: stands last in its day, so that nobody waits for it.
    pub half: bool,
}

/// A place of a class's week: day from Monday, number of the lesson from 1.
pub type Place = (usize, u8);

/// A class placed: its lessons with their places.
type Placed = Vec<(Weekly, Place)>;

/// Places the lessons of every class; `None` when it cannot be done.
pub fn place(classes: &[Vec<Weekly>]) -> Option<Vec<Placed>> {
    let mut done: Vec<Option<Placed>> = vec![None; classes.len()];
    let mut busy: HashMap<(usize, Place), usize> = HashMap::new();
    let mut queue: VecDeque<usize> = (0..classes.len()).rev().collect();
    let mut dice = Dice::of("week");
    let mut left = ATTEMPTS * classes.len();
    while let Some(c) = queue.pop_front() {
        left = left.checked_sub(1)?;
        let lessons = classes.get(c)?;
        match matched(lessons, &busy, &mut dice) {
            Ok(placed) => {
                busy.extend(placed.iter().map(|(w, p)| ((w.teacher, *p), c)));
                *done.get_mut(c)? = Some(placed);
            }
            Err(teacher) => {
                let mut others: Vec<usize> = busy.iter().filter(|((t, _), _)| *t == teacher).map(|(_, c)| *c).collect();
                others.sort_unstable();
                others.dedup();
                let away = *dice.one_of(&others)?;
                busy.retain(|_, c| *c != away);
                *done.get_mut(away)? = None;
                queue.push_front(c);
                queue.push_back(away);
            }
        }
    }
    let mut all: Vec<Placed> = done.into_iter().collect::<Option<_>>()?;
    for (c, placed) in all.iter_mut().enumerate() {
        spread(c, placed, &mut busy);
    }
    Some(all)
}

/// Places of a week of so many lessons, without a gap in any day.
fn places(lessons: usize) -> Vec<Place> {
    let mut out = Vec::with_capacity(lessons);
    for day in 0..DAYS {
        let longer = LONG_DAYS.iter().take(lessons % DAYS).any(|d| *d == day);
        let length = lessons / DAYS + usize::from(longer);
        out.extend((1..=length).filter_map(|n| Some((day, u8::try_from(n).ok()?))));
    }
    out
}

/// A place for each lesson, or the teacher who has none.
fn matched(lessons: &[Weekly], busy: &HashMap<(usize, Place), usize>, dice: &mut Dice) -> Result<Placed, usize> {
    let places = places(lessons.len());
    let last = |p: &Place| !places.contains(&(p.0, p.1 + 1));
    let mut taken: Vec<Option<usize>> = vec![None; places.len()];
    let mut seen_of: HashMap<usize, usize> = HashMap::new();
    let mut wishes: Vec<Vec<usize>> = Vec::with_capacity(lessons.len());
    for w in lessons {
        let nth = seen_of.entry(w.group).or_default();
        // Lessons of a subject wish for different days.
        let wish = (w.group + *nth * 2) % DAYS;
        *nth += 1;
        let fits = |p: &Place| !busy.contains_key(&(w.teacher, *p)) && (!w.half || last(p));
        let mut free: Vec<(usize, usize)> = places
            .iter()
            .enumerate()
            .filter(|(_, p)| fits(p))
            .map(|(n, p)| (n, (p.0 + DAYS - wish) % DAYS * 100 + dice.below(60)))
            .collect();
        free.sort_by_key(|(_, wish)| *wish);
        wishes.push(free.into_iter().map(|(n, _)| n).collect());
    }
    // Who has the fewest free places chooses first.
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    order.sort_by_key(|i| wishes.get(*i).map_or(0, Vec::len));
    for i in order {
        if !augment(i, &wishes, &mut taken, &mut HashSet::new()) {
            return Err(lessons.get(i).map_or(0, |w| w.teacher));
        }
    }
    Ok(places.iter().zip(taken).filter_map(|(p, i)| Some((*lessons.get(i?)?, *p))).collect())
}

fn augment(i: usize, wishes: &[Vec<usize>], taken: &mut [Option<usize>], seen: &mut HashSet<usize>) -> bool {
    for p in wishes.get(i).into_iter().flatten() {
        if !seen.insert(*p) {
            continue;
        }
        let free = match taken.get(*p).copied().flatten() {
            None => true,
            Some(other) => augment(other, wishes, taken, seen),
        };
        if free {
            if let Some(place) = taken.get_mut(*p) {
                *place = Some(i);
            }
            return true;
        }
    }
    false
}

/// Exchanges places while a subject stands twice in a day and another day would do.
fn spread(class: usize, placed: &mut Placed, busy: &mut HashMap<(usize, Place), usize>) {
    let same = |placed: &Placed, w: &Weekly, day: usize| placed.iter().filter(|(x, p)| x.group == w.group && p.0 == day).count();
    for _ in 0..3 {
        for i in 0..placed.len() {
            for j in 0..placed.len() {
                let (Some((a, pa)), Some((b, pb))) = (placed.get(i).copied(), placed.get(j).copied()) else { continue };
                if pa.0 == pb.0 || a.group == b.group || a.half || b.half || same(placed, &a, pa.0) < 2 {
                    continue;
                }
                let free = |w: &Weekly, p: Place| busy.get(&(w.teacher, p)).is_none_or(|c| *c == class);
                // Both places are the class's own: only a teacher of another class stands in the way.
                let gain = same(placed, &a, pb.0) == 0 && same(placed, &b, pa.0) == 0;
                if gain && free(&a, pb) && free(&b, pa) {
                    for (w, p) in [(a, pa), (b, pb)] {
                        busy.remove(&(w.teacher, p));
                    }
                    busy.insert((a.teacher, pb), class);
                    busy.insert((b.teacher, pa), class);
                    if let Some(x) = placed.get_mut(i) {
                        x.1 = pb;
                    }
                    if let Some(x) = placed.get_mut(j) {
                        x.1 = pa;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn days_have_no_gaps_and_differ_by_one_lesson() {
        let all = places(33);
        assert_eq!(all.len(), 33);
        let length = |d: usize| all.iter().filter(|p| p.0 == d).count();
        assert_eq!((0..5).map(length).collect::<Vec<_>>(), [6, 7, 7, 7, 6]);
    }

    #[test]
    fn three_classes_of_the_same_teachers_are_placed_apart() {
        let class = |c: usize| (0..30).map(|n| Weekly { group: c * 10 + n % 6, teacher: n % 6, half: false }).collect::<Vec<_>>();
        let classes = [class(0), class(1), class(2)];
        let placed = place(&classes).unwrap();
        let mut at = HashSet::new();
        for (w, p) in placed.iter().flatten() {
            assert!(at.insert((w.teacher, *p)), "teacher {} twice at {p:?}", w.teacher);
        }
        assert_eq!(at.len(), 90);
    }
}
