#include "core/query/cache.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <optional>
#include <vector>

#include "core/base/hash.h"
#include "core/query/columns.h"
#include "core/query/customer_order.h"

namespace zhike::query {
namespace {

using schema::Customer;
using schema::type_of;

struct Nothing {
  bool operator==(const Nothing&) const = default;
};

// Stamps stand for what an answer was made from: equal stamps, equal answer.
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = (a ^ b) * 0x9E3779B97F4A7C15ull + b;
  x ^= x >> 32;
  return x * 0xD6E8FEB86659FD93ull;
}

std::uint64_t tables_stamp(const store::Document& document, std::initializer_list<schema::TypeIndex> types) {
  std::uint64_t stamp = 0;
  for (const schema::TypeIndex type : types) stamp = mix(stamp, document.table(type).revision);
  return stamp;
}

// Of some columns of the customer table and of who is visible: an edit elsewhere in a customer leaves it as it is.
std::uint64_t columns_stamp(const store::Document& document, std::initializer_list<schema::FieldIndex> fields) {
  const store::Table& table = document.table<Customer>();
  const auto hash = [](const auto& cells) {
    return base::fast_hash({reinterpret_cast<const char*>(cells.data()), cells.size() * sizeof(cells[0])});
  };
  std::uint64_t stamp = mix(table.rows(), hash(table.visible));
  for (const schema::FieldIndex field : fields)
    stamp = mix(mix(stamp, hash(table.columns[field].words())), hash(table.columns[field].longs()));
  return stamp;
}

template <class Params, class Answer>
class Memo {
 public:
  template <class Compute>
  const Answer& get(std::uint64_t stamp, base::Day today, const Params& params, std::uint64_t& hits,
                    std::uint64_t& misses, Compute compute) {
    ++clock_;
    for (Entry& entry : entries_) {
      if (entry.today != today || entry.stamp != stamp || !(entry.params == params)) continue;
      ++hits;
      entry.used = clock_;
      return *entry.answer;
    }
    ++misses;
    auto answer = std::make_unique<Answer>(compute());
    // What depends on more tables has other stamps: only the same question's older answer is surely of no more use.
    std::erase_if(entries_, [&](const Entry& e) { return e.params == params; });
    if (entries_.size() >= most_entries) entries_.erase(std::ranges::min_element(entries_, {}, &Entry::used));
    entries_.push_back({params, today, stamp, clock_, std::move(answer)});
    return *entries_.back().answer;
  }

  bool has(std::uint64_t stamp, base::Day today, const Params& params) const {
    return std::ranges::any_of(
        entries_, [&](const Entry& e) { return e.today == today && e.stamp == stamp && e.params == params; });
  }

 private:
  static constexpr std::size_t most_entries = 8;
  struct Entry {
    Params params;
    base::Day today;
    std::uint64_t stamp;
    std::uint64_t used;
    std::unique_ptr<Answer> answer;
  };
  std::vector<Entry> entries_;
  std::uint64_t clock_ = 0;
};

struct HandleKey {
  Handle handle;
  bool operator==(const HandleKey&) const = default;
};

}  // namespace

namespace {

std::uint64_t duplicates_stamp(const store::Document& d) {
  return tables_stamp(d, {type_of<Customer>, type_of<schema::Setting>});
}

std::uint64_t settings_stamp(const store::Document& d) {
  return tables_stamp(d, {type_of<schema::Setting>, type_of<schema::Purchase>});
}
std::uint64_t answers_stamp(const store::Document& d) {
  return tables_stamp(d, {type_of<schema::Answer>, type_of<schema::Response>, type_of<schema::Question>,
                          type_of<schema::Survey>, type_of<schema::Wave>});
}

// columns_stamp(), computed once a revision of the table.
class ColumnsStamp {
 public:
  std::uint64_t get(const store::Document& document, std::initializer_list<schema::FieldIndex> fields) {
    const std::uint64_t revision = document.table<Customer>().revision;
    if (revision_ != revision) stamp_ = columns_stamp(document, fields);
    revision_ = revision;
    return stamp_;
  }

