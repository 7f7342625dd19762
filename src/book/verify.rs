//! Verification of an archive, from the file to the three words: *intact*, *authentic*, *true*. No home is needed, and none is touched.

use super::truth;
use crate::api::types::ArchiveVerdict;
use crate::archive::findings::Findings;
use crate::archive::verify::{Opening, examine};
use crate::archive::watch::watched;
use crate::archive::zip::Source;
use crate::error::Result;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

/// Verifies a file. `scratch` is a folder for files of the moment; `progress(done, total)` is asked about twenty times a second, false cancels.
///
/// # Errors
/// `file-not-found` and others of files; `cancelled`, at once, whatever the archive holds. What is wrong with it is in the verdict.
pub fn verify_file(path: &Path, trust: Option<&str>, scratch: &Path, progress: &dyn Fn(u32, u32) -> bool) -> Result<ArchiveVerdict> {
    let path = path.to_owned();
    let open = move || Ok(Box::new(BufReader::with_capacity(1 << 18, crate::given::open(&path)?)) as Box<dyn Source>);
    verify(Arc::new(open), trust, scratch, progress)
}

/// Verifies what `open` gives.
///
/// # Errors
/// As [`verify_file`].
pub fn verify(open: Arc<Opening>, trust: Option<&str>, scratch: &Path, progress: &dyn Fn(u32, u32) -> bool) -> Result<ArchiveVerdict> {
    let (trust, scratch) = (trust.map(str::to_owned), scratch.to_owned());
    let work = move |watch: &_| {
        let mut findings = Findings::new(trust.is_some());
        if let Some(proved) = examine(&*open, trust.as_deref(), watch, &mut findings)? {
            truth::compare(&*open, &proved, &scratch, watch, &mut findings)?;
        }
        Ok(findings.verdict())
    };
    watched(work, progress)
}
