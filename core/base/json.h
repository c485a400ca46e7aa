// Json: a small ordered JSON value, its reader (limits, exact errors) and its canonical writer.
// Used by exchange, store, app and the bridge. nlohmann/json does the reading inside json.cpp alone.
// Must never lose an integer: integers are int64; doubles appear only in query results, never in a book.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/result.h"

namespace zhike::base {

class Json;
using JsonArray = std::vector<Json>;

// Members keep insertion order; write() sorts them where the canonical form asks for it.
using JsonMember = std::pair<std::string, Json>;
using JsonObject = std::vector<JsonMember>;

class Json {
 public:
  Json() = default;                                              // null
  Json(std::nullptr_t) {}                                        // NOLINT(google-explicit-constructor)
  Json(bool v) : value_(v) {}                                    // NOLINT(google-explicit-constructor)
  Json(int v) : value_(std::int64_t{v}) {}                       // NOLINT(google-explicit-constructor)
  Json(std::int64_t v) : value_(v) {}                            // NOLINT(google-explicit-constructor)
  Json(std::size_t v) : value_(static_cast<std::int64_t>(v)) {}  // NOLINT(google-explicit-constructor)
  Json(std::uint32_t v) : value_(std::int64_t{v}) {}             // NOLINT(google-explicit-constructor)
  Json(double v) : value_(v) {}                                  // NOLINT(google-explicit-constructor)
  Json(std::string v) : value_(std::move(v)) {}                  // NOLINT(google-explicit-constructor)
  Json(std::string_view v) : value_(std::string(v)) {}           // NOLINT(google-explicit-constructor)
  Json(const char* v) : value_(std::string(v)) {}                // NOLINT(google-explicit-constructor)
  Json(JsonArray v) : value_(std::move(v)) {}                    // NOLINT(google-explicit-constructor)
  Json(JsonObject v) : value_(std::move(v)) {}                   // NOLINT(google-explicit-constructor)
  static Json object() { return Json(JsonObject{}); }
  static Json array() { return Json(JsonArray{}); }

  bool is_null() const { return value_.index() == 0; }
  bool is_bool() const { return value_.index() == 1; }
  bool is_integer() const { return value_.index() == 2; }
  bool is_number() const { return value_.index() == 2 || value_.index() == 3; }
  bool is_string() const { return value_.index() == 4; }
  bool is_array() const { return value_.index() == 5; }
  bool is_object() const { return value_.index() == 6; }

  // Each returns the neutral value (false, 0, "", empty) when the kind differs; ask is_… first where it matters.
  bool as_bool() const;
  std::int64_t as_integer() const;
  double as_number() const;
  const std::string& as_string() const;
  const JsonArray& items() const;
  const JsonObject& members() const;
  JsonArray& items();     // turns a null into an empty array first
  JsonObject& members();  // turns a null into an empty object first

  // The member's value, or nullptr. The last one wins nowhere: parse() refuses duplicate keys.
  const Json* find(std::string_view key) const;
  // The member's value, or a shared null.
  const Json& operator[](std::string_view key) const;
  // Sets or replaces a member; returns *this, for chaining.
  Json& set(std::string key, Json value);
  Json& push(Json value);

  bool operator==(const Json&) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, JsonArray, JsonObject> value_;
};

struct JsonLimits {
  std::size_t depth = 32;
  std::size_t string_bytes = 1 << 20;
  std::size_t values = 10'000'000;  // each costs 32 bytes, however short it is written
  bool doubles_allowed = true;      // a book's own formats hold integers and strings only
};

// Reads one JSON text (RFC 8259, UTF-8; a BOM is refused). Errors: "json.syntax" (where: "line L, column C"),
// "json.too_deep", "json.too_many_values", "json.string_too_long", "json.duplicate_key" (detail: the key),
// "json.not_utf8" (also lone surrogates), "json.number" (a fraction or an integer beyond int64 where doubles are not
// allowed).
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// Canonical text (JCS, RFC 8785, for integers and strings): members sorted by UTF-16 code units, no spaces.
std::string write_canonical(const Json& value);
// Members in insertion order; `indent` spaces a level, 0 for one line. Doubles in the shortest exact form; a
// NaN or infinity is written as null.
std::string write_json(const Json& value, int indent = 0);
// Appends the JSON string literal of `text`, escaped as JCS asks.
void append_json_string(std::string& out, std::string_view text);
// True when a < b by UTF-16 code units (both UTF-8).
bool utf16_less(std::string_view a, std::string_view b);

}  // namespace zhike::base