 private:
  std::uint64_t revision_ = UINT64_MAX;
  std::uint64_t stamp_ = 0;
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
  Memo<StaffParams, Staff> staff;
  Memo<HandleKey, Card> card;
  Memo<Nothing, Settings> settings;
  Memo<Nothing, Activity> activity;
  Memo<Nothing, LatestNps> latest_nps;
  std::array<Memo<Nothing, Links>, schema::type_count> links;  // by record type
  std::map<schema::FieldIndex, CustomerOrder> orders;
  std::vector<std::unique_ptr<SearchText>> texts;  // by record type
  ColumnsStamp visible_fields, tier_fields, contact_fields;
  std::uint64_t hits = 0, misses = 0;
  std::optional<DuplicateSearch> comparing;  // under way
  std::uint64_t comparing_stamp = 0;

  SearchText& text(schema::TypeIndex type) {
    if (texts.size() <= type) texts.resize(schema::type_count);
    if (!texts[type]) texts[type] = std::make_unique<SearchText>(type);
    return *texts[type];
  }
  CustomerOrder& order(schema::FieldIndex field) { return orders.try_emplace(field, field).first->second; }
  // Which customers there are, whatever is written in them.
  std::uint64_t customers_stamp(const store::Document& d) { return visible_fields.get(d, {}); }
  std::uint64_t totals_stamp(const store::Document& d) { return mix(settings_stamp(d), customers_stamp(d)); }
  std::uint64_t tiers_stamp(const store::Document& d) {
    const std::uint64_t overrides =
        tier_fields.get(d, {schema::index_of<&Customer::tier_override>(), schema::index_of<&Customer::tier_from>()});
    return mix(mix(totals_stamp(d), overrides), tables_stamp(d, {type_of<schema::Rule>}));
  }
  std::uint64_t activity_stamp(const store::Document& d) {
    return mix(customers_stamp(d),
               tables_stamp(d, {type_of<schema::Communication>, type_of<schema::Promise>, type_of<schema::Complaint>,
                                type_of<schema::Staff>, type_of<schema::Setting>}));
  }

