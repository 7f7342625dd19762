//! The week's timetable by a plain rule: nobody in two places at once (Y-03), no windows for a class, a subject spread over the days.
//!
//! A greedy beginning is mended by exchanging two lessons of a class, the pair that helps most, with a short memory against going in circles.
//! The same input gives the same week. What has no place without a clash may leave a window; what has none even so is left out and said.

use std::collections::{BTreeMap, BTreeSet};

/// Exchanges tried at most.
const STEPS: u32 = 200_000;
/// Exchanges that are not undone for so many steps.
const MEMORY: u32 = 12;
/// Cost of two lessons of one teacher at one time.
const CLASH: i64 = 1000;
/// Cost of a subject more often in a day than it need be.
const CROWD: i64 = 30;
/// Cost of a lesson that is not held all year standing before others of its day.
const EARLY: i64 = 1;
/// Rounds without fewer sore lessons after which clashes are given up, and after which mere crowds are.
const GIVE_UP: [u32; 2] = [400, 40];
/// Places of a week: days 1–7 by slots 0–12.
const PLACES: usize = 8 * 13;
/// Most lessons in a day, whatever the rules say.
pub const MOST: u8 = 12;

/// A lesson of a class in the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Class, by index.
    pub class: usize,
    /// Teachers, by index; several for subgroups that learn at one time.
    pub teachers: Vec<usize>,
    /// Subject, by any number.
    pub subject: usize,
    /// Held all year, in every week.
    pub whole: bool,
    /// Stands already: weekday and slot.
    pub fixed: Option<(u8, u8)>,
}

/// How a class learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Days of a week, from Monday.
    pub days: u8,
    /// Lessons a day at most; more only when the week does not hold them otherwise.
    pub most: u8,
}

type Cell = (u8, u8);

/// Weekday and slot of each lesson, none for what has no place without a clash.
#[must_use]
pub fn place(lessons: &[Lesson], classes: &[Rules]) -> Vec<Option<(u8, u8)>> {
    let mut board = Board::new(lessons, classes);
    board.begin();
    board.mend();
    board.finish(classes)
}

/// Number of a place in a week.
fn index(cell: Cell) -> usize {
    usize::from(cell.0) * 13 + usize::from(cell.1)
}

struct Board<'a> {
    lessons: &'a [Lesson],
    /// Lessons of each class that may move.
    free: Vec<Vec<usize>>,
    at: Vec<Option<Cell>>,
    /// Lessons by teacher and place.
    busy: Vec<u16>,
    /// Number of each lesson's class and subject.
    sort: Vec<usize>,
    /// Lessons by class and subject, and day.
    day: Vec<u16>,
    /// How many a day need be, by class and subject.
    need: Vec<u16>,
    /// Cells that a class fills.
    cells: Vec<Vec<Cell>>,
    /// Last slot by class and day.
    last: Vec<[u8; 8]>,
    random: u64,
}

impl<'a> Board<'a> {
    fn new(lessons: &'a [Lesson], classes: &[Rules]) -> Self {
        let mut sorts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut sort = Vec::with_capacity(lessons.len());
        let mut counts: Vec<(u16, u16)> = Vec::new();
        for l in lessons {
            let next = sorts.len();
            let k = *sorts.entry((l.class, l.subject)).or_insert(next);
            if k == counts.len() {
                counts.push((0, u16::from(classes[l.class].days.max(1))));
            }
            counts[k].0 += 1;
            sort.push(k);
        }
        let teachers = lessons.iter().flat_map(|l| &l.teachers).max().map_or(0, |t| t + 1);
        let mut board = Self {
            lessons,
            free: vec![Vec::new(); classes.len()],
            at: vec![None; lessons.len()],
            busy: vec![0; teachers * PLACES],
            sort,
            day: vec![0; counts.len() * 8],
            need: counts.iter().map(|(n, days)| n.div_ceil(*days)).collect(),
            cells: Vec::new(),
            last: Vec::new(),
            random: 0x5EED,
        };
        let mut fixed: Vec<BTreeSet<Cell>> = vec![BTreeSet::new(); classes.len()];
        let mut count = vec![0u32; classes.len()];
        for (i, l) in lessons.iter().enumerate() {
            count[l.class] += 1;
            match l.fixed {
                Some(cell) => {
                    fixed[l.class].insert(cell);
                    board.put(i, cell);
                }
                None => board.free[l.class].push(i),
            }
        }
        for (class, rules) in classes.iter().enumerate() {
            let free = u32::try_from(board.free[class].len()).unwrap_or(u32::MAX);
            let (all, cells) = cells(&fixed[class], free, *rules, count[class]);
            let mut last = [0u8; 8];
            for (day, slot) in &all {
                let place = &mut last[usize::from(*day)];
                *place = (*place).max(*slot);
            }
            board.cells.push(cells);
            board.last.push(last);
        }
        board
    }

