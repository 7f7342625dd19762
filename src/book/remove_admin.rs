//! An admin who leaves, or whose computer or password was stolen: removed by the sheet, in one act of the root.

use super::accounts::cut_write;
use super::rights::is_admin;
use super::{Book, Done};
use crate::api::types::RemoveAdmin;
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Scope, Value, Volume};
use crate::id::{DeviceId, UserId};
use crate::rights::role;

impl Book {
    /// Ends an admin's being one, or all that the person writes, and their computers with it. Held from what this computer holds when the
    /// person left; void from the last checkpoint when something was stolen.
    ///
    /// # Errors
    /// Those of reading a sheet and of [`Book::root_of`]; `admin-unknown`, `admin-last`; `device-unknown`, `device-self`; `bad-date`.
    pub fn remove_admin(&self, asked: &RemoveAdmin) -> Result<Done<()>> {
        let root = self.root_of(&asked.sheet)?;
        let user = match UserId::parse(&asked.admin) {
            Ok(user) if self.has_account(user)? => user,
            _ => self.admin_by_login(&asked.admin)?.0,
        };
        self.refuse_last(user)?;
        let devices = self.named_devices(&asked.devices)?;
        let received = asked.received.as_deref().filter(|d| !d.is_empty());
        let received = received.map(|d| d.parse().map_err(|_| Error::usage("bad-date"))).transpose()?;
        let trusted = if asked.stolen { self.trusted(received)? } else { None };
        let chains = self.home.chains_of(user)?;
        let of_user = trusted.as_ref().map(|t| t.heads(|h| chains.contains(&h.chain)));
        let scope = if asked.leaves { Scope::Author(user.0) } else { Scope::Admin(user.0) };
        let mut writes = vec![cut_write(scope, asked.stolen, 0, of_user)?];
        for device in devices {
            let heads = trusted.as_ref().map(|t| t.heads(|h| h.chain.device == device));
            writes.push(cut_write(Scope::Device(device.0, Vec::new()), asked.stolen, 0, heads)?);
        }
        if asked.stolen {
            writes.extend(self.keys_cuts(user, trusted.as_ref(), 0)?);
        }
        Ok(Done::new((), self.home.root_act(&root, &writes)?))
    }

    /// A school without an admin could not make one: the sheet makes another first.
    fn refuse_last(&self, user: UserId) -> Result<()> {
        let closed = self.closed_users()?;
        self.home.ask(Volume::REGISTRY, |reader| {
            if !is_admin(reader, user)? {
                return Err(Error::input("admin-unknown"));
            }
            let today = self.today();
            let roles = super::rights::roles(reader, today)?;
            let stays =
                |(id, roles): (&[u8; 16], &Vec<String>)| *id != user.0 && !closed.contains(id) && roles.iter().any(|r| r == role::ADMIN);
            if roles.iter().any(stays) { Ok(()) } else { Err(Error::input("admin-last")) }
        })
    }

    fn named_devices(&self, ids: &[String]) -> Result<Vec<DeviceId>> {
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            let device = DeviceId::parse(id)?;
            if device == self.home.device() {
                return Err(Error::input("device-self"));
            }
            let known = self.home.ask(Volume::REGISTRY, |reader| reader.cell(l::DEVICE, &[Value::Id(device.0)]))?;
            known.ok_or_else(|| Error::input("device-unknown"))?;
            out.push(device);
        }
        out.sort_unstable();
        out.dedup();
        Ok(out)
    }
}
