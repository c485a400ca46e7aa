// Call flow: count_scores → AnswerFilter (questions, then responses with their group) → one loop over the answers.
#include "core/query/score_counts.h"

#include <algorithm>
#include <limits>

#include "core/base/decimal.h"
#include "core/query/cache.h"
#include "core/query/columns.h"
#include "core/stats/ces.h"
#include "core/stats/csat.h"
#include "core/stats/nps.h"

namespace zhike::query {
namespace {

using schema::Answer;
using schema::Customer;
using schema::Question;
using schema::Response;

constexpr std::int32_t left_out = -1;

// Where answers to one question fall: value <= low_to is low, >= high_from is high.
struct QuestionScale {
  bool counts = false;
  std::int64_t first = 0, last = 10, low_to = 0, high_from = 0;
};

QuestionScale scale_of(ScoreKind kind, const Question& question) {
  if (kind == ScoreKind::nps) return {true, 0, 10, 6, 9};
  if (kind == ScoreKind::ces) return {true, 1, 7, 3, 5};
  const std::int64_t first = question.scale_low.value_or(1);
  const std::int64_t last = question.scale_high.value_or(5);
  if (last <= first || last - first > 100) return {};
  const std::int64_t boxes = stats::top_boxes(static_cast<int>(last - first + 1));
  return {true, first, last, last - boxes, last - boxes + 1};
}

class AnswerFilter {
 public:
  AnswerFilter(const store::Document& document, Cache& cache, const ScoreParams& params, base::Day today)
      : document_(document),
        params_(params),
        tiers_(!params.tier.empty() || params.group_by == ScoreGroupBy::tier ? &cache.tiers(document, today) : nullptr),
        answers_(document.table<Answer>()),
        response_of_(document.column<&Answer::response>().words()),
        question_of_(document.column<&Answer::question>().words()),
        values_(document.column<&Answer::value>().longs()) {
    read_questions();
    read_responses();
  }

  const std::vector<std::int64_t>& keys() const { return keys_; }

  // Calls visit(answer row, group, scale, whole value or nothing on the scale) for each answer that passes.
  template <class Visit>
  void each(Visit visit) const {
    for (store::Row row = 0; row < answers_.rows(); ++row) {
      if (!answers_.visible[row] || values_[row] == schema::unset) continue;
      const store::Row question = row_of<Question>(document_, static_cast<Handle>(question_of_[row]));
      if (question == store::no_row || !scales_[question].counts) continue;
      const store::Row response = row_of<Response>(document_, static_cast<Handle>(response_of_[row]));
      if (response == store::no_row || group_[response] == left_out) continue;
      visit(row, static_cast<std::size_t>(group_[response]), scales_[question], values_[row]);
    }
  }

 private:
  void read_questions() {
    const store::Table& table = document_.table<Question>();
    scales_.resize(table.rows());
    for (store::Row row = 0; row < table.rows(); ++row) {
      const Handle handle = table.handles[row];
      if (!table.visible[row] || (params_.question && params_.question != handle)) continue;
      const Question question = document_.read<Question>(handle);
      // The top-box share is defined for any rating scale; a plain scale counts when it is asked for by name.
      const bool is_named_scale = params_.question && params_.kind == ScoreKind::csat && question.type.text == "scale";
      if (question.type.text == score_kind_key(params_.kind) || is_named_scale)
        scales_[row] = scale_of(params_.kind, question);
    }
  }

  bool customer_passes(store::Row at) const {
    if (params_.tier.empty() && params_.owner.empty()) return true;
    if (at == store::no_row) return false;
    if (!params_.owner.empty() && document_.column<&Customer::owner>().text(at) != params_.owner) return false;
    return params_.tier.empty() || tiers_->row_of(tiers_->by_row[at]).tier == params_.tier;
  }

  // The group's key; groups without key (no date, no customer) have INT64_MAX so that they come last.
  std::int64_t key_of(store::Row row, store::Row customer) const {
    constexpr std::int64_t none = INT64_MAX;
    const base::Day day = document_.column<&Response::date>().words()[row];
    const auto step = [&](Step by) { return day == base::no_day ? none : step_index(day, by); };
    switch (params_.group_by) {
      case ScoreGroupBy::none:
        return 0;
      case ScoreGroupBy::wave: {
        const std::int32_t wave = document_.column<&Response::wave>().words()[row];
        return wave ? wave : none;
      }
      case ScoreGroupBy::tier:
        return customer == store::no_row ? none : tiers_->by_row[customer].tier;
      case ScoreGroupBy::owner:
        return customer == store::no_row ? 0 : document_.column<&Customer::owner>().words()[customer];
      case ScoreGroupBy::month:
        return step(Step::month);
      case ScoreGroupBy::quarter:
        return step(Step::quarter);
      case ScoreGroupBy::year:
        return step(Step::year);
      case ScoreGroupBy::mode:
        return document_.column<&Response::mode>().words()[row];
    }
    return none;
  }

