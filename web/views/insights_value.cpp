// Call flow: value_cards → curve_card, tier_card, rfm_card, spend_card.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/sort.h"
#include "core/chart/histogram.h"
#include "core/chart/lorenz.h"
#include "web/views/insights_parts.h"

namespace zhike::views {
namespace {

chart::Chart curve_chart(const query::Concentration& found, std::string_view words) {
  chart::LorenzSpec spec;
  for (auto at = found.lorenz.rbegin(); at != found.lorenz.rend(); ++at)  // best customers first
    spec.curve.push_back({1 - at->customer_share, 1 - at->value_share});
  if (found.n > 0)
    spec.marks.push_back({{found.share, found.top_share},
                          ui::trf("insights.curve.mark", {{"share", ui::format_percent(found.share)},
                                                          {"top", ui::format_percent(found.top_share, 1)}})});
  spec.diagonal_label = ui::tr("insights.curve.equal");
  spec.x_title = ui::tr("insights.curve.x");
  spec.y_title = ui::tr("insights.curve.y");
  spec.format = [](double v) { return ui::format_percent(v); };
  return chart::lorenz_chart(spec,
                             ui::chart_frame(ui::tr("insights.curve"), words, 320, ui::tr("insights.no_purchases")));
}

void open_top_share(InsightsState& state, const query::Concentration& found) {
  DefinitionState& definition = open_definition(state, "top_share");
  definition.value = ui::trf("insights.curve.value", {{"top", ui::format_percent(found.top_share, 1)},
                                                      {"gini", ui::format_number(found.gini, 2)}});
  definition.n = found.n;
  definition.period = period_words(found.period);
  definition.records = found.top;
  definition.more_route = "customers?sort=value&desc=1";
}

void curve_card(const ViewInput& input, InsightsState& state) {
  const ui::Card card("insights.curve", {.icon = ui::icon::chart_scatter});
  const query::Concentration& found = concentration_of(input);
  std::string words(ui::tr("insights.no_purchases"));
  if (found.n > 0)
    words = ui::trf("insights.curve.words", {{"share", ui::format_percent(found.share)},
                                             {"top", ui::format_percent(found.top_share, 1)},
                                             {"gini", ui::format_number(found.gini, 2)},
                                             {"n", found.n_for_80},
                                             {"all", found.n}});
  ui::text(words);
  if (found.n > 0 && ui::link("insights.curve.open", {.icon = ui::icon::info})) open_top_share(state, found);
  ui::space(28);
  if (ui::chart_view("insights.curve.chart", curve_chart(found, words), state.curve)) open_top_share(state, found);
}

// --- tiers ---
enum ColumnAt { tier_column, n_column, value_column, share_column };
constexpr ui::Column columns[] = {
    {.key = "insights.tier", .is_title = true},
    {.key = "insights.tier.n", .width_css = 130, .align = ui::Align::right},
    {.key = "insights.tier.value", .width_css = 150, .align = ui::Align::right},
    {.key = "insights.tier.share", .width_css = 130, .align = ui::Align::right},
};

void tier_cell(const query::Tiers& tiers, std::int64_t row, int column) {
  const query::TierRow& tier = tiers.tiers[static_cast<std::size_t>(row)];
  switch (column) {
    case tier_column:
      ui::tier_chip("insights.tier.chip", std::min(4, static_cast<int>(row) + 1),
                    tier.tier == query::no_tier ? ui::tr("insights.none_given") : std::string_view(tier.tier),
                    tier.name);
      return;
    case n_column:
      ui::cell_text(
          ui::trf("insights.tier.n_share", {{"n", tier.n}, {"share", ui::format_percent(tier.share_of_customers)}}));
      return;
    case value_column:
      ui::cell_text(ui::format_money_short({tier.value}, tiers.currency));
      return;
    case share_column:
      ui::cell_text(ui::format_percent(tier.share_of_value, 1));
      return;
    default:
      return;
  }
}

void tier_card(const ViewInput& input, InsightsState& state, Requests& requests) {
  const query::Tiers& tiers = input.cache.tiers(input.doc, input.today);
  const ui::Card card("insights.tiers",
                      {.subtitle = ui::tr("insights.tiers.words"), .icon = ui::icon::crown, .is_tight = true});
  const auto count = static_cast<std::int64_t>(tiers.tiers.size());
  const float row_height = ui::is_phone() ? 120.0f : 44.0f;
  const ui::TableResult result =
      ui::data_table("insights.tier_table",
                     {.columns = columns,
                      .row_count = count,
                      .cell = [&](std::int64_t row, int column) { tier_cell(tiers, row, column); },
                      .height_css = 44 + row_height * static_cast<float>(count)},
                     state.tiers);
  if (result.opened < 0) return;
  requests.go(write_route(
      {.room = "customers", .query = {{"tier", tiers.tiers[static_cast<std::size_t>(result.opened)].tier}}}));
}

// --- recency × frequency or money ---
std::uint8_t second_score(const stats::RfmScore& score, std::string_view by) {
  return by == "frequency" ? score.frequency : score.monetary;
}

void open_cell(InsightsState& state, const query::Rfm& rfm, int recency, int second) {
  DefinitionState& definition = open_definition(state, "rfm");
  std::vector<std::pair<std::int64_t, store::Handle>> found;
  for (const query::RfmRow& row : rfm.rows)
    if (row.score.recency == recency && second_score(row.score, state.rfm_by) == second)
      found.emplace_back(-row.value, row.customer);
  base::sort(found);
  for (const auto& [value, customer] : found) definition.records.push_back(customer);
  definition.n = static_cast<std::int64_t>(found.size());
  definition.value = ui::trf("insights.rfm.cell", {{"recency", recency}, {"second", second}});
  definition.period = period_words(rfm.period);
}

void rfm_card(const ViewInput& input, InsightsState& state) {
  const ui::Card card("insights.rfm", {.subtitle = ui::tr("insights.rfm.words"), .icon = ui::icon::layout_dashboard});
  const std::array<ui::Option, 2> options{ui::Option{"monetary", ui::tr("insights.rfm.monetary")},
                                          ui::Option{"frequency", ui::tr("insights.rfm.frequency")}};
  ui::segmented("insights.rfm.by", state.rfm_by, options, {.is_label_hidden = true});
  const query::Rfm& rfm = input.cache.rfm(input.doc, {}, input.today);
  if (rfm.rows.empty()) {
    ui::muted(ui::tr("insights.no_purchases"));
    return;
  }
  std::array<std::array<std::int64_t, 6>, 6> counts{};
  for (const query::RfmRow& row : rfm.rows) ++counts[row.score.recency][second_score(row.score, state.rfm_by)];
  ui::muted(ui::trf("insights.rfm.axes", {{"second", ui::tr(state.rfm_by == "frequency" ? "insights.rfm.frequency"
                                                                                        : "insights.rfm.monetary")}}));
  const float width = (ui::content_width() / ui::current().scale - 4 * 6) / 5;
  for (int recency = 5; recency >= 1; --recency) {
    for (int second = 1; second <= 5; ++second) {
      const std::string row = std::to_string(recency) + std::to_string(second);
      const ui::RowScope scope(row);
      ImGui::PushID(row.c_str());
      const std::int64_t n = counts[static_cast<std::size_t>(recency)][static_cast<std::size_t>(second)];
      const std::string label = ui::format_count(n),
                        hint = ui::trf("insights.rfm.cell", {{"recency", recency}, {"second", second}});
      const bool is_best = recency >= 4 && second >= 4;
      if (ui::button("insights.rfm.open", {.kind = is_best ? ui::ButtonKind::primary : ui::ButtonKind::secondary,
                                           .label = label,
                                           .hint = hint,
                                           .enabled = n > 0 ? ui::Enabled::yes : ui::Enabled::no,
                                           .width_css = width}))
        open_cell(state, rfm, recency, second);
      ImGui::PopID();
      if (second < 5) ui::same_line(6);
    }
  }
}

// --- spread of yearly value ---
void spend_card(const ViewInput& input, InsightsState& state) {
  const query::Spend& spend = state.spending;
  const ui::Card card("insights.spend", {.subtitle = ui::tr("insights.spend.words"), .icon = ui::icon::chart_column});
  if (spend.n > 0)
    ui::text(ui::trf("insights.spend.median",
                     {{"median", ui::format_money_short(base::from_double(spend.median), spend.currency)},
                      {"n", spend.n},
                      {"beyond", spend.beyond}}));
  chart::HistogramSpec spec;
  spec.edges = spend.bins.edges;
  spec.counts = spend.bins.counts;
  if (spend.n > 0) spec.marks.push_back({spend.median, std::string(ui::tr("insights.spend.mark"))});
  spec.x_title = ui::trf("insights.spend.x", {{"currency", spend.currency}});
  spec.edge_format = [](double v) { return i18n::compact(ui::current().lang, v); };
  spec.count_axis.title = ui::tr("insights.tier.n");
  spec.from_heading = ui::tr("insights.spend.from");
  spec.to_heading = ui::tr("insights.spend.to");
  spec.count_heading = ui::tr("insights.tier.n");
  ui::space(28);
  const chart::Chart chart = chart::histogram_chart(
      spec,
      ui::chart_frame(ui::tr("insights.spend"), ui::tr("insights.spend.words"), 280, ui::tr("insights.no_purchases")));
  const auto hit = ui::chart_view("insights.spend.chart", chart, state.spend);
  if (!hit) return;
  DefinitionState& definition = open_definition(state, "spend");
  definition.records = query::customers_spending(input.doc, input.cache, input.today, spend, hit->datum);
  definition.n = static_cast<std::int64_t>(definition.records.size());
  definition.period = period_words(spend.period);
  if (hit->datum + 1 < spend.bins.edges.size())
    definition.value =
        ui::trf("insights.spend.bin", {{"from", i18n::compact(ui::current().lang, spend.bins.edges[hit->datum])},
                                       {"to", i18n::compact(ui::current().lang, spend.bins.edges[hit->datum + 1])}});
}

}  // namespace

void value_cards(const ViewInput& input, InsightsState& state, Requests& requests) {
  ui::space();
  ui::Grid grid("insights.value", {.min_width_css = 420, .max_columns = 2});
  grid.next();
  curve_card(input, state);
  grid.next();
  tier_card(input, state, requests);
  grid.next();
  spend_card(input, state);
  grid.next();
  rfm_card(input, state);
}

}  // namespace zhike::views
