// Parts of the overview: what all its sections are made from, and one function a section. Used by overview*.cpp alone.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/i18n/format.h"
#include "core/query/cache.h"
#include "core/query/problems.h"
#include "core/report/overview.h"

namespace zhike::report {

// The book, the day and the reader's language.
struct Overview {
  i18n::Lang lang;
  const store::Document& document;
  query::Cache& cache;
  base::Day today;

  std::string tr(std::string_view key) const { return std::string(i18n::text(lang, key)); }
  std::string trf(std::string_view key, std::initializer_list<i18n::Arg> arguments) const {
    return i18n::format(lang, key, arguments);
  }
  std::string choice(std::string_view prefix, std::string_view name) const {
    return std::string(i18n::text_under(lang, prefix, name));
  }
  std::string count(std::int64_t value) const { return i18n::number(lang, value); }
  std::string percent(double share) const { return i18n::percent(lang, share, 1); }
  std::string money(std::int64_t units, std::string_view currency) const {
    return i18n::money(lang, {units}, currency);
  }
  // "–" without a day.
  std::string day(base::Day day) const { return i18n::date(lang, day); }
  // "31.0–53.0", "41.2%–60.0%"
  std::string percent_interval(const stats::Interval& interval) const;

  query::ConcentrationParams year_concentration() const;
  const query::Concentration& concentration() const {
    return cache.concentration(document, year_concentration(), today);
  }
};

// A score as its figure and interval are written; "–" where it is withheld.
std::string score_value(const Overview& on, query::ScoreKind kind, const query::Score& score);
std::string score_interval(const Overview& on, query::ScoreKind kind, const query::Score& score);
Tile score_tile(const Overview& on, query::ScoreKind kind);

// A picture's size and words.
chart::Frame figure_frame(const Overview& on, std::string title, std::string description);

Section value_section(const Overview& on);
Section satisfaction_section(const Overview& on);
Section complaints_section(const Overview& on);
Section promises_section(const Overview& on);

}  // namespace zhike::report
