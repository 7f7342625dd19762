//! Two bodies of one root: a person has compared fingerprints and says which one the school made (law of the root, 5).
//!
//! Both carry one key, so all that this root has signed stands either way; they differ in the key that may follow.

use super::home::Home;
use super::receive::Batch;
use super::rejudge::relaw;
use super::roots::Bodies;
use super::volume::Vol;
use crate::error::{Error, ErrorKind, Result};
use crate::event::Volume;
use crate::keys::root::body_hash;

impl Home {
    /// Follows the body of a root whose BLAKE3 this is, and refuses the other one for good. Roots that followed from another body are
    /// followed no more: their chains stay, and what they signed is judged again. True when another body was followed before.
    ///
    /// # Errors
    /// `root-settle-none` when this is neither body, `root-other-school`; storage errors.
    pub fn settle_root(&self, version: usize, body: &[u8; 32]) -> Result<bool> {
        let mut guard = self.lock()?;
        let s = &mut *guard;
        let done = s.transaction(Volume::REGISTRY, |vol, _| settle(vol, version, body));
        let moved = s.after(Volume::REGISTRY, done)?;
        if moved {
            // Who keeps what follows from the roots reads it again.
            s.reloads += 1;
            self.law_changed(s)?;
        }
        Ok(moved)
    }
}

fn settle(vol: &mut Vol, version: usize, chosen: &[u8; 32]) -> Result<bool> {
    let none = || Error::input("root-settle-none");
    let Bodies { followed, other } = vol.bodies(version)?.ok_or_else(none)?;
    let is = |document: &[u8]| body_hash(document).as_ref() == Some(chosen);
    if is(&followed) {
        vol.refuse_body(version, &other)?;
        return Ok(false);
    }
    if !is(&other) {
        return Err(none());
    }
    let school = |document: &[u8]| crate::keys::root::read(document).map(|r| r.school);
    if school(&followed) != school(&other) {
        return Err(Error::new(ErrorKind::NotAuthentic, "root-other-school"));
    }
    vol.refuse_body(version, &followed)?;
    vol.follow_body(version, &other)?;
    relaw(vol, None, &mut Batch { law: true, lost: true, reshaped: true, ..Batch::default() })?;
    Ok(true)
}
