# Muster. Two targets do all the set-up on a fresh machine: `make run` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
SWIFT ?= swift
BUILD := .build/release
FLAGS := -c release --explicit-target-dependency-import-check error
SCENARIO ?= scenarios/europe-support
# Tests, the fuzzing program and the command's print-outs are compiled as they stand; 0 has them optimised.
export MUSTER_PLAIN ?= 1

# To look at one plan, all is compiled as it stands but the modules in which a plan spends its time; Package.swift says which.
QUICK := -c debug --disable-index-store -debug-info-format none --explicit-target-dependency-import-check error

# Homebrew keeps headers and libraries outside the compiler's search path.
ifeq ($(shell uname),Darwin)
  BREW := $(shell brew --prefix 2>/dev/null)
  FLAGS += -Xcc -I$(BREW)/include -Xlinker -L$(BREW)/lib
  QUICK += -Xcc -I$(BREW)/include -Xlinker -L$(BREW)/lib
endif

# What takes most of the time of all: the tests that plan whole scenarios, run commands on folders, show pages to browsers and
# rosters to calendar programs, and run the documentation; and suites that fit long histories or play many centres. `make test`
# leaves them to `make test-long`; a test holds that each of them exists.
LONG_MODULES := RosteringTests MusterTests
LONG_SUITES := RealDataTests MemberPoolTests LevelTests SimulationTests SimulationVectorTests ContactCentersTests \
  MixedTeamTests LoweringCutTests CoverageOfMailTests RosterSimulationTests ReadingGrowthTests
empty :=
any = ($(subst $(empty) $(empty),|,$(strip $(1))))
LONG := ^$(call any,$(LONG_MODULES))\.|\.$(call any,$(LONG_SUITES))/

# What runs under the sanitizers: the solver's wrapper and everything that calls it from several threads.
SOLVER_TESTS ?= LinearProgramTests|ToursTests|RosteringTests
# XCTest is left out: nothing uses it, and it leaks 144 bytes of its own. Freed memory is handed on at once, so that the
# test which counts what ten thousand solves leave behind can count.
ASAN := quarantine_size_mb=1:detect_leaks=1

FUZZ_RUNS ?= 2000
FUZZ_SEED ?= 1
FUZZ_SECONDS ?= 60

.PHONY: help setup build run tests-built test test-long check lint docs-check sanitize kill slurm promises fuzz fuzz-coverage bench bench-forecast bench-staffing bench-roster bench-scale bench-headcount bench-import bench-publish clients install clean

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | column -t -s '|'

setup: ## Install GLPK, OpenSSL, SQLite, libxlsxwriter, libcurl and the time zone data if they are missing
	@need=""; \
	if [ "$$(uname)" = Darwin ]; then \
	  [ -f "$(BREW)/include/glpk.h" ] || { echo "muster: installing glpk with brew"; brew install glpk; }; \
	  [ -f "$(BREW)/include/xlsxwriter.h" ] || { echo "muster: installing libxlsxwriter with brew"; brew install libxlsxwriter; }; \
	else \
	  [ -f /usr/include/glpk.h ] || need="$$need libglpk-dev"; \
	  [ -f /usr/include/openssl/evp.h ] || need="$$need libssl-dev"; \
	  [ -f /usr/include/sqlite3.h ] || need="$$need libsqlite3-dev"; \
	  [ -f /usr/include/xlsxwriter.h ] || need="$$need libxlsxwriter-dev"; \
	  [ -f /usr/share/zoneinfo/tzdata.zi ] || need="$$need tzdata"; \
	  [ -n "$$(find /usr/lib -maxdepth 2 -name 'libcurl*.so.4' 2>/dev/null)" ] || need="$$need libcurl4"; \
	  if [ -n "$$need" ]; then \
	    echo "muster: installing$$need with apt-get"; \
	    as=""; [ "$$(id -u)" = 0 ] || as="sudo"; \
	    $$as apt-get update -qq; \
	    DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends $$need; \
	  fi; \
	fi

build: setup ## Build the command, optimised
	$(SWIFT) build $(FLAGS) --product muster

run: setup ## Build quickly, plan an example scenario and print its summary
	MUSTER_QUICK=1 $(SWIFT) build $(QUICK) --product muster
	@status=0; .build/debug/muster plan $(SCENARIO) || status=$$?; \
	if [ $$status -gt 1 ]; then exit $$status; fi

tests-built: setup
	$(SWIFT) build $(FLAGS) --build-tests

