#!/usr/bin/env bash
# The npm packages of scripts/npm (build and test tools), exactly as locked, into .tools/npm/node_modules.
. "$(dirname "$0")/lib.sh"
inputs=("$(cat "$root"/scripts/npm/*.json)")
if [ -d "$tools/npm/node_modules" ] && done_before npm "${inputs[@]}"; then exit 0; fi
say "Fetching npm packages"
mkdir -p "$tools/npm"
cp "$root"/scripts/npm/package.json "$root"/scripts/npm/package-lock.json "$tools/npm/"
(cd "$tools/npm" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >&2) || die "npm ci failed."
mark_done npm "${inputs[@]}"
