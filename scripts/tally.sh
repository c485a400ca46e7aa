# Runs test programs of several kinds and adds up their results: tally.sh FOLDER-FOR-LOGS. Sourced by scripts/test.sh.
# Whatever ends without a readable result counts as a failure.
# shellcheck shell=bash
logs=$1
passed=0 failed=0 skipped=0 broken=()

log_of() { echo "$logs/${1//[ \/]/_}.${2:-log}"; }

# count NAME PASSED FAILED SKIPPED: adds to the totals and shows the log of what failed.
count() {
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
  printf '%-34s %5d passed, %d failed, %d skipped  (%ss)\n' "$1" "$2" "$3" "$4" "$((SECONDS - started))"
  if [ "$3" -gt 0 ]; then
    broken+=("$1")
    tail -n 60 "$(log_of "$1")" 2>/dev/null | sed 's/^/    /'
  fi
}

# run_plain NAME COMMAND…: one test, told by its exit code.
run_plain() {
  local name=$1
  shift
  started=$SECONDS
  if "$@" >"$(log_of "$name")" 2>&1 </dev/null; then count "$name" 1 0 0; else count "$name" 0 1 0; fi
}

# run_catch NAME COMMAND…: a Catch2 program; its cases are counted. Ending without a report is one failure more.
run_catch() {
  local name=$1 report=$(log_of "$1" xml) code=0 line
  shift
  started=$SECONDS
  "$@" --colour-mode none -r console -r "xml::out=$report" >"$(log_of "$name")" 2>&1 </dev/null || code=$?
  line=$(grep -o '<OverallResultsCases [^>]*' "$report" 2>/dev/null | tail -n 1) || true
  number() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$line"; }
  if [ -z "$line" ]; then
    count "$name" "$(cat "$report" 2>/dev/null | grep -c '<OverallResult success="true"')" 1 0
  elif [ $code != 0 ] && [ "$(number failures)" = 0 ]; then
    count "$name" "$(number successes)" 1 "$(number skips)"
  else
    count "$name" "$(number successes)" "$(number failures)" "$(number skips)"
  fi
}

# run_told NAME COMMAND…: a program that tells its result: "N passed, N failed[, N skipped]", or Python's unittest.
run_told() {
  local name=$1 code=0
  shift
  started=$SECONDS
  "$@" >"$(log_of "$name")" 2>&1 </dev/null || code=$?
  count_told "$name" "$code"
}

# run_two PREFIX… -- NAME…: run_told NAME PREFIX… NAME for all, two at a time in this order. What fails beside another
# is run again with the machine to itself, and that result counts: time limits are no verdict on a busy machine.
run_two() {
  local prefix=() name code id again=()
  local -A running=() began=()
  while [ "$1" != -- ]; do prefix+=("$1"); shift; done
  shift
  for name in "$@" ''; do
    while [ ${#running[@]} = 2 ] || { [ -z "$name" ] && [ ${#running[@]} -gt 0 ]; }; do
      code=0
      wait -n -p id "${!running[@]}" || code=$?
      started=${began[$id]}
      if [ $code = 0 ]; then count_told "${running[$id]}" 0; else again+=("${running[$id]}"); fi
      unset "running[$id]"
    done
    [ -n "$name" ] || break
    "${prefix[@]}" "$name" >"$(log_of "$name")" 2>&1 </dev/null &
    running[$!]=$name began[$!]=$SECONDS
  done
  for name in "${again[@]}"; do
    echo "$name: $(grep -m 1 FAIL "$(log_of "$name")" || echo 'no result'); again, alone"
    run_told "$name" "${prefix[@]}" "$name"
  done
}

# count_told NAME CODE: what the log of NAME tells, of a program that ended with CODE.
count_told() {
  local name=$1 code=$2 log line ran
  log=$(log_of "$1")
  line=$(grep -oE '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?' "$log" | tail -n 1) || true
  ran=$(sed -n 's/^Ran \([0-9]*\) tests\{0,1\} in .*/\1/p' "$log" | tail -n 1)
  local -a n=()
  if [ -n "$line" ]; then
    read -ra n <<<"$(tr -cs 0-9 ' ' <<<"$line")"
  elif [ -n "$ran" ]; then
    local bad skips
    bad=$(sed -n '$p' "$log" | grep -oE '(failures|errors)=[0-9]+' | awk -F = '{ sum += $2 } END { print sum + 0 }') || true
    skips=$(sed -n '$p' "$log" | grep -oE 'skipped=[0-9]+' | cut -d = -f 2) || true
    n=($((ran - bad - ${skips:-0})) "$bad" "${skips:-0}")
  fi
  if [ ${#n[@]} -lt 2 ] || { [ $code != 0 ] && [ "${n[1]}" = 0 ]; }; then
    count "$name" "${n[0]:-0}" 1 "${n[2]:-0}"
  else
    count "$name" "${n[0]}" "${n[1]}" "${n[2]:-0}"
  fi
}

# The closing line; fails when anything failed, or when nothing at all was run.
tally() {
  [ ${#broken[@]} = 0 ] || printf 'Failed: %s\n' "$(printf '%s; ' "${broken[@]}")"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ $failed = 0 ] && [ $((passed + skipped)) -gt 0 ]
}
