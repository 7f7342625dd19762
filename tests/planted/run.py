#!/usr/bin/env python3
"""Plants bugs in a copy of the product and demands that the stories (and the machine) kill every one.

    run.py --quick        three bugs of different areas, stories only (`make test`)
    run.py --only N,N,N   these, stories only
    run.py --all          every bug, stories and the machine with fixed seeds (`make torture`)

A bug is a patch NN-name.patch beside this file; its first line, a comment, names the rule it breaks. A second one, `# Played: api::destroy`,
names the tests that play it in place of the stories: what a computer does by itself is in no fate.
The copy holds the tracked tree and borrows the compiled dependencies by hard links; the tree and its target are left as they were.
`--without-window` builds the workspace without the window's tests, for a target that was built so: cargo unites features over what is
built together, and the other choice compiles dependencies anew.
Prints a line per bug and `N passed, N failed`; exit 1 unless every bug was killed by an assertion.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TREE = HERE.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", TREE / "target")).absolute()
BUILD = ["cargo", "test", "--workspace", "--test", "all", "--locked"]
# Judgement, the incremental fold, and what is judged again when law changes.
QUICK = [12, 26, 32]
# What plays them: enough to kill those three.
QUICK_STORIES = ["stories::compromise", "stories::rights", "attack::keys", "attack::doubts"]
STORIES = ["stories::", "attack::"]
# The model shares only the event types with the product: a planted bug cannot touch it.
MODEL = "on_the_model"
MACHINE = "machine::"
SEEDS = [0, 1]
LONGEST_BUILD, LONGEST_RUN = 3600, 1800


class Failed(Exception):
    """The reason why a bug does not count as killed."""


def bugs(wanted):
    """Patches by number; `wanted` is None for all."""
    found = {int(p.name.split("-", 1)[0]): p for p in sorted(HERE.glob("[0-9][0-9]-*.patch"))}
    if wanted is None:
        return list(found.values())
    missing = [n for n in wanted if n not in found]
    if missing:
        sys.exit(f"no such bug: {missing}; there are {sorted(found)}")
    return [found[n] for n in wanted]


def copy_tree(to):
    """Tracked files as they stand in the working tree, new ones that are not ignored too."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=TREE, check=True, capture_output=True
    ).stdout
    for name in filter(None, listed.decode().split("\0")):
        source = TREE / name
        if source.is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, to / name)


def members():
    """Names under which the artifacts of the workspace's own packages stand in a target folder."""
    out = subprocess.run(["cargo", "metadata", "--no-deps", "--format-version", "1", "--locked"], cwd=TREE, check=True, capture_output=True)
    packages = json.loads(out.stdout)["packages"]
    names = {p["name"] for p in packages} | {t["name"] for p in packages for t in p["targets"]}
    return names | {n.replace("-", "_") for n in names}


def borrow_target(to):
    """Seeds a target folder with the compiled dependencies: libraries by hard links, the small files cargo may rewrite by copies."""
    source = TARGET / "debug"
    own = members()

    def foreign(name):
        crate = re.sub(r"-[0-9a-f]{16}.*$", "", name)
        return crate not in own and crate.removeprefix("lib") not in own

    for folder in ("deps", "build", ".fingerprint"):
        (to / "debug" / folder).mkdir(parents=True)
        if not (source / folder).is_dir():
            continue
        for entry in os.scandir(source / folder):
            if not foreign(entry.name):
                continue
            there = to / "debug" / folder / entry.name
            if entry.is_dir():
                shutil.copytree(entry.path, there, symlinks=True)
            elif entry.name.endswith((".rlib", ".rmeta", ".so")):
                os.link(entry.path, there)
            else:
                shutil.copy2(entry.path, there)


def build(tree, env):
    """Builds the test program; gives its path and the dependencies that had to be compiled."""
    done = subprocess.run(
        [*BUILD, "--no-run", "--message-format", "json-render-diagnostics"],
        cwd=tree, env=env, capture_output=True, text=True, timeout=LONGEST_BUILD,
    )
    if done.returncode != 0:
        errors = [l for l in done.stderr.splitlines() if l.startswith("error")]
        raise Failed("did not compile: " + (errors[0] if errors else done.stderr.strip()[-300:]))
    messages = [json.loads(l) for l in done.stdout.splitlines() if l.startswith("{")]
    artifacts = [m for m in messages if m.get("reason") == "compiler-artifact"]
    program = next(a["executable"] for a in artifacts if a["target"]["name"] == "all" and a.get("executable"))
    compiled = sorted({a["target"]["name"] for a in artifacts if not a["fresh"] and str(tree) not in a["package_id"]})
    return program, compiled


def tests(program, tree):
    """Names of all tests of the program."""
    out = subprocess.run([program, "--list", "--format", "terse"], cwd=tree, check=True, capture_output=True, text=True).stdout
    return [l.removesuffix(": test") for l in out.splitlines() if l.endswith(": test")]


def play(program, tree, env, *arguments):
    """Runs tests; gives the names of failed ones with the place and first line of their panic."""
    try:
        done = subprocess.run(
            [program, *arguments], cwd=tree, env=env, capture_output=True, text=True, errors="replace", timeout=LONGEST_RUN
        )
    except subprocess.TimeoutExpired as e:
        raise Failed(f"did not end in {LONGEST_RUN} s") from e
    result = re.search(r"^test result: (ok|FAILED)\. (\d+) passed; (\d+) failed", done.stdout, re.M)
    if not result:
        raise Failed(f"the tests crashed (exit {done.returncode}): {(done.stderr or done.stdout).strip()[-300:]}")
    failed = {n: ("", "") for n in re.findall(r"^test (\S+) \.\.\. FAILED$", done.stdout, re.M)}
    panics = re.compile(r"^thread '([^']+)'.* panicked at ([^\n]+):\n([^\n]*)", re.M)
    for name, place, message in panics.findall(done.stdout):
        if name in failed:
            failed[name] = (place, message)
    return int(result[2]), failed


