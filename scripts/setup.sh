#!/usr/bin/env bash
# Fetches everything a build or a test needs; a second run is a comparison of stamps.
# Usage: setup.sh [build|test]   build: enough for build and run; test (default): also three browsers, fonts, tidy, format.
# On Debian: packages of the machine's own mirror. Elsewhere: what is on PATH, or one sentence that says what is missing.
. "$(dirname "$0")/lib.sh"
level=${1:-test}
[[ $level == build || $level == test ]] || die "setup takes 'build' or 'test'." 64

inputs=("$level" "$root" "$(cat "$root"/scripts/setup*.sh "$root/scripts/lib.sh" "$root"/scripts/npm/*.json)" "$(cat /etc/os-release 2>/dev/null)")
ready() { done_before "setup-$1" "$1" "${inputs[@]:1}" && load_env && "$CXX" --version >/dev/null 2>&1 && [ -x "$EMCC" ]; }
if ready test || { [ "$level" = build ] && ready build; }; then exit 0; fi

mkdir -p "$tools"
"$root/scripts/setup_packages.sh" "$level"
"$root/scripts/setup_emscripten.sh"
"$root/scripts/setup_sources.sh"
"$root/scripts/setup_npm.sh"
"$root/scripts/setup_env.sh" "$level"
mark_done "setup-$level" "${inputs[@]}"
say "Set up."
