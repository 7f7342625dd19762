#!/usr/bin/env bash
# An interpreter with Typst, the baseline of papers in `zhurnal-bench paper`: target/typst/bin/python. Wants the network once.
set -eu
cd "$(dirname "$0")/.."
[ -x target/typst/bin/python ] || python3 -m venv target/typst
target/typst/bin/python -c 'import typst' 2>/dev/null || target/typst/bin/pip install --quiet 'typst==0.15.2'
