#include "core/query/cache.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "core/query/columns.h"

namespace zhike::query {
namespace {

using schema::Customer;
using schema::type_of;

struct Nothing {
  bool operator==(const Nothing&) const = default;
};

// The newest revision among some tables: it changes exactly when one of them does.
std::uint64_t revision_of(const store::Document& document, std::initializer_list<schema::TypeIndex> types) {
  std::uint64_t newest = 0;
  for (const schema::TypeIndex type : types) newest = std::max(newest, document.table(type).revision);
  return newest;
}

template <class Params, class Answer>
class Memo {
 public:
  template <class Compute>
  const Answer& get(std::uint64_t revision, base::Day today, const Params& params, std::uint64_t& hits,
                    std::uint64_t& misses, Compute compute) {
    ++clock_;
    for (Entry& entry : entries_) {
      if (entry.today != today || entry.revision != revision || !(entry.params == params)) continue;
      ++hits;
      entry.used = clock_;
      return *entry.answer;
    }
    ++misses;
    auto answer = std::make_unique<Answer>(compute());
    // Of older revisions nothing is worth keeping.
    std::erase_if(entries_, [&](const Entry& e) { return e.revision != revision || e.today != today; });
    if (entries_.size() >= most_entries) entries_.erase(std::ranges::min_element(entries_, {}, &Entry::used));
    entries_.push_back({params, today, revision, clock_, std::move(answer)});
    return *entries_.back().answer;
  }

 private:
  static constexpr std::size_t most_entries = 8;
  struct Entry {
    Params params;
    base::Day today;
    std::uint64_t revision;
    std::uint64_t used;
    std::unique_ptr<Answer> answer;
  };
  std::vector<Entry> entries_;
  std::uint64_t clock_ = 0;
};

struct FieldKey {
  schema::FieldIndex field;
  bool operator==(const FieldKey&) const = default;
};
struct HandleKey {
  Handle handle;
  bool operator==(const HandleKey&) const = default;
};

}  // namespace

struct Cache::Impl {
  Memo<TotalsParams, Totals> totals;
  Memo<TiersParams, Tiers> tiers;
  Memo<ConcentrationParams, Concentration> concentration;
  Memo<RfmParams, Rfm> rfm;
  Memo<ScoreParams, Scores> scores;
  Memo<TrendParams, Trend> trend;
  Memo<PromisesParams, Promises> promises;
  Memo<ComplaintsParams, Complaints> complaints;
  Memo<ContactsDueParams, ContactsDue> contacts_due;
  Memo<TodayParams, Today> today_list;
  Memo<CustomersParams, Customers> customers;
  Memo<SearchParams, Search> search;
  Memo<ConflictsParams, Conflicts> conflicts;
  Memo<DuplicatesParams, Duplicates> duplicates;
  Memo<TimelineParams, Timeline> timeline;
  Memo<HandleKey, Card> card;
  Memo<Nothing, Settings> settings;
  Memo<Nothing, Activity> activity;
  Memo<Nothing, LatestNps> latest_nps;
  std::array<Memo<Nothing, Links>, schema::type_count> links;  // by record type
  Memo<FieldKey, std::vector<store::Row>> orders;
  std::vector<std::unique_ptr<SearchText>> texts;  // by record type
  std::uint64_t hits = 0, misses = 0;

