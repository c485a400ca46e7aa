// The wall clock and randomness, as the core sees them. Real ones: core/cli, web/platform; fixed ones: tests.
#pragma once

#include <cstdint>

#include "core/base/date.h"

namespace zhike::ports {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual base::InstantMs now() = 0;
  virtual int zone_offset_minutes() = 0;  // local time minus UTC
};

class Random {
 public:
  virtual ~Random() = default;
  virtual std::uint64_t next() = 0;  // 64 bits from a cryptographic source
};

}  // namespace zhike::ports
