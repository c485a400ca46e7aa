#include "tests/bench/answers.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/query/columns.h"
#include "tests/bench/mapping.h"

namespace zhike::bench {
namespace {

using base::Json;
using schema::Answer;
using schema::Customer;
using schema::Purchase;
using schema::Response;

const base::Day reference_day = *base::read_day("2025-01-01");

// Arena indices of a column in the order of their texts; the empty text is left out.
std::vector<std::uint32_t> sorted_texts(const store::Column& column) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 1; i < column.arena().size(); ++i) order.push_back(i);
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return column.arena().at(i); });
  return order;
}

// Steps since year 0 of every day that can occur, so that the scans do no calendar.
class Steps {
 public:
  explicit Steps(query::Step step) {
    for (base::Day day = first_; day < first_ + 4000; ++day) index_.push_back(query::step_index(day, step));
    base_ = index_.front();
  }
  std::size_t count() const { return static_cast<std::size_t>(index_.back() - base_) + 1; }
  std::size_t of(base::Day day) const {
    return static_cast<std::size_t>(index_[static_cast<std::size_t>(day - first_)] - base_);
  }
  std::int64_t index(std::size_t at) const { return base_ + static_cast<std::int64_t>(at); }

 private:
  base::Day first_ = *base::read_day("2018-01-01");
  std::vector<std::int64_t> index_;
  std::int64_t base_ = 0;
};

Json by_tier_and_month(const store::Document& doc) {
  struct Sum {
    std::int64_t n = 0, amount = 0;
  };
  const Steps months(query::Step::month);
  const store::Column& tier = doc.column<&Customer::tier_override>();
  std::vector<Sum> sums(tier.arena().size() * months.count());
  const auto holders = doc.column<&Purchase::customer>().words();
  const auto dates = doc.column<&Purchase::date>().words();
  const auto amounts = doc.column<&Purchase::amount>().longs();
  for (store::Row row = 0; row < holders.size(); ++row) {
    const store::Row customer = query::row_of<Customer>(doc, static_cast<store::Handle>(holders[row]));
    if (customer == store::no_row) continue;
    Sum& sum = sums[static_cast<std::size_t>(tier.words()[customer]) * months.count() + months.of(dates[row])];
    ++sum.n;
    sum.amount += amounts[row];
  }
  Json out = Json::array();
  for (const std::uint32_t text : sorted_texts(tier)) {
    for (std::size_t month = 0; month < months.count(); ++month) {
      const Sum& sum = sums[text * months.count() + month];
      if (sum.n == 0) continue;
      out.push(Json::array()
                   .push(tier.arena().at(text))
                   .push(query::step_label(months.index(month), query::Step::month))
                   .push(sum.n)
                   .push(sum.amount / units_a_cent));
    }
  }
  return out;
}

Json nps_by_segment_and_quarter(const store::Document& doc) {
  struct Count {
    std::int64_t n = 0, promoters = 0, detractors = 0;
  };
  const Steps quarters(query::Step::quarter);
  const store::Column& segment = doc.column<&Customer::owner>();
  std::vector<Count> counts(segment.arena().size() * quarters.count());
  const auto asked = static_cast<std::int32_t>(doc.find(id_of(question_kind, 0, 0)));
  const auto questions_of = doc.column<&Answer::question>().words();
  const auto responses = doc.column<&Answer::response>().words();
  const auto values = doc.column<&Answer::value>().longs();
  const auto holders = doc.column<&Response::customer>().words();
  const auto dates = doc.column<&Response::date>().words();
  for (store::Row row = 0; row < responses.size(); ++row) {
    if (questions_of[row] != asked) continue;
    const store::Row response = query::row_of<Response>(doc, static_cast<store::Handle>(responses[row]));
    if (response == store::no_row) continue;
    const store::Row customer = query::row_of<Customer>(doc, static_cast<store::Handle>(holders[response]));
    if (customer == store::no_row) continue;
    Count& count =
        counts[static_cast<std::size_t>(segment.words()[customer]) * quarters.count() + quarters.of(dates[response])];
    ++count.n;
    count.promoters += values[row] >= 90'000;
    count.detractors += values[row] <= 60'000;
  }
  Json out = Json::array();
  for (const std::uint32_t text : sorted_texts(segment)) {
    for (std::size_t quarter = 0; quarter < quarters.count(); ++quarter) {
      const Count& count = counts[text * quarters.count() + quarter];
      if (count.n == 0) continue;
      const std::string label = query::step_label(quarters.index(quarter), query::Step::quarter);
      out.push(Json::array()
                   .push(segment.arena().at(text))
                   .push(label)
                   .push(count.n)
                   .push(count.promoters)
                   .push(count.detractors));
    }
  }
  return out;
}

