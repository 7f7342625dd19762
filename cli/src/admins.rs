//! `zhurnal admins`, `zhurnal devices`: an admin removed by the sheet; the computers of the school.

use crate::args::RemoveAdmin;
use crate::open::{Place, secret};
use crate::output::{line, object, text};
use serde_json::json;
use zhurnal::api::types::DeviceList;
use zhurnal::{Error, Result};

pub fn remove(place: &Place, asked: &RemoveAdmin) -> Result<u8> {
    let desk = place.open()?;
    desk.app.book()?;
    let sheet = secret("ZHURNAL_SHEET", "cli-sheet-present")?;
    let request = json!({
        "admin": asked.admin, "sheet": sheet, "stolen": asked.stolen, "leaves": asked.leaves, "devices": asked.device,
        "received": asked.received,
    });
    desk.call("admins.remove", request)?;
    match place.json {
        true => object(&json!({ "admin": asked.admin })),
        false => line(&text("cli-admin-removed", &[("admin", &asked.admin)])),
    }
    Ok(0)
}

pub fn devices(place: &Place, by_sheet: bool) -> Result<u8> {
    let list = if by_sheet {
        let desk = place.open()?;
        desk.app.book()?;
        desk.call("devices.by_sheet", json!({ "sheet": secret("ZHURNAL_SHEET", "cli-sheet-present")? }))?
    } else {
        place.logged_in()?.call("devices.list", json!({}))?
    };
    let list: DeviceList = serde_json::from_value(list).map_err(|_| Error::other("bad-response").with("operation", "devices.list"))?;
    if place.json {
        object(&json!({ "count": list.devices.len(), "devices": list.devices }));
        return Ok(0);
    }
    for d in &list.devices {
        let mark = |yes: bool, id: &str| if yes { text(id, &[]) } else { String::new() };
        let (root, cut, this) = (mark(d.by_root, "cli-device-root"), mark(d.cut, "cli-device-cut"), mark(d.this, "cli-device-this"));
        let capabilities = d.capabilities.join(", ");
        let args = [("id", &d.id), ("name", &d.name), ("capabilities", &capabilities), ("root", &root), ("cut", &cut), ("this", &this)];
        line(&text("cli-device", &args.map(|(name, value)| (name, value.as_str()))));
    }
    Ok(0)
}
