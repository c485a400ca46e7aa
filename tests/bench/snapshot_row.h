// One row of the benchmark's snapshot, read by the scanner the product reads its own bulk with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/bench/mapping.h"

namespace zhike::bench {

struct SnapshotRow {
  std::int64_t id = 0, customer = 0, stamp = 0;      // id, cid, u
  std::int64_t amount = 0, score = 0, severity = 0;  // amount or balance, in cents
  std::string name, tier, segment, region, phone, date, notes, category, question, comment, status, text;
  Stamps later;  // "fu"
};

// Reads one line, without the comma after it. False when it is no row.
bool read_row(std::string_view line, SnapshotRow& out);
// The table that a line such as `],"answers":[` opens.
std::optional<Table> read_heading(std::string_view line);

}  // namespace zhike::bench
