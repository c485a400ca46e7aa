#!/usr/bin/env bash
# Sources that are compiled with the product or its tests, from Debian's source packages, into .tools/src/NAME;
# and .tools/include, links to just the header libraries (never all of /usr/include, which would break Emscripten).
. "$(dirname "$0")/lib.sh"

# fetch NAME SUITE SHA256-OF-THE-ORIG-ARCHIVE FILE-THAT-MUST-EXIST
# When Debian has moved on to a newer version, its signature alone vouches for it, and a line says so.
fetch() {
  local name=$1 suite=$2 sha=$3 probe=$4 target=$tools/src/$1 archive found override
  override=ZHIKE_$(tr a-z- A-Z_ <<<"$name")_SRC
  if [ -n "${!override:-}" ]; then ln -sfn "${!override}" "$target"; return; fi
  if [ -f "$target/$probe" ] && { ! is_debian || done_before "src-$name" "$@"; }; then return; fi
  is_debian || die "$override=folder of the sources of $name is needed." 2
  say "Fetching the sources of $name"
  [ -n "$(ls "$tools/apt/$suite/lists"/*Sources* 2>/dev/null)" ] || private_apt "$suite" update
  rm -rf "$tools/download" "$target"
  mkdir -p "$tools/download" "$target"
  (cd "$tools/download" && { private_apt "$suite" source --download-only --tar-only "$name" ||
    { private_apt "$suite" update && private_apt "$suite" source --download-only --tar-only "$name"; }; })
  archive=$(find "$tools/download" -name "${name}_*.orig.tar.*" ! -name '*.asc')
  found=$(sha256 <"$archive")
  [ "$found" = "$sha" ] || say "Notice: ${archive##*/} is newer than the pinned version (SHA-256 $found)."
  tar -xf "$archive" -C "$target" --strip-components=1
  [ -f "$target/$probe" ] || die "The sources of $name lack $probe."
  rm -rf "$tools/download"
  mark_done "src-$name" "$@"
}

mkdir -p "$tools/src"
fetch catch2 trixie c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c src/catch2/catch_all.hpp
fetch zlib trixie 60dd315c07f616887caa029408308a018ace66e3d142726a97db164b3b8f69fb inflate.c
# Of libsodium the page and the tool link what age needs: see CMakeLists.txt. 1.0.22 is the first with X-Wing.
fetch libsodium sid 5838bb0c3da6148c24ebe531d1ed1297de9a87aea77d426bcd99f289e681631c src/libsodium/crypto_kem/xwing/kem_xwing.c
fetch qr-code-generator trixie 2ec0a4d33d6f521c942eeaf473d42d5fe139abcfa57d2beffe10c5cf7d34ae60 c/qrcodegen.h
fetch imgui sid e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48 imgui_internal.h

include=$tools/include
mkdir -p "$include"
link() {  # link NAME CANDIDATE-FOLDER…
  local name=$1 folder
  shift
  for folder in "$@"; do
    if [ -d "$folder/$name" ]; then ln -sfn "$folder/$name" "$include/$name"; return; fi
  done
  die "The headers of $name were found nowhere: $*." 2
}
places=(${CPATH:+${CPATH//:/ }} /usr/include /usr/local/include /opt/homebrew/include)
link nlohmann "${places[@]}"
link Eigen "${places[@]/%//eigen3}" "${places[@]}"
link boost "${places[@]}"
