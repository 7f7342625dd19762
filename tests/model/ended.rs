//! What ends grants and keys, and who is condemned.

use std::collections::BTreeSet;

use zhurnal::event::{Head, Law, Scope, Volume};

use super::Reason;
use super::judge::Court;

impl Court<'_> {
    /// A grant has ended for `i`: by the root's cut of its admin, or by a cut that names it.
    pub fn ended(&self, g: usize, i: usize) -> bool {
        let ix = self.ix;
        self.above(i).into_iter().any(|c| {
            let Some(Law::Cut(cut)) = &ix.law[c] else { return false };
            match &cut.scope {
                Scope::Admin(user) => matches!(&ix.law[g], Some(Law::Admin(u)) if u == user) && self.stands(i, c) && !ix.inside(i, c),
                Scope::Grant(_) => self.names(c, g) && self.in_force(i, c) && !ix.inside(i, c) && !self.opened(i, c, cut.stratum),
                _ => false,
            }
        })
    }
    /// The grant cut at `c` names the grant at `g`: its own volume's, and by itself only what has an end by then.
    fn names(&self, c: usize, g: usize) -> bool {
        let ix = self.ix;
        let (Some(Law::Cut(cut)), (p, q)) = (&ix.law[c], (ix.ev[c], ix.ev[g])) else { return false };
        let Scope::Grant(list) = &cut.scope else { return false };
        let kind = match &ix.law[g] {
            Some(Law::Role { .. }) => q.chain.volume.is_registry(),
            Some(Law::Load { .. } | Law::Homeroom { .. } | Law::Substitution { .. } | Law::Permit { .. }) => !q.chain.volume.is_registry(),
            _ => false,
        };
        let today = p.event.claim.div_euclid(86_400);
        let over = |x: usize| self.end(x).is_some_and(|to| to <= today);
        let cell = (q.chain.volume, (q.event.kind, q.event.key.clone()));
        let later = || ix.cells.get(&cell).is_some_and(|all| all.iter().any(|w| self.effective(*w) && ix.covers(*w, g) && over(*w)));
        kind && p.chain.volume == q.chain.volume && list.contains(&q.head()) && (!cut.automatic || over(g) || later())
    }
    /// The last day of a grant.
    fn end(&self, g: usize) -> Option<i64> {
        match &self.ix.law[g] {
            Some(Law::Role { to, .. } | Law::Load { to, .. } | Law::Homeroom { to, .. }) => *to,
            Some(Law::Substitution { date, .. }) => Some(*date),
            Some(Law::Permit { until, .. }) => *until,
            _ => None,
        }
    }

    /// Who signed: the giver of the session's key, and what ended it.
    pub fn doubt_of_key(&self, i: usize) -> Option<Reason> {
        let (ix, ring) = (self.ix, self.ring);
        let (user, key) = ix.author(i)?;
        let (own, at) = (ring.is_own(i), ring.levels[i]);
        let Some(g) = ring.giver(user, key) else { return Some(Reason::KeyUnknown) };
        let below = match at {
            _ if own => true,
            2..=4 => ring.levels[g] <= 2,
            _ => ring.levels[g] < at,
        };
        if !self.effective(g) || !below {
            return Some(Reason::KeyUnknown);
        }
        let line = ring.given(g);
        let reaches = |x: usize| ring.levels[x] < at && self.stands(i, x);
        // Endings by own changes do not look at siblings.
        let by_change = !own && ring.changes(g).any(|x| ring.levels[x] < at && self.ends(i, x) && !self.is_before(i, x));
        let mut given = ring.all.iter().copied().filter(|x| !ring.is_own(*x) && Some(*x) != line && reaches(*x));
        let by_given = given.any(|x| {
            let of_user = matches!(&ix.law[x], Some(Law::UserKey { user: u, .. }) if *u == user);
            of_user && !line.is_some_and(|l| self.precedes(i, x, l)) && !self.is_before(i, x)
        });
        (by_change || by_given).then_some(Reason::KeyReplaced)
    }
    /// An admin gives a key to a user whom the root gave one.
    pub fn resets_root_key(&self, i: usize) -> bool {
        let ix = self.ix;
        let Some(Law::UserKey { user, .. }) = &ix.law[i] else { return false };
        let by_root = |x: &usize| {
            ix.root[*x].is_some() && self.stands(i, *x) && matches!(&ix.law[*x], Some(Law::UserKey { user: u, .. }) if u == user)
        };
        let removed = ix.statutes.iter().any(|c| {
            matches!(&ix.law[*c], Some(Law::Cut(cut)) if cut.stratum == 0 && (cut.scope == Scope::Admin(*user) || cut.scope == Scope::Author(*user)))
                && self.stands(i, *c)
                && !ix.inside(i, *c)
        });
        !removed && self.ring.all.iter().any(|x| by_root(x) && !ix.before(i, *x, &self.points))
    }

    /// Acts of destruction or erasure that no effective `spared` names.
    fn unspared<'b>(&'b self) -> impl Iterator<Item = usize> + 'b {
        let ix = self.ix;
        let spared: BTreeSet<_> = ix
            .statutes
            .iter()
            .filter(|i| self.effective(**i))
            .filter_map(|i| if let Some(Law::Spared(act)) = &ix.law[*i] { Some(*act) } else { None })
            .collect();
        ix.statutes.iter().copied().filter(move |i| self.effective(*i) && !spared.contains(&ix.ev[*i].head()))
    }
    pub fn condemned(&self) -> BTreeSet<(Volume, Head)> {
        let ix = self.ix;
        let acts: Vec<usize> = self.unspared().collect();
        let pair = |first: usize, second: usize| match (&ix.law[first], &ix.law[second]) {
            (
                Some(Law::Destroyed { volume, closing, .. }),
                Some(Law::Destroyed { volume: same, closing: named, confirms: Some(confirmed), .. }),
            ) if volume == same && closing == named && *confirmed == ix.ev[first].head() => {
                let user = |i: usize| ix.author(i).map(|a| a.0);
                let two = match (ix.root[first], ix.root[second]) {
                    (None, None) => user(first) != user(second),
                    (a, b) => a.is_some() != b.is_some(),
                };
                two.then_some((*volume, *closing))
            }
            _ => None,
        };
        acts.iter().flat_map(|a| acts.iter().filter_map(|b| pair(*a, *b)).collect::<Vec<_>>()).collect()
    }
    pub fn erased(&self) -> BTreeSet<[u8; 16]> {
        self.unspared().filter_map(|i| if let Some(Law::Erased(person)) = &self.ix.law[i] { Some(*person) } else { None }).collect()
    }
}
