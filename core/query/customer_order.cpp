#include "core/query/customer_order.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/base/han.h"

namespace zhike::query {
namespace {

using schema::Customer;

std::uint64_t head_of(std::string_view text) {
  if (text.empty()) return UINT64_MAX;
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < 8; ++i) head = head << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  return head;
}

}  // namespace

bool CustomerOrder::update(const store::Document& document, std::size_t rows) {
  const store::Table& table = document.table<Customer>();
  if (revision_ == table.revision) return false;
  const schema::FieldDef& field = table.columns[field_].field();
  if (!field.is_text()) {
    order_by_number(table);
  } else if (field.has(schema::repeats)) {
    order_by_repeated(table);
  } else {
    if (std::exchange(update_, table.revision) != table.revision) begin(table);
    for (; rows > 0 && next_row_ < table.rows(); --rows) renew(document, next_row_++);
    if (rows == 0) return true;
    if (!std::exchange(is_sorting_, true)) begin_sorting();
    if (sort_changed(rows)) return true;
    merge_changed();
    note_ties([&](store::Row row) { return keys_[row].length > 0; },
              [&](store::Row a, store::Row b) { return compare(a, b) == 0; });
  }
  revision_ = table.revision;
  return false;
}

void CustomerOrder::begin(const store::Table& table) {
  next_row_ = 0;
  revision_ = UINT64_MAX;
  if (wasted_ > texts_.size() / 2) *this = CustomerOrder(field_);
  update_ = table.revision;
  keys_.resize(table.rows());
  is_changed_.resize(table.rows());
  if (std::exchange(is_sorting_, false))  // the table has changed in the meantime
    for (const store::Row row : changed_) is_changed_[row] = 1;
}

void CustomerOrder::renew(const store::Document& document, store::Row row) {
  const store::Table& table = document.table<Customer>();
  const store::Column& column = table.columns[field_];
  const store::Column& phonetic = document.column<&Customer::name_phonetic>();
  const bool is_phonetic = field_ == schema::index_of<&Customer::name>() && phonetic.is_set(row);
  const store::Column& source = is_phonetic ? phonetic : column;
  const auto cell = static_cast<std::uint64_t>(source.words()[row]);
  const std::uint64_t signature = table.visible[row] ? cell << 2 | (is_phonetic ? 3 : 1) : 0;
  Key& key = keys_[row];
  if (key.signature == signature) return;
  const std::string text = table.visible[row] && source.is_set(row) ? base::order_key(source.text(row)) : std::string();
  wasted_ += key.length;
  key = {head_of(text), static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(text.size()), signature};
  texts_ += text;
  if (!std::exchange(is_changed_[row], 1)) changed_.push_back(row);
}

int CustomerOrder::compare(store::Row a, store::Row b) const {
  const Key &one = keys_[a], &other = keys_[b];
  if (one.head != other.head) return one.head < other.head ? -1 : 1;
  const std::string_view all = texts_;
  return all.substr(one.start, one.length).compare(all.substr(other.start, other.length));
}

bool CustomerOrder::is_less(store::Row a, store::Row b) const {
  const int order = compare(a, b);
  return order != 0 ? order < 0 : a < b;
}

void CustomerOrder::note_ties(auto has_value, auto is_equal) {
  is_tied_.assign(order_.size(), 0);
  for (std::size_t i = 1; i < order_.size(); ++i) is_tied_[i] = is_equal(order_[i - 1], order_[i]);
  with_value_ = static_cast<std::size_t>(std::ranges::partition_point(order_, has_value) - order_.begin());
}

std::vector<store::Row> CustomerOrder::descending() const {
  std::vector<store::Row> rows;
  rows.reserve(order_.size());
  const auto append = [&](std::size_t from, std::size_t until) {
    for (std::size_t i = from; i < until; ++i) rows.push_back(order_[i]);
  };
  for (std::size_t until = with_value_; until > 0;) {
    std::size_t from = until - 1;
    while (is_tied_[from]) --from;
    append(from, until);
    until = from;
  }
  append(with_value_, order_.size());
  return rows;
}