  void read_responses() {
    const store::Table& table = document_.table<Response>();
    const auto surveys = document_.column<&Response::survey>().words();
    const auto waves = document_.column<&Response::wave>().words();
    const auto holders = document_.column<&Response::customer>().words();
    const auto dates = document_.column<&Response::date>().words();
    const store::Column& mode = document_.column<&Response::mode>();
    group_.resize(table.rows(), left_out);
    std::vector<std::pair<std::int64_t, store::Row>> keyed;
    for (store::Row row = 0; row < table.rows(); ++row) {
      if (!table.visible[row]) continue;
      const auto holder = static_cast<Handle>(holders[row]);
      if (params_.survey && static_cast<Handle>(surveys[row]) != params_.survey) continue;
      if (params_.wave && static_cast<Handle>(waves[row]) != params_.wave) continue;
      if (params_.customer && holder != params_.customer) continue;
      if (!params_.mode.empty() && mode.text(row) != params_.mode) continue;
      if (params_.period != Period{} && !params_.period.contains(dates[row])) continue;
      const store::Row customer = row_of<Customer>(document_, holder);
      if (customer_passes(customer)) keyed.emplace_back(key_of(row, customer), row);
    }
    for (const auto& [key, row] : keyed)
      if (keys_.empty() || keys_.back() != key) keys_.push_back(key);
    std::ranges::sort(keys_);
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    std::size_t at = 0;
    for (const auto& [key, row] : keyed) {
      if (keys_[at] != key) at = static_cast<std::size_t>(std::ranges::lower_bound(keys_, key) - keys_.begin());
      group_[row] = static_cast<std::int32_t>(at);
    }
  }

  const store::Document& document_;
  const ScoreParams& params_;
  const Tiers* tiers_;
  const store::Table& answers_;
  std::span<const std::int32_t> response_of_, question_of_;
  std::span<const std::int64_t> values_;
  std::vector<QuestionScale> scales_;  // by row of the question table
  std::vector<std::int32_t> group_;    // by row of the response table; left_out where it does not pass
  std::vector<std::int64_t> keys_;     // ascending
};

bool is_on_scale(const QuestionScale& scale, std::int64_t units) {
  return units % base::decimal_one == 0 && units >= scale.first * base::decimal_one &&
         units <= scale.last * base::decimal_one;
}

void add(ScoreCounts& to, const ScoreCounts& from) {
  to.n += from.n;
  to.outside += from.outside;
  to.low_n += from.low_n;
  to.middle_n += from.middle_n;
  to.high_n += from.high_n;
  for (std::size_t i = 0; i < to.by_point.size(); ++i) to.by_point[i] += from.by_point[i];
}

}  // namespace

CountedScores count_scores(const store::Document& document, Cache& cache, const ScoreParams& params, base::Day today) {
  const AnswerFilter filter(document, cache, params, today);
  std::vector<ScoreCounts> counts(filter.keys().size());
  const bool is_ces = params.kind == ScoreKind::ces;
  filter.each([&](store::Row, std::size_t group, const QuestionScale& scale, std::int64_t units) {
    ScoreCounts& here = counts[group];
    if (!is_on_scale(scale, units)) {
      ++here.outside;
      return;
    }
    const std::int64_t value = units / base::decimal_one;
    ++here.n;
    ++(value <= scale.low_to ? here.low_n : value >= scale.high_from ? here.high_n : here.middle_n);
    if (is_ces) ++here.by_point[static_cast<std::size_t>(value)];
  });
  CountedScores out;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    add(out.total, counts[i]);
    if (params.group_by != ScoreGroupBy::none && counts[i].n + counts[i].outside > 0)
      out.groups.push_back({filter.keys()[i], counts[i]});
  }
  return out;
}

std::vector<Handle> counted_answers(const store::Document& document, Cache& cache, const ScoreParams& params,
                                    base::Day today) {
  const AnswerFilter filter(document, cache, params, today);
  const store::Table& table = document.table<Answer>();
  std::vector<Handle> out;
  filter.each([&](store::Row row, std::size_t, const QuestionScale& scale, std::int64_t units) {
    if (is_on_scale(scale, units)) out.push_back(table.handles[row]);
  });
  return out;
}

std::string_view score_method(ScoreKind kind) {
  return kind == ScoreKind::nps ? "adjusted_wald" : kind == ScoreKind::csat ? "wilson" : "student";
}

Score score_of(ScoreKind kind, const ScoreCounts& counts, double level) {
  Score out;
  out.method = score_method(kind);
  out.n = counts.n;
  out.outside = counts.outside;
  out.figure = stats::no_interval(level);
  out.easy_share = stats::no_interval(level);
  out.figure.n = counts.n;
  out.is_withheld = stats::is_withheld(counts.n);
  if (out.is_withheld) return out;
  out.low_n = counts.low_n;
  out.middle_n = counts.middle_n;
  out.high_n = counts.high_n;
  if (kind == ScoreKind::nps) out.figure = stats::nps({counts.low_n, counts.middle_n, counts.high_n}, level);
  if (kind == ScoreKind::csat) out.figure = stats::wilson({counts.high_n, counts.n}, level);
  if (kind == ScoreKind::ces) {
    const stats::Ces ces = stats::ces(
        {1, std::vector<std::int64_t>(counts.by_point.begin() + 1, counts.by_point.end()), counts.n, 0}, level);
    out.figure = ces.mean;
    out.easy_share = ces.easy_share;
  }
  return out;
}

}  // namespace zhike::query
