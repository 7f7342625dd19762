//! Judgement of one event, what stands below it being finished.

use zhurnal::event::kinds::ledger as l;
use zhurnal::event::{Law, Need, Scope};

use super::judge::{Court, held};
use super::scope::{Asks, level, stratum_by_payload};
use super::set::Session;
use super::{Fate, Reason, Verdict};

const FINE: Verdict = Verdict { fate: Fate::Applied, reason: Reason::Fine, disobedient: false };

const fn voided(reason: Reason) -> Verdict {
    Verdict { fate: Fate::Void, reason, disobedient: false }
}

impl Court<'_> {
    pub fn judge(&self, i: usize) -> Verdict {
        let ix = self.ix;
        let Some(row) = ix.row[i] else { return Verdict { fate: Fate::Unknown, reason: Reason::UnknownKind, disobedient: false } };
        if !ix.good[i] {
            return voided(Reason::Payload);
        }
        let stratum = stratum_by_payload(ix.law[i].as_ref());
        let root_may = matches!(row.need, Need::Root | Need::AdminOrRoot | Need::OwnKey) || row.code == l::HEADS_PART || stratum == Some(0);
        if let Some(n) = ix.root[i] {
            return if !root_may {
                voided(Reason::Root)
            } else if self.given_twice(i) {
                voided(Reason::KeyTwice)
            } else if self.root_is_cut(i, n) {
                voided(Reason::Cut)
            } else {
                FINE
            };
        }
        if row.need == Need::Root || stratum == Some(0) {
            return voided(Reason::Root);
        }
        if ix.is_plain(i) {
            let right = row.code != l::SESSION || ix.verified.has(i);
            return if right { FINE } else { voided(Reason::Payload) };
        }
        let own = self.ring.is_own(i);
        let asks = ix.asks(i, self.ring.levels[i], own);
        match self.void_bar(i, &asks) {
            Some(reason) => voided(reason),
            None => self.doubts(i, &asks),
        }
    }
    fn given_twice(&self, i: usize) -> bool {
        matches!(&self.ix.law[i], Some(Law::UserKey { user, key, .. }) if self.ring.giver(*user, *key).is_some_and(|g| g != i))
    }
    fn root_is_cut(&self, i: usize, number: usize) -> bool {
        let ix = self.ix;
        ix.statutes.iter().any(|c| {
            matches!(&ix.law[*c], Some(Law::Cut(cut)) if matches!(&cut.scope, Scope::Device(d, _) if *d == ix.ev[i].chain.device.0))
                && ix.root[*c].is_some_and(|n| n > number)
                && self.stands(i, *c)
                && !ix.inside(i, *c)
        })
    }
    /// It asks for no session, no author and no grant.
    pub fn is_of_computer(&self, i: usize) -> bool {
        self.ix.automatic(i) || self.ix.row[i].is_some_and(|r| r.code == l::CHECKPOINT)
    }

    /// What makes it void whatever cuts say.
    fn void_bar(&self, i: usize, asks: &Asks) -> Option<Reason> {
        let (ix, own) = (self.ix, self.ring.is_own(i));
        if !self.is_of_computer(i) && matches!(ix.session[i], Session::Missing | Session::Bad) {
            return Some(Reason::Session);
        }
        if let Some(Law::UserKey { key, temporary, .. }) = &ix.law[i] {
            if self.given_twice(i) {
                return Some(Reason::KeyTwice);
            }
            if let Some((_, present)) = ix.author(i) {
                if own && (*temporary || *key == present) {
                    return Some(Reason::OwnKey);
                }
                if !own && !*temporary {
                    return Some(Reason::Lasting);
                }
            }
        }
        if let Some((user, key)) = ix.author(i).filter(|_| !self.is_of_computer(i)) {
            let slip = |g| matches!(&ix.law[g], Some(Law::UserKey { temporary: true, .. }));
            if !own && self.ring.giver(user, key).filter(|g| !self.came_later(*g)).is_some_and(slip) {
                return Some(Reason::Temporary);
            }
            let item = ix.row[i].and_then(|r| r.own);
            if item.is_some_and(|n| ix.ev[i].event.key[n].id() != Some(user)) {
                return Some(Reason::Own);
            }
        }
        if self.certificate(i, asks) == Some(Fate::Void) {
            return Some(Reason::Capability);
        }
        if self.grant(i) == Some(Reason::Grant) {
            return Some(Reason::Grant);
        }
        let overlaps = |w: &usize| self.effective(*w) && self.shares_a_day(*w, i) && !self.opened_in_past(*w, i);
        self.windows_before(i).iter().any(overlaps).then_some(Reason::Overlap)
    }

    fn doubts(&self, i: usize, asks: &Asks) -> Verdict {
        let ix = self.ix;
        let (mut disobedient, mut cut_off) = (false, false);
        for (c, void) in self.cuts_against(i, asks) {
            if void {
                return voided(Reason::Cut);
            }
            cut_off = true;
            disobedient |= ix.saw(i, c);
        }
        let of_hand = if !self.is_of_computer(i) && ix.session[i] == Session::Lost {
            Some(Reason::Gap)
        } else if let Some(reason) = self.doubt_of_key(i).filter(|_| !self.is_of_computer(i)) {
            Some(reason)
        } else if self.ring.levels[i] == level::ADMIN && self.resets_root_key(i) {
            Some(Reason::RootKey)
        } else {
            self.certificate(i, asks).map(|_| Reason::Certificate)
        };
        let of_right = if cut_off { Some(Reason::Cut) } else { self.grant(i) };
        match (of_hand, of_right) {
            (Some(reason), _) => Verdict { disobedient, ..held(reason) },
            (None, Some(reason)) if self.decided(i) != Some(true) => Verdict { disobedient, ..held(reason) },
            _ => FINE,
        }
    }

    /// None when the computer may; held when only certificates in doubt say so; else void.
    fn certificate(&self, i: usize, asks: &Asks) -> Option<Fate> {
        let (ix, at) = (self.ix, self.ring.levels[i]);
        let says = |d: usize, wanted: &[u8]| {
            matches!(&ix.law[d], Some(Law::Device { device, capabilities, .. })
                if *device == ix.ev[i].chain.device.0 && wanted.iter().any(|c| capabilities.contains(c)))
        };
        let one = |wanted: &[u8]| {
            let by_root = at < level::ADMIN || wanted == [3];
            let counts = |d: &usize| (!by_root || ix.root[*d].is_some()) && says(*d, wanted);
            let all: Vec<usize> = ix.statutes.iter().copied().filter(counts).collect();
            if all.iter().any(|d| self.effective(*d)) {
                None
            } else if all.iter().any(|d| self.in_doubt(*d)) {
                Some(Fate::Held)
            } else {
                Some(Fate::Void)
            }
        };
        match asks {
            Asks::Either => one(&[1, 2]),
            Asks::All(all) => all.iter().filter_map(|c| one(&[*c])).max(),
        }
    }

    /// None when a grant counts; unseen, in doubt, or none at all.
    fn grant(&self, i: usize) -> Option<Reason> {
        let ix = self.ix;
        if self.is_of_computer(i) || self.ring.is_own(i) || ix.need[i] == Need::Anyone {
            return None;
        }
        let (author, _) = ix.author(i)?;
        let mine: Vec<usize> = ix.statutes.iter().copied().filter(|g| self.verdicts[*g].is_some() && ix.grants(*g, author, i)).collect();
        let good: Vec<usize> = mine.iter().copied().filter(|g| self.effective(*g) && !self.ended(*g, i)).collect();
        if good.iter().any(|g| ix.saw(i, *g)) {
            None
        } else if !good.is_empty() {
            Some(Reason::GrantUnseen)
        } else if mine.iter().any(|g| self.effective(*g) || self.in_doubt(*g)) {
            Some(Reason::GrantInDoubt)
        } else {
            Some(Reason::Grant)
        }
    }
}
