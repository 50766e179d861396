# A Docker engine for the length of one run; sourced after lib.sh, not run.

engine_pid=

engine_answers() {
  timeout 10 docker info >/dev/null 2>&1
}

# engine_start LOG: sees to it that an engine answers, and sets engine_pid if
# one had to be started.
engine_start() {
  local log=$1 deadline

  if ! engine_answers; then
    # apparmor: where the kernel has it on, no container starts without its
    # parser, which docker.io only recommends.
    command -v dockerd >/dev/null || apt_install docker.io iptables apparmor ca-certificates
    # Newer Debians have the client in a package of its own.
    command -v docker >/dev/null || apt_install docker-cli
  fi
  # Asked again: where services are managed, installing the package starts it.
  if engine_answers; then
    echo "an engine is running already"
    return
  fi

  engine_forget_dead
  # The socket must be open to whoever runs the tests, root or not.
  "${as_root[@]}" dockerd --group "$(id -gn)" >"$log" 2>&1 &
  engine_pid=$!

  deadline=$((SECONDS + 60))
  until engine_answers; do
    if ((SECONDS >= deadline)) || [[ -z $(jobs -rp) ]]; then
      cat "$log" >&2
      die "dockerd did not come up; its log is above"
    fi
    sleep 0.5
  done
  docker info --format 'started dockerd {{.ServerVersion}} ({{.Driver}})'
}

# Where /run is kept when a machine is stopped, it holds the pids of an engine
# long gone. If another process has such a pid by now, dockerd takes it for the
# engine: it refuses to start, or tries to kill the stranger as a hung containerd.
engine_forget_dead() {
  local file name
  for file in /var/run/docker.pid /var/run/docker/containerd/containerd.pid; do
    [[ -e $file ]] || continue
    name=$(cat "/proc/$("${as_root[@]}" cat "$file")/comm" 2>/dev/null) || true
    [[ $name == dockerd || $name == containerd ]] || "${as_root[@]}" rm -f "$file"
  done
}

engine_stop() {
  [[ -n $engine_pid ]] || return 0
  "${as_root[@]}" kill "$engine_pid" 2>/dev/null || true
  wait "$engine_pid" || true
}
