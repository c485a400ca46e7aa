#!/usr/bin/env bash
# coverage.sh: which lines and branches of merging, storing and reading outside files the tests of those parts run. Prints
# one line a file; lines that never ran: build/coverage/lines.txt.
. "$(dirname "$0")/lib.sh"
"$root/scripts/setup.sh" test
load_env
have "llvm-cov-$llvm" || die "llvm-cov-$llvm is not installed." 2
areas=(store storm exchange app base)
compile coverage "${areas[@]/#/tests_}"
cd "$build/coverage"
export ZHIKE_STORM_SCHEDULES=4000 ZHIKE_STORM_CRASHES=600 ZHIKE_STORM_FLIPS=2000
objects=()
for area in "${areas[@]}"; do
  LLVM_PROFILE_FILE=$area.profraw "./tests_$area" >"$area.log" 2>&1 || die "tests_$area fails: build/coverage/$area.log"
  objects+=(-object "tests_$area")
done
"llvm-profdata-$llvm" merge -o all.profdata ./*.profraw
parts=("$root"/core/store/*.cpp "$root"/core/exchange/{bundle,have,merge,peers,csv,csv_write,encoding,encoding_guess}.cpp
  "$root"/core/base/json*.cpp "$root"/core/cli/{disk,native_ports}.cpp)
"llvm-cov-$llvm" show -instr-profile all.profdata "${objects[@]:1}" -show-branches=count "${parts[@]}" >lines.txt
"llvm-cov-$llvm" report -instr-profile all.profdata "${objects[@]:1}" -show-functions=false "${parts[@]}"
