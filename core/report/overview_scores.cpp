// Call flow: satisfaction_section → for each score: trend figure; tables by wave, tier and owner.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/chart/line.h"
#include "core/report/overview_parts.h"

namespace zhike::report {
namespace {

using query::ScoreKind;

constexpr std::array kinds{ScoreKind::nps, ScoreKind::csat, ScoreKind::ces};
constexpr std::size_t most_months = 30, most_groups = 40;

std::string kind_name(const Overview& on, ScoreKind kind) {
  switch (kind) {
    case ScoreKind::nps:
      return on.tr("overview.nps");
    case ScoreKind::csat:
      return on.tr("overview.csat");
    case ScoreKind::ces:
      return on.tr("overview.ces");
  }
  return {};
}

std::string one_figure(const Overview& on, ScoreKind kind, double value) {
  if (std::isnan(value)) return std::string(i18n::no_value);
  if (kind == ScoreKind::csat) return on.percent(value);
  return i18n::number(on.lang, value, kind == ScoreKind::nps ? 1 : 2);
}

const query::Trend& trend_of(const Overview& on, ScoreKind kind) {
  constexpr std::array trends{query::TrendOf::nps, query::TrendOf::csat, query::TrendOf::ces};
  const query::TrendOf what = trends[static_cast<std::size_t>(kind)];
  const query::Trend& months = on.cache.trend(on.document, {.of = what, .step = query::Step::month}, on.today);
  if (months.rows.size() <= most_months) return months;
  return on.cache.trend(on.document, {.of = what, .step = query::Step::quarter}, on.today);
}

chart::Chart trend_chart(const Overview& on, ScoreKind kind, const query::Trend& trend) {
  chart::LineSpec spec;
  chart::LineSeries& series = spec.series.emplace_back();
  series.name = kind_name(on, kind);
  for (const query::TrendRow& row : trend.rows) {
    spec.periods.push_back(row.label);
    series.points.push_back({row.figure.value, row.figure.low, row.figure.high, row.n});
  }
  const Overview words = on;
  spec.axis.format = [words, kind](double v) {
    return kind == ScoreKind::csat ? i18n::percent(words.lang, v) : i18n::trimmed_number(words.lang, v, 1);
  };
  if (kind == ScoreKind::csat) spec.axis.limit_low = 0, spec.axis.limit_high = 1;
  if (kind == ScoreKind::nps) spec.axis.limit_low = -100, spec.axis.limit_high = 100;
  spec.period_heading = on.tr("overview.period");
  spec.low_heading = on.tr("overview.low");
  spec.high_heading = on.tr("overview.high");
  spec.n_heading = on.tr("overview.n");
  return chart::line_chart(
      spec, figure_frame(on, on.trf("overview.trend", {{"score", kind_name(on, kind)}}), on.tr("overview.trend.band")));
}

std::string group_name(const Overview& on, query::ScoreGroupBy by, const query::ScoreGroup& group) {
  if (by == query::ScoreGroupBy::wave && group.record)
    return std::string(on.document.read<schema::Wave>(group.record).name.text);
  if (group.key.empty() || group.key == query::no_tier) return on.tr("overview.nobody");
  return group.key;
}

std::string group_cell(const Overview& on, ScoreKind kind, const query::Score* score) {
  if (!score || score->n == 0) return std::string(i18n::no_value);
  if (score->is_withheld) return on.trf("overview.withheld_n", {{"n", score->n}});
  return on.trf(
      "overview.score_cell",
      {{"value", score_value(on, kind, *score)}, {"interval", score_interval(on, kind, *score)}, {"n", score->n}});
}

// One row a group of the first score that has groups, with all three scores side by side.
Table group_table(const Overview& on, query::ScoreGroupBy by, std::string caption, std::string heading) {
  std::vector<std::string> keys, names;
  std::array<std::vector<query::ScoreGroup>, kinds.size()> found;
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    found[k] = on.cache.scores(on.document, {.kind = kinds[k], .group_by = by}, on.today).groups;
    for (const query::ScoreGroup& group : found[k]) {
      if (std::ranges::find(keys, group.key) != keys.end() || keys.size() >= most_groups) continue;
      keys.push_back(group.key);
      names.push_back(group_name(on, by, group));
    }
  }
  Table table{.caption = std::move(caption)};
  table.headings = {std::move(heading), on.tr("overview.nps"), on.tr("overview.csat"), on.tr("overview.ces")};
  table.columns = {Column::text, Column::number, Column::number, Column::number};
  for (std::size_t row = 0; row < keys.size(); ++row) {
    std::vector<std::string>& cells = table.rows.emplace_back();
    cells.push_back(names[row]);
    for (std::size_t k = 0; k < kinds.size(); ++k) {
      const auto at = std::ranges::find(found[k], keys[row], &query::ScoreGroup::key);
      cells.push_back(group_cell(on, kinds[k], at == found[k].end() ? nullptr : &at->score));
    }
  }
  return table;
}

}  // namespace

std::string score_value(const Overview& on, ScoreKind kind, const query::Score& score) {
  return one_figure(on, kind, score.is_withheld ? std::nan("") : score.figure.value);
}

std::string score_interval(const Overview& on, ScoreKind kind, const query::Score& score) {
  if (score.is_withheld) return {};
  const std::string low = one_figure(on, kind, score.figure.low), high = one_figure(on, kind, score.figure.high);
  return on.trf("number.interval", {{"low", low}, {"high", high}});
}

Tile score_tile(const Overview& on, ScoreKind kind) {
  const query::Score& score = on.cache.scores(on.document, {.kind = kind}, on.today).total;
  Tile tile{.label = kind_name(on, kind),
            .value = score_value(on, kind, score),
            .interval = score_interval(on, kind, score),
            .n = score.n};
  if (score.n == 0)
    tile.note = on.tr("overview.no_answers");
  else if (score.is_withheld)
    tile.note = on.tr("overview.withheld");
  return tile;
}

Section satisfaction_section(const Overview& on) {
  Section section{.heading = on.tr("overview.satisfaction")};
  for (const ScoreKind kind : kinds) {
    const query::Trend& trend = trend_of(on, kind);
    if (trend.rows.empty()) continue;
    section.figures.push_back(
        {trend_chart(on, kind, trend), on.trf("overview.trend", {{"score", kind_name(on, kind)}})});
  }
  if (section.figures.empty()) return section;
  const auto add = [&](query::ScoreGroupBy by, std::string caption, std::string heading) {
    Table table = group_table(on, by, std::move(caption), std::move(heading));
    if (!table.rows.empty()) section.tables.push_back(std::move(table));
  };
  add(query::ScoreGroupBy::wave, on.tr("overview.by_wave"), on.tr("overview.wave"));
  add(query::ScoreGroupBy::tier, on.tr("overview.by_tier"), on.tr("overview.tier"));
  add(query::ScoreGroupBy::owner, on.tr("overview.by_owner"), on.tr("overview.owner"));
  section.notes.push_back(on.tr("overview.definition.withheld"));
  return section;
}

}  // namespace zhike::report
