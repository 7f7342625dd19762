#!/usr/bin/env bash
# Opens the window on the demo school, made once in target/demo (HOME_DIR=… names another home; a home without a school is set up in the
# window; CLASSES=… makes a smaller demo). Without a display: the main job through the command line, see journey.py.
set -eu
cd "$(dirname "$0")/.."
zhurnal=target/debug/zhurnal

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec python3 scripts/journey.py "$zhurnal" "$(mktemp -d "${TMPDIR:-/tmp}/zhurnal-run-XXXXXX")"
fi
home=${HOME_DIR:-target/demo}
if [ -z "${HOME_DIR:-}" ] && [ ! -e "$home" ]; then
    echo "make: the demo school, once"
    "$zhurnal" --home "$home" demo ${CLASSES:+--classes "$CLASSES"}
fi
exec target/debug/zhurnal-window --home "$home"
