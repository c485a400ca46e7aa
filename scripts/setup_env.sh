#!/usr/bin/env bash
# Writes .tools/env.sh: where the compilers, Emscripten, node and Chromium are. Usage: setup_env.sh build|test
. "$(dirname "$0")/lib.sh"
level=$1

cxx=$(command -v "clang++-$llvm" || command -v "${CXX:-clang++}" || command -v g++)
cc=$(command -v "clang-$llvm" || command -v "${CC:-clang}" || command -v gcc)
if system_emscripten_is_new_enough; then emscripten_bin=$(dirname "$(command -v emcc)"); else emscripten_bin=$tools/emscripten/bin; fi
toolchain_file=
for folder in "$tools/emscripten/usr/share/emscripten" /usr/share/emscripten "$(dirname "$(readlink -f "$emscripten_bin/emcc")")" \
  "$(dirname "$(readlink -f "$emscripten_bin/emcc")")/../libexec"; do
  if [ -f "$folder/cmake/Modules/Platform/Emscripten.cmake" ]; then
    toolchain_file=$folder/cmake/Modules/Platform/Emscripten.cmake
    break
  fi
done
[ -n "$toolchain_file" ] || die "Emscripten.cmake was not found beside emcc." 2
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ "$level" = test ] && [ -z "$chromium" ]; then die "Chromium is needed for the browser tests." 2; fi

{
  printf 'export CXX=%q CC=%q\n' "$cxx" "$cc"
  printf 'EMSCRIPTEN_BIN=%q EMCC=%q EM_TOOLCHAIN=%q\n' "$emscripten_bin" "$emscripten_bin/emcc" "$toolchain_file"
  if have ccache; then printf 'export EM_COMPILER_WRAPPER=%q\n' "$(command -v ccache)"; fi
  printf 'export NODE=%q ZHIKE_CHROMIUM=%q ZHIKE_NODE_MODULES=%q\n' "$(command -v node)" "$chromium" "$tools/npm/node_modules"
  # shellcheck disable=SC2016
  printf 'export PATH=%q:$PATH\n' "$emscripten_bin"
} >"$tools/env.sh"
