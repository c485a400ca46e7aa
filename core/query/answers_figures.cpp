#include <algorithm>
#include <cmath>

#include "core/base/decimal.h"
#include "core/query/answers.h"

namespace zhike::query {

using base::Json;

Json number_json(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json money_json(std::int64_t units) {
  if (units == schema::unset) return {};
  if (units % base::decimal_one == 0) return Json(units / base::decimal_one);
  return Json(base::to_double({units}));
}

Json day_json(base::Day day) { return day == base::no_day ? Json() : Json(base::write_day(day)); }

Json id_json(const store::Document& document, Handle record) {
  return record ? Json(base::write_id(document.id(record))) : Json();
}

Json period_json(const Period& period, PeriodWhy why) {
  Json out = Json::object();
  out.set("from", day_json(period.from)).set("to", day_json(period.to)).set("why", period_why_key(why));
  return out;
}

Json interval_json(const stats::Interval& interval) {
  Json out = Json::object();
  out.set("n", interval.n)
      .set("value", number_json(interval.value))
      .set("low", number_json(interval.low))
      .set("high", number_json(interval.high))
      .set("level", number_json(interval.level));
  return out;
}

Period asked_period(const Args& args) { return {args.day("from"), args.day("to")}; }

std::pair<std::size_t, std::size_t> asked_page(const Args& args, std::size_t count) {
  const auto first = std::min(count, static_cast<std::size_t>(args.small("offset")));
  return {first, first + std::min(count - first, static_cast<std::size_t>(args.small("limit")))};
}

namespace {

TotalsParams asked_totals(const Args& args) {
  return {.range = args.text("period") == "all" ? Range::all : Range::year, .asked = asked_period(args)};
}

std::string rule_id(const store::Document& document, const TierRow& row) {
  return row.rule ? base::write_id(document.id(row.rule)) : row.default_rule;
}

Json tier_json(const store::Document& document, const TierRow& row) {
  Json out = Json::object();
  out.set("tier", row.tier)
      .set("name", row.name)
      .set("rule", rule_id(document, row))
      .set("measure", tier_measure_key(row.measure))
      .set("threshold", number_json(row.threshold))
      .set("cut", money_json(row.cut))
      .set("n", row.n)
      .set("value", money_json(row.value))
      .set("share_of_value", number_json(row.share_of_value))
      .set("share_of_customers", number_json(row.share_of_customers))
      .set("overrides", row.overrides);
  return out;
}

Json place_json(const Asked& asked, const Tiers& tiers, Handle customer) {
  const TierOf& of = *tier_of(asked.document, tiers, customer);
  Json out = customer_json(asked.document, customer);
  out.set("tier", tiers.row_of(of).tier)
      .set("why", rule_id(asked.document, tiers.row_of(of)))
      .set("value", money_json(of.value))
      .set("rank", of.rank)
      .set("cut", money_json(tiers.row_of(of).cut))
      .set("override", of.is_override);
  if (of.is_override) {
    const auto record = asked.document.read<schema::Customer>(customer);
    out.set("reason", record.tier_reason.text)
        .set("effective_from", day_json(of.effective_from))
        .set("tier_by_rules", tiers.tiers[of.rule_tier].tier);
  }
  return out;
}

}  // namespace

Answer answer_tiers(const Asked& asked) {
  const Tiers& tiers = asked.cache.tiers(asked.document, TiersParams{asked_totals(asked.args)}, asked.today);
  Json rows = Json::array();
  for (const TierRow& row : tiers.tiers) rows.push(tier_json(asked.document, row));
  Json out = Json::object();
  out.set("period", period_json(tiers.period, tiers.why))
      .set("currency", tiers.currency)
      .set("default_rules", tiers.is_default)
      .set("customers", tiers.customer_count)
      .set("total", money_json(tiers.total_value))
      .set("share", number_json(tiers.top_share_asked))
      .set("top_share", number_json(tiers.top_share))
      .set("gini", number_json(tiers.gini))
      .set("tiers", std::move(rows));
  if (const Handle customer = asked.args.record("customer")) out.set("customer", place_json(asked, tiers, customer));
  if (asked.args.has("tier")) {
    const std::vector<Handle> in = customers_in_tier(asked.document, tiers, asked.args.text("tier"));
    const auto [first, last] = asked_page(asked.args, in.size());
    Json list = Json::array();
    for (std::size_t i = first; i < last; ++i) list.push(place_json(asked, tiers, in[i]));
    out.set("rows", std::move(list));
  }
  return out;
}

Answer answer_concentration(const Asked& asked) {
  if (asked.args.number("share") < 0 || asked.args.number("share") > 1)
    return base::fail("query.bad_argument", "share", asked.args.text("share"));
  const ConcentrationParams params{.share = asked.args.number("share"), .totals = asked_totals(asked.args)};
  const Concentration& c = asked.cache.concentration(asked.document, params, asked.today);
  Json out = Json::object();
  out.set("n", c.n)
      .set("total", money_json(c.total))
      .set("top_share", number_json(c.top_share))
      .set("n_for_80", c.n_for_80)
      .set("gini", number_json(c.gini))
      .set("share", number_json(c.share))
      .set("currency", c.currency)
      .set("refunded_n", c.refunded_n)
      .set("period", period_json(c.period, c.why));
  return out;
}

Answer answer_rfm(const Asked& asked) {
  const Rfm& rfm = asked.cache.rfm(asked.document, RfmParams{asked_totals(asked.args)}, asked.today);
  Json cells = Json::array();
  for (std::size_t i = 0; i < rfm.cells.size(); ++i) {
    if (rfm.cells[i] == 0) continue;
    Json cell = Json::array();
    cell.push(i / 25 + 1).push(i / 5 % 5 + 1).push(i % 5 + 1).push(rfm.cells[i]);
    cells.push(std::move(cell));
  }
  Json rows = Json::array();
  const auto [first, last] = asked_page(asked.args, rfm.rows.size());
  for (std::size_t i = first; i < last; ++i) {
    const RfmRow& row = rfm.rows[i];
    Json one = customer_json(asked.document, row.customer);
    one.set("r", int{row.score.recency})
        .set("f", int{row.score.frequency})
        .set("m", int{row.score.monetary})
        .set("recency_days", row.recency_days)
        .set("purchases", row.purchases)
        .set("value", money_json(row.value));
    rows.push(std::move(one));
  }
  Json out = Json::object();
  out.set("n", rfm.rows.size())
      .set("reference", day_json(rfm.reference))
      .set("period", period_json(rfm.period, rfm.why))
      .set("cells", std::move(cells))
      .set("rows", std::move(rows));
  return out;
}

namespace {

Json score_json(ScoreKind kind, const Score& score) {
  Json out = Json::object();
  out.set("n", score.n);
  if (score.is_withheld) {
    out.set("level", number_json(score.figure.level)).set("method", score.method).set("withheld", true);
    return out;
  }
  out.set("value", number_json(score.figure.value))
      .set("low", number_json(score.figure.low))
      .set("high", number_json(score.figure.high))
      .set("level", number_json(score.figure.level))
      .set("method", score.method)
      .set("outside", score.outside);
  if (kind == ScoreKind::nps)
    out.set("detractors", score.low_n).set("passives", score.middle_n).set("promoters", score.high_n);
  if (kind == ScoreKind::csat) out.set("satisfied", score.high_n);
  if (kind == ScoreKind::ces) out.set("easy_share", interval_json(score.easy_share));
  return out;
}

Answer answer_score(const Asked& asked, ScoreKind kind) {
  ScoreParams params;
  params.kind = kind;
  params.survey = asked.args.record("survey");
  params.wave = asked.args.record("wave");
  params.question = asked.args.record("question");
  params.customer = asked.args.record("customer");
  params.tier = asked.args.text("tier");
  params.owner = asked.args.text("owner");
  params.mode = asked.args.text("mode");
  params.period = asked_period(asked.args);
  params.group_by = static_cast<ScoreGroupBy>(asked.args.choice("group_by"));
  params.level = asked.args.number("level");
  if (!(params.level > 0 && params.level < 1))
    return base::fail("query.bad_argument", "level", asked.args.text("level"));
  const Scores& scores = asked.cache.scores(asked.document, params, asked.today);
  Json out = score_json(kind, scores.total);
  if (params.group_by == ScoreGroupBy::none) return out;
  Json groups = Json::array();
  for (const ScoreGroup& group : scores.groups) {
    Json one = Json::object();
    one.set("group", group.key);
    if (group.record) one.set("id", id_json(asked.document, group.record));
    const Json score = score_json(kind, group.score);
    for (const auto& [key, value] : score.members()) one.set(key, value);
    groups.push(std::move(one));
  }
  out.set("groups", std::move(groups));
  return out;
}

}  // namespace

Answer answer_nps(const Asked& asked) { return answer_score(asked, ScoreKind::nps); }
Answer answer_csat(const Asked& asked) { return answer_score(asked, ScoreKind::csat); }
Answer answer_ces(const Asked& asked) { return answer_score(asked, ScoreKind::ces); }

Answer answer_trend(const Asked& asked) {
  TrendParams params;
  params.of = static_cast<TrendOf>(asked.args.choice("of"));
  params.step = static_cast<Step>(asked.args.choice("by"));
  params.survey = asked.args.record("survey");
  params.customer = asked.args.record("customer");
  params.tier = asked.args.text("tier");
  params.owner = asked.args.text("owner");
  params.period = asked_period(asked.args);
  const Trend& trend = asked.cache.trend(asked.document, params, asked.today);
  Json rows = Json::array();
  for (const TrendRow& row : trend.rows) {
    Json one = Json::object();
    one.set("period", row.label).set("from", day_json(row.first_day)).set("n", row.n);
    if (row.is_withheld)
      one.set("withheld", true);
    else
      one.set("value", number_json(row.figure.value));
    if (std::isfinite(row.figure.low))
      one.set("low", number_json(row.figure.low)).set("high", number_json(row.figure.high));
    if (row.change.difference.n > 0) {
      one.set("change", number_json(row.change.difference.value));
      if (std::isfinite(row.change.p))
        one.set("change_low", number_json(row.change.difference.low))
            .set("change_high", number_json(row.change.difference.high))
            .set("p", number_json(row.change.p))
            .set("significant", row.is_significant);
    }
    rows.push(std::move(one));
  }
  Json out = Json::object();
  out.set("of", trend_of_key(trend.of)).set("by", step_key(trend.step));
  if (!trend.method.empty()) out.set("method", trend.method);
  if (trend.of == TrendOf::purchases) out.set("currency", trend.currency);
  out.set("rows", std::move(rows));
  return out;
}

}  // namespace zhike::query
