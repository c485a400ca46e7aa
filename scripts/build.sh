#!/usr/bin/env bash
# build.sh [native|web]: build/native/zhike and the site build/web. Without an argument: both.
. "$(dirname "$0")/lib.sh"
what=${1:-both}
[[ $what == native || $what == web || $what == both ]] || die "build takes 'native' or 'web'." 64
"$root/scripts/setup.sh" build
load_env

if [ "$what" != web ]; then
  compile native zhike
  say "build/native/zhike"
fi
if [ "$what" != native ]; then
  compile wasm zhike_web
  package_web
  say "build/web/index.html"
fi
