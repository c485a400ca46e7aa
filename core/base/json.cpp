// The value's accessors and the reader. The one file that includes nlohmann/json: it drives its SAX parser, which
// keeps its own stack, so that no nesting can exhaust ours; every limit is checked as the text goes by.
#include "core/base/json.h"

#include <algorithm>
#include <cstring>
#include <iterator>

#define JSON_NOEXCEPTION 1
#define JSON_HAS_RANGES 0
#include <nlohmann/json.hpp>

#include "core/base/text.h"

namespace zhike::base {
namespace {

const Json null_json;
const std::string empty_string;
const JsonArray empty_array;
const JsonObject empty_object;

// Objects up to this size are checked for duplicate keys one by one, larger ones by sorting at their end.
constexpr std::size_t small_object = 16;

// An iterator over the text that tells, through `position`, how far the parser has read.
struct Cursor {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at;
  const char** position;

  reference operator*() const { return *at; }
  Cursor& operator++() {
    *position = ++at;
    return *this;
  }
  bool operator==(const Cursor& other) const { return at == other.at; }
};

// "line 3, column 14", columns in characters, for the byte at `offset`.
std::string place(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t last_break = before.rfind('\n');
  const std::string_view on_line = last_break == std::string_view::npos ? before : before.substr(last_break + 1);
  return "line " + std::to_string(line) + ", column " + std::to_string(count_code_points(on_line) + 1);
}

class Builder {  // Invariant: open_ holds the chain of unfinished containers; only the last one grows
 public:
  Builder(std::string_view text, const JsonLimits& limits) : limits_(limits), text_(text), position_(text.data()) {}

  Cursor begin() {
    const char* first = text_.data();
    return {first, &position_};
  }
  Cursor end() { return {text_.data() + text_.size(), &position_}; }
  Json& root() { return root_; }
  Error& error() { return error_; }

  bool null() { return add(Json()); }
  bool boolean(bool value) { return add(Json(value)); }
  bool number_integer(std::int64_t value) { return add(Json(value)); }
  bool number_unsigned(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(INT64_MAX)) return add(Json(static_cast<std::int64_t>(value)));
    return number_float(static_cast<double>(value), {});
  }
  bool number_float(double value, const std::string& /*literal*/) {
    return limits_.doubles_allowed ? add(Json(value)) : refuse("json.number");
  }
  bool string(const std::string& value) {
    if (value.size() > limits_.string_bytes) return refuse("json.string_too_long", std::to_string(value.size()));
    return add(Json(std::string_view(value)));
  }
  bool binary(const nlohmann::json::binary_t&) { return refuse("json.syntax"); }  // never occurs in JSON text
  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool key(const std::string& value) {
    if (value.size() > limits_.string_bytes) return refuse("json.string_too_long", std::to_string(value.size()));
    JsonObject& members = open_.back()->members();
    if (members.size() < small_object) {
      for (const JsonMember& member : members) {
        if (member.first == value) return refuse("json.duplicate_key", value);
      }
    }
    members.emplace_back(std::string_view(value), Json());
    return true;
  }
  bool end_object() {
    const JsonObject& members = open_.back()->members();
    if (members.size() > small_object) {
      if (const std::string* twice = find_duplicate(members)) return refuse("json.duplicate_key", *twice);
    }
    return end_array();
  }
  bool end_array() {
    open_.pop_back();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& fault) {
    // The parser reports surrogate faults and overflowing numbers as faults of its own kinds.
    if (std::strstr(fault.what(), "surrogate") != nullptr) return refuse("json.not_utf8");
    constexpr int number_overflow = 406;
    return refuse(fault.id == number_overflow ? "json.number" : "json.syntax");
  }

 private:
  bool refuse(const char* code, std::string detail = {}) {
    const auto read = static_cast<std::size_t>(position_ - text_.data());
    error_ = {code, place(text_, read == 0 ? 0 : read - 1), std::move(detail)};
    return false;
  }

