// Call flow: SearchText::match → count_words → Blob::mark (one scan of the folded bytes a word), NameText::mark.
// compute_search → match, type by type.
#include "core/query/search.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <utility>

#include "core/base/text.h"
#include "core/query/cache.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

constexpr char between_fields = '\x1f';
constexpr std::size_t fewest_digits = 3;
constexpr std::size_t most_words = 200;
constexpr std::uint8_t left_out = UINT8_MAX;  // instead of a number of words
static_assert(most_words < left_out);

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

// Appends the folded text; plain ASCII, the commonest case, without decoding.
void append_folded(std::string& out, std::string_view text) {
  const std::size_t before = out.size();
  bool was_blank = true;
  for (const char c : text) {
    const bool is_blank = c == ' ';
    if (static_cast<unsigned char>(c) >= 0x80 || (c >= 0 && c < ' ') || (is_blank && was_blank)) {
      out.resize(before);
      out += base::fold_for_search(text);
      return;
    }
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    was_blank = is_blank;
  }
  if (was_blank && out.size() > before) out.pop_back();
}

// Short texts that name something; what a person typed about it at length is not looked through by sound.
bool is_name(const schema::FieldDef& field) {
  return field.kind != schema::Kind::long_text && field.key != "phone" && field.key != "email";
}

// Whether it may be Pinyin.
bool has_letter(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

// The digits of a search that looks like a phone number; empty for any other.
std::string phone_search(std::string_view folded) {
  const bool is_phone = std::ranges::all_of(folded, [](char c) {
    return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == ' ' || c == '(' || c == ')' || c == '.' || c == '/';
  });
  std::string digits = is_phone ? digits_of(folded) : std::string();
  return digits.size() < fewest_digits ? std::string() : digits;
}

// Where `needle` next occurs at or after `from`; npos when nowhere. Looks for its rarest byte: letters of Chinese text
// all begin with the same few bytes.
class Finder {
 public:
  Finder(std::string_view needle, const std::array<std::uint32_t, 256>& frequency) : needle_(needle) {
    for (std::size_t i = 1; i < needle.size(); ++i)
      if (count(frequency, i) < count(frequency, anchor_)) anchor_ = i;
  }
  std::size_t find(std::string_view bytes, std::size_t from) const {
    while (from + needle_.size() <= bytes.size()) {
      const void* hit = std::memchr(bytes.data() + from + anchor_, static_cast<unsigned char>(needle_[anchor_]),
                                    bytes.size() - from - needle_.size() + 1);
      if (!hit) break;
      from = static_cast<std::size_t>(static_cast<const char*>(hit) - bytes.data()) - anchor_;
      if (std::memcmp(bytes.data() + from, needle_.data(), needle_.size()) == 0) return from;
      ++from;
    }
    return std::string_view::npos;
  }

 private:
  std::uint32_t count(const std::array<std::uint32_t, 256>& frequency, std::size_t at) const {
    return frequency[static_cast<unsigned char>(needle_[at])];
  }
  std::string_view needle_;
  std::size_t anchor_ = 0;
};

}  // namespace

void SearchText::Blob::put(store::Row row, std::string_view text) {
  if (row >= starts.size()) {
    starts.resize(row + 1, 0);
    lengths.resize(row + 1, 0);
  }
  if (text.size() == lengths[row]) {
    std::ranges::copy(text, bytes.begin() + starts[row]);
  } else {
    std::fill_n(bytes.begin() + starts[row], lengths[row], '\0');  // found by no search
    wasted += lengths[row];
    starts[row] = static_cast<std::uint32_t>(bytes.size());
    lengths[row] = static_cast<std::uint32_t>(text.size());
    if (!text.empty()) segments.push_back({starts[row], row});
    bytes += text;
  }
  for (const char c : text) ++frequency[static_cast<unsigned char>(c)];
}

void SearchText::Blob::mark(std::string_view needle, std::vector<std::uint8_t>& rows, std::uint8_t word) const {
  if (needle.empty()) return;
  const auto left = static_cast<std::size_t>(std::ranges::count(rows, word));
  if (left > rows.size() / 4) {
    scan(needle, rows, word);
    return;
  }
  const std::string_view all = bytes;
  for (store::Row row = 0; row < std::min(rows.size(), starts.size()); ++row)
    if (rows[row] == word && all.substr(starts[row], lengths[row]).contains(needle)) rows[row] = word + 1;
}

