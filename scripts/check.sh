#!/usr/bin/env bash
# check.sh [--fix] [--all]: format, layers, translations, documentation, tidy. --fix: formats the files.
# Tidy reads the files changed since the last commit; --all, or a clean tree: every file.
. "$(dirname "$0")/lib.sh"
fix=no all=no
for argument in "$@"; do
  case $argument in
    --fix) fix=yes ;;
    --all) all=yes ;;
    *) die "Usage: ./scripts/dev check [--fix] [--all]" 64 ;;
  esac
done
"$root/scripts/setup.sh" test
load_env
cd "$root"

failures=0
run() {  # run NAME COMMAND…
  local name=$1
  shift
  if "$@" >&2; then say "ok      $name"; else say "FAILED  $name"; failures=$((failures + 1)); fi
}
[ $fix = no ] || bash scripts/check_format.sh --fix
run format bash scripts/check_format.sh
run layers python3 scripts/check_layers.py
run i18n python3 scripts/i18n.py check
run docs python3 scripts/check_docs.py
if [ $all = yes ]; then run tidy bash scripts/check_tidy.sh --all; else run tidy bash scripts/check_tidy.sh; fi
[ $failures = 0 ] || die "$failures of 5 checks failed."