  bool refuse_count() { return refuse("json.too_many_values", std::to_string(limits_.values)); }

  Json* put(Json&& value) {
    ++count_;
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) return &parent.items().emplace_back(std::move(value));
    Json& slot = parent.members().back().second;
    slot = std::move(value);
    return &slot;
  }

  bool add(Json&& value) {
    if (count_ == limits_.values) return refuse_count();
    put(std::move(value));
    return true;
  }

  bool open(Json&& container) {
    if (count_ == limits_.values) return refuse_count();
    if (open_.size() >= limits_.depth) return refuse("json.too_deep", std::to_string(limits_.depth));
    open_.push_back(put(std::move(container)));
    return true;
  }

  static const std::string* find_duplicate(const JsonObject& members) {
    std::vector<const std::string*> keys;
    keys.reserve(members.size());
    for (const JsonMember& member : members) keys.push_back(&member.first);
    std::sort(keys.begin(), keys.end(), [](const std::string* a, const std::string* b) { return *a < *b; });
    const auto twice = std::adjacent_find(keys.begin(), keys.end(),
                                          [](const std::string* a, const std::string* b) { return *a == *b; });
    return twice == keys.end() ? nullptr : *twice;
  }

  JsonLimits limits_;
  std::size_t count_ = 0;
  std::string_view text_;
  const char* position_;
  Json root_;
  std::vector<Json*> open_;
  Error error_;
};

}  // namespace

bool Json::as_bool() const {
  const bool* v = std::get_if<bool>(&value_);
  return v != nullptr && *v;
}

std::int64_t Json::as_integer() const {
  const auto* v = std::get_if<std::int64_t>(&value_);
  return v != nullptr ? *v : 0;
}

double Json::as_number() const {
  const auto* v = std::get_if<double>(&value_);
  return v != nullptr ? *v : static_cast<double>(as_integer());
}

const std::string& Json::as_string() const {
  const auto* v = std::get_if<std::string>(&value_);
  return v != nullptr ? *v : empty_string;
}

const JsonArray& Json::items() const {
  const auto* v = std::get_if<JsonArray>(&value_);
  return v != nullptr ? *v : empty_array;
}

const JsonObject& Json::members() const {
  const auto* v = std::get_if<JsonObject>(&value_);
  return v != nullptr ? *v : empty_object;
}

// A value of another kind becomes an empty container, as a null does: the caller asked to fill one.
JsonArray& Json::items() {
  if (auto* v = std::get_if<JsonArray>(&value_)) return *v;
  return value_.emplace<JsonArray>();
}

JsonObject& Json::members() {
  if (auto* v = std::get_if<JsonObject>(&value_)) return *v;
  return value_.emplace<JsonObject>();
}

const Json* Json::find(std::string_view key) const {
  for (const JsonMember& member : members()) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

const Json& Json::operator[](std::string_view key) const {
  const Json* found = find(key);
  return found != nullptr ? *found : null_json;
}

Json& Json::set(std::string key, Json value) {
  for (JsonMember& member : members()) {
    if (member.first != key) continue;
    member.second = std::move(value);
    return *this;
  }
  members().emplace_back(std::move(key), std::move(value));
  return *this;
}

Json& Json::push(Json value) {
  items().push_back(std::move(value));
  return *this;
}

bool Json::operator==(const Json& other) const { return value_ == other.value_; }

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (const std::size_t bad = find_invalid_utf8(text); bad != std::string_view::npos) {
    return fail("json.not_utf8", place(text, bad));
  }
  // nlohmann/json skips a byte order mark and takes a NUL for the end; both are refused here.
  if (text.starts_with("\xef\xbb\xbf")) return fail("json.syntax", place(text, 0));
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return fail("json.syntax", place(text, nul));
  }
  Builder builder(text, limits);
  if (!nlohmann::json::sax_parse(builder.begin(), builder.end(), &builder)) {
    return std::unexpected(std::move(builder.error()));
  }
  return std::move(builder.root());
}

}  // namespace zhike::base
