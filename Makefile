# The tasks of this project. `make` without a target lists them.
#
# PROFILE=release builds a fast program. The default builds faster, and shares its artifacts with `make test`.

PROFILE ?= dev
# The program, built from all packages: `cargo run` would give dependencies other features than `make test`, and build them twice.
SANAD = cargo build --locked --profile $(PROFILE) --bin sanad && target/$(PROFILE:dev=debug)/sanad

.DEFAULT_GOAL := help
# GraphiQL and the explorer's scripts are rebuilt when one of their sources is newer than the last build.
GRAPHIQL = web/dist/index.html
GRAPHIQL_SOURCES = $(wildcard web/*.json web/.npmrc web/*.html web/*.js web/build/* web/src/* web/explorer/* src/server/examples/*)
# What the Python client needs is installed again when its locked versions change.
PYTHON_CLIENT = clients/python/.venv/installed

.PHONY: help serve seed web test test-lists test-web picture test-clients check schema schema-diff eval-names eval-search bench-http soak pin-images try-balancer tools free-port web-tools web-if-possible

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 21

# What is developed with DATABASE_URL set for something else is left alone: only `make serve DATABASE_URL=...` goes before this.
serve seed: export DATABASE_URL = sqlite://sanad.db
# Checked before the build, which takes minutes.
serve: export SANAD_LISTEN ?= $(or $(shell sed -n 's/^SANAD_LISTEN=//p' .env 2> /dev/null),127.0.0.1:8080)

serve: tools free-port web-if-possible ## build, load the built-in data set into sanad.db (SQLite) or DATABASE_URL=..., and serve
	$(SANAD) serve --seed

seed: tools ## load the built-in data set, or the one in DIR=..., into sanad.db (SQLite) or DATABASE_URL=...
	$(SANAD) seed $(DIR)

web: $(GRAPHIQL) ## build GraphiQL and the explorer's scripts, which are then embedded in the program (needs node and npm)

# HAProxy and PgBouncer are where an ordinary user's PATH does not look.
test: export PATH := $(PATH):/usr/sbin:/sbin
test: tools ## run all tests, on SQLite and on Postgres (SANAD_TEST_BACKENDS=sqlite leaves Postgres out)
	left_out=$$(tests/left-out) && cargo test --locked -- $$left_out

test-lists: tools ## read and import the real lists in LISTS=..., and compare them with the figures that are known of them
	SANAD_LISTS=$(abspath $(LISTS)) cargo test --locked --test real_files
	SANAD_LISTS=$(abspath $(LISTS)) cargo test --locked --test it import::real_files -- --skip ::postgres

# Building the program together with the tests gives dependencies the same features as in `make test`, so none is built twice.
test-web: web tools ## audit a running server, and open GraphiQL and the explorer in Chromium (CHROMIUM=... if not in PATH, SCREENSHOTS=... keeps pictures)
	cargo build --locked --profile $(PROFILE) --bin sanad --test it
	web/tests/run target/$(PROFILE:dev=debug)/sanad

picture: web tools ## make docs/explorer.png from the running program (needs Chromium)
	cargo build --locked --profile $(PROFILE) --bin sanad
	web/tests/picture target/$(PROFILE:dev=debug)/sanad

test-clients: tools clients/node_modules/.package-lock.json $(PYTHON_CLIENT) ## build the example clients, and run them against a server (needs node, npm and python3)
	cargo build --locked --profile $(PROFILE) --bin sanad --test it
	clients/test target/$(PROFILE:dev=debug)/sanad

check: tools ## check the format, and run clippy
	cargo fmt --all --check
	cargo clippy --locked --all-targets -- -D warnings

schema: tools ## write schema.graphql
	$(SANAD) schema > schema.graphql.new
	mv schema.graphql.new schema.graphql

schema-diff: web/node_modules/.package-lock.json ## compare schema.graphql with that of main (or BASE=commit): fail on a break that the changelog does not name
	node web/schema/diff.js $(BASE)

eval-names: tools ## measure how well names are matched (LISTS="files" also measures sanctions lists, WORDS=directory the sets of words, see docs/names-measured.md)
	cargo run --locked --release -p sanad-name-tools --bin evaluate -- $(if $(WORDS),--words $(WORDS)) $(ARGS) $(LISTS)

eval-search: tools ## measure how well search finds what is asked for, beside FTS5 and tsvector (ARGS=--help lists options)
	cargo run --locked --release -p sanad-tools --bin evaluate_search -- $(ARGS)

bench-http: tools ## measure the server over HTTP, on SQLite and on Postgres in a container, with wrk (ARGS=--help lists options)
	cargo run --locked --release -p sanad-tools --bin bench_http -- $(ARGS)

soak: tools ## run a server under good and bad traffic for ten minutes (ARGS=--help lists options)
	cargo build --locked --release --bin sanad --bin soak
	target/release/soak $(ARGS)

try-balancer: tools ## test deploy/haproxy.cfg with two instances under load (needs haproxy, curl and openssl)
	cargo build --locked --profile $(PROFILE) --bin sanad
	deploy/try-balancer target/$(PROFILE:dev=debug)/sanad

pin-images: ## write the digests of the images into Dockerfile and compose.yaml (needs docker and access to the registry)
	deploy/pin-images

$(GRAPHIQL): $(GRAPHIQL_SOURCES) web/node_modules/.package-lock.json
	cd web && npm run build

%/node_modules/.package-lock.json: %/package.json %/package-lock.json %/.npmrc | web-tools
	cd $* && npm ci
	touch $@

$(PYTHON_CLIENT): clients/python/requirements.txt
	rm -rf clients/python/.venv
	python3 -m venv clients/python/.venv
	clients/python/.venv/bin/pip install --quiet --require-hashes --requirement $<
	touch $@

NODE_IS_NEW_ENOUGH = { command -v npm > /dev/null && node web/build/node-version.js 2> /dev/null; }

web-tools:
	@$(NODE_IS_NEW_ENOUGH) || { echo "Node.js 20.19 or newer, and npm, are missing: https://nodejs.org" >&2; exit 1; }

# The server works without GraphiQL; its page then says what is missing.
web-if-possible:
	@if ! $(NODE_IS_NEW_ENOUGH); then echo "building without GraphiQL, which needs Node.js 20.19 or newer, and npm" >&2; \
	elif ! $(MAKE) --no-print-directory web; then echo "building without GraphiQL, which could not be built" >&2; fi

free-port:
	@perl -MIO::Socket::IP -e '$$at = shift; IO::Socket::IP->new(LocalAddr => $$at, Listen => 1, ReuseAddr => 1) or die "cannot listen on $$at: $$@: choose another port, as in: make serve SANAD_LISTEN=127.0.0.1:8081\n"' "$$SANAD_LISTEN"

# OpenSSL and SQLite are built from source, which needs a C compiler and perl.
tools:
	@command -v cargo > /dev/null || { echo "cargo is missing: install Rust from https://rustup.rs" >&2; exit 1; }
	@command -v $(CC) > /dev/null || { echo "a C compiler is missing: install gcc" >&2; exit 1; }
	@command -v perl > /dev/null || { echo "perl is missing: building OpenSSL needs it" >&2; exit 1; }
