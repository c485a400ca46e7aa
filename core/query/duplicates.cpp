// Call flow: DuplicateSearch::step → look (keys of one lead) → pair_up (equal keys); take → judge (strengthen, score).
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

using Texts = std::array<std::string, 3>;

constexpr std::array leads{Alike::name, Alike::sound, Alike::other_name, Alike::phone, Alike::email};

// The texts of a customer that are compared; empty ones say nothing.
Texts lead_texts(const store::Document& document, Alike lead, store::Row row) {
  const auto text = [&](const store::Column& column) { return column.text(row); };
  const store::Column& name = document.column<&Customer::name>();
  const store::Column& other = document.column<&Customer::name_other>();
  switch (lead) {
    case Alike::name:
      return {folded_name(text(name))};
    case Alike::sound:
      return {sound_key(text(name)), sound_key(text(document.column<&Customer::name_phonetic>())),
              sound_key(text(other))};
    case Alike::other_name:
      if (!other.is_set(row)) return {folded_name(text(name))};
      return {folded_name(text(name)), folded_name(text(other))};
    case Alike::phone:
      return {phone_digits(text(document.column<&Customer::phone>()))};
    default:
      return {base::fold_for_search(text(document.column<&Customer::email>()))};
  }
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

struct DuplicateSearch::Impl {
  const store::Document& document;
  DuplicatesParams params;
  std::size_t lead = 0;
  store::Row row = 0;
  std::vector<Keyed> found;  // of this lead
  Pairs pairs;

  void look(store::Row at) {
    const store::Table& table = document.table<Customer>();
    if (!table.visible[at]) return;
    for (const std::string& text : lead_texts(document, leads[lead], at))
      if (!text.empty()) found.push_back({base::fast_hash(text), table.handles[at]});
  }
  void pair_up() {
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    for (std::size_t from = 0, to = 0; from < found.size(); from = to) {
      while (to < found.size() && found[to].hash == found[from].hash) ++to;
      for (std::size_t i = from; to - from <= most_sharers && i < to; ++i)
        for (std::size_t j = i + 1; j < to; ++j) add(found[i].customer, found[j].customer);
    }
    found.clear();
  }
  void add(Handle first, Handle second) {
    if (params.customer == 0 || first == params.customer || second == params.customer)
      pairs[{first, second}] |= static_cast<std::uint8_t>(1 << static_cast<int>(leads[lead]));
  }
};

DuplicateSearch::DuplicateSearch(const store::Document& document, const DuplicatesParams& params)
    : impl_(std::make_unique<Impl>(Impl{document, params, 0, 0, {}, {}})) {}
DuplicateSearch::~DuplicateSearch() = default;
DuplicateSearch::DuplicateSearch(DuplicateSearch&&) noexcept = default;
DuplicateSearch& DuplicateSearch::operator=(DuplicateSearch&&) noexcept = default;

bool DuplicateSearch::step(std::size_t rows) {
  const store::Row all = impl_->document.table<Customer>().rows();
  while (impl_->lead < leads.size()) {
    for (; rows > 0 && impl_->row < all; --rows) impl_->look(impl_->row++);
    if (impl_->row < all) return true;
    impl_->pair_up();
    impl_->row = 0;
    ++impl_->lead;
  }
  return false;
}

double DuplicateSearch::share() const {
  const auto all = static_cast<double>(std::max<store::Row>(1, impl_->document.table<Customer>().rows()));
  return (static_cast<double>(impl_->lead) + impl_->row / all) / static_cast<double>(leads.size());
}

Duplicates DuplicateSearch::take() {
  const store::Document& document = impl_->document;
  Duplicates out;
  for (const auto& [pair, reasons] : impl_->pairs) {
    const DuplicatePair judged = judge(document, pair.first, pair.second, reasons);
    if (judged.score >= least_score && !are_apart(document, pair.first, pair.second)) out.pairs.push_back(judged);
  }
  out.total = static_cast<std::int64_t>(out.pairs.size());
  std::ranges::sort(out.pairs, std::greater<>(), [&](const DuplicatePair& pair) {
    return std::tuple(pair.score, document.id(pair.first), document.id(pair.second));
  });
  if (out.pairs.size() > impl_->params.limit) out.pairs.resize(impl_->params.limit);
  return out;
}

Duplicates compute_duplicates(const store::Document& document, const DuplicatesParams& params) {
  DuplicateSearch search(document, params);
  while (search.step(SIZE_MAX)) {
  }
  return search.take();
}

}  // namespace zhike::query
