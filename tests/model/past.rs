//! What is known to have been before what, without any clock.

use super::bits::Bits;
use super::set::Index;

impl Index<'_> {
    /// x is on y's path before it, or inside what a `seen` of the path or y's own list names.
    pub fn in_past(&self, x: usize, y: usize) -> bool {
        x != y && (self.seen[y].has(x) || self.listed.get(&y).is_some_and(|b| b.has(x)))
    }
    /// x is in y's past; or the checkpoints tell: one contains x and not y, and none the reverse.
    pub fn before(&self, x: usize, y: usize, checkpoints: &[usize]) -> bool {
        if self.in_past(x, y) || self.in_past(y, x) || x == y {
            return self.in_past(x, y);
        }
        let holds =
            |a: usize, b: usize| checkpoints.iter().filter_map(|c| self.contains.get(c)).any(|in_it: &Bits| in_it.has(a) && !in_it.has(b));
        holds(x, y) && !holds(y, x)
    }
    /// True when the author of `i` had seen `x`: everybody has seen root events.
    pub fn saw(&self, i: usize, x: usize) -> bool {
        self.root[x].is_some() || self.seen[i].has(x)
    }
    /// True when the write `w` names `v` in its refs or stands after it. A ref to another cell names nothing.
    pub fn covers(&self, w: usize, v: usize) -> bool {
        let (a, b) = (&self.ev[w].event, &self.ev[v].event);
        (a.kind, &a.key) == (b.kind, &b.key) && self.after(w, v, true)
    }
    /// As [`Index::covers`], for decisions: they meet by the events decided, not by their cells.
    pub fn after(&self, w: usize, v: usize, same_cell: bool) -> bool {
        let e = &self.ev[w].event;
        w != v
            && (self.path[w].has(v)
                || e.refs.iter().filter_map(|r| self.member_at(r)).any(|r| {
                    let f = &self.ev[r].event;
                    self.path[r].has(v) && (!same_cell || (f.kind, &f.key) == (e.kind, &e.key))
                }))
    }
}
