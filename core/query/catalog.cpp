#include "core/query/catalog.h"

#include <algorithm>
#include <array>

#include "core/query/answers.h"

namespace zhike::query {
namespace {

using enum ParamKind;

constexpr std::array<std::string_view, 2> period_choices{"year", "all"};
constexpr std::array<std::string_view, 8> group_choices{"none",  "wave",    "tier", "owner",
                                                        "month", "quarter", "year", "mode"};
constexpr std::array<std::string_view, 5> trend_choices{"nps", "csat", "ces", "purchases", "complaints"};
constexpr std::array<std::string_view, 3> step_choices{"month", "quarter", "year"};
constexpr std::array<std::string_view, 7> promise_choices{"open",   "overdue",   "kept", "kept_late",
                                                          "broken", "withdrawn", "due"};
constexpr std::array<std::string_view, 7> complaint_choices{"open",     "in_progress", "solved",     "confirmed",
                                                            "rejected", "unsolved",    "unconfirmed"};
constexpr std::array<std::string_view, 2> clock_choices{"account_manager", "department_head"};
constexpr std::array<std::string_view, 3> state_choices{"ideal", "amber", "red"};
constexpr std::array<std::string_view, today_kind_count> today_choices{"complaint", "promise", "contact", "conflict",
                                                                       "tell_customer"};
constexpr std::array<std::string_view, 5> timeline_choices{"communication", "promise", "complaint", "purchase",
                                                           "response"};

constexpr ParamDef text_param(std::string_view key) { return {.key = key}; }
constexpr ParamDef choice_param(std::string_view key, std::span<const std::string_view> choices,
                                std::string_view default_value = {}) {
  return {.key = key, .kind = choice, .choices = choices, .default_value = default_value};
}
constexpr ParamDef day_param(std::string_view key) { return {.key = key, .kind = day}; }
constexpr ParamDef integer_param(std::string_view key, std::string_view default_value = {}) {
  return {.key = key, .kind = integer, .default_value = default_value};
}
constexpr ParamDef flag_param(std::string_view key) { return {.key = key, .kind = flag, .default_value = "false"}; }
constexpr ParamDef record_param(std::string_view key, std::string_view target) {
  return {.key = key, .kind = record, .target = target};
}
constexpr ParamDef needed(ParamDef param) {
  param.is_required = true;
  return param;
}

constexpr ParamDef customer_param = record_param("customer", "customer");
constexpr ParamDef limit_param = integer_param("limit", "100");
constexpr ParamDef offset_param = integer_param("offset", "0");
constexpr ParamDef from_param = day_param("from");
constexpr ParamDef to_param = day_param("to");

constexpr std::array<ParamDef, 0> no_params{};
constexpr ParamDef today_params[]{text_param("owner"), choice_param("kind", today_choices),
                                  integer_param("limit", "500"), offset_param};
constexpr ParamDef customers_params[]{text_param("search"),
                                      text_param("tier"),
                                      text_param("owner"),
                                      choice_param("status", schema::customer_statuses),
                                      text_param("tag"),
                                      text_param("industry"),
                                      text_param("city"),
                                      choice_param("kind", schema::customer_kinds),
                                      integer_param("no_contact_days"),
                                      integer_param("nps_below"),
                                      {.key = "value_min", .kind = decimal},
                                      {.key = "value_max", .kind = decimal},
                                      flag_param("has_open_promise"),
                                      flag_param("has_open_complaint"),
                                      {.key = "sort", .default_value = "name"},
                                      flag_param("descending"),
                                      limit_param,
                                      offset_param};
constexpr ParamDef card_params[]{needed(customer_param)};
constexpr ParamDef timeline_params[]{needed(customer_param), choice_param("kind", timeline_choices), limit_param,
                                     offset_param};
constexpr ParamDef tiers_params[]{choice_param("period", period_choices, "year"),
                                  from_param,
                                  to_param,
                                  customer_param,
                                  text_param("tier"),
                                  limit_param,
                                  offset_param};
constexpr ParamDef concentration_params[]{{.key = "share", .kind = decimal, .default_value = "0.2"},
                                          choice_param("period", period_choices, "all"),
                                          from_param,
                                          to_param};
constexpr ParamDef rfm_params[]{choice_param("period", period_choices, "all"), from_param, to_param, limit_param,
                                offset_param};
constexpr ParamDef score_params[]{record_param("survey", "survey"),
                                  record_param("wave", "wave"),
                                  record_param("question", "question"),
                                  customer_param,
                                  text_param("tier"),
                                  text_param("owner"),
                                  choice_param("mode", schema::response_modes),
                                  from_param,
                                  to_param,
                                  choice_param("group_by", group_choices, "none"),
                                  {.key = "level", .kind = decimal, .default_value = "0.95"}};
constexpr ParamDef trend_params[]{choice_param("of", trend_choices, "nps"),
                                  choice_param("by", step_choices, "month"),
                                  record_param("survey", "survey"),
                                  customer_param,
                                  text_param("tier"),
                                  text_param("owner"),
                                  from_param,
                                  to_param};
constexpr ParamDef promises_params[]{choice_param("status", promise_choices),
                                     customer_param,
                                     text_param("staff"),
                                     text_param("tier"),
                                     day_param("due_from"),
                                     day_param("due_before"),
                                     limit_param,
                                     offset_param};
constexpr ParamDef complaints_params[]{choice_param("status", complaint_choices),
                                       customer_param,
                                       record_param("problem", "problem"),
                                       choice_param("severity", schema::severities),
                                       text_param("staff"),
                                       text_param("category"),
                                       text_param("tier"),
                                       from_param,
                                       to_param,
                                       limit_param,
                                       offset_param};
constexpr ParamDef contacts_params[]{customer_param,
                                     text_param("tier"),
                                     text_param("owner"),
                                     choice_param("clock", clock_choices),
                                     choice_param("state", state_choices),
                                     limit_param,
                                     offset_param};
constexpr ParamDef search_params[]{needed(text_param("text")), integer_param("limit", "20")};
constexpr ParamDef history_params[]{needed(record_param("record", ""))};
constexpr ParamDef conflicts_params[]{record_param("record", "")};
constexpr ParamDef duplicates_params[]{customer_param, integer_param("limit", "500")};

template <auto& params, Answer (*answer)(const Asked&)>
base::Result<base::Json> run(const store::Document& document, Cache& cache, const base::Json& json, base::Day today) {
  TRY(const Args args, read_args(document, params, json));
  return answer({document, cache, args, today});
}

// History and merges are in the journal and beside it, not in a document: run_query() with a book answers them.
base::Result<base::Json> run_history(const store::Document& document, Cache&, const base::Json& json, base::Day) {
  TRY_DO(read_args(document, history_params, json));
  return base::fail("query.unknown", "history", "history");
}

base::Result<base::Json> run_merges(const store::Document& document, Cache&, const base::Json& json, base::Day) {
  TRY_DO(read_args(document, no_params, json));
  return base::fail("query.unknown", "merges", "merges");
}

constexpr QueryDef defs[]{
    {"today", today_params, run<today_params, answer_today>},
    {"customers", customers_params, run<customers_params, answer_customers>},
    {"card", card_params, run<card_params, answer_card>},
    {"timeline", timeline_params, run<timeline_params, answer_timeline>},
    {"tiers", tiers_params, run<tiers_params, answer_tiers>},
    {"concentration", concentration_params, run<concentration_params, answer_concentration>},
    {"rfm", rfm_params, run<rfm_params, answer_rfm>},
    {"nps", score_params, run<score_params, answer_nps>},
    {"csat", score_params, run<score_params, answer_csat>},
    {"ces", score_params, run<score_params, answer_ces>},
    {"trend", trend_params, run<trend_params, answer_trend>},
    {"promises", promises_params, run<promises_params, answer_promises>},
    {"complaints", complaints_params, run<complaints_params, answer_complaints>},
    {"contacts_due", contacts_params, run<contacts_params, answer_contacts_due>},
    {"search", search_params, run<search_params, answer_search>},
    {"history", history_params, run_history},
    {"merges", no_params, run_merges},
    {"conflicts", conflicts_params, run<conflicts_params, answer_conflicts>},
    {"duplicates", duplicates_params, run<duplicates_params, answer_duplicates>},
    {"staff", no_params, run<no_params, answer_staff>},
    {"settings", no_params, run<no_params, answer_settings>},
};

}  // namespace

std::string_view param_kind_key(ParamKind kind) {
  static constexpr std::array<std::string_view, 7> keys{"text", "integer", "decimal", "flag",
                                                        "day",  "choice",  "record"};
  return keys[static_cast<std::size_t>(kind)];
}

std::span<const QueryDef> queries() { return defs; }

const QueryDef* find_query(std::string_view name) {
  const auto* found = std::ranges::find(defs, name, &QueryDef::name);
  return found == std::end(defs) ? nullptr : found;
}

base::Result<base::Json> run_query(const store::Document& document, Cache& cache, std::string_view name,
                                   const base::Json& args, base::Day today) {
  const QueryDef* query = find_query(name);
  if (!query) return base::fail("query.unknown", std::string(name), std::string(name));
  return query->run(document, cache, args, today);
}

base::Result<base::Json> run_query(const store::Book& book, Cache& cache, std::string_view name, const base::Json& args,
                                   base::Day today) {
  if (name == "merges") {
    TRY_DO(read_args(book.document(), no_params, args));
    return merges_to_json(book);
  }
  if (name != "history") return run_query(book.document(), cache, name, args, today);
  TRY(const Args read, read_args(book.document(), history_params, args));
  return history_to_json(book, read.record("record"));
}

}  // namespace zhike::query
