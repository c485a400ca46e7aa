// Catalog: every query by name, with its parameters described and its answer as JSON. The one door for the command
// line, the page's scripting bridge and tests. Labels: assets/i18n/queries.json ("query.<name>", "query.<name>.help",
// "param.<query>.<key>"). Records appear as ids, money as numbers in the book's
// currency, days as ISO texts, NaN and infinity as null.
#pragma once

#include <span>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/query/cache.h"
#include "core/store/book.h"
#include "core/store/document.h"

namespace zhike::query {

enum class ParamKind : std::uint8_t { text, integer, decimal, flag, day, choice, record };
std::string_view param_kind_key(ParamKind kind);

struct ParamDef {
  std::string_view key;
  ParamKind kind = ParamKind::text;
  bool is_required = false;
  std::span<const std::string_view> choices = {};
  std::string_view default_value = {};
  std::string_view target = {};  // record: key of its type; the argument is an id, or the record's own key or name
};

struct QueryDef {
  std::string_view name;
  std::span<const ParamDef> params;
  base::Result<base::Json> (*run)(const store::Document&, Cache&, const base::Json& args, base::Day today);
};

// In the order of menus. `history` and `merges` need the book and are answered by run_query() with one alone.
std::span<const QueryDef> queries();
const QueryDef* find_query(std::string_view name);  // nullptr when there is none

// Runs a query. `args`: an object (or null) of key → value; numbers, flags and days may also come as text.
// Errors: "query.unknown" (where: name), "query.unknown_argument", "query.bad_argument" (detail: what was given),
// "query.missing_argument" (where: the key).
base::Result<base::Json> run_query(const store::Document& document, Cache& cache, std::string_view name,
                                   const base::Json& args, base::Day today);
// The same with the book, for `history` and `merges` too.
base::Result<base::Json> run_query(const store::Book& book, Cache& cache, std::string_view name, const base::Json& args,
                                   base::Day today);

}  // namespace zhike::query
