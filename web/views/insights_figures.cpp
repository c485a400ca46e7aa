// What the cards of the room ask for, so that the figures of a large book can be computed one a frame.
#include "web/views/insights_parts.h"

namespace zhike::views {

query::TrendParams trend_params(const ViewInput& input, const InsightsState& state) {
  constexpr std::array trends{query::TrendOf::nps, query::TrendOf::csat, query::TrendOf::ces};
  const query::ScoreParams scores = score_params(input, state, read_score_kind(state.kind));
  const query::Step step = state.step == "quarter" ? query::Step::quarter
                           : state.step == "year"  ? query::Step::year
                                                   : query::Step::month;
  query::TrendParams params{.of = trends[static_cast<std::size_t>(scores.kind)], .step = step};
  params.survey = scores.survey;
  params.wave = scores.wave;
  params.tier = scores.tier;
  params.owner = scores.owner;
  params.period = scores.period;
  return params;
}

const query::Promises& asked_promises(const ViewInput& input, const InsightsState& state) {
  return input.cache.promises(input.doc, {.tier = state.tier, .due = asked_period(state, input.today)}, input.today);
}

const query::Concentration& concentration_of(const ViewInput& input) {
  const double share = input.cache.settings(input.doc).top_share;
  return input.cache.concentration(input.doc, {.share = share, .totals = {.range = query::Range::year, .asked = {}}},
                                   input.today);
}

bool are_figures_known(const ViewInput& input, const InsightsState& state) {
  if (!is_large(input.doc)) return true;
  if (input.status.is_job_running) return false;  // it changes them all the time
  query::Cache& cache = input.cache;
  const std::uint64_t before = cache.misses();
  const auto is_known = [&](const auto&) { return cache.misses() == before; };
  const auto is_score_known = [&](query::ScoreKind kind, query::ScoreGroupBy by) {
    query::ScoreParams params = score_params(input, state, kind);
    params.group_by = by;
    return is_known(cache.scores(input.doc, params, input.today));
  };
  using query::ScoreGroupBy, query::ScoreKind;
  const ScoreKind kind = read_score_kind(state.kind);
  return is_known(cache.totals(input.doc, query::TiersParams{}.totals, input.today)) &&
         is_known(cache.tiers(input.doc, input.today)) && is_score_known(ScoreKind::nps, ScoreGroupBy::none) &&
         is_score_known(ScoreKind::csat, ScoreGroupBy::none) && is_score_known(ScoreKind::ces, ScoreGroupBy::none) &&
         is_known(asked_promises(input, state)) &&
         is_known(cache.complaints(input.doc, {.tier = state.tier}, input.today)) &&
         is_known(cache.complaints(input.doc, {}, input.today)) &&
         is_known(cache.trend(input.doc, trend_params(input, state), input.today)) &&
         is_score_known(kind, ScoreGroupBy::tier) && is_score_known(kind, ScoreGroupBy::owner) &&
         is_known(concentration_of(input)) && is_known(cache.rfm(input.doc, {}, input.today));
}

}  // namespace zhike::views