void SearchText::Blob::scan(std::string_view needle, std::vector<std::uint8_t>& rows, std::uint8_t word) const {
  const Finder finder(needle, frequency);
  auto segment = segments.begin();
  for (std::size_t at = finder.find(bytes, 0); at != std::string_view::npos; at = finder.find(bytes, at)) {
    // The next hit is mostly near.
    for (int i = 0; i < 4 && segment != segments.end() && segment->start <= at; ++i) ++segment;
    if (segment != segments.end() && segment->start <= at)
      segment =
          std::upper_bound(segment, segments.end(), at, [](std::size_t a, const Segment& s) { return a < s.start; });
    --segment;
    if (rows[segment->row] == word) rows[segment->row] = word + 1;
    ++segment;
    if (segment == segments.end()) break;
    at = segment->start;
  }
}

bool SearchText::update(const store::Document& document, std::size_t rows) {
  const store::Table& table = document.table(type_);
  if (revision_ == table.revision) return false;
  if (std::exchange(update_, table.revision) != table.revision) {
    next_row_ = 0;
    revision_ = UINT64_MAX;
    if (words_.wasted > words_.bytes.size() / 2 || names_.is_wasteful()) {
      words_ = {};
      digits_ = {};
      names_ = {};
      signatures_.clear();
    }
    signatures_.resize(table.rows(), 0);
  }
  std::vector<const store::Column*> columns;
  for (const store::Column& column : table.columns)
    if (column.field().has(schema::searchable) && column.field().is_text()) columns.push_back(&column);
  std::string words;
  std::string digits;
  std::string names;
  for (; rows > 0 && next_row_ < table.rows(); --rows) {
    const store::Row row = next_row_++;
    std::uint64_t signature = table.visible[row] ? 1 : 2;
    for (const store::Column* column : columns)
      signature = (signature ^ static_cast<std::uint64_t>(column->words()[row])) * 0x9E3779B97F4A7C15ull + 1;
    if (signature == signatures_[row]) continue;
    signatures_[row] = signature;
    words.clear();
    digits.clear();
    names.clear();
    for (const store::Column* column : columns) {
      const std::string_view text = column->text(row);
      if (text.empty() || !table.visible[row]) continue;
      const std::size_t before = words.size();
      append_folded(words, text);
      words += between_fields;
      if (column->field().key == "phone") digits += digits_of(base::fold_width(text)) + between_fields;
      if (is_name(column->field())) names.append(words, before);
    }
    words_.put(row, words);
    digits_.put(row, digits);
    names_.put(row, names);
  }
  if (next_row_ < table.rows()) return true;
  revision_ = table.revision;
  return false;
}

// A word that grows finds less, unless it may be a phone number, which is looked for from three digits on.
const std::vector<std::uint8_t>* SearchText::Last::rows_for(const std::vector<std::string_view>& next) const {
  if (words.empty() || next.size() < words.size()) return nullptr;
  if (std::ranges::none_of(words, has_letter) && std::ranges::any_of(next, has_letter)) return nullptr;  // now by sound
  if (!std::equal(words.begin(), words.end() - 1, next.begin())) return nullptr;
  const std::string_view word = next[words.size() - 1];
  const bool has_digit = word.find_first_of("0123456789") != word.npos;
  if (word == words.back() || (word.starts_with(words.back()) && !has_digit)) return &holds_all;
  return words.size() > 1 ? &holds_others : nullptr;
}

std::vector<std::uint8_t> SearchText::count_words(const std::vector<std::string_view>& words,
                                                  const std::vector<std::uint8_t>& may_match, Match most) const {
  std::vector<std::uint8_t> counts(may_match.size());
  for (std::size_t row = 0; row < counts.size(); ++row) counts[row] = may_match[row] ? 0 : left_out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word = static_cast<std::uint8_t>(i);
    words_.mark(words[i], counts, word);
    digits_.mark(phone_search(words[i]), counts, word);
    if (most == as_written) continue;
    std::vector<std::uint8_t> found(counts.size());
    for (std::size_t row = 0; row < counts.size(); ++row) found[row] = counts[row] != word;
    // A single word has been looked for without a slip, in vain.
    if (most == by_sound || words.size() > 1) names_.mark(words[i], Slips::none, found);
    if (most == with_slip && may_have_slip(words[i])) names_.mark(words[i], Slips::one, found);
    for (std::size_t row = 0; row < counts.size(); ++row)
      if (found[row] && counts[row] == word) counts[row] = word + 1;
  }
  return counts;
}