// Digit by digit: a tenth of the time that comparing takes.
void CustomerOrder::sort_by_head(std::vector<store::Row>& rows) const {
  constexpr int digit_bits = 16;
  std::vector<store::Row> sorted(rows.size());
  std::vector<std::uint32_t> starts;
  for (int shift = 0; shift < 64; shift += digit_bits) {
    const auto digit = [&](store::Row row) { return keys_[row].head >> shift & ((1u << digit_bits) - 1); };
    starts.assign((1u << digit_bits) + 1, 0);
    for (const store::Row row : rows) ++starts[digit(row) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    for (const store::Row row : rows) sorted[starts[digit(row)]++] = row;
    rows.swap(sorted);
  }
}

// The changed rows are taken out; the others stand in order already.
void CustomerOrder::begin_sorting() {
  std::erase_if(order_, [&](store::Row row) { return is_changed_[row] != 0; });
  for (const store::Row row : changed_) is_changed_[row] = 0;
  std::erase_if(changed_, [&](store::Row row) { return keys_[row].signature == 0; });
  sort_by_head(changed_);
  sorted_ = 0;
}

// Those of one head after the other; true while there is more.
bool CustomerOrder::sort_changed(std::size_t rows) {
  while (sorted_ < changed_.size()) {
    if (rows == 0) return true;
    const auto from = changed_.begin() + static_cast<std::ptrdiff_t>(sorted_);
    const auto is_other = [&](store::Row row) { return keys_[row].head != keys_[*from].head; };
    const auto until = std::find_if(from, changed_.end(), is_other);
    std::sort(from, until, [this](store::Row a, store::Row b) { return is_less(a, b); });
    const auto count = static_cast<std::size_t>(until - from);
    sorted_ += count;
    rows -= std::min(rows, count);
  }
  return false;
}

void CustomerOrder::merge_changed() {
  std::vector<store::Row> merged;
  merged.reserve(order_.size() + changed_.size());
  std::ranges::merge(order_, changed_, std::back_inserter(merged),
                     [this](store::Row a, store::Row b) { return is_less(a, b); });
  order_ = std::move(merged);
  changed_.clear();
  is_sorting_ = false;
}

void CustomerOrder::order_by_number(const store::Table& table) {
  const store::Column& column = table.columns[field_];
  std::vector<std::pair<std::int64_t, store::Row>> keys;
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row]) keys.emplace_back(column.is_set(row) ? column.raw(row) : INT64_MAX, row);
  std::ranges::sort(keys);
  order_.clear();
  for (const auto& key : keys) order_.push_back(key.second);
  note_ties([&](store::Row row) { return column.is_set(row); },
            [&](store::Row a, store::Row b) { return column.raw(a) == column.raw(b); });
}

// The few texts are put in order, then the rows counted into their places.
void CustomerOrder::order_by_repeated(const store::Table& table) {
  const store::Column& column = table.columns[field_];
  std::vector<std::pair<std::string, std::uint32_t>> texts;
  for (std::uint32_t i = 1; i < column.arena().size(); ++i) texts.emplace_back(base::order_key(column.text_at(i)), i);
  std::ranges::sort(texts);
  std::vector<std::uint32_t> rank(column.arena().size(), static_cast<std::uint32_t>(texts.size()));
  for (std::uint32_t i = 0, at = 0; i < texts.size(); ++i) {
    if (i > 0 && texts[i].first != texts[i - 1].first) at = i;
    rank[texts[i].second] = at;
  }
  std::vector<std::uint32_t> starts(texts.size() + 2);
  const auto rank_of = [&](store::Row row) { return rank[static_cast<std::size_t>(column.words()[row])]; };
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row]) ++starts[rank_of(row) + 1];
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  order_.resize(table.visible_count);
  for (store::Row row = 0; row < table.rows(); ++row)
    if (table.visible[row]) order_[starts[rank_of(row)]++] = row;
  note_ties([&](store::Row row) { return column.is_set(row); },
            [&](store::Row a, store::Row b) { return rank_of(a) == rank_of(b); });
}

}  // namespace zhike::query
