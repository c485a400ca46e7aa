#!/usr/bin/env bash
# Installs the missing Debian packages. Elsewhere: checks what is on PATH. Usage: setup_packages.sh build|test
. "$(dirname "$0")/lib.sh"
level=$1

node_is_new_enough() {
  have node && at_least "$(node --version 2>/dev/null | tr -d v)" "$node_min"
}
installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
offered() { apt-cache show "$1" >/dev/null 2>&1; }
# The first of several names that this Debian release has.
first_of() {
  local name
  for name in "$@"; do if installed "$name" || offered "$name"; then echo "$name"; return; fi; done
  echo "$1"
}

wanted_packages() {
  echo "clang-$llvm lld-$llvm llvm-$llvm libclang-rt-$llvm-dev libc++-$llvm-dev libc++abi-$llvm-dev"
  echo "cmake ninja-build ccache python3 xz-utils ca-certificates nlohmann-json3-dev libeigen3-dev zlib1g-dev libcurl4-openssl-dev libsqlite3-dev unicode-data"
  first_of libboost1.83-dev libboost1.81-dev libboost-dev
  node_is_new_enough || echo nodejs
  have npm || echo npm
  # Debian 13 and later: Emscripten itself. Debian 12 has 3.1.6 only: see setup_emscripten.sh.
  if at_least "$(apt-cache policy emscripten 2>/dev/null | awk '/Candidate:/ {print $2}')" "$emscripten_min"; then
    echo emscripten
  fi
  if [ "$level" = test ]; then
    echo "clang-format-$llvm clang-tidy-$llvm fonts-noto-cjk age python3-jsonschema"
    have chromium || echo chromium
    # The other two engines of the browser tests, on a virtual screen.
    have firefox || first_of firefox-esr firefox
    echo "webkit2gtk-driver xvfb"
  fi
}

install_on_debian() {
  # A fresh machine or container has no package lists yet.
  local updated=no
  as_root=()
  if [ "$(id -u)" != 0 ]; then have sudo && as_root=(sudo); fi
  may_install() { [ "$(id -u)" = 0 ] || [ ${#as_root[@]} -gt 0 ]; }
  refresh() { "${as_root[@]}" apt-get -q update >&2; updated=yes; }
  if ! offered "clang-$llvm" && ! installed "clang-$llvm" && may_install; then refresh; fi

  local missing=() name
  for name in $(wanted_packages); do installed "$name" || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  may_install || die "Missing Debian packages: ${missing[*]}. Install them as root, then run this again." 2
  [ $updated = yes ] || refresh
  say "Installing: ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}" >&2 ||
    die "apt-get could not install: ${missing[*]}." 2
}

check_elsewhere() {
  local missing=() compiler
  compiler=$(command -v "clang++-$llvm" || command -v "${CXX:-clang++}" || command -v g++ || true)
  if [ -z "$compiler" ] || ! echo '#include <expected>
    #ifndef __cpp_lib_expected
    #error no
    #endif' | "$compiler" -std=c++23 -x c++ -fsyntax-only - 2>/dev/null; then
    missing+=("a C++23 compiler with <expected> (clang++ or g++, or CXX=…)")
  fi
  if have emcc; then
    local version; version=$(emcc --version 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)
    at_least "$version" "$emscripten_min" || missing+=("emcc ≥ $emscripten_min (found $version)")
  else
    missing+=("emcc ≥ $emscripten_min")
  fi
  node_is_new_enough || missing+=("node ≥ $node_min")
  local tool header
  for tool in npm cmake ninja python3 tar xz; do have "$tool" || missing+=("$tool"); done
  if [ -n "$compiler" ]; then
    for header in nlohmann/json.hpp boost/math/distributions/normal.hpp zlib.h curl/curl.h sqlite3.h; do
      echo "#include <$header>" | "$compiler" -std=c++23 ${CPATH:+-I"$CPATH"} -x c++ -fsyntax-only - 2>/dev/null ||
        missing+=("header <$header>")
    done
  fi
  [ -d "$tools/src/imgui" ] || [ -n "${ZHIKE_IMGUI_SRC:-}" ] || missing+=("ZHIKE_IMGUI_SRC=folder of Dear ImGui ≥ 1.92.2")
  [ -d "$tools/src/catch2" ] || [ -n "${ZHIKE_CATCH2_SRC:-}" ] || missing+=("ZHIKE_CATCH2_SRC=folder of Catch2 ≥ 3.7")
  [ -d "$tools/src/zlib" ] || [ -n "${ZHIKE_ZLIB_SRC:-}" ] || missing+=("ZHIKE_ZLIB_SRC=folder of zlib ≥ 1.2.11")
  [ -d "$tools/src/libsodium" ] || [ -n "${ZHIKE_LIBSODIUM_SRC:-}" ] || missing+=("ZHIKE_LIBSODIUM_SRC=folder of libsodium ≥ 1.0.22")
  [ -d "$tools/src/qr-code-generator" ] || [ -n "${ZHIKE_QR_CODE_GENERATOR_SRC:-}" ] ||
    missing+=("ZHIKE_QR_CODE_GENERATOR_SRC=folder of QR Code generator ≥ 1.8")
  [ -e /usr/share/unicode/Unihan_Readings.txt.bz2 ] || [ -e "${ZHIKE_UNIHAN:-}/Unihan_Readings.txt" ] ||
    missing+=("ZHIKE_UNIHAN=folder of Unicode's Unihan files")
  [ ${#missing[@]} -eq 0 ] && return 0
  say "This is not Debian, so nothing was installed. Missing:"
  printf '  %s\n' "${missing[@]}" >&2
  exit 2
}

if is_debian; then install_on_debian; else check_elsewhere; fi