    fn put(&mut self, i: usize, cell: Cell) {
        for t in &self.lessons[i].teachers {
            self.busy[t * PLACES + index(cell)] += 1;
        }
        self.day[self.sort[i] * 8 + usize::from(cell.0)] += 1;
        self.at[i] = Some(cell);
    }

    fn take(&mut self, i: usize) {
        let Some(cell) = self.at[i].take() else { return };
        for t in &self.lessons[i].teachers {
            self.busy[t * PLACES + index(cell)] -= 1;
        }
        self.day[self.sort[i] * 8 + usize::from(cell.0)] -= 1;
    }

    /// What it costs to put a lesson, which is taken off, into a cell.
    fn cost(&self, i: usize, cell: Cell) -> i64 {
        let (l, k) = (&self.lessons[i], self.sort[i]);
        let clashes: i64 = l.teachers.iter().map(|t| i64::from(self.busy[t * PLACES + index(cell)])).sum();
        let there = self.day[k * 8 + usize::from(cell.0)];
        let crowd = i64::from((there + 1).saturating_sub(self.need[k]));
        let early = !l.whole && cell.1 < self.last[l.class][usize::from(cell.0)];
        clashes * CLASH + crowd * CROWD + i64::from(early) * EARLY
    }

    fn begin(&mut self) {
        let mut load: BTreeMap<usize, usize> = BTreeMap::new();
        for l in self.lessons {
            for t in &l.teachers {
                *load.entry(*t).or_default() += 1;
            }
        }
        let hardness = |i: &usize| self.lessons[*i].teachers.iter().filter_map(|t| load.get(t)).max().copied().unwrap_or(0);
        for class in 0..self.cells.len() {
            let mut order = self.free[class].clone();
            order.sort_by_key(|i| (std::cmp::Reverse(hardness(i)), *i));
            let mut cells = self.cells[class].clone();
            for i in order {
                let best = cells.iter().enumerate().min_by_key(|(_, cell)| (self.cost(i, **cell), **cell)).map(|(at, _)| at);
                if let Some(at) = best {
                    let cell = cells.remove(at);
                    self.put(i, cell);
                }
            }
        }
    }

    /// Cost of a lesson where it stands.
    fn standing(&mut self, i: usize) -> i64 {
        let Some(cell) = self.at[i] else { return 0 };
        self.take(i);
        let cost = self.cost(i, cell);
        self.put(i, cell);
        cost
    }

