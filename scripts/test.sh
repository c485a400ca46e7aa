#!/usr/bin/env bash
# test.sh [PART…]: builds and runs the tests. Parts: check scripts native asan wasm fuzz e2e; none given: all.
# Closes with "N passed, N failed, N skipped"; the exit code is 1 when anything failed.
. "$(dirname "$0")/lib.sh"
parts=(check scripts native asan wasm fuzz e2e)
chosen=("${@:-${parts[@]}}")
for part in "${chosen[@]}"; do
  [[ " ${parts[*]} " == *" $part "* ]] || die "Usage: ./scripts/dev test [${parts[*]}]" 64
done
"$root/scripts/setup.sh" test
load_env
cd "$root"

alone test
logs=$build/test-logs
rm -rf "$logs"
mkdir -p "$logs"
. scripts/tally.sh "$logs"

# built NAME TARGET…: compiles; a failure counts as a failed test.
built() {
  local log="$logs/build_$1.log"
  say "Building $1"
  started=$SECONDS
  compile "$1" -k 0 "${@:2}" >"$log" 2>&1 && return 0
  count "build $1" 0 1 0
  return 1
}

# ahead PART NAME TARGET…: begins to compile what PART will need, if it is chosen: tests leave a processor idle. Its own
# build waits for this one and reports what fails.
ahead() {
  [[ " ${chosen[*]} " == *" $1 "* ]] || return 0
  compile "${@:2}" >/dev/null 2>&1 </dev/null &
}

part_check() {
  run_plain format bash scripts/check_format.sh
  run_plain layers python3 scripts/check_layers.py
  run_plain i18n python3 scripts/i18n.py check
  run_plain docs python3 scripts/check_docs.py
}

part_scripts() {
  compile native zhike >/dev/null 2>&1 || true  # some of these drive the command line; part native reports a failure
  ahead native native all all_tests
  local file
  for file in tests/scripts/*_test.py; do [ ! -f "$file" ] || run_told "$file" python3 "$file"; done
  for file in tests/scripts/*_test.mjs; do [ ! -f "$file" ] || run_plain "$file" "$NODE" "$file"; done
}

native_areas() { find tests -mindepth 2 -name '*.cpp' ! -path 'tests/support/*' ! -path 'tests/bench/*' ! -path 'tests/fuzz/*' | cut -d / -f 2 | sort -u; }

part_native() {
  built native all all_tests || true
  local area
  for area in $(native_areas); do run_catch "tests_$area" "$build/native/tests_$area"; done
}

part_asan() {
  export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
  built asan all_tests || true
  ahead wasm wasm tests_wasm
  local area
  for area in $(native_areas); do run_catch "sanitized tests_$area" "$build/asan/tests_$area"; done
}

part_wasm() {
  built wasm tests_wasm || true
  ahead e2e wasm zhike_web
  run_catch tests_wasm "$NODE" "$build/wasm/tests_wasm.js"
}

part_fuzz() { run_told fuzz bash scripts/fuzz.sh --seconds 20; }

part_e2e() {
  built wasm zhike_web || return 0
  run_plain package_web package_web
  run_plain size "$NODE" scripts/size.mjs
  # Browser tests mostly wait: two at a time, the long ones first. The three engines of the main job have the machine to
  # themselves.
  local alone=tests/e2e/main_job.mjs files
  mapfile -t files < <(ls -S tests/e2e/*.mjs | grep -vFx "$alone")
  run_two bash scripts/e2e.sh -- "${files[@]}"
  run_two bash scripts/e2e.sh -- "$alone"
}

for part in "${chosen[@]}"; do "part_$part"; done
tally
