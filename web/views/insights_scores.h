// Scores in words and pictures: what a score, its interval and its n look like, for every room that shows one. Used by
// insights, surveys and cards. Must never show a figure that is withheld.
#pragma once

#include <string>
#include <string_view>

#include "core/query/scores.h"
#include "core/query/trend.h"
#include "web/views/view.h"

namespace zhike::views {

query::ScoreKind read_score_kind(std::string_view key);  // "nps", "csat", "ces"; anything else is nps
std::string_view score_label(query::ScoreKind kind);     // in the reader's language
// One figure: "42.3", "81%", "5.61"; "–" for NaN.
std::string score_figure(query::ScoreKind kind, double value);
std::string score_value(query::ScoreKind kind, const query::Score& score);
std::string score_interval(query::ScoreKind kind, const query::Score& score);  // "31.0–53.0", "" where withheld
// "n = 128", or why there is no figure.
std::string score_base(const query::Score& score);
// True when it was pressed.
bool score_tile(const char* key, query::ScoreKind kind, const query::Score& score);
// Line with interval band, n in its table; withheld periods are gaps.
chart::Chart score_trend_chart(query::ScoreKind kind, const query::Trend& trend, float height_css);
std::string percent_interval(const stats::Interval& interval);

}  // namespace zhike::views
