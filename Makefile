# What there is to do here. `make` alone lists it.
#
# PROFILE=release builds for speed; the default builds sooner, and shares what it builds with `make test`.

PROFILE ?= dev
SANAD = cargo run --locked --profile $(PROFILE) --

.DEFAULT_GOAL := help
.PHONY: help serve seed test check schema eval-names tools

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

serve: tools ## build, load the built-in data set into SQLite (or DATABASE_URL), and serve
	$(SANAD) serve --seed

seed: tools ## load the built-in data set, or the one in DIR=..., into SQLite (or DATABASE_URL)
	$(SANAD) seed $(DIR)

test: tools ## run all tests, on SQLite and on Postgres (SANAD_TEST_BACKENDS=sqlite leaves Postgres out)
	cargo test --locked

check: tools ## look at the format and at what clippy says
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings

schema: tools ## write schema.graphql
	$(SANAD) schema > schema.graphql.new
	mv schema.graphql.new schema.graphql

eval-names: tools ## measure how well names are matched (NAMES=... the sets of words that NAMES.md names, to measure them too)
	cargo run --locked --release --example evaluate -- $(NAMES)

# OpenSSL and SQLite are built from their sources, which takes a C compiler and perl.
tools:
	@command -v cargo > /dev/null || { echo "cargo is missing: install Rust from https://rustup.rs" >&2; exit 1; }
	@command -v $(CC) > /dev/null || { echo "a C compiler is missing: install gcc" >&2; exit 1; }
	@command -v perl > /dev/null || { echo "perl is missing, which OpenSSL is built with" >&2; exit 1; }
