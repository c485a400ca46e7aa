#!/usr/bin/env bash
# check_tidy.sh [--all]: clang-tidy (.clang-tidy) on the changed C++ files of the native build, or on all of them.
. "$(dirname "$0")/lib.sh"
load_env
cd "$root"
tidy=$(command -v "clang-tidy-$llvm" || command -v clang-tidy) || die "clang-tidy is needed." 2
compile native zhike

# web/platform and web/main.cpp exist for Emscripten alone.
compiled() { find core web -name '*.cpp' ! -path 'web/platform/*' ! -path web/main.cpp; }
changed() { { git diff --name-only HEAD -- '*.cpp' '*.h'; git ls-files --others --exclude-standard -- '*.cpp' '*.h'; } 2>/dev/null | sed 's/\.h$/.cpp/' | sort -u; }
files=$(if [ "${1:-}" != --all ]; then comm -12 <(changed) <(compiled | sort); fi)
[ -n "$files" ] || files=$(compiled)
printf '%s\n' "$files" | xargs -r -n 1 -P "$jobs" "$tidy" -p "$build/native" --quiet --warnings-as-errors='*' 2>/dev/null
