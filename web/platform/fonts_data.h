// The bundled fonts as bytes (TrueType): made at build time by scripts/fonts.mjs. Used by fonts.cpp alone.
#pragma once

#include <span>

namespace zhike::platform::fonts {

extern const std::span<const unsigned char> latin_regular;
extern const std::span<const unsigned char> latin_strong;
extern const std::span<const unsigned char> latin_ext_regular;
extern const std::span<const unsigned char> latin_ext_strong;
extern const std::span<const unsigned char> icons;

}  // namespace zhike::platform::fonts
