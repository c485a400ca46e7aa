// How much of a large test runs: all of it natively, less under sanitizers and in WebAssembly, more in the long run
// (./scripts/dev soak sets the environment). Used by tests/storm.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <thread>

namespace zhike::storm {

inline std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = *name ? std::getenv(name) : nullptr;
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

#if __has_feature(address_sanitizer)
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

inline std::uint64_t scaled(std::uint64_t full, const char* name) {
#if defined(__EMSCRIPTEN__)
  return from_environment(name, (full + 199) / 200);
#else
  return from_environment(name, is_sanitized ? (full + 99) / 100 : full);
#endif
}

inline unsigned core_count() {
#if defined(__EMSCRIPTEN__)
  return 1;
#else
  return std::max(1u, std::thread::hardware_concurrency());
#endif
}

}  // namespace zhike::storm