std::vector<std::uint8_t> SearchText::match(const store::Document& document, std::string_view search) {
  const store::Table& table = document.table(type_);
  std::vector<std::uint8_t> rows(table.rows());
  const std::string folded = base::fold_for_search(search);
  std::vector<std::string_view> words = base::split(folded, ' ');
  std::erase(words, std::string_view());
  if (words.size() > most_words) words.resize(most_words);
  std::vector<std::uint8_t> by_phone(rows.size());
  digits_.mark(phone_search(folded), by_phone, 0);
  const std::vector<std::uint8_t>* narrowed = last_.revision == revision_ ? last_.rows_for(words) : nullptr;
  std::vector<std::uint8_t> may_match = narrowed ? *narrowed : table.visible;
  last_ = {revision_, {words.begin(), words.end()}, {}, std::vector<std::uint8_t>(rows.size())};
  bool is_any = false;
  for (const Match way : {as_written, by_sound, with_slip}) {
    const bool is_worthwhile = way == as_written || (way == by_sound && std::ranges::any_of(words, has_letter)) ||
                               (way == with_slip && !is_any && std::ranges::any_of(words, may_have_slip));
    if (!is_worthwhile) continue;
    if (way == with_slip) {
      may_match = table.visible;
      last_.holds_all = rows;
      // Who lacks a word that has to be written right need not be looked at for slips in the others.
      std::ranges::stable_partition(words, std::not_fn(may_have_slip));
    }
    const std::vector<std::uint8_t> counts = count_words(words, may_match, way);
    for (store::Row row = 0; row < rows.size(); ++row) {
      if (rows[row] || !table.visible[row]) continue;
      if (way != with_slip && counts[row] != left_out && counts[row] + 1u >= words.size()) last_.holds_others[row] = 1;
      if (counts[row] != words.size() && !by_phone[row]) continue;
      rows[row] = way;
      is_any = true;
      may_match[row] = 0;
    }
  }
  if (last_.holds_all.empty()) last_.holds_all = rows;
  return rows;
}

std::string_view record_title(const store::Document& document, Handle record) {
  static constexpr std::array<std::string_view, 6> fields{"name", "title", "text", "original_words", "summary", "key"};
  if (!document.is_visible(record)) return {};
  const schema::RecordDef& def = schema::registry[document.place(record).type];
  for (const std::string_view key : fields) {
    const schema::FieldIndex field = def.find(key);
    if (field == def.fields.size()) continue;
    const std::string_view text = document.text(record, field);
    if (!text.empty()) return text;
  }
  return {};
}

Search compute_search(const store::Document& document, Cache& cache, const SearchParams& params) {
  // Whom and what people look for by name; answers and purchases are too many and have no names.
  static constexpr std::array types{schema::type_of<schema::Customer>,       schema::type_of<schema::ContactPerson>,
                                    schema::type_of<schema::Complaint>,      schema::type_of<schema::Problem>,
                                    schema::type_of<schema::Promise>,        schema::type_of<schema::Communication>,
                                    schema::type_of<schema::Product>,        schema::type_of<schema::Survey>,
                                    schema::type_of<schema::StandardAnswer>, schema::type_of<schema::Staff>};
  constexpr std::size_t most_candidates = 2000;
  Search out;
  const std::string folded = base::fold_for_search(params.text);
  if (folded.empty()) return out;
  for (const schema::TypeIndex type : types) {
    if (out.hits.size() >= params.limit) break;
    const store::Table& table = document.table(type);
    const std::vector<std::uint8_t> rows = cache.search_text(document, type).match(document, params.text);
    const schema::FieldIndex customer = schema::registry[type].find("customer");
    std::array<std::vector<SearchHit>, 2 * with_slip> by_rank;
    std::size_t count = 0;
    for (store::Row row = 0; row < rows.size() && count < most_candidates; ++row) {
      if (!rows[row]) continue;
      ++count;
      SearchHit hit;
      hit.record = table.handles[row];
      hit.type = type;
      hit.title = record_title(document, hit.record);
      hit.customer = type == schema::type_of<schema::Customer> ? hit.record
                     : customer < table.columns.size()         ? static_cast<Handle>(table.columns[customer].raw(row))
                                                               : 0;
      const bool is_first = begins_as_typed(base::fold_for_search(hit.title), folded);
      by_rank[(is_first ? 0 : with_slip) + rows[row] - 1].push_back(std::move(hit));
    }
    for (std::vector<SearchHit>& hits : by_rank)
      for (SearchHit& hit : hits)
        if (out.hits.size() < params.limit) out.hits.push_back(std::move(hit));
  }
  return out;
}

}  // namespace zhike::query
