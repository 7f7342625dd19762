//! Rights: what a role allows. Pure; may call only `event`, `keys::password`, `error`, `id`.

pub mod role;
