// The order of the customer list, kept through edits in parts, against one sorted anew.
#include "core/query/customer_order.h"

#include <algorithm>
#include <array>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include "core/base/han.h"
#include "tests/support/doc_builder.h"

namespace zhike::query {
namespace {

using schema::Customer;

// By the definition: order key, then row; empty ones last.
std::vector<store::Row> sorted(const store::Document& doc, schema::FieldIndex field) {
  const store::Table& table = doc.table<Customer>();
  const auto key = [&](store::Row row) {
    const auto phonetic = doc.column<&Customer::name_phonetic>().text(row);
    const bool is_phonetic = field == schema::index_of<&Customer::name>() && !phonetic.empty();
    const std::string text = base::order_key(is_phonetic ? phonetic : table.columns[field].text(row));
    return std::tuple(text.empty(), text, row);
  };
  std::vector<store::Row> rows;
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row]) rows.push_back(row);
  std::ranges::sort(rows, {}, key);
  return rows;
}

// The groups of equal ones from behind, each in its order; empty ones last.
std::vector<store::Row> from_behind(const store::Document& doc, schema::FieldIndex field,
                                    const std::vector<store::Row>& ascending) {
  const store::Table& table = doc.table<Customer>();
  const auto key = [&](store::Row row) {
    const auto phonetic = doc.column<&Customer::name_phonetic>().text(row);
    const bool is_phonetic = field == schema::index_of<&Customer::name>() && !phonetic.empty();
    return base::order_key(is_phonetic ? phonetic : table.columns[field].text(row));
  };
  std::vector<store::Row> rows = ascending;
  std::ranges::stable_sort(rows, [&](store::Row a, store::Row b) {
    const std::string one = key(a), other = key(b);
    return one.empty() || other.empty() ? !one.empty() && other.empty() : one > other;
  });
  return rows;
}

TEST_CASE("an order kept through edits is the one made anew") {
  static constexpr std::array<std::string_view, 10> names{"张国胜",   "章国胜", "Anna", "anna smith",  "安娜",
                                                          "王小明明", "王小明", "李雷", "Printing Li", "曾红"};
  static constexpr std::array fields{schema::index_of<&Customer::name>(), schema::index_of<&Customer::city>(),
                                     schema::index_of<&Customer::phone>()};
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    std::mt19937 random(seed);
    test::DocBuilder b;
    std::vector<CustomerOrder> orders;
    for (const schema::FieldIndex field : fields) orders.emplace_back(field);
    std::vector<store::Handle> all;
    for (int step = 0; step < 60; ++step) {
      const std::string name(names[random() % names.size()]);
      switch (all.empty() ? 0 : random() % 8) {
        case 0:
        case 1:
        case 2:
          all.push_back(b.customer("K" + std::to_string(step), name,
                                   {{"city", random() % 3 ? name : ""}, {"phone", random() % 2 ? name : ""}}));
          break;
        case 3:
          b.edit(all[random() % all.size()], {{"name", name}});
          break;
        case 4:
          b.edit(all[random() % all.size()], {{"name_phonetic", random() % 2 ? name : ""}});
          break;
        case 5:
          b.edit(all[random() % all.size()], {{"city", name}, {"phone", ""}});
          break;
        case 6:
          b.remove(all[random() % all.size()]);
          break;
        default:
          orders[random() % orders.size()].update(b.doc(), 1 + random() % 7);  // a part, then the next edit
          continue;
      }
      if (random() % 3 == 0) continue;
      for (std::size_t i = 0; i < fields.size(); ++i) {
        while (orders[i].update(b.doc(), random() % 2 ? 5 : SIZE_MAX)) {
        }
        CAPTURE(seed, step, i);
        REQUIRE(orders[i].rows() == sorted(b.doc(), fields[i]));
        REQUIRE(orders[i].descending() == from_behind(b.doc(), fields[i], orders[i].rows()));
      }
    }
  }
}

}  // namespace
}  // namespace zhike::query
