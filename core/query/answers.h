// Answers: each query's result as JSON. Used inside core/query only, by the catalogue.
#pragma once

#include "core/query/query_args.h"

namespace zhike::query {

struct Asked {
  const store::Document& document;
  Cache& cache;
  const Args& args;
  base::Day today;
};

using Answer = base::Result<base::Json>;

// answers_lists.cpp: records
Answer answer_today(const Asked& asked);
Answer answer_customers(const Asked& asked);
Answer answer_card(const Asked& asked);
Answer answer_timeline(const Asked& asked);
Answer answer_promises(const Asked& asked);
Answer answer_complaints(const Asked& asked);
Answer answer_contacts_due(const Asked& asked);
Answer answer_search(const Asked& asked);
Answer answer_conflicts(const Asked& asked);
Answer answer_duplicates(const Asked& asked);
Answer answer_staff(const Asked& asked);
Answer answer_settings(const Asked& asked);
base::Json history_to_json(const store::Book& book, Handle record);
base::Json merges_to_json(const store::Book& book);  // {"total","rows":[{"number","at","by","from",…,"state"}]}

// answers_figures.cpp: numbers
Answer answer_tiers(const Asked& asked);
Answer answer_concentration(const Asked& asked);
Answer answer_rfm(const Asked& asked);
Answer answer_nps(const Asked& asked);
Answer answer_csat(const Asked& asked);
Answer answer_ces(const Asked& asked);
Answer answer_trend(const Asked& asked);

// Shared pieces. Money comes as a number in the book's currency; NaN and infinity as null; no_day as null.
base::Json number_json(double value);
base::Json money_json(std::int64_t units);
base::Json day_json(base::Day day);
base::Json id_json(const store::Document& document, Handle record);
// {"id","key","name"} of a customer; null for handle 0.
base::Json customer_json(const store::Document& document, Handle customer);
base::Json period_json(const Period& period, PeriodWhy why);
base::Json interval_json(const stats::Interval& interval);  // {"n","value","low","high","level"}
// from, to of the arguments.
Period asked_period(const Args& args);
// The part of `count` items that limit and offset ask for: [first, last).
std::pair<std::size_t, std::size_t> asked_page(const Args& args, std::size_t count);
base::Json contact_json(const store::Document& document, const ContactDueRow& row, const CadenceRule& rule);

}  // namespace zhike::query
