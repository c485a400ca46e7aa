// Query arguments: JSON or command-line texts, checked against a query's parameter list. Used inside core/query only.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/query/catalog.h"

namespace zhike::query {

class Args {
  // Invariant: one entry a parameter; defaults are filled in.
 public:
  struct Value {
    bool is_given = false;     // by the caller or as default
    std::string text;          // text, choice
    std::int64_t integer = 0;  // integer, flag (0/1), day, record (handle)
    double number = 0;         // decimal …
    std::int64_t units = 0;    // … and its exact units of 10^-4
  };
  bool has(std::string_view key) const { return at(key).is_given; }
  const std::string& text(std::string_view key) const { return at(key).text; }
  std::int64_t integer(std::string_view key) const { return at(key).integer; }
  std::int32_t small(std::string_view key) const;  // clamped to 0 … INT32_MAX
  bool flag(std::string_view key) const { return at(key).integer != 0; }
  double number(std::string_view key) const { return at(key).number; }
  std::int64_t units(std::string_view key) const { return at(key).units; }
  base::Day day(std::string_view key) const;  // no_day when not given
  Handle record(std::string_view key) const { return static_cast<Handle>(at(key).integer); }
  // The index of a choice among the parameter's choices; 0 when not given.
  std::size_t choice(std::string_view key) const;

 private:
  friend base::Result<Args> read_args(const store::Document&, std::span<const ParamDef>, const base::Json&);
  const Value& at(std::string_view key) const;
  std::span<const ParamDef> params_;
  std::vector<Value> values_;
};

// Fails as run_query() says.
base::Result<Args> read_args(const store::Document& document, std::span<const ParamDef> params, const base::Json& args);

}  // namespace zhike::query