test: tests-built ## Build and run the tests of the modules below whole scenarios
	$(SWIFT) test $(FLAGS) --skip-build --disable-xctest --skip '$(LONG)'

test-long: tests-built ## Run the other tests: rosters, commands, documentation, browsers, calendar programs and servers
	$(SWIFT) test $(FLAGS) --skip-build --disable-xctest --filter '$(LONG)'

lint: ## Check the format and that public declarations are documented
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests docs/examples

check: test test-long lint ## What CI runs; the tests run the documentation too

docs-check: tests-built ## Run the commands shown in the documentation and follow its links, as the tests do, and nothing else
	$(SWIFT) test $(FLAGS) --skip-build --filter DocumentationTests

sanitize: setup ## Run the solver's tests under the thread and the address sanitizer; half an hour, most of it building
	$(SWIFT) build $(FLAGS) --build-tests --sanitize=thread --scratch-path .build-thread
	$(SWIFT) test $(FLAGS) --skip-build --disable-xctest --sanitize=thread \
	  --scratch-path .build-thread --filter "$(SOLVER_TESTS)"
	$(SWIFT) build $(FLAGS) --build-tests --sanitize=address --scratch-path .build-address
	ASAN_OPTIONS=$(ASAN) $(SWIFT) test $(FLAGS) --skip-build --disable-xctest --sanitize=address \
	  --scratch-path .build-address --filter "$(SOLVER_TESTS)"

kill: tests-built ## End every command that writes at random moments, KILL_RUNS times (1000); KILL_SEED repeats the choices
	KILL_RUNS=$${KILL_RUNS:-1000} $(SWIFT) test $(FLAGS) --skip-build --filter KillTests

slurm: tests-built ## Sweep on a real Slurm of one node, which the script of ../shared installs and starts; wants root
	MUSTER_SLURM=1 $(SWIFT) test $(FLAGS) --skip-build --filter SlurmTests

promises: tests-built ## Hold random lives of a published roster, PROMISE_RUNS (30) or more until commands were killed PROMISE_KILLS times (200), against a plain list of promises; PROMISE_SEED repeats the choices
	PROMISE_RUNS=$${PROMISE_RUNS:-30} PROMISE_KILLS=$${PROMISE_KILLS:-200} $(SWIFT) test $(FLAGS) --skip-build --filter PromiseModelTests

fuzz: ## Mutate scenarios, stage files and command lines at random: FUZZ_RUNS readings (2000), a twentieth as many plans, stages, options
	$(SWIFT) build $(FLAGS) --product muster
	$(SWIFT) build $(FLAGS) --product MusterFuzz
	$(BUILD)/MusterFuzz check --runs $(FUZZ_RUNS) --seed $(FUZZ_SEED)
	for kind in plan stage options; do \
	  $(BUILD)/MusterFuzz $$kind --runs $$(( ($(FUZZ_RUNS) + 19) / 20 )) --seed $(FUZZ_SEED); done