struct Buyer {
  std::int64_t recency, frequency, money;
  std::array<std::uint8_t, 3> fifth;
};

// NTILE(5) by a key, worst first; the rows stand in the order of their ids, so equal keys keep it.
template <class Key>
void put_fifths(std::vector<Buyer>& buyers, std::size_t which, Key key) {
  std::vector<std::uint64_t> order(buyers.size());  // key and row in one number
  for (std::size_t i = 0; i < buyers.size(); ++i) order[i] = static_cast<std::uint64_t>(key(buyers[i])) << 20 | i;
  std::ranges::sort(order);
  const std::size_t n = buyers.size(), size = n / 5, larger = n % 5;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t fifth = i < larger * (size + 1) ? i / (size + 1) : (i - larger) / size;
    buyers[order[i] & 0xFFFFF].fifth[which] = static_cast<std::uint8_t>(fifth + 1);
  }
}

Json cells_of(const std::vector<Buyer>& buyers) {
  std::array<std::int64_t, 216> cells{};
  for (const Buyer& b : buyers) ++cells[static_cast<std::size_t>(b.fifth[0] * 36 + b.fifth[1] * 6 + b.fifth[2])];
  Json out = Json::array();
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (cells[i]) out.push(Json::array().push(i / 36).push(i / 6 % 6).push(i % 6).push(cells[i]));
  return out;
}

}  // namespace

std::string count_rows(const store::Document& document) {
  Json out = Json::object();
  for (std::size_t t = 0; t < table_names.size(); ++t)
    out.set(std::string(table_names[t]), document.table(schema::find_type(table_types[t])).visible_count);
  return base::write_json(out);
}

std::string find_customers(const store::Document& document, query::Cache& cache, std::string_view text, Order order,
                           std::size_t limit) {
  query::CustomersParams params;
  params.search = text;
  params.sort = "wallet_total";
  params.is_descending = order == Order::descending;
  const query::Customers& found = cache.customers(document, params, reference_day);
  const std::string typed = base::to_lower_ascii(text);
  const auto is_written = [&](store::Row row, const store::Column& column) {
    return base::to_lower_ascii(column.text(row)).contains(typed);
  };
  Json ids = Json::array();
  std::int64_t total = 0;
  for (const store::Handle handle : found.handles) {
    const store::Row row = document.place(handle).row;
    if (!is_written(row, document.column<&Customer::name>()) && !is_written(row, document.column<&Customer::notes>()))
      continue;  // found by Pinyin, another writing, a slip or in another field
    if (static_cast<std::size_t>(total++) < limit) ids.push(number_of(document.id(handle)));
  }
  return base::write_json(Json::object().set("total", total).set("ids", std::move(ids)));
}

std::string aggregate(const store::Document& document) {
  return base::write_json(
      Json::object().set("tierMonth", by_tier_and_month(document)).set("nps", nps_by_segment_and_quarter(document)));
}

std::string rfm(const store::Document& document, query::Cache& cache) {
  const query::Totals totals =
      query::compute_totals(document, cache, {.range = query::Range::all, .asked = {}}, reference_day);
  std::vector<Buyer> buyers;
  for (store::Row row = 0; row < totals.purchases.size(); ++row)
    if (totals.purchases[row] > 0)
      buyers.push_back(
          {reference_day - totals.last_day[row], totals.purchases[row], totals.value[row] / units_a_cent, {}});
  put_fifths(buyers, 0, [](const Buyer& b) { return 100'000 - b.recency; });
  put_fifths(buyers, 1, [](const Buyer& b) { return b.frequency; });
  put_fifths(buyers, 2, [](const Buyer& b) { return b.money; });
  std::ranges::stable_sort(buyers, std::ranges::greater(), &Buyer::money);
  std::int64_t total = 0, sum = 0, n80 = 0;
  for (const Buyer& b : buyers) total += b.money;
  Json deciles = Json::array();
  const auto n = static_cast<std::int64_t>(buyers.size());
  for (std::int64_t i = 0, k = 1; i < n; ++i) {
    sum += buyers[static_cast<std::size_t>(i)].money;
    if (n80 == 0 && sum * 5 >= total * 4) n80 = i + 1;
    for (; k <= 10 && i + 1 >= (n * k + 9) / 10; ++k) deciles.push(sum);
  }
  return base::write_json(Json::object()
                              .set("n", n)
                              .set("total", total)
                              .set("n80", n80)
                              .set("deciles", std::move(deciles))
                              .set("cells", cells_of(buyers)));
}

}  // namespace zhike::bench
