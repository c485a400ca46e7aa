#!/usr/bin/env bash
# check_format.sh [--fix]: is every C++ file formatted as .clang-format says?
. "$(dirname "$0")/lib.sh"
cd "$root"
formatter=$(command -v "clang-format-$llvm" || command -v clang-format) || die "clang-format is needed." 2
mode=(--dry-run -Werror)
[ "${1:-}" != --fix ] || mode=(-i)
find core web tests -name '*.h' -print0 -o -name '*.cpp' -print0 | xargs -0 -r -n 40 -P "$jobs" "$formatter" "${mode[@]}"
