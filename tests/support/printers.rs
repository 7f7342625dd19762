//! A print service of paper: `lp`, `lpstat` and `cancel` in a folder of their own, which keep what they are given.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// The usual printer.
pub const OFFICE: &str = "Канцелярия";
/// Another one.
pub const TEACHERS: &str = "Учительская";

const LP: &str = r#"#!/bin/sh
cd "${0%/*}" || exit 9
if [ -f hang ]; then exec /bin/sleep 60; fi
if [ -f refuse ]; then /bin/cat >/dev/null; echo 'lp: Error - unsupported format.' >&2; exit 1; fi
n=0
[ -f number ] && read -r n < number
n=$((n + 1))
echo $n > number
for a in "$@"; do printf '%s\n' "$a"; done > job-$n.args
/bin/cat > job-$n.pdf
/usr/bin/env > job-$n.env
[ -f stuck ] && echo "%D0%9A%D0%B0%D0%BD%D1%86-$n    root   1024   now" >> jobs
echo "request id is Канцелярия-$n (0 file(s))"
"#;
const LPSTAT: &str = r#"#!/bin/sh
cd "${0%/*}" || exit 9
if [ -f down ] && [ "$1" != -e ] && [ "$1" != -d ]; then echo 'lpstat: Scheduler is not running.' >&2; exit 1; fi
case "$1" in
  -e) /bin/cat names ;;
  -p) /bin/cat states ;;
  -a) /bin/cat accepts ;;
  -d) /bin/cat usual ;;
  -o) /bin/cat jobs ;;
esac
"#;
const CANCEL: &str = "#!/bin/sh\ncd \"${0%/*}\" || exit 9\necho \"$@\" >> cancelled\n: > jobs\n";

/// What was printed.
pub struct Job {
    pub args: Vec<String>,
    pub pdf: Vec<u8>,
    pub environment: String,
}

/// The service.
pub struct Printing {
    folder: PathBuf,
}

impl Printing {
    /// Installs it in a folder: two printers, nothing in their way.
    pub fn install(folder: &Path) -> Self {
        fs::create_dir_all(folder).unwrap();
        for (name, text) in [("lp", LP), ("lpstat", LPSTAT), ("cancel", CANCEL)] {
            fs::write(folder.join(name), text).unwrap();
            fs::set_permissions(folder.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        let this = Self { folder: folder.to_owned() };
        this.set("names", &format!("{OFFICE}\n{TEACHERS}\n"));
        this.set("usual", &format!("system default destination: {OFFICE}\n"));
        this.set("states", &format!("printer {OFFICE} is idle.  enabled since now\nprinter {TEACHERS} is idle.  enabled since now\n"));
        this.set("accepts", &format!("{OFFICE} accepting requests since now\n{TEACHERS} accepting requests since now\n"));
        this.set("jobs", "");
        this
    }

    /// Says something else from now on.
    pub fn set(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).unwrap();
    }

    /// Takes back what was set.
    pub fn unset(&self, name: &str) {
        fs::remove_file(self.folder.join(name)).unwrap();
    }

    /// Everything that was printed, in order.
    pub fn jobs(&self) -> Vec<Job> {
        let read = |n: u32, what: &str| fs::read(self.folder.join(format!("job-{n}.{what}"))).ok();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let job = |n| {
            let args = text(read(n, "args")?).lines().map(str::to_owned).collect();
            Some(Job { args, pdf: read(n, "pdf")?, environment: text(read(n, "env")?) })
        };
        (1..).map_while(job).collect()
    }

    /// What was withdrawn.
    pub fn cancelled(&self) -> String {
        fs::read_to_string(self.folder.join("cancelled")).unwrap_or_default()
    }
}
