#!/usr/bin/env bash
# coverage.sh [FOLDER…]: which lines and branches the native tests run, a line for each file and folder, from a build of
# its own. Folders given none: merging, storage and the readers of files. A figure to read; no test asks for it.
. "$(dirname "$0")/lib.sh"
folders=("$@")
[ $# -gt 0 ] || folders=(core/store core/exchange core/sync core/age core/base)
areas=(base store exchange sync age app storm)
"$root/scripts/setup.sh" test
load_env
cd "$root"
profdata=$(command -v "llvm-profdata-$llvm" || command -v llvm-profdata) || die "llvm-profdata is needed." 2
cov=$(command -v "llvm-cov-$llvm" || command -v llvm-cov) || die "llvm-cov is needed." 2
compile coverage "${areas[@]/#/tests_}" || die "The tests cannot be built."

rm -f "$build"/coverage/*.profraw
export LLVM_PROFILE_FILE=$build/coverage/%p.profraw ZHIKE_STORM_SCHEDULES=${ZHIKE_STORM_SCHEDULES:-20000}
for area in "${areas[@]}"; do
  say "Running tests_$area"
  "$build/coverage/tests_$area" >"$build/coverage/$area.log" 2>&1 || { tail -n 20 "$build/coverage/$area.log" >&2; die "tests_$area failed."; }
done
"$profdata" merge -sparse "$build"/coverage/*.profraw -o "$build/coverage/all.profdata"
"$cov" export --summary-only --format=text -instr-profile="$build/coverage/all.profdata" \
  "${areas[@]/#/-object=$build/coverage/tests_}" >"$build/coverage/summary.json"
python3 - "$root" "$build/coverage/summary.json" "${folders[@]}" <<'END'
import json, sys
root, summary, *folders = sys.argv[1:]
files = json.load(open(summary))['data'][0]['files']
def line(name, some):
    sums = [[sum(f['summary'][kind][key] for f in some) for key in ('covered', 'count')] for kind in ('lines', 'branches')]
    shares = [f'{100 * covered / count:6.1f} %' if count else '       –' for covered, count in sums]
    print(f'{name:44}{sums[0][1]:7} lines {shares[0]}{sums[1][1]:7} branches {shares[1]}')
for folder in folders:
    inside = [f for f in files if f['filename'].startswith(f'{root}/{folder}/')]
    for f in inside: line('  ' + f['filename'][len(root) + 1:], [f])
    line(folder, inside)
END
