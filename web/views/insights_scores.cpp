#include "web/views/insights_scores.h"

#include <cmath>

#include "core/chart/line.h"

namespace zhike::views {

query::ScoreKind read_score_kind(std::string_view key) {
  if (key == "csat") return query::ScoreKind::csat;
  return key == "ces" ? query::ScoreKind::ces : query::ScoreKind::nps;
}

std::string_view score_label(query::ScoreKind kind) {
  switch (kind) {
    case query::ScoreKind::nps:
      return ui::tr("insights.nps");
    case query::ScoreKind::csat:
      return ui::tr("insights.csat");
    case query::ScoreKind::ces:
      return ui::tr("insights.ces");
  }
  return {};
}

std::string score_figure(query::ScoreKind kind, double value) {
  if (!std::isfinite(value)) return std::string(i18n::no_value);
  if (kind == query::ScoreKind::csat) return ui::format_percent(value, 1);
  return ui::format_number(value, kind == query::ScoreKind::nps ? 1 : 2);
}

std::string score_value(query::ScoreKind kind, const query::Score& score) {
  return score.is_withheld ? std::string(i18n::no_value) : score_figure(kind, score.figure.value);
}

std::string score_interval(query::ScoreKind kind, const query::Score& score) {
  if (score.is_withheld) return {};
  return ui::trf("number.interval",
                 {{"low", score_figure(kind, score.figure.low)}, {"high", score_figure(kind, score.figure.high)}});
}

std::string score_base(const query::Score& score) {
  if (score.n == 0) return std::string(ui::tr("insights.no_answers"));
  if (score.is_withheld) return ui::trf("insights.withheld", {{"n", score.n}});
  return ui::trf("insights.n", {{"n", score.n}});
}

bool score_tile(const char* key, query::ScoreKind kind, const query::Score& score) {
  const std::string value = score_value(kind, score), interval = score_interval(kind, score), base = score_base(score);
  return ui::stat_tile(key, {.value = value,
                             .interval = interval,
                             .base = base,
                             .hint = ui::tr("insights.open_definition"),
                             .is_link = true});
}

chart::Chart score_trend_chart(query::ScoreKind kind, const query::Trend& trend, float height_css) {
  chart::LineSpec spec;
  chart::LineSeries& series = spec.series.emplace_back();
  series.name = score_label(kind);
  for (const query::TrendRow& row : trend.rows) {
    spec.periods.push_back(row.label);
    series.points.push_back({row.figure.value, row.figure.low, row.figure.high, row.n});
  }
  const bool is_share = kind == query::ScoreKind::csat;
  spec.axis.format = [is_share](double v) {
    return is_share ? ui::format_percent(v) : i18n::trimmed_number(ui::current().lang, v, 2);
  };
  if (kind == query::ScoreKind::nps) spec.axis.limit_low = -100, spec.axis.limit_high = 100;
  if (kind == query::ScoreKind::csat) spec.axis.limit_low = 0, spec.axis.limit_high = 1;
  if (kind == query::ScoreKind::ces) spec.axis.limit_low = 1, spec.axis.limit_high = 7;
  spec.period_heading = ui::tr("insights.period_heading");
  spec.low_heading = ui::tr("insights.low");
  spec.high_heading = ui::tr("insights.high");
  spec.n_heading = "n";
  const std::string title = ui::trf("insights.trend_title", {{"score", score_label(kind)}});
  return chart::line_chart(
      spec, ui::chart_frame(title, ui::tr("insights.trend_words"), height_css, ui::tr("insights.trend_empty")));
}

std::string percent_interval(const stats::Interval& interval) {
  return ui::trf("number.interval",
                 {{"low", ui::format_percent(interval.low)}, {"high", ui::format_percent(interval.high)}});
}

}  // namespace zhike::views