  template <class M, class Params, class Compute>
  const auto& get(M& memo, std::uint64_t stamp, base::Day today, const Params& params, Compute compute) {
    return memo.get(stamp, today, params, hits, misses, compute);
  }
};

Cache::Cache() : impl_(std::make_unique<Impl>()) {}
Cache::~Cache() = default;
Cache::Cache(Cache&&) noexcept = default;
Cache& Cache::operator=(Cache&&) noexcept = default;
void Cache::clear() { impl_ = std::make_unique<Impl>(); }
std::uint64_t Cache::hits() const { return impl_->hits; }
std::uint64_t Cache::misses() const { return impl_->misses; }

const Settings& Cache::settings(const store::Document& d) {
  return impl_->get(impl_->settings, settings_stamp(d), 0, Nothing{}, [&] { return compute_settings(d); });
}
const Activity& Cache::activity(const store::Document& d, base::Day day) {
  return impl_->get(impl_->activity, impl_->activity_stamp(d), day, Nothing{},
                    [&] { return compute_activity(d, day); });
}
const LatestNps& Cache::latest_nps(const store::Document& d) {
  const std::uint64_t stamp = mix(answers_stamp(d), impl_->customers_stamp(d));
  return impl_->get(impl_->latest_nps, stamp, 0, Nothing{}, [&] { return compute_latest_nps(d); });
}
const Links& Cache::links(const store::Document& d, schema::TypeIndex type) {
  const std::uint64_t stamp = mix(tables_stamp(d, {type}), impl_->customers_stamp(d));
  return impl_->get(impl_->links[type], stamp, 0, Nothing{}, [&] { return compute_links(d, type); });
}

const Totals& Cache::totals(const store::Document& d, const TotalsParams& p, base::Day day) {
  return impl_->get(impl_->totals, impl_->totals_stamp(d), day, p, [&] { return compute_totals(d, *this, p, day); });
}
const Tiers& Cache::tiers(const store::Document& d, base::Day day) { return tiers(d, TiersParams{}, day); }
const Tiers& Cache::tiers(const store::Document& d, const TiersParams& p, base::Day day) {
  return impl_->get(impl_->tiers, impl_->tiers_stamp(d), day, p, [&] { return compute_tiers(d, *this, p, day); });
}
const Concentration& Cache::concentration(const store::Document& d, const ConcentrationParams& p, base::Day day) {
  return impl_->get(impl_->concentration, impl_->totals_stamp(d), day, p,
                    [&] { return compute_concentration(d, *this, p, day); });
}
const Rfm& Cache::rfm(const store::Document& d, const RfmParams& p, base::Day day) {
  return impl_->get(impl_->rfm, impl_->totals_stamp(d), day, p, [&] { return compute_rfm(d, *this, p, day); });
}
const Scores& Cache::scores(const store::Document& d, const ScoreParams& p, base::Day day) {
  std::uint64_t stamp = mix(answers_stamp(d), impl_->customers_stamp(d));
  if (!p.tier.empty() || p.group_by == ScoreGroupBy::tier) stamp = mix(stamp, impl_->tiers_stamp(d));
  if (!p.owner.empty() || p.group_by == ScoreGroupBy::owner) stamp = mix(stamp, tables_stamp(d, {type_of<Customer>}));
  return impl_->get(impl_->scores, stamp, day, p, [&] { return compute_scores(d, *this, p, day); });
}
const Trend& Cache::trend(const store::Document& d, const TrendParams& p, base::Day day) {
  std::uint64_t stamp =
      mix(mix(answers_stamp(d), impl_->tiers_stamp(d)), tables_stamp(d, {type_of<schema::Complaint>}));
  if (!p.owner.empty()) stamp = mix(stamp, tables_stamp(d, {type_of<Customer>}));
  return impl_->get(impl_->trend, stamp, day, p, [&] { return compute_trend(d, *this, p, day); });
}
const Promises& Cache::promises(const store::Document& d, const PromisesParams& p, base::Day day) {
  const std::uint64_t stamp = mix(impl_->tiers_stamp(d), tables_stamp(d, {type_of<schema::Promise>}));
  return impl_->get(impl_->promises, stamp, day, p, [&] { return compute_promises(d, *this, p, day); });
}
const Complaints& Cache::complaints(const store::Document& d, const ComplaintsParams& p, base::Day day) {
  const std::uint64_t stamp = mix(impl_->tiers_stamp(d), tables_stamp(d, {type_of<schema::Complaint>}));
  return impl_->get(impl_->complaints, stamp, day, p, [&] { return compute_complaints(d, *this, p, day); });
}
const ContactsDue& Cache::contacts_due(const store::Document& d, const ContactsDueParams& p, base::Day day) {
  const std::uint64_t who =
      impl_->contact_fields.get(d, {schema::index_of<&Customer::owner>(), schema::index_of<&Customer::status>(),
                                    schema::index_of<&Customer::since>()});
  const std::uint64_t stamp = mix(mix(impl_->tiers_stamp(d), impl_->activity_stamp(d)), who);
  return impl_->get(impl_->contacts_due, stamp, day, p, [&] { return compute_contacts_due(d, *this, p, day); });
}
const Today& Cache::today(const store::Document& d, const TodayParams& p, base::Day day) {
  return impl_->get(impl_->today_list, d.revision(), day, p, [&] { return compute_today(d, *this, p, day); });
}
const Customers& Cache::customers(const store::Document& d, const CustomersParams& p, base::Day day) {
  const std::uint64_t facts = mix(mix(impl_->tiers_stamp(d), impl_->activity_stamp(d)), answers_stamp(d));
  const std::uint64_t stamp = mix(facts, tables_stamp(d, {type_of<Customer>, type_of<schema::ContactPerson>}));
  return impl_->get(impl_->customers, stamp, day, p, [&] { return compute_customers(d, *this, p, day); });
}
const Search& Cache::search(const store::Document& d, const SearchParams& p) {
  return impl_->get(impl_->search, d.revision(), 0, p, [&] { return compute_search(d, *this, p); });
}
const Conflicts& Cache::conflicts(const store::Document& d, const ConflictsParams& p) {
  return impl_->get(impl_->conflicts, d.revision(), 0, p, [&] { return compute_conflicts(d, p); });
}
const Duplicates& Cache::duplicates(const store::Document& d, const DuplicatesParams& p) {
  return impl_->get(impl_->duplicates, duplicates_stamp(d), 0, p, [&] { return compute_duplicates(d, p); });
}

const Duplicates* Cache::find_duplicates(const store::Document& d, std::size_t rows, double& share) {
  const std::uint64_t stamp = duplicates_stamp(d);
  if (!impl_->duplicates.has(stamp, 0, {})) {
    if (!impl_->comparing || impl_->comparing_stamp != stamp) impl_->comparing.emplace(d, DuplicatesParams{});
    impl_->comparing_stamp = stamp;
    share = impl_->comparing->share();
    if (rows == 0 || impl_->comparing->step(rows)) return nullptr;
  }
  const Duplicates& found =
      impl_->get(impl_->duplicates, stamp, 0, DuplicatesParams{}, [&] { return impl_->comparing->take(); });
  impl_->comparing.reset();
  return &found;
}
const Timeline& Cache::timeline(const store::Document& d, const TimelineParams& p, base::Day day) {
  return impl_->get(impl_->timeline, d.revision(), day, p, [&] { return compute_timeline(d, *this, p, day); });
}
const Staff& Cache::staff(const store::Document& d, const StaffParams& p, base::Day day) {
  const std::uint64_t stamp = tables_stamp(
      d, {type_of<Customer>, type_of<schema::Staff>, type_of<schema::Promise>, type_of<schema::Complaint>});
  return impl_->get(impl_->staff, stamp, day, p, [&] { return compute_staff(d, *this, p, day); });
}
const Card& Cache::card(const store::Document& d, Handle customer, base::Day day) {
  return impl_->get(impl_->card, d.revision(), day, HandleKey{customer},
                    [&] { return compute_card(d, *this, customer, day); });
}

bool Cache::prepare_today(const store::Document& d, base::Day day) {
  const std::uint64_t before = misses();
  const auto was_missing = [&](const auto&) { return misses() != before; };
  return was_missing(totals(d, TiersParams{}.totals, day)) || was_missing(tiers(d, day)) ||
         was_missing(activity(d, day)) || was_missing(latest_nps(d)) || was_missing(contacts_due(d, {}, day)) ||
         was_missing(complaints(d, {.status = "unconfirmed"}, day)) ||
         was_missing(complaints(d, {.status = "unsolved"}, day)) || was_missing(promises(d, {.status = "due"}, day)) ||
         was_missing(conflicts(d, {})) || was_missing(today(d, {}, day));
}

SearchText& Cache::search_text(const store::Document& d, schema::TypeIndex type) {
  SearchText& text = impl_->text(type);
  text.update(d);
  return text;
}

bool Cache::prepare_search(const store::Document& d, std::size_t rows) {
  return impl_->text(type_of<Customer>).update(d, rows) || impl_->text(type_of<schema::ContactPerson>).update(d, rows);
}

bool Cache::prepare_customers(const store::Document& d, std::size_t rows) {
  return prepare_search(d, rows) || impl_->order(schema::index_of<&Customer::name>()).update(d, rows);
}

const CustomerOrder& Cache::customer_order(const store::Document& d, schema::FieldIndex field) {
  CustomerOrder& order = impl_->order(field);
  order.update(d);
  return order;
}

}  // namespace zhike::query
