#!/usr/bin/env bash
# Opens the window (HOME_DIR=… chooses the journal's folder). Without a display: a new school in a folder of its own, its enrolment
# list, its classes, all through the command line.
set -eu
cd "$(dirname "$0")/.."

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec target/debug/zhurnal-window ${HOME_DIR:+--home "$HOME_DIR"}
fi

zhurnal=target/debug/zhurnal
place=$(mktemp -d "${TMPDIR:-/tmp}/zhurnal-run-XXXXXX")
home=$place/home
list=tests/fixtures/data/контингент-школа.xlsx
secret() { head -c 18 /dev/urandom | base64 | tr '+/' '-.'; }
ZHURNAL_USER=zavuch ZHURNAL_PASSWORD=$(secret) ZHURNAL_KEYS=file ZHURNAL_KEYS_PASSPHRASE=$(secret)
export ZHURNAL_USER ZHURNAL_PASSWORD ZHURNAL_KEYS ZHURNAL_KEYS_PASSPHRASE

echo "No display: a school's first day through the command line."
echo
echo "── a school, its keys, its first administrator"
"$zhurnal" --home "$home" init --school 'МБОУ «Средняя школа № 5»' --profile eljur --year 2026 --admin "$ZHURNAL_USER" --sheet "$place/sheet.pdf"
echo
echo "── the enrolment list: the plan, then the same applied"
"$zhurnal" --home "$home" import pupils "$list"
"$zhurnal" --home "$home" import pupils "$list" --apply
echo
echo "── classes"
"$zhurnal" --home "$home" call classes.list '{}'
echo
echo "── chains, database, tables against a rebuild"
"$zhurnal" --home "$home" check
cat <<END

The journal lies in       $home (encrypted)
The recovery sheet is     $place/sheet.pdf
Its administrator         ZHURNAL_USER=$ZHURNAL_USER ZHURNAL_PASSWORD='$ZHURNAL_PASSWORD'
Its key file opens with   ZHURNAL_KEYS_PASSPHRASE='$ZHURNAL_KEYS_PASSPHRASE'
Look further with         $zhurnal --home $home call --list
With a display            HOME_DIR=$home make run
END
