// Call flow: compute_customers → Filter (one pass over the rows) → order (a cached field order, or keys of the rows
// left).
#include "core/query/customers.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/query/cache.h"
#include "core/query/columns.h"
#include "core/query/customer_order.h"

namespace zhike::query {
namespace {

using schema::Customer;

constexpr std::int64_t no_key = INT64_MIN;  // the row has nothing to sort by

class Filter {
 public:
  Filter(const store::Document& document, Cache& cache, const CustomersParams& params, base::Day today)
      : document_(document),
        cache_(cache),
        params_(params),
        today_(today),
        passes_(document.table<Customer>().visible) {}

  // 1 for each row that passes.
  std::vector<std::uint8_t> run() {
    if (!base::trim(params_.search).empty()) keep_found();
    keep_equal(document_.column<&Customer::owner>(), params_.owner);
    keep_equal(document_.column<&Customer::status>(), params_.status);
    keep_equal(document_.column<&Customer::industry>(), params_.industry);
    keep_equal(document_.column<&Customer::city>(), params_.city);
    keep_equal(document_.column<&Customer::kind>(), params_.kind);
    if (!params_.tag.empty()) keep_tagged();
    if (!params_.tier.empty() || params_.value_min || params_.value_max) keep_by_value();
    if (params_.no_contact_days > 0 || params_.has_open_promise || params_.has_open_complaint) keep_by_activity();
    if (params_.nps_below > 0) keep_by_nps();
    return std::move(passes_);
  }

 private:
  template <class Test>
  void keep(Test test) {
    for (store::Row row = 0; row < passes_.size(); ++row)
      if (passes_[row] && !test(row)) passes_[row] = 0;
  }
  void keep_texts(const store::Column& column, const std::vector<std::uint8_t>& flags) {
    const auto words = column.words();
    keep([&](store::Row row) { return flags[static_cast<std::size_t>(words[row])] != 0; });
  }
  void keep_equal(const store::Column& column, std::string_view asked) {
    if (!asked.empty()) keep_texts(column, flag_texts(column, [&](std::string_view text) { return text == asked; }));
  }
  void keep_tagged() {
    const store::Column& tags = document_.column<&Customer::tags>();
    keep_texts(tags, flag_texts(tags, [&](std::string_view text) {
                 const std::vector<std::string_view> items = base::split(text, '\n');
                 return std::ranges::find(items, params_.tag) != items.end();
               }));
  }
  // In the customer's own words, or in those of a person we know there.
  void keep_found() {
    using schema::ContactPerson;
    std::vector<std::uint8_t> found =
        cache_.search_text(document_, schema::type_of<Customer>).match(document_, params_.search);
    const auto people = cache_.search_text(document_, schema::type_of<ContactPerson>).match(document_, params_.search);
    const auto holders = document_.column<&ContactPerson::customer>().words();
    for (store::Row row = 0; row < people.size(); ++row) {
      const store::Row at =
          people[row] ? row_of<Customer>(document_, static_cast<Handle>(holders[row])) : store::no_row;
      if (at != store::no_row) found[at] = 1;
    }
    keep([&](store::Row row) { return found[row] != 0; });
  }
  void keep_by_value() {
    const Tiers& tiers = cache_.tiers(document_, today_);
    const std::int64_t low = params_.value_min.value_or(INT64_MIN);
    const std::int64_t high = params_.value_max.value_or(INT64_MAX);
    keep([&](store::Row row) {
      const TierOf& of = tiers.by_row[row];
      return of.value >= low && of.value <= high && (params_.tier.empty() || tiers.row_of(of).tier == params_.tier);
    });
  }
  void keep_by_activity() {
    const Activity& activity = cache_.activity(document_, today_);
    const base::Day latest = params_.no_contact_days > 0 ? today_ - params_.no_contact_days : INT32_MAX;
    keep([&](store::Row row) {
      return activity.last_contact[row] <= latest && (!params_.has_open_promise || activity.open_promises[row] > 0) &&
             (!params_.has_open_complaint || activity.open_complaints[row] > 0);
    });
  }
  void keep_by_nps() {
    const LatestNps& latest = cache_.latest_nps(document_);
    keep([&](store::Row row) { return latest.answer[row] >= 0 && latest.answer[row] < params_.nps_below; });
  }

