#include "core/query/problems.h"

#include <algorithm>
#include <unordered_map>

#include "core/base/sort.h"
#include "core/query/cache.h"
#include "core/query/columns.h"
#include "core/schema/problem.h"

namespace zhike::query {
namespace {

constexpr std::uint8_t first_finished = 2;  // schema::problem_statuses: open, fixing, fixed, verified, closed

std::int64_t value_of(const store::Document& document, const Tiers& tiers, Handle customer) {
  const TierOf* of = tier_of(document, tiers, customer);
  return of ? of->value : 0;
}

bool comes_before(const ProblemAtStake& a, const ProblemAtStake& b) {
  const bool is_a_finished = a.status >= first_finished, is_b_finished = b.status >= first_finished;
  if (is_a_finished != is_b_finished) return is_b_finished;
  if (a.value != b.value) return a.value > b.value;
  if (a.customers != b.customers) return a.customers > b.customers;
  return a.problem < b.problem;
}

// What one row is sorted by: a number or a text.
struct SortKey {
  std::int64_t number = 0;
  std::string_view text{};
  bool is_empty = false;
  bool before(const SortKey& other) const { return number != other.number ? number < other.number : text < other.text; }
};

SortKey text_key(std::string_view text) { return {0, text, text.empty()}; }

SortKey sort_key(const store::Document& document, const ComplaintRow& row, ComplaintSort sort) {
  switch (sort) {
    case ComplaintSort::severity:
      return {row.severity};
    case ComplaintSort::days_open:
      return {row.days_open};
    case ComplaintSort::status:
      return {row.status};
    case ComplaintSort::received:
      return {row.received, {}, row.received == base::no_day};
    case ComplaintSort::customer:
      return text_key(record_title(document, row.customer));
    case ComplaintSort::category:
      return text_key(document.read<schema::Complaint>(row.complaint).category.text);
    case ComplaintSort::staff:
      return text_key(document.read<schema::Complaint>(row.complaint).staff.text);
    case ComplaintSort::given:
      break;
  }
  return {};
}

}  // namespace

std::vector<ProblemAtStake> problems_at_stake(const store::Document& document, Cache& cache, base::Day today) {
  const store::Table& table = document.table<schema::Problem>();
  std::vector<ProblemAtStake> out;
  std::unordered_map<Handle, std::size_t> place;
  for (store::Row at = 0; at < table.rows(); ++at) {
    if (!table.visible[at]) continue;
    place.emplace(table.handles[at], out.size());
    ProblemAtStake& problem = out.emplace_back();
    problem.problem = table.handles[at];
    problem.status =
        choice_index(schema::problem_statuses, document.read<schema::Problem>(problem.problem).status.text, 0);
  }
  for (const ComplaintRow& row : cache.complaints(document, {}, today).rows) {
    const auto found = place.find(document.read<schema::Complaint>(row.complaint).problem.handle);
    if (found == place.end()) continue;
    ProblemAtStake& problem = out[found->second];
    ++problem.complaints;
    problem.unsolved += row.is_unsolved;
    problem.customer_list.push_back(row.customer);
  }
  const Tiers& tiers = cache.tiers(document, today);
  for (ProblemAtStake& problem : out) {
    std::vector<Handle>& list = problem.customer_list;
    base::sort(list);
    list.erase(std::unique(list.begin(), list.end()), list.end());
    for (const Handle customer : list) problem.value += value_of(document, tiers, customer);
    base::sort(list, std::ranges::greater(), [&](Handle customer) { return value_of(document, tiers, customer); });
    problem.customers = static_cast<std::int64_t>(list.size());
  }
  base::sort(out, comes_before);
  return out;
}

void sort_complaints(const store::Document& document, std::vector<ComplaintRow>& rows, ComplaintSort sort,
                     Order order) {
  if (sort == ComplaintSort::given) return;
  std::vector<std::pair<SortKey, ComplaintRow>> keyed;
  keyed.reserve(rows.size());
  for (const ComplaintRow& row : rows) keyed.emplace_back(sort_key(document, row, sort), row);
  base::sort(keyed, [order](const auto& a, const auto& b) {
    if (a.first.is_empty != b.first.is_empty) return b.first.is_empty;
    return order == Order::ascending ? a.first.before(b.first) : b.first.before(a.first);
  });
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = keyed[i].second;
}

std::vector<std::string> complaint_categories(const store::Document& document) {
  const store::Table& table = document.table<schema::Complaint>();
  const store::Column& column = document.column<&schema::Complaint::category>();
  std::vector<std::int64_t> counts(column.arena().size());
  for (store::Row at = 0; at < table.rows(); ++at)
    if (table.visible[at]) ++counts[static_cast<std::size_t>(column.raw(at))];
  std::vector<std::uint32_t> used;
  for (std::uint32_t i = 1; i < counts.size(); ++i)
    if (counts[i] > 0) used.push_back(i);
  base::sort(used, std::ranges::greater(), [&](std::uint32_t i) { return counts[i]; });
  std::vector<std::string> out;
  for (const std::uint32_t i : used) out.emplace_back(column.arena().at(i));
  return out;
}

std::vector<ComplaintStep> complaints_by_step(const std::vector<ComplaintRow>& rows, Step step) {
  std::vector<ComplaintStep> out;
  std::int64_t first = INT64_MAX, last = INT64_MIN;
  for (const ComplaintRow& row : rows) {
    if (row.received == base::no_day) continue;
    const std::int64_t index = step_index(row.received, step);
    first = std::min(first, index);
    last = std::max(last, index);
  }
  for (std::int64_t index = first; index <= last && first != INT64_MAX; ++index)
    out.push_back({index, step_label(index, step), step_first_day(index, step), {}, 0});
  for (const ComplaintRow& row : rows) {
    if (row.received == base::no_day) continue;
    ComplaintStep& at = out[static_cast<std::size_t>(step_index(row.received, step) - first)];
    ++at.by_severity[row.severity];
    ++at.n;
  }
  return out;
}

}  // namespace zhike::query
