// Staff: who looks after how many customers and what they still owe. Names that stand on records without a staff record
// of their own are listed too. Used by the Organisation room and scripts.
#pragma once

#include <string>
#include <vector>

#include "core/query/period.h"

namespace zhike::query {

struct StaffParams {
  bool operator==(const StaffParams&) const = default;
};

struct StaffRow {
  std::string name;
  Handle staff = 0;            // 0: named on records only
  std::int64_t customers = 0;  // active ones owned
  std::int64_t open_promises = 0, overdue_promises = 0;
  std::int64_t unsolved_complaints = 0;
};

struct Staff {
  std::vector<StaffRow> rows;      // by name
  std::int64_t without_owner = 0;  // active customers that nobody looks after
};

Staff compute_staff(const store::Document& document, Cache& cache, const StaffParams& params, base::Day today);

}  // namespace zhike::query
