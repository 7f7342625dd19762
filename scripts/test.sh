#!/usr/bin/env bash
# Everything that must hold. Runs every step even when one failed, prints all counts at the end, fails when anything failed.
# `scripts/test.sh quick` leaves out lints, the browser and the window.
set -u
cd "$(dirname "$0")/.."
exec </dev/null
LOGS=target/test-logs
# No step may hang for ever; a cold build on two cores is the longest.
LONGEST=45m
rm -rf "$LOGS"
mkdir -p "$LOGS"
if [ -n "${CI:-}" ]; then export CARGO_INCREMENTAL=0; fi
export CARGO_TERM_COLOR=never NO_COLOR=1

passed=0 failed=0 summary=""

# Counts of a log, by the closing lines of the runners; a step without such lines counts as one.
count() {
    awk '
        { gsub(/\033\[[0-9;]*m/, "") }
        /^test result: / { for (i = 1; i < NF; i++) { if ($(i+1) ~ /^passed/) p += $i; if ($(i+1) ~ /^failed/) f += $i } seen = 1 }
        /^ +Tests +[0-9]/ { for (i = 1; i < NF; i++) { if ($(i+1) == "passed") p += $i; if ($(i+1) == "failed") f += $i } seen = 1 }
        /^Ran [0-9]+ tests? in/ { p += $2; seen = 1 }
        /^FAILED \(/ { n = $0; bad = 0; while (match(n, /(failures|errors)=[0-9]+/)) { split(substr(n, RSTART, RLENGTH), kv, "="); bad += kv[2]; n = substr(n, RSTART + RLENGTH) } p -= bad; f += bad }
        /^(# |ℹ )pass [0-9]+$/ { p += $3; seen = 1 }
        /^(# |ℹ )fail [0-9]+$/ { f += $3; seen = 1 }
        /^[0-9]+ passed, [0-9]+ failed/ { p += $1; f += $3; seen = 1 }
        END { if (seen) print p + 0, f + 0 }
    ' "$1"
}

step() {
    local name=$1 start=$SECONDS status=0 counts ok bad
    shift
    echo "── $name: $*"
    timeout --kill-after 20 "$LONGEST" "$@" 2>&1 | tee "$LOGS/$name.log"
    status=${PIPESTATUS[0]}
    counts=$(count "$LOGS/$name.log")
    read -r ok bad <<<"${counts:-0 0}"
    if [ -z "$counts" ]; then ok=$((status == 0 ? 1 : 0)); fi
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    if [ "$status" -eq 0 ] && [ "$bad" -ne 0 ]; then status=1; fi
    passed=$((passed + ok))
    failed=$((failed + bad))
    summary+=$(printf '%-14s %6d passed %4d failed %6d s' "$name" "$ok" "$bad" $((SECONDS - start)))$'\n'
    return "$status"
}

quick=${1:-}
step tools make --no-print-directory tools
step ui-build make --no-print-directory ui
step ui-check npm --prefix ui run --silent check
step ui-unit npm --prefix ui run --silent test
step reader python3 tests/reader/read.py
step format cargo fmt --all --check
step deny scripts/deny.sh
if [ "$quick" = quick ]; then
    step rust cargo test --workspace --locked --no-fail-fast --lib --bins --test all
else
    step screens npm --prefix ui run --silent screens
    # One build serves all tests; a broken build leaves nothing to test.
    if step build cargo build --workspace --all-targets --locked; then
        step rust cargo test --workspace --locked --no-fail-fast
        step planted python3 tests/planted/run.py --quick
        step journey npm --prefix ui run --silent journey
        step window cargo test --workspace --locked --no-fail-fast --test window --test journey --test year --test finals --test page -- --test-threads 1
    fi
    step lint cargo clippy --workspace --all-targets --locked -- -D warnings
fi

echo
echo "$summary"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
