// Problems: what stands behind complaints: how many distinct customers each problem has hit and what they bring in a
// year. Used by the complaints room and insights. Never guesses which complaints belong together: they are linked by
// hand.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/query/complaints.h"

namespace zhike::query {

struct ProblemAtStake {
  Handle problem = 0;
  std::uint8_t status = 0;  // index into schema::problem_statuses; open when none is set
  std::int64_t complaints = 0, unsolved = 0;
  std::int64_t customers = 0;         // distinct
  std::int64_t value = 0;             // what these customers bring in the year of the tiers, units of 10^-4
  std::vector<Handle> customer_list;  // highest value first
};

// All visible problems: unfinished ones first, then by value at stake. O(complaints log complaints).
std::vector<ProblemAtStake> problems_at_stake(const store::Document& document, Cache& cache, base::Day today);

// The order of a list of complaints; given: unsolved first, gravest first, oldest first.
enum class ComplaintSort : std::uint8_t { given, severity, customer, days_open, category, status, staff, received };
enum class Order : std::uint8_t { ascending, descending };
// Sorts by one column, equal ones in the order they had; texts by bytes, empty ones last.
void sort_complaints(const store::Document& document, std::vector<ComplaintRow>& rows, ComplaintSort sort, Order order);
// Every category of a visible complaint, the commonest first.
std::vector<std::string> complaint_categories(const store::Document& document);

// Complaints received in one month, quarter or year, by severity.
struct ComplaintStep {
  std::int64_t index = 0;  // step_index()
  std::string label;       // "2026-11"
  base::Day first_day = base::no_day;
  std::array<std::int64_t, 4> by_severity{};  // schema::severities
  std::int64_t n = 0;
};
// Every period from the first to the last with a complaint, empty ones included. Rows without a day are left out.
std::vector<ComplaintStep> complaints_by_step(const std::vector<ComplaintRow>& rows, Step step);

}  // namespace zhike::query
