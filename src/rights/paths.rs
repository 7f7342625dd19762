//! Paths through branches: which stands before which, in few steps however deep forks lie.

use super::chains::Chains;

/// Where a branch stands among those it comes from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rank {
    /// How many stand before it.
    pub(super) depth: u32,
    /// One of them, far enough up that a few such steps reach any; 0: none.
    pub(super) jump: u32,
}

impl Chains {
    pub(super) fn rank(&self, n: u32) -> Rank {
        n.checked_sub(1).and_then(|i| self.ranks.get(i as usize)).copied().unwrap_or_default()
    }
    /// The rank of a branch that leaves another one: two jumps of equal length make one of both.
    pub(super) fn rank_after(&self, parent: Option<(u32, u32)>) -> Rank {
        let Some((p, _)) = parent else { return Rank::default() };
        let one = self.rank(p);
        let two = self.rank(one.jump);
        let even =
            one.jump > 0 && two.jump > 0 && one.depth.saturating_sub(two.depth) == two.depth.saturating_sub(self.rank(two.jump).depth);
        Rank { depth: one.depth + 1, jump: if even { two.jump } else { p } }
    }
    /// Ranks all branches anew: they were added in another order than they come from each other.
    pub fn link(&mut self) {
        self.ranks = vec![Rank::default(); self.branches.len()];
        let mut ranked = vec![false; self.branches.len()];
        let mut path = Vec::new();
        for (n, _) in (1u32..).zip(&self.branches) {
            path.push(n);
            while let Some(top) = path.last().copied() {
                let Some(i) = top.checked_sub(1).map(|i| i as usize) else { break };
                let parent = self.branches.get(i).and_then(|b| b.parent);
                match parent {
                    Some((p, _)) if p > 0 && ranked.get(p as usize - 1) == Some(&false) && path.len() <= ranked.len() => path.push(p),
                    _ => {
                        let rank = self.rank_after(parent);
                        if let (Some(r), Some(done)) = (self.ranks.get_mut(i), ranked.get_mut(i)) {
                            (*r, *done) = (rank, true);
                        }
                        path.pop();
                    }
                }
            }
            path.clear();
        }
    }
    /// True when `(n, i)` is `(m, j)` or on its path.
    #[must_use]
    pub fn reaches(&self, mut m: u32, j: u32, n: u32, i: u32) -> bool {
        if m == n {
            return i <= j;
        }
        let wanted = self.rank(n).depth;
        // Up to the branch that leaves one of the wanted depth.
        while self.rank(m).depth > wanted + 1 {
            let jump = self.rank(m).jump;
            match self.get(m).and_then(|b| b.parent) {
                Some(_) if jump > 0 && self.rank(jump).depth > wanted => m = jump,
                Some((p, _)) => m = p,
                None => return false,
            }
        }
        self.rank(m).depth == wanted + 1 && self.get(m).and_then(|b| b.parent).is_some_and(|(p, k)| p == n && i <= k)
    }
    /// The last index of a branch that stands on the path of `(m, j)`, before it.
    pub(super) fn last_on_path(&self, m: u32, j: u32, n: u32) -> Option<u32> {
        if m == n {
            return j.checked_sub(1);
        }
        let start = self.get(n)?.start;
        if !self.reaches(m, j, n, start) {
            return None;
        }
        let mut at = m;
        while let Some((p, k)) = self.get(at).and_then(|b| b.parent) {
            if p == n {
                return Some(k);
            }
            at = p;
        }
        None
    }
    /// How many branches stand before this one on its path.
    #[must_use]
    pub fn depth(&self, n: u32) -> u32 {
        self.rank(n).depth
    }
    /// The last index of a branch that is at the head `(m, j)` or on its path.
    #[must_use]
    pub fn last_held(&self, head: (u32, u32), n: u32) -> Option<u32> {
        self.last_on_path(head.0, head.1.saturating_add(1), n)
    }
}
