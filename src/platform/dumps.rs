//! No memory of a program that holds keys goes to a disk by a crash.

use crate::error::Result;

/// Turns core dumps off for this process and for the programs it starts; on Linux other processes of the same person cannot read its
/// memory either. Called first of all. Windows: nothing to turn off from here, SECURITY.md says what stays.
///
/// # Errors
/// What the system says.
pub fn off() -> Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).map_err(std::io::Error::from)?;
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(std::io::Error::from)?;
    }
    Ok(())
}
