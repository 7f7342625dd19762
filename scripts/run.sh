#!/usr/bin/env bash
# Opens the window; without a display, takes a school through its first steps by the command line.
set -eu
cd "$(dirname "$0")/.."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec target/debug/zhurnal-window ${HOME_DIR:+--home "$HOME_DIR"}
fi
echo "No display: a short journey through the command line."
