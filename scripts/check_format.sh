#!/usr/bin/env bash
# check_format.sh [--fix]: is every C++ file formatted as .clang-format says?
. "$(dirname "$0")/lib.sh"
cd "$root"
formatter=$(command -v "clang-format-$llvm" || command -v clang-format) || die "clang-format is needed." 2
files() { find core web tests -name '*.h' -print0 -o -name '*.cpp' -print0; }
if [ "${1:-}" = --fix ]; then
  files | xargs -0 -r -n 20 -P "$jobs" "$formatter" -i
  exit
fi
unformatted=$(files | xargs -0 -r -n 20 "$formatter" --dry-run 2>&1 | sed -n 's/^\([^ :]*\):[0-9]*:[0-9]*: warning: code should be.*/\1/p' | sort -u)
[ -z "$unformatted" ] || die "Not formatted (./scripts/dev check --fix formats them):
$unformatted"
