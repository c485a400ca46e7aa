// Call flow: open_definition, open_score → definition_dialog (what, how, period and n, records).
#include <algorithm>
#include <array>

#include "core/query/columns.h"
#include "web/views/complaints_parts.h"
#include "web/views/insights_parts.h"

namespace zhike::views {
namespace {

constexpr std::size_t most_answers = 500;

struct Figure {
  std::string_view key;
  const char* title;
  const char* what;
  const char* how;  // formula and source
};
constexpr std::array figures{
    Figure{"nps", "insights.nps", "insights.def.nps.what", "insights.def.nps.how"},
    Figure{"csat", "insights.csat", "insights.def.csat.what", "insights.def.csat.how"},
    Figure{"ces", "insights.ces", "insights.def.ces.what", "insights.def.ces.how"},
    Figure{"top_share", "insights.curve", "insights.def.top_share.what", "insights.def.top_share.how"},
    Figure{"rfm", "insights.rfm", "insights.def.rfm.what", "insights.def.rfm.how"},
    Figure{"spend", "insights.spend", "insights.def.spend.what", "insights.def.spend.how"},
    Figure{"kept_rate", "insights.kept", "insights.def.kept.what", "insights.def.kept.how"},
};

const Figure& figure_of(std::string_view key) {
  const auto at = std::ranges::find(figures, key, &Figure::key);
  return at == figures.end() ? figures.front() : *at;
}

// --- one record in words ---
store::Handle customer_of(const store::Document& doc, store::Handle record) {
  if (doc.is<schema::Customer>(record)) return record;
  if (doc.is<schema::Answer>(record))
    return doc.read<schema::Response>(doc.read<schema::Answer>(record).response.handle).customer.handle;
  if (doc.is<schema::Promise>(record)) return doc.read<schema::Promise>(record).customer.handle;
  return doc.is<schema::Complaint>(record) ? doc.read<schema::Complaint>(record).customer.handle : 0;
}

std::string record_words(const ViewInput& input, store::Handle record) {
  const store::Document& doc = input.doc;
  if (doc.is<schema::Customer>(record)) {
    const query::Tiers& tiers = input.cache.tiers(doc, input.today);
    const query::TierOf* of = query::tier_of(doc, tiers, record);
    return of ? ui::format_money_short({of->value}, tiers.currency) : std::string();
  }
  if (doc.is<schema::Answer>(record)) {
    const auto answer = doc.read<schema::Answer>(record);
    const auto response = doc.read<schema::Response>(answer.response.handle);
    const std::string value =
        answer.value.has() ? i18n::decimal(ui::current().lang, {answer.value.value}) : std::string(answer.text.text);
    const std::string day =
        response.date.has() ? ui::format_day(static_cast<base::Day>(response.date.value)) : std::string(i18n::no_value);
    return ui::trf("insights.answer_line", {{"value", value}, {"day", day}});
  }
  if (doc.is<schema::Promise>(record)) {
    const query::PromiseRow row = query::promise_row(doc, record, input.today);
    const i18n::Lang lang = ui::current().lang;
    return ui::trf("insights.promise_line",
                   {{"state", i18n::text_under(lang, "insights.promise.", query::promise_state_key(row.state))},
                    {"words", query::record_title(doc, record)}});
  }
  return std::string(query::record_title(doc, record));
}

constexpr ui::Column columns[] = {
    {.key = "insights.records.customer", .is_title = true},
    {.key = "insights.records.what"},
};

void record_cell(const ViewInput& input, store::Handle record, int column, Requests& requests, bool& is_open) {
  if (column == 1) {
    ui::cell_text(record_words(input, record), ui::Token::text_muted);
    return;
  }
  const store::Handle customer = customer_of(input.doc, record);
  if (!input.doc.is_visible(customer)) {
    ui::cell_text(ui::tr("insights.anonymous"), ui::Token::text_muted);
    return;
  }
  const std::string route = "customers/" + base::write_id(input.doc.id(customer)), href = "#/" + route;
  if (!ui::link("insights.records.go", {.label = query::record_title(input.doc, customer), .href = href})) return;
  requests.go(route);
  is_open = false;
}

void records(const ViewInput& input, DefinitionState& state, Requests& requests) {
  if (state.records.empty()) return;
  ui::space(4);
  ui::heading(ui::trf("insights.records.title", {{"n", state.records.size()}}), 3);
  bool is_open = true;
  const float rows = static_cast<float>(std::min<std::size_t>(6, state.records.size()));
  const ui::TableResult result =
      ui::data_table("insights.records",
                     {.columns = columns,
                      .row_count = static_cast<std::int64_t>(state.records.size()),
                      .cell =
                          [&](std::int64_t row, int column) {
                            record_cell(input, state.records[static_cast<std::size_t>(row)], column, requests, is_open);
                          },
                      .height_css = 44 + (ui::is_phone() ? 76.0f : 44.0f) * rows},
                     state.table);
  if (result.opened >= 0) {
    const store::Handle customer = customer_of(input.doc, state.records[static_cast<std::size_t>(result.opened)]);
    if (input.doc.is_visible(customer)) {
      requests.go("customers/" + base::write_id(input.doc.id(customer)));
      is_open = false;
    }
  }
  if (!is_open) state.is_open = false;
}

}  // namespace

DefinitionState& open_definition(InsightsState& state, std::string_view figure) {
  state.definition = {};
  state.definition.is_open = true;
  state.definition.figure = figure;
  return state.definition;
}

void open_score(const ViewInput& input, InsightsState& state, const query::ScoreParams& params, std::string part) {
  const query::Score& score = input.cache.scores(input.doc, params, input.today).total;
  DefinitionState& definition = open_definition(state, query::score_kind_key(params.kind));
  definition.part = std::move(part);
  definition.n = score.n;
  definition.period = period_words(params.period);
  definition.value = score.is_withheld
                         ? score_base(score)
                         : ui::trf("insights.value_interval", {{"value", score_value(params.kind, score)},
                                                               {"interval", score_interval(params.kind, score)}});
  definition.records = query::answers_behind(input.doc, input.cache, params, input.today, most_answers);
}

void definition_dialog(const ViewInput& input, DefinitionState& state, Requests& requests) {
  if (!state.is_open) return;
  const Figure& figure = figure_of(state.figure);
  std::string title(ui::tr(figure.title));
  if (!state.part.empty()) title = ui::trf("insights.def.part", {{"figure", title}, {"part", state.part}});
  if (ui::Dialog dialog("insights.definition", state.is_open, {.title = title, .width_css = 640}); dialog) {
    if (!state.value.empty()) ui::text(state.value, ui::TextRole::heading);
    ui::label_value(ui::tr("insights.def.n"), ui::format_count(state.n));
    if (!state.period.empty()) ui::label_value(ui::tr("insights.def.period"), state.period);
    ui::space(4);
    ui::text(ui::tr(figure.what));
    ui::muted(ui::tr(figure.how));
    records(input, state, requests);
    if (!state.more_route.empty() && ui::button("insights.records.all", {.icon = ui::icon::users})) {
      requests.go(state.more_route);
      state.is_open = false;
    }
  }
}

}  // namespace zhike::views
