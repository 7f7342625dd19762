#!/usr/bin/env bash
# The pictures of README.md, from a demo school of three classes: the journal page in the window's pages, a spread of the printed journal.
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d "${TMPDIR:-/tmp}/zhurnal-pictures-XXXXXX")
trap 'rm -rf "$place"' EXIT
zhurnal=target/debug/zhurnal
"$zhurnal" --home "$place/home" demo --classes 3
password=$("$zhurnal" --home "$place/home" call app.state | python3 -c 'import json, sys; print(json.load(sys.stdin)["demo"]["password"])')
ZHURNAL_USER=zavuch ZHURNAL_PASSWORD=$password "$zhurnal" --home "$place/home" print journal --class 5А --out "$place/journal.pdf" >/dev/null
# The second spread of mathematics: a control work, and the finals of the first quarter.
pages=$(pdfinfo "$place/journal.pdf" | awk '/^Pages:/ { print $2 }')
spreads=()
for page in $(seq 4 2 "$pages"); do
    if pdftotext -f "$page" -l "$page" -layout "$place/journal.pdf" - | grep -q 'Предмет: Математика'; then spreads+=("$page"); fi
done
left=${spreads[1]}
pdftoppm -r 76 -f "$left" -l $((left + 1)) -png "$place/journal.pdf" "$place/page"
node ui/tests/pictures.mjs "$place/home" docs/screens "$place"/page-*.png
