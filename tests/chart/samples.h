// One chart of every kind, with awkward words and values, at any size. Used by the tests of charts and of SVG.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/chart/chart.h"

namespace zhike::tests {

struct Sample {
  std::string name;
  chart::Chart chart;
};

// Every builder at this size; `seed` chooses numbers, lengths and languages.
std::vector<Sample> sample_charts(float width, float height, std::uint64_t seed);

}  // namespace zhike::tests
