// Demo: a made-up print shop (图文快印) with years of purchases, visits, promises, complaints and surveys: plausible,
// and the same for the same seed, day and size. Used by the demo book, `zhike seed` and the benchmarks.
#pragma once

#include <cstdint>
#include <memory>

#include "core/app/job.h"
#include "core/base/date.h"

namespace zhike::app {

struct DemoOptions {
  std::uint32_t customers = 2000;
  std::uint64_t seed = 1;
  base::Day last_day = base::no_day;  // newest day of the story; no_day: 2026-11-20
  // Averages a customer; the story holds three years.
  double purchases_each = 10, answers_each = 5;
};

// Writes the story into the session's book in steps; one undo for the whole. Answer: {"customers","purchases",…}.
std::unique_ptr<Job> make_demo_job(const DemoOptions& options);

}  // namespace zhike::app