  template <class M, class Params, class Compute>
  const auto& get(M& memo, std::uint64_t revision, base::Day today, const Params& params, Compute compute) {
    return memo.get(revision, today, params, hits, misses, compute);
  }
};

Cache::Cache() : impl_(std::make_unique<Impl>()) {}
Cache::~Cache() = default;
Cache::Cache(Cache&&) noexcept = default;
Cache& Cache::operator=(Cache&&) noexcept = default;
void Cache::clear() { impl_ = std::make_unique<Impl>(); }
std::uint64_t Cache::hits() const { return impl_->hits; }
std::uint64_t Cache::misses() const { return impl_->misses; }

namespace {

// What the shared facts are made from.
std::uint64_t settings_revision(const store::Document& d) {
  return revision_of(d, {type_of<schema::Setting>, type_of<schema::Purchase>});
}
std::uint64_t totals_revision(const store::Document& d) {
  return std::max(settings_revision(d), revision_of(d, {type_of<Customer>}));
}
std::uint64_t tiers_revision(const store::Document& d) {
  return std::max(totals_revision(d), revision_of(d, {type_of<schema::Rule>}));
}
std::uint64_t activity_revision(const store::Document& d) {
  return revision_of(d, {type_of<Customer>, type_of<schema::Communication>, type_of<schema::Promise>,
                         type_of<schema::Complaint>, type_of<schema::Staff>, type_of<schema::Setting>});
}
std::uint64_t answers_revision(const store::Document& d) {
  return revision_of(d, {type_of<schema::Answer>, type_of<schema::Response>, type_of<schema::Question>,
                         type_of<schema::Survey>, type_of<schema::Wave>});
}
std::uint64_t customer_facts_revision(const store::Document& d) {
  return std::max({tiers_revision(d), activity_revision(d), answers_revision(d)});
}

}  // namespace

const Settings& Cache::settings(const store::Document& d) {
  return impl_->get(impl_->settings, settings_revision(d), 0, Nothing{}, [&] { return compute_settings(d); });
}
const Activity& Cache::activity(const store::Document& d, base::Day day) {
  return impl_->get(impl_->activity, activity_revision(d), day, Nothing{}, [&] { return compute_activity(d, day); });
}
const LatestNps& Cache::latest_nps(const store::Document& d) {
  const std::uint64_t revision = std::max(answers_revision(d), revision_of(d, {type_of<Customer>}));
  return impl_->get(impl_->latest_nps, revision, 0, Nothing{}, [&] { return compute_latest_nps(d); });
}
const Links& Cache::links(const store::Document& d, schema::TypeIndex type) {
  const std::uint64_t revision = revision_of(d, {type_of<Customer>, type});
  return impl_->get(impl_->links[type], revision, 0, Nothing{}, [&] { return compute_links(d, type); });
}

const Totals& Cache::totals(const store::Document& d, const TotalsParams& p, base::Day day) {
  return impl_->get(impl_->totals, totals_revision(d), day, p, [&] { return compute_totals(d, *this, p, day); });
}
const Tiers& Cache::tiers(const store::Document& d, base::Day day) { return tiers(d, TiersParams{}, day); }
const Tiers& Cache::tiers(const store::Document& d, const TiersParams& p, base::Day day) {
  return impl_->get(impl_->tiers, tiers_revision(d), day, p, [&] { return compute_tiers(d, *this, p, day); });
}
const Concentration& Cache::concentration(const store::Document& d, const ConcentrationParams& p, base::Day day) {
  return impl_->get(impl_->concentration, totals_revision(d), day, p,
                    [&] { return compute_concentration(d, *this, p, day); });
}
const Rfm& Cache::rfm(const store::Document& d, const RfmParams& p, base::Day day) {
  return impl_->get(impl_->rfm, totals_revision(d), day, p, [&] { return compute_rfm(d, *this, p, day); });
}
const Scores& Cache::scores(const store::Document& d, const ScoreParams& p, base::Day day) {
  std::uint64_t revision = answers_revision(d);
  const bool needs_tiers = !p.tier.empty() || p.group_by == ScoreGroupBy::tier;
  if (needs_tiers) revision = std::max(revision, tiers_revision(d));
  if (!p.owner.empty() || p.group_by == ScoreGroupBy::owner)
    revision = std::max(revision, revision_of(d, {type_of<Customer>}));
  return impl_->get(impl_->scores, revision, day, p, [&] { return compute_scores(d, *this, p, day); });
}
const Trend& Cache::trend(const store::Document& d, const TrendParams& p, base::Day day) {
  const std::uint64_t revision = std::max(
      {answers_revision(d), tiers_revision(d), revision_of(d, {type_of<schema::Complaint>})});
  return impl_->get(impl_->trend, revision, day, p, [&] { return compute_trend(d, *this, p, day); });
}
const Promises& Cache::promises(const store::Document& d, const PromisesParams& p, base::Day day) {
  const std::uint64_t revision = std::max(tiers_revision(d), revision_of(d, {type_of<schema::Promise>}));
  return impl_->get(impl_->promises, revision, day, p, [&] { return compute_promises(d, *this, p, day); });
}
const Complaints& Cache::complaints(const store::Document& d, const ComplaintsParams& p, base::Day day) {
  const std::uint64_t revision = std::max(tiers_revision(d), revision_of(d, {type_of<schema::Complaint>}));
  return impl_->get(impl_->complaints, revision, day, p, [&] { return compute_complaints(d, *this, p, day); });
}
const ContactsDue& Cache::contacts_due(const store::Document& d, const ContactsDueParams& p, base::Day day) {
  const std::uint64_t revision = std::max(tiers_revision(d), activity_revision(d));
  return impl_->get(impl_->contacts_due, revision, day, p, [&] { return compute_contacts_due(d, *this, p, day); });
}
const Today& Cache::today(const store::Document& d, const TodayParams& p, base::Day day) {
  return impl_->get(impl_->today_list, d.revision(), day, p, [&] { return compute_today(d, *this, p, day); });
}
const Customers& Cache::customers(const store::Document& d, const CustomersParams& p, base::Day day) {
  const std::uint64_t revision = std::max(customer_facts_revision(d), revision_of(d, {type_of<schema::ContactPerson>}));
  return impl_->get(impl_->customers, revision, day, p, [&] { return compute_customers(d, *this, p, day); });
}
const Search& Cache::search(const store::Document& d, const SearchParams& p) {
  return impl_->get(impl_->search, d.revision(), 0, p, [&] { return compute_search(d, *this, p); });
}
const Conflicts& Cache::conflicts(const store::Document& d, const ConflictsParams& p) {
  return impl_->get(impl_->conflicts, d.revision(), 0, p, [&] { return compute_conflicts(d, p); });
}
const Duplicates& Cache::duplicates(const store::Document& d, const DuplicatesParams& p) {
  return impl_->get(impl_->duplicates, revision_of(d, {type_of<Customer>}), 0, p,
                    [&] { return compute_duplicates(d, p); });
}
const Timeline& Cache::timeline(const store::Document& d, const TimelineParams& p, base::Day day) {
  return impl_->get(impl_->timeline, d.revision(), day, p, [&] { return compute_timeline(d, *this, p, day); });
}
const Card& Cache::card(const store::Document& d, Handle customer, base::Day day) {
  return impl_->get(impl_->card, d.revision(), day, HandleKey{customer},
                    [&] { return compute_card(d, *this, customer, day); });
}

const SearchText& Cache::search_text(const store::Document& d, schema::TypeIndex type) {
  if (impl_->texts.size() <= type) impl_->texts.resize(schema::type_count);
  std::unique_ptr<SearchText>& text = impl_->texts[type];
  if (!text) text = std::make_unique<SearchText>(type);
  text->update(d);
  return *text;
}

const std::vector<store::Row>& Cache::customer_order(const store::Document& d, schema::FieldIndex field) {
  return impl_->get(impl_->orders, revision_of(d, {type_of<Customer>}), 0, FieldKey{field},
                    [&] { return compute_customer_order(d, field); });
}

}  // namespace zhike::query
