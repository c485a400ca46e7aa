#include "core/query/duplicates.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

using schema::Customer;

constexpr std::size_t most_sharers = 20;
constexpr std::size_t fewest_digits = 7;
constexpr std::size_t digits_compared = 10;  // a national number without its leading 0 or country code

std::string phone_digits(std::string_view phone) {
  std::string digits;
  for (const char c : base::fold_width(phone))
    if (c >= '0' && c <= '9') digits += c;
  if (digits.size() < fewest_digits) return {};
  return digits.size() > digits_compared ? digits.substr(digits.size() - digits_compared) : digits;
}

std::string folded_name(std::string_view name) {
  std::string folded = base::fold_for_search(name);
  return base::count_code_points(folded) < 2 ? std::string() : folded;
}

struct Keyed {
  std::uint64_t hash;
  Handle customer;
  auto operator<=>(const Keyed&) const = default;
};

using Pairs = std::map<std::pair<Handle, Handle>, std::uint8_t>;

// Pairs of customers with equal keys; `key` gives the compared text of a row, empty for none.
template <class Key>
void add_pairs(const store::Document& document, DuplicateReason reason, Handle only, Key key, Pairs& pairs) {
  const store::Table& table = document.table<Customer>();
  std::vector<Keyed> all;
  for (store::Row row = 0; row < table.rows(); ++row) {
    if (!table.visible[row]) continue;
    if (const std::string text = key(row); !text.empty()) all.push_back({base::fast_hash(text), table.handles[row]});
  }
  std::ranges::sort(all);
  for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
    while (to < all.size() && all[to].hash == all[from].hash) ++to;
    if (to - from > most_sharers) continue;
    for (std::size_t i = from; i < to; ++i)
      for (std::size_t j = i + 1; j < to; ++j)
        if (only == 0 || all[i].customer == only || all[j].customer == only)
          pairs[{all[i].customer, all[j].customer}] |= reason;
  }
}

std::int32_t score_of(std::uint8_t reasons) {
  return std::min(
      100, ((reasons & same_name) ? 50 : 0) + ((reasons & same_phone) ? 40 : 0) + ((reasons & same_email) ? 40 : 0));
}

}  // namespace

Duplicates compute_duplicates(const store::Document& document, const DuplicatesParams& params) {
  Pairs pairs;
  const store::Column& names = document.column<&Customer::name>();
  const store::Column& phones = document.column<&Customer::phone>();
  const store::Column& emails = document.column<&Customer::email>();
  add_pairs(document, same_name, params.customer, [&](store::Row row) { return folded_name(names.text(row)); }, pairs);
  add_pairs(
      document, same_phone, params.customer, [&](store::Row row) { return phone_digits(phones.text(row)); }, pairs);
  add_pairs(
      document, same_email, params.customer, [&](store::Row row) { return base::fold_for_search(emails.text(row)); },
      pairs);
  Duplicates out;
  for (const auto& [pair, reasons] : pairs) out.pairs.push_back({pair.first, pair.second, reasons, score_of(reasons)});
  out.total = static_cast<std::int64_t>(out.pairs.size());
  std::ranges::stable_sort(out.pairs, std::greater<>(), &DuplicatePair::score);
  if (out.pairs.size() > params.limit) out.pairs.resize(params.limit);
  return out;
}

}  // namespace zhike::query
