# Shared by the scripts of scripts/dev: places, versions and messages. Sourced, never run.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools=$root/.tools
build=$root/build
llvm=19                 # clang, lld, libc++: the version that Emscripten 3.1.69 is made for
emscripten_min=3.1.69
node_min=18

# Without a UTF-8 locale Chromium cannot give a download a Chinese name.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]*8*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

say() { printf '%s\n' "$*" >&2; }
die() { say "$1"; exit "${2:-1}"; }
have() { command -v "$1" >/dev/null 2>&1; }

# at_least A B: is version A ≥ version B?
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
mkdir -p "$build"

# done_before NAME INPUT…: has the step NAME been finished with these very inputs?
done_before() { [ "$(cat "$tools/stamp/$1" 2>/dev/null)" = "$(stamp_of "${@:2}")" ]; }
mark_done() { mkdir -p "$tools/stamp"; stamp_of "${@:2}" >"$tools/stamp/$1"; }
stamp_of() { printf '%s\n' "$@" | sha256; }
sha256() { if have sha256sum; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1; }

# What setup.sh found out: compilers, Emscripten, node, Chromium. Read by every later step.
load_env() {
  [ -f "$tools/env.sh" ] || die "Run ./scripts/dev setup first."
  # shellcheck source=/dev/null
  . "$tools/env.sh"
}

is_debian() { have apt-get && have dpkg && [ "$(. /etc/os-release 2>/dev/null && echo "${ID:-}")" = debian ]; }

system_emscripten_is_new_enough() {
  have emcc && at_least "$(emcc --version 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)" "$emscripten_min"
}

# private_apt SUITE ARGUMENTS…: apt-get for another Debian suite from the mirror this machine already uses, with lists
# and cache of its own under .tools: the system's set-up is not touched, signatures are checked as always, no root needed.
private_apt() {
  local suite=$1 home=$tools/apt/$1 key mirror
  shift
  mkdir -p "$home/lists/partial" "$home/cache/archives/partial"
  for key in /usr/share/keyrings/debian-archive-keyring.{pgp,gpg}; do [ -f "$key" ] && break; done
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || die "apt names no Debian mirror: see /etc/apt/sources.list." 2
  printf '%s [signed-by=%s] %s %s main\n' deb "$key" "$mirror" "$suite" deb-src "$key" "$mirror" "$suite" >"$home/sources.list"
  apt-get -qq -o APT::Sandbox::User="$(id -un)" -o Dir::Etc::sourcelist="$home/sources.list" -o Dir::Etc::sourceparts=- \
    -o Dir::State::Lists="$home/lists" -o Dir::Cache="$home/cache" -o Acquire::Languages=none \
    -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false "$@" >&2
}

# The mirror of the main archive in the machine's own apt configuration.
debian_mirror() {
  local codename
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v codename="$codename" '$2 == codename && $3 == "main" { print $1; exit }'
}

# alone NAME: waits until no other run of these scripts holds NAME; it is given back when this shell ends.
alone() {
  have flock || return 0
  local handle
  exec {handle}>"$build/$1.lock"
  flock -n "$handle" || { say "Waiting for another run ($1)"; flock "$handle"; }
}

# compile native|asan|wasm|fuzz|coverage TARGET…: configures build/NAME when needed and builds the targets.
compile() (
  local name=$1 arguments=()
  shift
  alone "$name"
  case $name in
    wasm) arguments=(-DCMAKE_TOOLCHAIN_FILE="$EM_TOOLCHAIN" -DCMAKE_BUILD_TYPE=MinSizeRel) ;;
    asan) arguments=(-DZHIKE_SANITIZE=ON) ;;
    fuzz) arguments=(-DZHIKE_FUZZ=ON) ;;
    coverage) arguments=(-DZHIKE_COVERAGE=ON) ;;
  esac
  if [ ! -f "$build/$name/build.ninja" ] || [ "$(cat "$build/$name.arguments" 2>/dev/null)" != "$root ${arguments[*]}" ]; then
    rm -f "$build/$name/CMakeCache.txt"
    cmake -S "$root" -B "$build/$name" -G Ninja "${arguments[@]}" >"$build/$name.configure.log" 2>&1 ||
      { cat "$build/$name.configure.log" >&2; rm -f "$build/$name/build.ninja"; exit 1; }
    echo "$root ${arguments[*]}" >"$build/$name.arguments"
  fi
  ninja -C "$build/$name" -j "$jobs" --quiet "$@" >&2
)

# The site in build/web from what Emscripten made in build/wasm.
package_web() { "$NODE" "$root/scripts/package_web.mjs" "$build/wasm" "$build/web" >&2; }
