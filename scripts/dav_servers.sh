#!/usr/bin/env bash
# dav_servers.sh: nginx with its WebDAV modules and Apache in .tools/servers, for the tests of team folders. Debian's
# packages, checked by apt as always, unpacked beside the system: nothing is installed or started. Exit 2: cannot be had.
. "$(dirname "$0")/lib.sh"
home=$tools/servers
is_debian || die "nginx and Apache come from Debian's packages, and this is not Debian." 2
offered() { apt-cache show "$1" >/dev/null 2>&1; }
first_of() {
  local name
  for name in "$@"; do if offered "$name"; then echo "$name"; return; fi; done
}
if [ -x "$home/usr/sbin/nginx" ] && [ -x "$home/usr/sbin/apache2" ] && done_before servers "$(cat "$0")"; then exit 0; fi
if ! offered nginx && [ "$(id -u)" = 0 ]; then apt-get -q update >&2; fi
packages=(nginx libnginx-mod-http-dav-ext apache2-bin libpcre2-8-0 libxml2 "$(first_of libapr1t64 libapr1)" "$(first_of libaprutil1t64 libaprutil1)")
rm -rf "$home"
mkdir -p "$home/download"
(cd "$home/download" && apt-get -qq -o APT::Sandbox::User="$(id -un)" download "${packages[@]}" >&2) ||
  die "apt could not fetch: ${packages[*]}." 2
for package in "$home"/download/*.deb; do dpkg -x "$package" "$home"; done
rm -rf "$home/download"
mark_done servers "$(cat "$0")"
