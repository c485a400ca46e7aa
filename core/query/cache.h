// Cache: answers that are worth keeping between frames. Each is computed when first asked for and again when a table it
// is made from has changed, the day has changed, or other parameters are asked. One cache a document; ask clear() when
// another book is opened. Used by views, queries and the command line.
//
// Call flow: view → cache.customers(doc, params, today) → compute_customers(doc, cache, …) → cache.tiers(doc, …) → …
// A returned reference holds until the document changes or eight other parameter sets were asked of the same query:
// copy what must live longer than a frame.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/query/activity.h"
#include "core/query/card.h"
#include "core/query/complaints.h"
#include "core/query/concentration.h"
#include "core/query/conflicts.h"
#include "core/query/contacts_due.h"
#include "core/query/customers.h"
#include "core/query/duplicates.h"
#include "core/query/promises.h"
#include "core/query/rfm.h"
#include "core/query/scores.h"
#include "core/query/search.h"
#include "core/query/settings.h"
#include "core/query/staff.h"
#include "core/query/tiers.h"
#include "core/query/timeline.h"
#include "core/query/today.h"
#include "core/query/totals.h"
#include "core/query/trend.h"

namespace zhike::query {

class CustomerOrder;

class Cache {
 public:
  Cache();
  ~Cache();
  Cache(Cache&&) noexcept;
  Cache& operator=(Cache&&) noexcept;

  void clear();

  // The queries.
  const Totals& totals(const store::Document&, const TotalsParams&, base::Day today);
  const Tiers& tiers(const store::Document&, base::Day today);
  const Tiers& tiers(const store::Document&, const TiersParams&, base::Day today);
  const Concentration& concentration(const store::Document&, const ConcentrationParams&, base::Day today);
  const Rfm& rfm(const store::Document&, const RfmParams&, base::Day today);
  const Scores& scores(const store::Document&, const ScoreParams&, base::Day today);
  const Trend& trend(const store::Document&, const TrendParams&, base::Day today);
  const Promises& promises(const store::Document&, const PromisesParams&, base::Day today);
  const Complaints& complaints(const store::Document&, const ComplaintsParams&, base::Day today);
  const ContactsDue& contacts_due(const store::Document&, const ContactsDueParams&, base::Day today);
  const Today& today(const store::Document&, const TodayParams&, base::Day today);
  const Customers& customers(const store::Document&, const CustomersParams&, base::Day today);
  const Search& search(const store::Document&, const SearchParams&);
  const Conflicts& conflicts(const store::Document&, const ConflictsParams&);
  const Duplicates& duplicates(const store::Document&, const DuplicatesParams&);
  // The duplicates of the whole book where they are known; else looks at about `rows` customers more, and null while
  // there is more. `share`: how far it has come.
  const Duplicates* find_duplicates(const store::Document&, std::size_t rows, double& share);
  const Timeline& timeline(const store::Document&, const TimelineParams&, base::Day today);
  const Staff& staff(const store::Document&, const StaffParams&, base::Day today);
  const Card& card(const store::Document&, Handle customer, base::Day today);

  // Computes at most one of the answers that today() and the customer list are made from; true where there was one to
  // compute. A page with a large book asks once a frame, and shows what it showed before until all are there.
  bool prepare_today(const store::Document&, base::Day today);

  // What they share.
  const Settings& settings(const store::Document&);
  const Activity& activity(const store::Document&, base::Day today);
  const LatestNps& latest_nps(const store::Document&);
  const Links& links(const store::Document&, schema::TypeIndex type);
  SearchText& search_text(const store::Document&, schema::TypeIndex type);
  // What a search among customers needs, and what also their first sorting by name does, ahead of them: about `rows`
  // records more; true while there is more.
  bool prepare_search(const store::Document&, std::size_t rows);
  bool prepare_customers(const store::Document&, std::size_t rows);
  // The visible rows of the customer table ordered by a text or number field.
  const CustomerOrder& customer_order(const store::Document&, schema::FieldIndex field);

  // How often an answer was still good, and how often it had to be computed: for the debug page.
  std::uint64_t hits() const;
  std::uint64_t misses() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zhike::query
