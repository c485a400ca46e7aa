#!/usr/bin/env bash
# bench.sh [--sizes S,M,L] [--peers a,b] [--reps N] [--json FILE]: our core and storage beside the best rivals, in one
# run of ../shared/bench; prints our figures as ratios to the best rival. Works in build/bench.
. "$(dirname "$0")/lib.sh"
if [ ! -f "$root/../shared/bench/driver.mjs" ]; then
  die "There is no ../shared/bench here, so there is nothing to run the benchmark with." 2
fi
load_env
compile wasm zhike_bench
exec "$NODE" "$root/scripts/bench_run.mjs" "$@"
