// Call flow: compute_duplicates → add_pairs (leads: equal keys) → strengthen → score.
#include "core/query/duplicates.h"

#include <algorithm>
#include <map>

#include "core/base/han.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/query/columns.h"
#include "core/query/join.h"

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
  std::erase(folded, ' ');
  return base::count_code_points(folded) < 2 ? std::string() : folded;
}

struct Keyed {
  std::uint64_t hash;
  Handle customer;
  auto operator<=>(const Keyed&) const = default;
};

using Pairs = std::map<std::pair<Handle, Handle>, std::uint8_t>;

// Finds customers with equal keys of one kind.
class Finder {
 public:
  Finder(const store::Document& document, Handle only) : document_(document), only_(only) {}

  // `keys` gives the compared texts of a row; empty ones are passed over.
  template <class Keys>
  void add(Alike alike, Keys keys) {
    const store::Table& table = document_.table<Customer>();
    found_.clear();
    for (store::Row row = 0; row < table.rows(); ++row) {
      if (!table.visible[row]) continue;
      for (const std::string& text : keys(row))
        if (!text.empty()) found_.push_back({base::fast_hash(text), table.handles[row]});
    }
    std::ranges::sort(found_);
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    for (std::size_t from = 0, to = 0; from < found_.size(); from = to) {
      while (to < found_.size() && found_[to].hash == found_[from].hash) ++to;
      if (to - from <= most_sharers) pair_up(alike, from, to);
    }
  }
  Pairs take() { return std::move(pairs_); }

 private:
  void pair_up(Alike alike, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i)
      for (std::size_t j = i + 1; j < to; ++j)
        if (only_ == 0 || found_[i].customer == only_ || found_[j].customer == only_)
          pairs_[{found_[i].customer, found_[j].customer}] |= static_cast<std::uint8_t>(1 << static_cast<int>(alike));
  }
  const store::Document& document_;
  Handle only_;
  std::vector<Keyed> found_;
  Pairs pairs_;
};

using Texts = std::array<std::string, 3>;

Pairs find_leads(const store::Document& document, Handle only) {
  const store::Column& names = document.column<&Customer::name>();
  const store::Column& phonetic = document.column<&Customer::name_phonetic>();
  const store::Column& other = document.column<&Customer::name_other>();
  const store::Column& phones = document.column<&Customer::phone>();
  const store::Column& emails = document.column<&Customer::email>();
  Finder finder(document, only);
  finder.add(Alike::name, [&](store::Row row) { return Texts{folded_name(names.text(row))}; });
  finder.add(Alike::sound, [&](store::Row row) {
    return Texts{sound_key(names.text(row)), sound_key(phonetic.text(row)), sound_key(other.text(row))};
  });
  finder.add(Alike::other_name, [&](store::Row row) {
    if (!other.is_set(row)) return Texts{folded_name(names.text(row))};
    return Texts{folded_name(names.text(row)), folded_name(other.text(row))};
  });
  finder.add(Alike::phone, [&](store::Row row) { return Texts{phone_digits(phones.text(row))}; });
  finder.add(Alike::email, [&](store::Row row) { return Texts{base::fold_for_search(emails.text(row))}; });
  return finder.take();
}

bool are_equal(const store::Document& document, schema::FieldIndex field, Handle first, Handle second) {
  const std::string a = base::fold_for_search(document.text(first, field));
  return !a.empty() && a == base::fold_for_search(document.text(second, field));
}

DuplicatePair judge(const store::Document& document, Handle first, Handle second, std::uint8_t reasons) {
  DuplicatePair pair{first, second, reasons, 0};
  if (document.id(second) < document.id(first)) std::swap(pair.first, pair.second);
  // Equal names sound alike, and are equal among other names too: one agreement, counted once.
  const auto drop = [&](Alike alike) { pair.reasons &= static_cast<std::uint8_t>(~(1 << static_cast<int>(alike))); };
  const auto add = [&](Alike alike) { pair.reasons |= static_cast<std::uint8_t>(1 << static_cast<int>(alike)); };
  if (pair.has(Alike::name)) drop(Alike::other_name);
  if (pair.has(Alike::name) || pair.has(Alike::other_name)) drop(Alike::sound);
  if (are_equal(document, schema::index_of<&Customer::street>(), first, second)) add(Alike::street);
  if (are_equal(document, schema::index_of<&Customer::city>(), first, second)) add(Alike::city);
  const auto birthday = [&](Handle customer) {
    return document.value(customer, schema::index_of<&Customer::birthday>());
  };
  const schema::Value a = birthday(first), b = birthday(second);
  if (!schema::is_empty(a) && a == b) add(Alike::birthday);
  for (std::size_t i = 0; i < alike_count; ++i)
    if (pair.reasons >> i & 1) pair.score += alikes[i].weight;
  if (!schema::is_empty(a) && !schema::is_empty(b) && a != b) pair.score -= contradiction;
  const auto kind = [&](Handle customer) { return document.text(customer, schema::index_of<&Customer::kind>()); };
  if (!kind(first).empty() && !kind(second).empty() && kind(first) != kind(second)) pair.score -= contradiction;
  pair.score = std::min(100, pair.score);
  return pair;
}

}  // namespace

std::string sound_key(std::string_view name) {
  const std::string ordered = base::order_key(name);
  std::string key;
  for (const char c : std::string_view(ordered).substr(0, ordered.find('\0')))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) key += c;
  return base::count_code_points(key) < 2 ? std::string() : key;
}

Duplicates compute_duplicates(const store::Document& document, const DuplicatesParams& params) {
  Duplicates out;
  for (const auto& [pair, reasons] : find_leads(document, params.customer)) {
    const DuplicatePair judged = judge(document, pair.first, pair.second, reasons);
    if (judged.score >= least_score && !are_apart(document, pair.first, pair.second)) out.pairs.push_back(judged);
  }
  out.total = static_cast<std::int64_t>(out.pairs.size());
  std::ranges::sort(out.pairs, std::greater<>(), [&](const DuplicatePair& pair) {
    return std::tuple(pair.score, document.id(pair.first), document.id(pair.second));
  });
  if (out.pairs.size() > params.limit) out.pairs.resize(params.limit);
  return out;
}

}  // namespace zhike::query