def by_assertion(failed):
    """Tests that failed by an assertion of theirs, not by a crash of the product."""
    return [n for n, (place, message) in failed.items() if place.startswith("tests/") and "called `Result::unwrap()`" not in message]


def stories(program, tree, env):
    """Plays the stories on the product."""
    return play(program, tree, env, *STORIES, "--skip", MODEL)


def machine(program, tree, env, seed):
    """Plays one random school on the product; all actions are kept, so that a failure is not shrunk."""
    names = [n for n in tests(program, tree) if n.startswith(MACHINE) and "product" in n]
    if not names:
        return 0, {}
    keep = ",".join(map(str, range(1000)))
    return play(program, tree, env | {"ZHURNAL_MACHINE_SEED": str(seed), "ZHURNAL_MACHINE_KEEP": keep}, "--exact", *names)


def hunt(program, tree, env, everything, beside):
    """Who kills the bug, as text. `beside` names tests of what a computer does by itself, which no story plays."""
    _, failed = play(program, tree, env, beside) if beside else stories(program, tree, env)
    model = [n for n in failed if MODEL in n]
    if model:
        raise Failed(f"changes the model as well: {model[0]}")
    killers = by_assertion(failed)
    found = []
    if killers:
        short = killers[0].replace("on_the_product::", "")
        found.append(short + (f" and {len(killers) - 1} more" if len(killers) > 1 else ""))
    elif failed:
        raise Failed(f"no assertion failed, but {next(iter(failed))} broke: {next(iter(failed.values()))[1]}")
    for seed in SEEDS if everything else []:
        if by_assertion(machine(program, tree, env, seed)[1]):
            found.append(f"the machine, seed {seed}")
            break
    if not found:
        raise Failed("SURVIVED")
    return "; ".join(found)


def plant(patch, tree, env, everything):
    """Applies one patch, builds, plays, and takes it back. Gives the killers."""
    title = patch.read_text(encoding="utf-8").splitlines()[0]
    if not title.startswith("# "):
        raise Failed("its first line does not say which rule it breaks")
    touched = re.findall(r"^\+\+\+ b/(\S+)", patch.read_text(encoding="utf-8"), re.M)
    before = {name: (tree / name).read_bytes() for name in touched if (tree / name).is_file()}
    # The copy is no repository, whatever lies around it.
    done = subprocess.run(["git", "apply", str(patch)], cwd=tree, env=env, capture_output=True, text=True)
    try:
        if done.returncode != 0:
            raise Failed("did not apply (the product changed: write it anew): " + done.stderr.strip().splitlines()[0])
        if all((tree / name).read_bytes() == text for name, text in before.items()):
            raise Failed("did not apply: nothing changed")
        program, _ = build(tree, env)
        beside = re.search(r"^# Played: (\S+)$", patch.read_text(encoding="utf-8"), re.M)
        return hunt(program, tree, env, everything, beside and beside[1])
    finally:
        for name, text in before.items():
            (tree / name).write_bytes(text)


def main():
    what = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    one = what.add_mutually_exclusive_group(required=True)
    one.add_argument("--quick", action="store_true", help="three bugs, stories only")
    one.add_argument("--only", metavar="N,N,N", help="these bugs, stories only")
    one.add_argument("--all", action="store_true", help="every bug, stories and the machine")
    what.add_argument("--without-window", action="store_true", help="build without the window's tests")
    asked = what.parse_args()
    if asked.without_window:
        BUILD.extend(["--exclude", "zhurnal-window"])
    if asked.quick:
        STORIES[:] = QUICK_STORIES
    chosen = bugs(QUICK if asked.quick else [int(n) for n in asked.only.split(",")] if asked.only else None)

    # A stop removes the copy like an end does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="planted-", dir=TARGET) as folder:
        tree, target = Path(folder) / "tree", Path(folder) / "target"
        tree.mkdir()
        own = {"CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": "1", "GIT_CEILING_DIRECTORIES": folder, "RUST_BACKTRACE": "0"}
        env = os.environ | own
        started = time.monotonic()
        copy_tree(tree)
        borrow_target(target)
        try:
            program, compiled = build(tree, env)
            passed, failed = stories(program, tree, env)
            for seed in SEEDS if asked.all else []:
                more, broken = machine(program, tree, env, seed)
                passed, failed = passed + more, failed | broken
        except Failed as e:
            sys.exit(f"without any bug: {e}")
        if failed or not passed:
            sys.exit(f"without any bug {len(failed)} of {passed + len(failed)} tests fail: {', '.join(failed)}")
        extra = f", dependencies compiled as well: {' '.join(compiled)}" if compiled else ""
        print(f"without any bug: {passed} tests pass ({time.monotonic() - started:.0f} s{extra})", flush=True)

        killed = 0
        for patch in chosen:
            started = time.monotonic()
            try:
                says, mark = "killed by " + plant(patch, tree, env, asked.all), "ok  "
                killed += 1
            except Failed as e:
                says, mark = str(e), "FAIL"
            print(f"{mark} {patch.stem}: {says} ({time.monotonic() - started:.0f} s)", flush=True)
    print(f"{killed} passed, {len(chosen) - killed} failed")
    sys.exit(0 if killed == len(chosen) else 1)


if __name__ == "__main__":
    main()
