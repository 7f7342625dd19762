#!/usr/bin/env python3
"""Writes docs/THIRD-PARTY.md: every crate and npm package that goes into the program, with its licence."""

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


def npm():
    """Packages that the built pages may hold, without development tools."""
    lock = json.loads((ROOT / "ui/package-lock.json").read_text(encoding="utf-8"))
    for path, package in lock["packages"].items():
        if path and not package.get("dev"):
            yield path.rpartition("node_modules/")[2], package["version"], package.get("license", "see its sources")


def table(rows):
    lines = ["| package | version | licence |", "|---|---|---|"]
    lines += [f"| {name} | {version} | {licence} |" for name, version, licence in sorted(set(rows))]
    return "\n".join(lines)


def main():
    text = f"# Third-party packages\n\nWritten by `make notices`.\n\n## Rust crates\n\n{table(crates())}\n\n## npm packages\n\n{table(npm())}\n"
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs/THIRD-PARTY.md").write_text(text, encoding="utf-8")


main()
