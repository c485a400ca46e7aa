// Complaints: what is open, how grave, for how long, and how long it takes to solve one (open cases counted in). Used
// by Today, cards, the complaints room and reports.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/query/period.h"
#include "core/stats/kaplan_meier.h"

namespace zhike::query {

struct ComplaintsParams {
  std::string status{};  // a status of schema::complaint_statuses; "unsolved": open or in_progress; "unconfirmed":
                         // these and solved; empty: all
  Handle customer = 0, problem = 0;                     // 0: any
  std::string severity{}, staff{}, category{}, tier{};  // empty: any
  Period received{};
  bool operator==(const ComplaintsParams&) const = default;
};

struct ComplaintRow {
  Handle complaint = 0, customer = 0;
  std::uint8_t severity = 1;  // index into schema::severities; normal when none is set
  std::uint8_t status = 0;    // index into schema::complaint_statuses; open when none is set
  bool is_unsolved = true;    // open or in progress
  base::Day received = base::no_day;
  std::int32_t days_open = 0;     // to the day it was solved, or to today
  std::int32_t days_allowed = 0;  // by severity, from the settings
  std::int32_t days_late = 0;     // days_open − days_allowed; negative: days left
};

struct Complaints {
  std::vector<ComplaintRow> rows;  // unsolved first, gravest first, oldest first
  // Over the filter without its status.
  std::array<std::int64_t, 5> by_status{};             // schema::complaint_statuses
  std::array<std::int64_t, 4> unsolved_by_severity{};  // schema::severities
  std::int64_t unsolved = 0, late = 0;                 // late: unsolved beyond the days allowed
  stats::Survival solving;                             // days from received to solved; rejected ones left out
  stats::Interval median_days;  // Kaplan–Meier; +infinity where half are not solved yet; NaN without cases
};

Complaints compute_complaints(const store::Document& document, Cache& cache, const ComplaintsParams& params,
                              base::Day today);
// One complaint's row; customer 0 when the handle is no visible complaint.
ComplaintRow complaint_row(const store::Document& document, Handle complaint, base::Day today);

}  // namespace zhike::query
