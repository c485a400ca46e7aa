#!/usr/bin/env bash
# run.sh [--port N]: builds the page and serves it on this machine alone, until Ctrl+C.
. "$(dirname "$0")/lib.sh"
port=8080
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=${2:-}; shift ;;
    --port=*) port=${1#*=} ;;
    *) die "Usage: ./scripts/dev run [--port N]" 64 ;;
  esac
  shift
done
[[ $port =~ ^[0-9]+$ && $port -le 65535 ]] || die "--port takes a number up to 65535." 64
bash "$root/scripts/build.sh" web
load_env
exec "$NODE" "$root/scripts/serve.mjs" "$build/web" --port "$port"