fuzz-coverage: ## Let libFuzzer search the readers for FUZZ_SECONDS (60), guided by coverage; skipped where the toolchain has none
	@if ! MUSTER_FUZZ_COVERAGE=1 $(SWIFT) build -c release --product MusterFuzzCoverage --scratch-path .build-fuzz \
	  -Xswiftc -sanitize=fuzzer; then \
	  echo "muster: skipped: this toolchain builds no libFuzzer"; exit 0; fi; \
	mkdir -p .build-fuzz/corpus; \
	cp -n Tests/Fuzz/*/* .build-fuzz/corpus/ 2>/dev/null || true; \
	.build-fuzz/release/MusterFuzzCoverage -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=2048 \
	  -artifact_prefix=.build-fuzz/ .build-fuzz/corpus

bench: bench-staffing bench-forecast ## Print every benchmark

bench-forecast: ## Accuracy beside bars and other tools on the data of ../shared, real and made up, and seconds for 25 to 200 queues (FORECAST_FLAGS=--short: two seeds, no seconds)
	$(SWIFT) build $(FLAGS) --product muster-benchmark
	status=0; $(BUILD)/muster-benchmark forecast $(FORECAST_FLAGS) || status=$$?; \
	$(BUILD)/muster-benchmark forecast --cases $(FORECAST_FLAGS) || status=$$?; \
	$(if $(FORECAST_FLAGS),,$(BUILD)/muster-benchmark forecast --speed;) exit $$status

bench-roster: ## Rosters for the instances of ../shared beside the bars, judged by its evaluator; about an hour (ROSTER_FLAGS=--short: a minute), and what service rounds save on the examples
	$(SWIFT) build $(FLAGS) --product muster-benchmark
	status=0; $(BUILD)/muster-benchmark roster $(ROSTER_FLAGS) || status=$$?; \
	$(BUILD)/muster-benchmark service $(if $(filter --short,$(ROSTER_FLAGS)),--quick) && exit $$status

bench-scale: ## Seconds, memory and cost with 300 to 10,000 people; BASE=path/to/other/muster puts another build beside (SCALE_FLAGS='--people 300,1000')
	$(SWIFT) build $(FLAGS) --product muster
	$(SWIFT) build $(FLAGS) --product muster-benchmark
	$(BUILD)/muster-benchmark scale $(if $(BASE),--base $(BASE)) $(SCALE_FLAGS)

.PHONY: bench-what
bench-what: ## Random changes on both examples, estimated by muster what and planned whole: how many plans are inside the band (WHAT_FLAGS='--count 5')
	$(SWIFT) build $(FLAGS) --product muster-benchmark
	$(BUILD)/muster-benchmark what $(WHAT_FLAGS)

bench-headcount: ## Headcount plans from 6 to 24 months and 2 to 6 sites: seconds, memory, gap; HEADCOUNT_FLAGS='--other python3' puts HiGHS beside
	$(SWIFT) build $(FLAGS) --product muster-benchmark
	$(BUILD)/muster-benchmark headcount $(HEADCOUNT_FLAGS)

bench-import: ## 20 million single calls (2 GB, made in a temporary folder) beside DuckDB's CSV reader; IMPORT_ROWS=--shuffled-ids takes their order; wants python3 with duckdb
	$(SWIFT) build $(FLAGS) --product muster
	python3 Tests/Speed/import_beside_duckdb.py $(BUILD)/muster $(IMPORT_ROWS)

bench-staffing: ## Sizings and simulated contacts a second
	$(SWIFT) build $(FLAGS) --product muster-benchmark
	$(BUILD)/muster-benchmark staffing

bench-publish: ## Processor seconds and memory of telling 1,000 people four weeks, and of telling them 20 changes
	$(SWIFT) build $(FLAGS) --product muster
	$(SWIFT) build $(FLAGS) --product muster-benchmark
	$(BUILD)/muster-benchmark publish

clients: ## Show a published roster and its changes to the calendar programs that are on this machine, and write the table of docs/explanation/calendars.md
	$(SWIFT) build $(FLAGS) --product muster
	python3 Tests/Clients/clients.py $(BUILD)/muster --check --page docs/explanation/calendars.md

.PHONY: lives
lives: ## Read the calendars of both examples with the checker of ../shared after every kind of change, from March to December, in every form of time; ten minutes (LIVES_FLAGS='--only 2026-12'; without --examples a minute)
	$(SWIFT) build $(FLAGS) --product muster
	python3 Tests/Clients/lives.py $(BUILD)/muster ../shared/tools/check_calendars.py $(if $(LIVES_FLAGS),$(LIVES_FLAGS),--examples)

.PHONY: build-times
build-times: setup ## Build the command from nothing beside the other builds, and print processor seconds by module
	rm -rf .build-times
	python3 Tests/Speed/build_times.py $(SWIFT) build $(FLAGS) --product muster --scratch-path .build-times

install: build ## Install the command as built, stripped, with its manual page and shell completions, below PREFIX
	install -d "$(PREFIX)/bin" "$(PREFIX)/share/man/man1" "$(PREFIX)/share/bash-completion/completions" \
	  "$(PREFIX)/share/zsh/site-functions" "$(PREFIX)/share/fish/vendor_completions.d"
	install -m 755 $(BUILD)/muster "$(PREFIX)/bin/muster"
	strip "$(PREFIX)/bin/muster"
	"$(PREFIX)/bin/muster" manual > "$(PREFIX)/share/man/man1/muster.1"
	"$(PREFIX)/bin/muster" --generate-completion-script bash > "$(PREFIX)/share/bash-completion/completions/muster"
	"$(PREFIX)/bin/muster" --generate-completion-script zsh > "$(PREFIX)/share/zsh/site-functions/_muster"
	"$(PREFIX)/bin/muster" --generate-completion-script fish > "$(PREFIX)/share/fish/vendor_completions.d/muster.fish"

clean: ## Remove what was built
	rm -rf .build .build-thread .build-address .build-fuzz .build-times fuzz-findings scenarios/*/out
