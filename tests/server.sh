# A server to test against; sourced, not run.

scratch=$(mktemp -d)
server=

# start_server PROGRAM OPTION...
# Starts it on a free port with the built-in data set in a SQLite of its own, and puts its URL into `address`.
start_server() {
  local program=$1
  shift
  : >"$scratch/log"
  # Port 0 has the system choose; the server says which it got.
  "$program" serve --seed --database-url "sqlite://$scratch/sanad.db" --listen 127.0.0.1:0 "$@" >"$scratch/log" 2>&1 &
  server=$!
  address=
  for _ in {1..600}; do
    address=$(grep -oE 'http://127\.0\.0\.1:[1-9][0-9]*' "$scratch/log" | head -n 1) && break
    kill -0 "$server" 2>/dev/null || { echo "the server has ended by itself" >&2; exit 1; }
    sleep 0.1
  done
  [[ -n $address ]] || { echo "the server does not say where it listens" >&2; exit 1; }
}

stop_server() {
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}

finish() {
  local status=$?
  [[ -z $server ]] || stop_server
  ((status == 0)) || tail -n 20 "$scratch/log" >&2 || true
  rm -rf "$scratch"
}
trap finish EXIT