    fn next(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.random ^ (self.random >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn pick(&mut self, n: usize) -> usize {
        let drawn = self.next() % u64::try_from(n.max(1)).unwrap_or(1);
        usize::try_from(drawn).unwrap_or(0)
    }

    /// Lessons that cost something, the clashing ones alone while there are such.
    fn sore(&mut self) -> Vec<usize> {
        let free: Vec<usize> = self.free.iter().flatten().copied().collect();
        let costs: Vec<(i64, usize)> = free.into_iter().map(|i| (self.standing(i), i)).collect();
        let clash = costs.iter().any(|(c, _)| *c >= CLASH);
        costs.into_iter().filter(|(c, _)| if clash { *c >= CLASH } else { *c > 0 }).map(|(_, i)| i).collect()
    }

    fn mend(&mut self) {
        let mut memory = vec![0u32; self.lessons.len() * PLACES];
        let mut sore = self.sore();
        let (mut stale, mut idle, mut fewest) = (0, 0, usize::MAX);
        for step in 0..STEPS {
            // The list is made anew now and then; in between, what is no longer sore is passed over.
            if sore.is_empty() || stale > 60 {
                sore = self.sore();
                stale = 0;
                if sore.is_empty() {
                    return;
                }
                idle += 1;
                if sore.len() < fewest {
                    (fewest, idle) = (sore.len(), 0);
                }
                let clash = sore.iter().any(|i| self.standing(*i) >= CLASH);
                if idle > GIVE_UP[usize::from(!clash)] {
                    return;
                }
            }
            stale += 1;
            let at = self.pick(sore.len());
            let i = sore[at];
            if self.standing(i) == 0 {
                sore.swap_remove(at);
                continue;
            }
            let Some((j, gain)) = self.best_exchange(i, step, &memory) else { continue };
            // A change for the worse is taken seldom, and only while it may free a clash.
            if gain > 0 && self.pick(4) != 0 {
                continue;
            }
            for k in [i, j] {
                if let Some(cell) = self.at[k] {
                    memory[k * PLACES + index(cell)] = step + MEMORY;
                }
            }
            self.exchange(i, j);
        }
    }

    /// The lesson of the class to exchange with, and what it costs more than now.
    fn best_exchange(&mut self, i: usize, step: u32, memory: &[u32]) -> Option<(usize, i64)> {
        let from = self.at[i]?;
        let others = self.free[self.lessons[i].class].clone();
        let start = self.pick(others.len());
        let mut best: Option<(usize, i64)> = None;
        for n in 0..others.len() {
            let j = others[(start + n) % others.len()];
            let Some(to) = self.at[j].filter(|to| j != i && *to != from) else { continue };
            let lately = |k: usize, cell: Cell| step < memory[k * PLACES + index(cell)];
            if lately(i, to) || lately(j, from) {
                continue;
            }
            let before = self.pair(i, j);
            self.exchange(i, j);
            let after = self.pair(i, j);
            self.exchange(i, j);
            let gain = after - before;
            if best.is_none_or(|(_, g)| gain < g) {
                best = Some((j, gain));
            }
        }
        best
    }

    fn pair(&mut self, i: usize, j: usize) -> i64 {
        self.standing(i) + self.standing(j)
    }

    fn exchange(&mut self, i: usize, j: usize) {
        let (a, b) = (self.at[i], self.at[j]);
        self.take(i);
        self.take(j);
        if let (Some(a), Some(b)) = (a, b) {
            self.put(i, b);
            self.put(j, a);
        }
    }

    /// What still clashes is taken off, and put where the class would have a window or a longer day instead, if there is such a place.
    fn finish(mut self, classes: &[Rules]) -> Vec<Option<Cell>> {
        let mut homeless = Vec::new();
        for i in 0..self.lessons.len() {
            if self.lessons[i].fixed.is_none() && self.at[i].is_none_or(|_| self.standing(i) >= CLASH) {
                self.take(i);
                homeless.push(i);
            }
        }
        for i in homeless {
            let class = self.lessons[i].class;
            let taken: BTreeSet<Cell> =
                self.lessons.iter().zip(&self.at).filter(|(l, _)| l.class == class).filter_map(|(_, at)| *at).collect();
            let count = |day: u8| taken.iter().filter(|c| c.0 == day).count();
            let all =
                (1..=classes[class].days.clamp(1, 7)).flat_map(|day| (1..=classes[class].most.min(MOST)).map(move |slot| (day, slot)));
            let open = all.filter(|c| !taken.contains(c)).map(|c| (self.cost(i, c), c)).filter(|(cost, _)| *cost < CLASH);
            // As few windows as can be, then the shorter day.
            let windows = |c: Cell| usize::from(c.1).saturating_sub(count(c.0) + 1);
            if let Some((_, cell)) = open.min_by_key(|(cost, c)| (windows(*c), *cost, count(c.0), *c)) {
                self.put(i, cell);
            }
        }
        self.at
    }
}

/// All cells of a class's week and those that are still free: days as even as can be, longer ones in the middle of the week, no windows.
fn cells(fixed: &BTreeSet<Cell>, free: u32, rules: Rules, count: u32) -> (Vec<Cell>, Vec<Cell>) {
    let days = rules.days.clamp(1, 7);
    let most = u32::from(rules.most).max(count.div_ceil(u32::from(days))).min(u32::from(MOST));
    let held = |day: u8| u32::try_from(fixed.iter().filter(|c| c.0 == day).count()).unwrap_or(0);
    let mut length: BTreeMap<u8, u32> = (1..=days).map(|d| (d, held(d))).collect();
    // Monday and Saturday are the last to become longer.
    let turn = |day: u8| [3u8, 1, 0, 2, 4, 5, 6].get(usize::from(day) - 1).copied().unwrap_or(7);
    for _ in 0..free {
        let shortest = length.iter().filter(|(_, n)| **n < most).min_by_key(|(d, n)| (**n, turn(**d))).map(|(d, _)| *d);
        let Some(day) = shortest else { break };
        *length.entry(day).or_default() += 1;
    }
    let mut open = Vec::new();
    for (day, n) in length {
        let wanted = n - held(day);
        open.extend((1..=MOST).map(|s| (day, s)).filter(|c| !fixed.contains(c)).take(usize::try_from(wanted).unwrap_or(0)));
    }
    let all = fixed.iter().copied().chain(open.iter().copied()).collect();
    (all, open)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const FIVE: Rules = Rules { days: 5, most: 7 };

    fn lesson(class: usize, teacher: usize, subject: usize) -> Lesson {
        Lesson { class, teachers: vec![teacher], subject, whole: true, fixed: None }
    }

    fn held(lessons: &[Lesson], placed: &[Option<(u8, u8)>]) {
        let (mut classes, mut teachers) = (BTreeSet::new(), BTreeSet::new());
        for (l, cell) in lessons.iter().zip(placed) {
            let Some(cell) = cell else { continue };
            assert!(classes.insert((l.class, *cell)), "a class twice at once");
            assert!(l.teachers.iter().all(|t| teachers.insert((*t, *cell))), "a teacher twice at once");
        }
    }

    #[test]
    fn a_full_school_is_placed_without_clashes_windows_or_crowds() {
        // 20 classes of 33 lessons; 10 subjects; each subject's teachers have 22 lessons and more.
        let hours = [5, 4, 4, 4, 3, 3, 3, 3, 2, 2];
        let mut lessons = Vec::new();
        for class in 0..20 {
            for (subject, n) in hours.iter().enumerate() {
                lessons.extend((0..*n).map(|_| lesson(class, subject * 4 + class / 5, subject)));
            }
        }
        let placed = place(&lessons, &[FIVE; 20]);
        assert!(placed.iter().all(Option::is_some));
        held(&lessons, &placed);
        for class in 0..20 {
            for day in 1..=5 {
                let of = |(l, _): &(&Lesson, &Option<(u8, u8)>)| l.class == class;
                let mut slots: Vec<u8> =
                    lessons.iter().zip(&placed).filter(of).filter_map(|(_, c)| *c).filter(|c| c.0 == day).map(|c| c.1).collect();
                slots.sort_unstable();
                let n = u8::try_from(slots.len()).unwrap();
                assert_eq!(slots, (1..=n).collect::<Vec<_>>(), "no windows");
                assert!((6..=7).contains(&n));
            }
        }
        assert_eq!(place(&lessons, &[FIVE; 20]), placed, "the same input gives the same week");
    }

    #[test]
    fn what_stands_already_stays_and_the_rest_goes_around_it() {
        let mut lessons: Vec<Lesson> = (0..5).map(|_| lesson(0, 0, 0)).collect();
        lessons[0].fixed = Some((2, 4));
        lessons.push(lesson(1, 0, 0));
        lessons[5].fixed = Some((2, 1));
        let placed = place(&lessons, &[FIVE; 2]);
        assert_eq!((placed[0], placed[5]), (Some((2, 4)), Some((2, 1))));
        held(&lessons, &placed);
        assert!(placed.iter().all(Option::is_some));
        let days: BTreeSet<u8> = placed[..5].iter().map(|c| c.unwrap().0).collect();
        assert_eq!(days.len(), 5, "one a day");
    }

    #[test]
    fn a_teacher_with_more_lessons_than_the_week_has_places_is_said_and_never_clashes() {
        // 8 classes want one teacher for 5 lessons each, in days of one lesson: only 5 can be.
        let lessons: Vec<Lesson> = (0..8).flat_map(|class| (0..5).map(move |_| lesson(class, 0, 0))).collect();
        let placed = place(&lessons, &[Rules { days: 5, most: 1 }; 8]);
        held(&lessons, &placed);
        assert_eq!(placed.iter().filter(|c| c.is_some()).count(), 5);
    }

    #[test]
    fn where_short_days_would_clash_a_window_is_left_rather_than_a_lesson() {
        // Two classes of eight lessons, five of each with one teacher: ten lessons do not fit into eight compact places.
        let lessons: Vec<Lesson> =
            (0..2).flat_map(|class| (0..8).map(move |n| lesson(class, if n < 5 { 0 } else { 1 + n }, n % 5))).collect();
        let placed = place(&lessons, &[FIVE; 2]);
        held(&lessons, &placed);
        assert!(placed.iter().all(Option::is_some));
    }

    #[test]
    fn a_lesson_of_half_a_year_stands_last_in_its_day() {
        let mut lessons: Vec<Lesson> = (0..11).map(|s| lesson(0, s, s)).collect();
        lessons[3].whole = false;
        let placed = place(&lessons, &[FIVE]);
        let (day, slot) = placed[3].unwrap();
        assert!(placed.iter().flatten().all(|c| c.0 != day || c.1 <= slot));
    }
}
