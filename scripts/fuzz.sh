#!/usr/bin/env bash
# fuzz.sh [--seconds N] [NAME…]: fuzzes the readers of outside files (tests/fuzz) with libFuzzer under ASan and UBSan, two
# at a time, from the kept inputs in tests/cases/fuzz; 20 seconds each. An input that breaks a reader is left in
# build/fuzz/NAME.found-…: make it a case there.
. "$(dirname "$0")/lib.sh"
seconds=20 names=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=${2:?}; shift 2 ;;
    -*) die "Usage: ./scripts/dev fuzz [--seconds N] [NAME…]" 64 ;;
    *) names+=("$1"); shift ;;
  esac
done
"$root/scripts/setup.sh" test
load_env
if [ ${#names[@]} = 0 ]; then
  for file in "$root"/tests/fuzz/*.cpp; do name=${file##*/}; names+=("${name%.cpp}"); done
fi
compile fuzz "${names[@]/#/fuzz_}" || die "The fuzzers cannot be built."

passed=0 failed=0
one() {  # one NAME: new inputs go to build/fuzz/NAME, never into the kept ones
  local kept=$root/tests/cases/fuzz/$1 fresh=$build/fuzz/corpus/$1
  mkdir -p "$fresh" "$kept"
  "$build/fuzz/fuzz_$1" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$build/fuzz/$1.found-" "$fresh" "$kept" >"$build/fuzz/$1.log" 2>&1
}
for ((i = 0; i < ${#names[@]}; i += 2)); do
  pids=() pair=("${names[@]:i:2}")
  for name in "${pair[@]}"; do one "$name" & pids+=($!); done
  for k in "${!pids[@]}"; do
    runs=$build/fuzz/${pair[k]}.log
    if wait "${pids[k]}"; then
      passed=$((passed + 1))
      say "ok      fuzz ${pair[k]}: $(sed -n 's/^stat::number_of_executed_units: *//p' "$runs") runs"
    else
      failed=$((failed + 1))
      say "FAILED  fuzz ${pair[k]}"
      tail -n 40 "$runs" >&2
    fi
  done
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
