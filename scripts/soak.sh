#!/usr/bin/env bash
# soak.sh [--minutes N] [--seed S]: the long reliability run: the simulator, power cuts and damage with seeds never used
# before, the fuzzers, ten laptops with a team folder and the browser's storage test in between, until the time is over. A failure prints its seed.
. "$(dirname "$0")/lib.sh"
minutes=60 seed=$(date +%s)
while [ $# -gt 0 ]; do
  case $1 in
    --minutes) minutes=${2:?}; shift 2 ;;
    --seed) seed=${2:?}; shift 2 ;;
    *) die "Usage: ./scripts/dev soak [--minutes N] [--seed S]" 64 ;;
  esac
done
"$root/scripts/setup.sh" test
load_env
compile native tests_storm zhike

schedules=${ZHIKE_STORM_SCHEDULES:-20000} crashes=${ZHIKE_STORM_CRASHES:-2000} flips=${ZHIKE_STORM_FLIPS:-20000}
deadline=$((SECONDS + minutes * 60)) rounds=0 others=0
first=$((seed * 1000000))
export ZHIKE_STORM_SCHEDULES=$schedules ZHIKE_STORM_CRASHES=$crashes ZHIKE_STORM_FLIPS=$flips
stop() { say "FAILED  $1 (seed $ZHIKE_STORM_SEED)"; echo "$((rounds + others)) passed, 1 failed"; exit 1; }
while [ $rounds = 0 ] || [ $SECONDS -lt $deadline ]; do
  export ZHIKE_STORM_SEED=$((first + rounds * schedules))
  "$build/native/tests_storm" --abort "random*,power*,bits*" >"$build/soak.log" 2>&1 || { tail -n 40 "$build/soak.log" >&2; stop "the simulator"; }
  rounds=$((rounds + 1))
  say "$rounds: $((rounds * schedules)) schedules, $((rounds * crashes)) power cuts, $((rounds * flips)) damaged files; seeds from $first"
  [ $((rounds % 20)) = 0 ] || continue
  if [ -d "$root/tests/fuzz" ]; then bash "$root/scripts/fuzz.sh" --seconds 60 || stop "a fuzzer"; others=$((others + 1)); fi
  ZHIKE_TEAM_BURSTS=25 ZHIKE_TEAM_SEED=$((seed + rounds)) python3 "$root/tests/scripts/team_folder_test.py" >"$build/soak.log" 2>&1 ||
    { tail -n 40 "$build/soak.log" >&2; stop "a team folder"; }
  others=$((others + 1))
  if [ -f "$build/web/index.html" ]; then
    bash "$root/scripts/e2e.sh" "$root/tests/e2e/storage.mjs" || stop "the browser's storage"
    others=$((others + 1))
  fi
done
echo "$((rounds + others)) passed, 0 failed"
