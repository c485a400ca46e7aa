#!/usr/bin/env bash
# Emscripten in .tools/emscripten where the system's own is missing or too old: the package of Debian 13, unpacked
# beside the system (nothing of the system changes). Its binaryen wants a newer libc: it gets that through wrappers.
. "$(dirname "$0")/lib.sh"

home=$(cd "$tools" && pwd -P)/emscripten  # where it really lies: its wrappers and stamp hold for every tree that shares .tools
if system_emscripten_is_new_enough; then exit 0; fi
is_debian || die "emcc ≥ $emscripten_min is needed on PATH." 2
packages=(emscripten binaryen libc6 libstdc++6 libgcc-s1)
if [ -x "$home/bin/emcc" ] && done_before emscripten "$(cat "$0")" "$home"; then exit 0; fi

say "Fetching Emscripten (237 MB)"
rm -rf "$home" "$tools/download"
mkdir -p "$home" "$tools/download"
private_apt trixie update
(cd "$tools/download" && private_apt trixie download "${packages[@]}")
for package in "$tools"/download/*.deb; do dpkg -x "$package" "$home"; done
rm -rf "$tools/download"

# Keep what a single-threaded page needs: a quarter of 1.7 GB.
libraries=$home/usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten
rm -rf "$libraries"/pic "$libraries"/lto-pic "$home"/usr/share/{doc,man,lintian} "$home"/usr/share/emscripten/{test,docs}
find "$libraries" \( -name '*-mt*' -o -name '*-ww*' -o -name '*-ofb*' -o -name '*-asan*' \) -delete

mkdir -p "$home/binaryen/bin" "$home/bin"
loader=$(find "$home/usr/lib" -name 'ld-linux*' | head -n 1)
for tool in "$home"/usr/bin/wasm*; do
  name=${tool##*/}
  printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$loader" "$(dirname "$loader")" "$tool" \
    >"$home/binaryen/bin/$name"
  chmod +x "$home/binaryen/bin/$name"
done

llvm_bin=$(dirname "$(readlink -f "/usr/bin/clang-$llvm")")
# Emscripten reads this file from its own folder, so nothing needs an environment variable.
cat >"$home/usr/share/emscripten/.emscripten" <<END
LLVM_ROOT = '$llvm_bin'
BINARYEN_ROOT = '$home/binaryen'
NODE_JS = '$(command -v node)'
CACHE = '$home/usr/share/emscripten/cache'
FROZEN_CACHE = True
LLVM_ADD_VERSION = ''
CLANG_ADD_VERSION = ''
$(if have ccache; then echo "COMPILER_WRAPPER = '$(command -v ccache)'"; fi)
END
ln -sfn "$tools/npm/node_modules" "$home/usr/share/emscripten/node_modules"
for name in emcc em++ emar emranlib emcmake; do
  printf '#!/bin/sh\nexec "%s" "$@"\n' "$home/usr/share/emscripten/$name" >"$home/bin/$name"
  chmod +x "$home/bin/$name"
done
mark_done emscripten "$(cat "$0")" "$home"
