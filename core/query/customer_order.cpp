// The order of the customer table by one field. Texts compare by their order key (Chinese by Pinyin); a name by its
// phonetic form where it has one.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/han.h"
#include "core/query/columns.h"
#include "core/query/customers.h"

namespace zhike::query {
namespace {

using schema::Customer;

struct TextKey {
  std::uint64_t head;  // the first eight bytes, so that few comparisons look at the text
  std::uint32_t start, length;
  store::Row row;
};

std::uint64_t head_of(std::string_view text) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < 8; ++i) head = head << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  return head;
}

std::vector<store::Row> by_text(const store::Document& document, schema::FieldIndex field) {
  const store::Table& table = document.table<Customer>();
  const store::Column& column = table.columns[field];
  const store::Column& phonetic = document.column<&Customer::name_phonetic>();
  const bool is_name = field == schema::index_of<&Customer::name>();
  std::string bytes;
  std::vector<TextKey> keys;
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row]) continue;
    const store::Column& source = is_name && phonetic.is_set(row) ? phonetic : column;
    const std::string text = source.is_set(row) ? base::order_key(source.text(row)) : std::string();
    const std::uint64_t head = text.empty() ? UINT64_MAX : head_of(text);  // empty ones last
    keys.push_back({head, static_cast<std::uint32_t>(bytes.size()), static_cast<std::uint32_t>(text.size()), row});
    bytes += text;
  }
  const std::string_view all = bytes;
  std::ranges::sort(keys, [&](const TextKey& a, const TextKey& b) {
    if (a.head != b.head) return a.head < b.head;
    const int order = all.substr(a.start, a.length).compare(all.substr(b.start, b.length));
    return order != 0 ? order < 0 : a.row < b.row;
  });
  std::vector<store::Row> rows;
  rows.reserve(keys.size());
  for (const TextKey& key : keys) rows.push_back(key.row);
  return rows;
}

std::vector<store::Row> by_number(const store::Document& document, schema::FieldIndex field) {
  const store::Table& table = document.table<Customer>();
  const store::Column& column = table.columns[field];
  std::vector<std::pair<std::int64_t, store::Row>> keys;
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row]) keys.emplace_back(column.is_set(row) ? column.raw(row) : INT64_MAX, row);
  std::ranges::sort(keys);
  std::vector<store::Row> rows;
  rows.reserve(keys.size());
  for (const auto& key : keys) rows.push_back(key.second);
  return rows;
}

}  // namespace

std::vector<store::Row> compute_customer_order(const store::Document& document, schema::FieldIndex field) {
  return schema::registry[schema::type_of<Customer>].fields[field].is_text() ? by_text(document, field)
                                                                             : by_number(document, field);
}

}  // namespace zhike::query
