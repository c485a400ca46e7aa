// Call flow: write_overview → make_overview → headline, value_section, satisfaction_section, complaints_section,
// promises_section, definitions.
#include "core/report/overview.h"

#include <algorithm>
#include <cmath>

#include "core/chart/lorenz.h"
#include "core/report/overview_parts.h"

namespace zhike::report {
namespace {

std::string why_words(const Overview& on, const query::Totals& totals) {
  const std::string from = on.day(totals.period.from), to = on.day(totals.period.to);
  if (totals.purchase_count == 0) return on.tr("overview.period.none");
  if (totals.why == query::PeriodWhy::newest_purchase)
    return on.trf("overview.period.newest", {{"from", from}, {"to", to}});
  return on.trf("overview.period.year", {{"from", from}, {"to", to}});
}

Tile share_tile(const Overview& on) {
  const query::Concentration& found = on.concentration();
  Tile tile{.label = on.trf("overview.tile.top_share", {{"share", i18n::percent(on.lang, found.share)}})};
  tile.value = std::isnan(found.top_share) ? std::string(i18n::no_value) : on.percent(found.top_share);
  tile.n = found.n;
  if (!std::isnan(found.gini))
    tile.note = on.trf("overview.tile.gini", {{"gini", i18n::number(on.lang, found.gini, 2)}});
  return tile;
}

Tile promise_tile(const Overview& on) {
  const stats::Interval& rate = on.cache.promises(on.document, {}, on.today).counts.kept_rate;
  Tile tile{.label = on.tr("overview.tile.kept"), .n = rate.n};
  tile.value = rate.n == 0 ? std::string(i18n::no_value) : on.percent(rate.value);
  if (rate.n > 0) tile.interval = on.percent_interval(rate);
  return tile;
}

Section headline(const Overview& on) {
  const query::Totals& totals = on.cache.totals(on.document, {}, on.today);
  const query::Complaints& complaints = on.cache.complaints(on.document, {}, on.today);
  Section section{.heading = on.tr("overview.headline")};
  section.paragraphs.push_back(why_words(on, totals));
  const auto customers = static_cast<std::int64_t>(on.document.table<schema::Customer>().visible_count);
  section.tiles.push_back({.label = on.tr("overview.tile.customers"),
                           .value = on.count(customers),
                           .note = on.trf("overview.tile.buyers", {{"n", totals.buyer_count}})});
  section.tiles.push_back({.label = on.tr("overview.tile.value"),
                           .value = on.money(totals.total_value, totals.currency),
                           .note = on.trf("overview.tile.purchases", {{"n", totals.purchase_count}})});
  section.tiles.push_back(share_tile(on));
  section.tiles.push_back(score_tile(on, query::ScoreKind::nps));
  section.tiles.push_back(score_tile(on, query::ScoreKind::csat));
  section.tiles.push_back(score_tile(on, query::ScoreKind::ces));
  section.tiles.push_back(promise_tile(on));
  section.tiles.push_back({.label = on.tr("overview.tile.complaints"),
                           .value = on.count(complaints.unsolved),
                           .note = on.trf("overview.tile.late", {{"n", complaints.late}})});
  if (totals.other_currency_count > 0)
    section.notes.push_back(
        on.trf("overview.note.currency", {{"n", totals.other_currency_count}, {"currency", totals.currency}}));
  return section;
}

chart::Chart value_curve(const Overview& on, const query::Concentration& found) {
  chart::LorenzSpec spec;
  for (auto at = found.lorenz.rbegin(); at != found.lorenz.rend(); ++at)  // best customers first
    spec.curve.push_back({1 - at->customer_share, 1 - at->value_share});
  const std::string share = i18n::percent(on.lang, found.share), top = on.percent(found.top_share);
  const std::string label = on.trf("overview.curve.mark", {{"share", share}, {"top", top}});
  if (!std::isnan(found.top_share)) spec.marks.push_back({{found.share, found.top_share}, label});
  spec.diagonal_label = on.tr("overview.curve.equal");
  spec.x_title = on.tr("overview.curve.x");
  spec.y_title = on.tr("overview.curve.y");
  const i18n::Lang lang = on.lang;
  spec.format = [lang](double v) { return i18n::percent(lang, v); };
  return chart::lorenz_chart(
      spec, figure_frame(on, on.tr("overview.curve"), std::isnan(found.top_share) ? std::string() : label));
}

std::string tier_name(const Overview& on, const query::TierRow& tier) {
  if (tier.tier == query::no_tier) return on.tr("overview.tier.none");
  return tier.name.empty() ? tier.tier : tier.tier + " " + tier.name;
}

Table tier_table(const Overview& on) {
  const query::Tiers& tiers = on.cache.tiers(on.document, on.today);
  Table table{.caption = on.tr("overview.tiers")};
  table.headings = {on.tr("overview.tier"), on.tr("overview.tile.customers"), on.tr("overview.share_of_customers"),
                    on.tr("overview.tile.value"), on.tr("overview.share_of_value")};
  table.columns = {Column::text, Column::number, Column::number, Column::number, Column::number};
  for (const query::TierRow& tier : tiers.tiers)
    table.rows.push_back({tier_name(on, tier), on.count(tier.n), on.percent(tier.share_of_customers),
                          on.money(tier.value, tiers.currency), on.percent(tier.share_of_value)});
  table.rows.push_back({on.tr("overview.all"), on.count(tiers.customer_count),
                        on.percent(tiers.customer_count > 0 ? 1 : 0), on.money(tiers.total_value, tiers.currency),
                        on.percent(tiers.total_value > 0 ? 1 : 0)});
  table.last_row = LastRow::total;
  return table;
}

Section definitions(const Overview& on) {
  Section section{.heading = on.tr("overview.definitions")};
  section.paragraphs.push_back(on.tr("overview.definitions.intro"));
  section.notes = {on.tr("overview.definition.value"),  on.tr("overview.definition.gini"),
                   on.tr("overview.definition.nps"),    on.tr("overview.definition.csat"),
                   on.tr("overview.definition.ces"),    on.tr("overview.definition.withheld"),
                   on.tr("overview.definition.median"), on.tr("overview.definition.kept")};
  return section;
}

}  // namespace

std::string Overview::percent_interval(const stats::Interval& interval) const {
  const std::string low = percent(interval.low), high = percent(interval.high);
  return trf("number.interval", {{"low", low}, {"high", high}});
}

query::ConcentrationParams Overview::year_concentration() const {
  return {.share = cache.settings(document).top_share, .totals = {.range = query::Range::year, .asked = {}}};
}

chart::Frame figure_frame(const Overview& on, std::string title, std::string description) {
  chart::Frame frame;
  frame.width = 680;
  frame.height = 300;
  frame.title = std::move(title);
  frame.description = std::move(description);
  frame.empty_text = on.tr("report.empty");
  return frame;
}

Section value_section(const Overview& on) {
  const query::Concentration& found = on.concentration();
  Section section{.heading = on.tr("overview.value")};
  if (found.n > 0) {
    const std::string share = i18n::percent(on.lang, found.share), top = on.percent(found.top_share);
    section.paragraphs.push_back(
        on.trf("overview.value.words", {{"share", share}, {"top", top}, {"n", found.n_for_80}, {"all", found.n}}));
    section.figures.push_back({value_curve(on, found), on.tr("overview.curve")});
  }
  section.tables.push_back(tier_table(on));
  if (found.refunded_n > 0) section.notes.push_back(on.trf("overview.note.refunded", {{"n", found.refunded_n}}));
  return section;
}

Report make_overview(i18n::Lang lang, const store::Document& document, query::Cache& cache, base::Day today,
                     std::string_view made_by) {
  const Overview on{lang, document, cache, today};
  const std::string& organisation = cache.settings(document).organisation;
  Report report{.title = on.tr("overview.title"),
                .subtitle = organisation,
                .made_by = std::string(made_by),
                .made_on = on.day(today)};
  report.sections = {headline(on),           value_section(on),    satisfaction_section(on),
                     complaints_section(on), promises_section(on), definitions(on)};
  return report;
}

std::string write_overview(i18n::Lang lang, const store::Document& document, query::Cache& cache, base::Day today,
                           std::string_view made_by) {
  return write_html(lang, make_overview(lang, document, cache, today, made_by));
}

}  // namespace zhike::report
