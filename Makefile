# «Журнал»: builds, tests, runs. Works as root in a bare Debian 12 with Rust and Node; installs the rest itself.
#
#   make run      the window on the demo school (HOME_DIR=… for another home); without a display, the main job through the CLI
#   make test     everything that must hold, ends with all counts
#   make check    the fast part: formats, lints, unit tests
#   make bench    figures, each beside its baseline       make torture  the long runs: kills, cut logs, random schools, planted bugs
#   make screens  pictures of the window into docs/screens  make icons    all sizes of the icon   make deny   licences, bans, sources
#   make notices  licences of what is built in

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules

STAMPS := target/stamps
UI_SOURCES = $(shell find ui/src ui/public assets ui/index.html ui/vite.config.ts ui/svelte.config.js ui/tsconfig.json -type f 2>/dev/null | sed 's/ /\\ /g')

.PHONY: pictures run test check bench torture deps tools ui build screens icons deny notices

deps:
	@scripts/deps.sh

tools: deps $(STAMPS)/npm

$(STAMPS)/npm: ui/package.json ui/package-lock.json ui/.npmrc
	@mkdir -p $(STAMPS)
	cd ui && npm ci --no-audit --no-fund
	@touch $@

ui/dist/index.html: $(STAMPS)/npm $(UI_SOURCES)
	cd ui && npm run build
	@touch $@

ui: ui/dist/index.html

build: deps ui
	cargo build --workspace --locked

run: build
	@scripts/run.sh

test: deps
	@scripts/test.sh

check: tools ui
	@scripts/test.sh quick

screens: build
	ZHURNAL_KEEP_SCREENS=1 cargo test --workspace --locked --test journey --test year -- --test-threads 1

bench: deps ui
	scripts/typst.sh
	cargo build --release --workspace --locked
	"$${CARGO_TARGET_DIR:-target}/release/zhurnal-bench" all --out bench/RESULTS.md
	place=$$(mktemp -d); for n in 30 3; do "$${CARGO_TARGET_DIR:-target}/release/zhurnal" --home "$$place/$$n" demo --classes $$n; done; rm -r "$$place"
	cargo test --release --workspace --locked --test page -- --nocapture --test-threads 1 measured

torture: deps ui
	ZHURNAL_KILLS=1000 ZHURNAL_CUTS=20 ZHURNAL_MACHINE_RUNS=200 ZHURNAL_HOSTILE_MB=4095 cargo test --workspace --locked --test all --test kills -- durable machine killed hostile --nocapture
	python3 tests/planted/run.py --all

pictures: build
	scripts/pictures.sh

icons:
	scripts/icons.sh

deny:
	@scripts/deny.sh

notices: tools
	python3 scripts/notices.py
	cd ui && npm run --silent notices
