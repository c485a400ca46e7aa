#!/usr/bin/env bash
# e2e.sh FILE…: runs browser tests against build/web, each in a node of its own that finds playwright-core and Chromium.
. "$(dirname "$0")/lib.sh"
load_env
export ZHIKE_SITE=$build/web NODE_PATH=$ZHIKE_NODE_MODULES
for file in "$@"; do timeout 600 "$NODE" "$file"; done
