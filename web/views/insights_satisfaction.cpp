// Call flow: satisfaction_cards → tiles → trend_card (changes that are more than chance) → groups_card.
#include <algorithm>
#include <array>
#include <cmath>

#include "web/views/insights_parts.h"

namespace zhike::views {
namespace {

using query::ScoreKind;

constexpr std::array kinds{ScoreKind::nps, ScoreKind::csat, ScoreKind::ces};
constexpr std::array<const char*, 3> tile_keys{"insights.nps", "insights.csat", "insights.ces"};

void tiles(const ViewInput& input, InsightsState& state, Requests& requests) {
  ui::Grid grid("insights.tiles", {.min_width_css = ui::is_phone() ? 150.0f : 180.0f, .max_columns = 5, .gap_css = 12});
  for (const ScoreKind kind : kinds) {
    grid.next();
    const query::ScoreParams params = score_params(input, state, kind);
    if (score_tile(tile_keys[static_cast<std::size_t>(kind)], kind,
                   input.cache.scores(input.doc, params, input.today).total))
      open_score(input, state, params, {});
  }
  grid.next();
  const query::Promises& promises = asked_promises(input, state);
  const stats::Interval& kept = promises.counts.kept_rate;
  const std::string rate = kept.n > 0 ? ui::format_percent(kept.value) : std::string(i18n::no_value);
  const std::string interval = kept.n > 0 ? percent_interval(kept) : std::string(),
                    base = ui::trf("insights.n", {{"n", kept.n}});
  if (ui::stat_tile("insights.kept", {.value = rate,
                                      .interval = interval,
                                      .base = base,
                                      .hint = ui::tr("insights.open_definition"),
                                      .is_link = true})) {
    DefinitionState& definition = open_definition(state, "kept_rate");
    definition.value = rate + " " + interval;
    definition.n = kept.n;
    definition.period = period_words(asked_period(state, input.today));
    for (const query::PromiseRow& row : promises.rows) definition.records.push_back(row.promise);
  }
  grid.next();
  const query::Complaints& complaints = input.cache.complaints(input.doc, {.tier = state.tier}, input.today);
  const std::string unsolved = ui::format_count(complaints.unsolved),
                    late = ui::trf("complaints.late", {{"n", complaints.late}});
  if (ui::stat_tile("insights.unsolved",
                    {.value = unsolved, .base = late, .hint = ui::tr("insights.open_list"), .is_link = true}))
    requests.go(write_route({.room = "complaints", .query = {{"status", "unsolved"}, {"tier", state.tier}}}));
}

// The last period with a figure against the one before it, in words.
void change_words(ScoreKind kind, const query::Trend& trend) {
  const auto last = std::ranges::find_if(trend.rows.rbegin(), trend.rows.rend(), [](const query::TrendRow& row) {
    return !row.is_withheld && row.change.difference.n > 0 && std::isfinite(row.change.difference.value);
  });
  if (last == trend.rows.rend()) return;
  const double by = last->change.difference.value;
  const std::string amount =
      kind == ScoreKind::csat ? ui::format_signed(by * 100, 1) : ui::format_signed(by, kind == ScoreKind::nps ? 1 : 2);
  const std::string words = last->is_significant
                                ? ui::trf("insights.change.real", {{"period", last->label}, {"by", amount}})
                                : ui::trf("insights.change.chance", {{"period", last->label}, {"by", amount}});
  ui::draw_icon(by >= 0 ? ui::icon::trending_up : ui::icon::trending_down,
                last->is_significant ? by >= 0 ? ui::Token::good : ui::Token::bad : ui::Token::text_muted);
  ui::same_line(6);
  ui::text(words, ui::TextRole::small, ui::Token::text_muted);
}

void trend_card(const ViewInput& input, InsightsState& state) {
  const ui::Card card("insights.trend", {.icon = ui::icon::chart_line});
  const ScoreKind kind = read_score_kind(state.kind);
  const std::array<ui::Option, 3> kind_options{ui::Option{"nps", "NPS"}, ui::Option{"csat", "CSAT"},
                                               ui::Option{"ces", "CES"}};
  const std::array<ui::Option, 3> steps{ui::Option{"month", ui::tr("insights.step.month")},
                                        ui::Option{"quarter", ui::tr("insights.step.quarter")},
                                        ui::Option{"year", ui::tr("insights.step.year")}};
  {
    ui::Grid line("insights.trend.choices", {.min_width_css = 220, .max_columns = 3});
    line.next();
    ui::segmented("insights.trend.kind", state.kind, kind_options, {.is_label_hidden = true});
    line.next();
    ui::segmented("insights.trend.step", state.step, steps, {.is_label_hidden = true});
  }
  const query::Trend& trend = input.cache.trend(input.doc, trend_params(input, state), input.today);
  change_words(kind, trend);
  ui::space(28);
  const auto hit = ui::chart_view("insights.trend.chart", score_trend_chart(kind, trend, 300), state.trend);
  if (!hit || hit->datum >= trend.rows.size()) return;
  const query::TrendRow& row = trend.rows[hit->datum];
  query::ScoreParams params = score_params(input, state, kind);
  params.period = {row.first_day, query::step_first_day(row.index + 1, trend.step) - 1};
  open_score(input, state, params, row.label);
}

std::string group_name(const ViewInput& input, const query::ScoreGroup& group) {
  if (group.record) return std::string(query::record_title(input.doc, group.record));
  if (group.key.empty() || group.key == query::no_tier) return std::string(ui::tr("insights.none_given"));
  return group.key;
}

// By tier, and by account manager: one line each, pressed for its answers.
void groups_card(const ViewInput& input, InsightsState& state, const char* key, query::ScoreGroupBy by,
                 const char* icon) {
  const ui::Card card(key, {.icon = icon});
  const ScoreKind kind = read_score_kind(state.kind);
  query::ScoreParams params = score_params(input, state, kind);
  params.group_by = by;
  const query::Scores& scores = input.cache.scores(input.doc, params, input.today);
  if (scores.groups.empty()) ui::muted(ui::tr("insights.no_answers"));
  for (const query::ScoreGroup& group : scores.groups) {
    const std::string name = group_name(input, group);
    const ui::RowScope scope(name);
    ImGui::PushID(name.c_str());
    const std::string base = score_base(group.score), interval = score_interval(kind, group.score);
    const std::string words =
        group.score.is_withheld
            ? base
            : ui::trf("insights.group_line",
                      {{"value", score_value(kind, group.score)}, {"interval", interval}, {"base", base}});
    if (ui::link("insights.group", {.label = name})) {
      params.group_by = query::ScoreGroupBy::none;
      if (by == query::ScoreGroupBy::tier)
        params.tier = group.key;
      else
        params.owner = group.key;
      open_score(input, state, params, name);
    }
    {
      ImGui::SameLine();
      const ui::RightAlign right("##figure");
      ui::text(words, ui::TextRole::small, group.score.is_withheld ? ui::Token::text_muted : ui::Token::text,
               ui::Wrap::ellipsis);
    }
    ImGui::PopID();
  }
}

}  // namespace

void satisfaction_cards(const ViewInput& input, InsightsState& state, Requests& requests) {
  tiles(input, state, requests);
  ui::space();
  trend_card(input, state);
  ui::space();
  ui::Grid grid("insights.groups", {.min_width_css = 360, .max_columns = 2});
  grid.next();
  groups_card(input, state, "insights.by_tier", query::ScoreGroupBy::tier, ui::icon::layers);
  grid.next();
  groups_card(input, state, "insights.by_owner", query::ScoreGroupBy::owner, ui::icon::users);
}

}  // namespace zhike::views
