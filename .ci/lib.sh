# What the scripts beside this file share; sourced by them, not run.

# An ordinary user's PATH has no dockerd or debootstrap in it, installed or not.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# An array rather than a function, so that $! after "${as_root[@]}" … & is
# the started process and not a subshell around it.
as_root=()
[[ $EUID -eq 0 ]] || as_root=(sudo -n)

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# apt_install PACKAGE...
apt_install() {
  command -v apt-get >/dev/null || die "no apt-get here to install this with: $*"
  printf 'installing %s\n' "$*"
  # A source that cannot be refreshed may be one that nothing here comes
  # from; the install below fails if it was not.
  "${as_root[@]}" apt-get update -qq || true
  # A machine that has just booted may still be busy with its own upgrades.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install \
    -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" >/dev/null
}