  const store::Document& document_;
  Cache& cache_;
  const CustomersParams& params_;
  base::Day today_;
  std::vector<std::uint8_t> passes_;
};

// What a row is sorted by, for the columns that are no fields.
std::int64_t sort_key(std::string_view sort, store::Row row, const Tiers* tiers, const Activity* activity,
                      const LatestNps* nps) {
  const auto count = [](std::int32_t n) { return n > 0 ? n : no_key; };
  if (sort == "value") return tiers->by_row[row].value != 0 ? tiers->by_row[row].value : no_key;
  if (sort == "tier") return tiers->by_row[row].tier;
  if (sort == "last_contact") {
    const base::Day day = activity->last_contact[row];
    return day == base::no_day ? no_key : day;
  }
  if (sort == "open_promises") return count(activity->open_promises[row]);
  if (sort == "open_complaints") return count(activity->open_complaints[row]);
  return nps->answer[row] < 0 ? no_key : nps->answer[row];
}

std::vector<store::Row> by_keys(const store::Document& document, Cache& cache, const CustomersParams& params,
                                const std::vector<std::uint8_t>& passes, base::Day today) {
  const std::string_view sort = params.sort;
  const bool is_value = sort == "value" || sort == "tier";
  const Tiers* tiers = is_value ? &cache.tiers(document, today) : nullptr;
  const LatestNps* nps = sort == "last_nps" ? &cache.latest_nps(document) : nullptr;
  const Activity* activity = is_value || nps ? nullptr : &cache.activity(document, today);
  std::vector<std::pair<std::int64_t, store::Row>> order;
  for (store::Row row = 0; row < passes.size(); ++row) {
    if (!passes[row]) continue;
    const std::int64_t key = sort_key(sort, row, tiers, activity, nps);
    order.emplace_back(key == no_key ? INT64_MAX : params.is_descending ? -key : key, row);
  }
  std::ranges::sort(order);
  std::vector<store::Row> rows;
  rows.reserve(order.size());
  for (const auto& pair : order) rows.push_back(pair.second);
  return rows;
}

std::vector<store::Row> by_field(const store::Document& document, Cache& cache, const CustomersParams& params,
                                 const std::vector<std::uint8_t>& passes) {
  const schema::FieldIndex field = schema::registry[schema::type_of<Customer>].find(params.sort);
  const CustomerOrder& order = cache.customer_order(document, field);
  std::vector<store::Row> rows = params.is_descending ? order.descending() : order.rows();
  std::erase_if(rows, [&](store::Row row) { return !passes[row]; });
  return rows;
}

}  // namespace

bool is_customer_sort(std::string_view sort) {
  const schema::RecordDef& def = schema::registry[schema::type_of<Customer>];
  return std::ranges::find(customer_sorts, sort) != std::end(customer_sorts) || def.find(sort) < def.fields.size();
}

Customers compute_customers(const store::Document& document, Cache& cache, const CustomersParams& params,
                            base::Day today) {
  const store::Table& table = document.table<Customer>();
  const std::vector<std::uint8_t> passes = Filter(document, cache, params, today).run();
  CustomersParams known = params;
  if (!is_customer_sort(params.sort)) known.sort = "name";
  const bool is_field = std::ranges::find(customer_sorts, known.sort) == std::end(customer_sorts);
  const std::vector<store::Row> rows =
      is_field ? by_field(document, cache, known, passes) : by_keys(document, cache, known, passes, today);
  Customers out;
  out.handles.reserve(rows.size());
  for (const store::Row row : rows) out.handles.push_back(table.handles[row]);
  out.total = static_cast<std::int64_t>(rows.size());
  out.all = static_cast<std::int64_t>(table.visible_count);
  return out;
}

}  // namespace zhike::query
