#include "core/query/scores.h"

#include <algorithm>
#include <array>

#include "core/base/sort.h"
#include "core/query/cache.h"
#include "core/query/columns.h"
#include "core/query/score_counts.h"

namespace zhike::query {
namespace {

std::string group_label(const store::Document& document, Cache& cache, ScoreGroupBy by, std::int64_t key,
                        base::Day today) {
  if (key == INT64_MAX) return {};
  switch (by) {
    case ScoreGroupBy::none:
      return {};
    case ScoreGroupBy::wave: {
      const auto wave = static_cast<Handle>(key);
      if (row_of<schema::Wave>(document, wave) == store::no_row) return {};
      const schema::Wave record = document.read<schema::Wave>(wave);
      return std::string(record.key.empty() ? record.name.text : record.key.text);
    }
    case ScoreGroupBy::tier:
      return cache.tiers(document, today).tiers[static_cast<std::size_t>(key)].tier;
    case ScoreGroupBy::owner:
      return std::string(document.column<&schema::Customer::owner>().text_at(key));
    case ScoreGroupBy::month:
      return step_label(key, Step::month);
    case ScoreGroupBy::quarter:
      return step_label(key, Step::quarter);
    case ScoreGroupBy::year:
      return step_label(key, Step::year);
    case ScoreGroupBy::mode:
      return std::string(document.column<&schema::Response::mode>().text_at(key));
  }
  return {};
}

// Waves follow their opening day; texts their letters; periods and tiers stay in their own order.
void sort_groups(const store::Document& document, ScoreGroupBy by, std::vector<ScoreGroup>& groups) {
  if (by == ScoreGroupBy::owner || by == ScoreGroupBy::mode)
    base::sort(groups, {}, [](const ScoreGroup& g) { return std::pair(g.key.empty(), g.key); });
  if (by == ScoreGroupBy::wave)
    base::sort(groups, {}, [&](const ScoreGroup& g) {
      const std::int64_t opens = g.record ? document.read<schema::Wave>(g.record).opens.value_or(INT64_MAX) : INT64_MAX;
      return std::tuple(g.record == 0, opens, g.key);
    });
}

}  // namespace

std::string_view score_kind_key(ScoreKind kind) {
  static constexpr std::array<std::string_view, 3> keys{"nps", "csat", "ces"};
  return keys[static_cast<std::size_t>(kind)];
}

Scores compute_scores(const store::Document& document, Cache& cache, const ScoreParams& params, base::Day today) {
  const CountedScores counted = count_scores(document, cache, params, today);
  Scores out;
  out.total = score_of(params.kind, counted.total, params.level);
  for (const CountedGroup& group : counted.groups) {
    ScoreGroup& g = out.groups.emplace_back();
    g.key = group_label(document, cache, params.group_by, group.key, today);
    if (params.group_by == ScoreGroupBy::wave && group.key != INT64_MAX &&
        row_of<schema::Wave>(document, static_cast<Handle>(group.key)) != store::no_row)
      g.record = static_cast<Handle>(group.key);
    g.score = score_of(params.kind, group.counts, params.level);
  }
  sort_groups(document, params.group_by, out.groups);
  return out;
}

std::vector<Handle> answers_behind(const store::Document& document, Cache& cache, const ScoreParams& params,
                                   base::Day today, std::size_t limit) {
  std::vector<Handle> answers = counted_answers(document, cache, params, today);
  if (stats::is_withheld(static_cast<std::int64_t>(answers.size()))) return {};
  const auto day_of_answer = [&](Handle answer) {
    const Handle response = document.read<schema::Answer>(answer).response.handle;
    return document.read<schema::Response>(response).date.value;  // unset lies before every day
  };
  std::vector<std::pair<std::int64_t, Handle>> order;
  order.reserve(answers.size());
  for (const Handle answer : answers) order.emplace_back(-(day_of_answer(answer) + 1), answer);
  const std::size_t kept = std::min(limit, order.size());
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(kept));
  answers.resize(kept);
  for (std::size_t i = 0; i < kept; ++i) answers[i] = order[i].second;
  return answers;
}

}  // namespace zhike::query
