#!/usr/bin/env python3
"""Writes docs/THIRD-PARTY.md: every crate that goes into the program, with its licence."""

import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


def crates():
    """Crates reached from the window and the command line without build and test dependencies."""
    told = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    metadata = json.loads(told.stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    shipped = {"zhurnal-window", "zhurnal-cli"}
    waiting = [id for id, package in packages.items() if package["name"] in shipped]
    seen = set()
    while waiting:
        id = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        for dependency in nodes[id]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    for id in seen:
        package = packages[id]
        if package["source"] is not None:
            yield package["name"], package["version"], package["license"] or "see its sources"


def table(rows):
    lines = ["| package | version | licence |", "|---|---|---|"]
    lines += [f"| {name} | {version} | {licence} |" for name, version, licence in sorted(set(rows))]
    return "\n".join(lines)


def main():
    head = "# Third-party crates\n\nWritten by `make notices`. What the window's pages are built of is in `assets/notices/window.txt`."
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs/THIRD-PARTY.md").write_text(f"{head}\n\n{table(crates())}\n", encoding="utf-8")


main()
