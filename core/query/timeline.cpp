#include "core/query/timeline.h"

#include <algorithm>
#include <array>

#include "core/base/sort.h"
#include "core/query/cache.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

class Collector {
 public:
  Collector(const store::Document& document, Cache& cache, const TimelineParams& params, base::Day today)
      : document_(document),
        cache_(cache),
        params_(params),
        today_(today),
        customer_(row_of<schema::Customer>(document, params.customer)),
        zone_(cache.settings(document).zone_offset_minutes) {}

  Timeline run() {
    if (customer_ == store::no_row) return {};
    each<schema::Communication>(TimelineKind::communication, [&](Handle h) { add_communication(h); });
    each<schema::Promise>(TimelineKind::promise, [&](Handle h) { add_promise(h); });
    each<schema::Complaint>(TimelineKind::complaint, [&](Handle h) { add_complaint(h); });
    each<schema::Purchase>(TimelineKind::purchase, [&](Handle h) { add_purchase(h); });
    each<schema::Response>(TimelineKind::response, [&](Handle h) { add_response(h); });
    group_purchases();
    base::sort(out_.items, [](const TimelineItem& a, const TimelineItem& b) {
      return std::tuple(a.day, a.at, a.records.front()) > std::tuple(b.day, b.at, b.records.front());
    });
    return std::move(out_);
  }

 private:
  template <class Record, class Visit>
  void each(TimelineKind kind, Visit visit) {
    if (!params_.kind.empty() && params_.kind != timeline_kind_key(kind)) return;
    for (const Handle record : cache_.links(document_, schema::type_of<Record>).of(customer_)) visit(record);
  }

  TimelineItem& add(TimelineKind kind, Handle record) {
    TimelineItem& item = out_.items.emplace_back();
    item.kind = kind;
    item.records = {record};
    return item;
  }
  void set_time(TimelineItem& item, const schema::DateTime& at) const {
    if (!at.has()) return;
    item.at = at.value;
    item.day = base::day_of(at.value, zone_);
  }

  void add_communication(Handle handle) {
    const auto record = document_.read<schema::Communication>(handle);
    TimelineItem& item = add(TimelineKind::communication, handle);
    set_time(item, record.at);
    item.title = record.summary.empty() ? record.verbatim.text : record.summary.text;
    item.state = record.channel.text;
  }
  void add_promise(Handle handle) {
    const auto record = document_.read<schema::Promise>(handle);
    TimelineItem& item = add(TimelineKind::promise, handle);
    item.day = day_or_none(record.made_on.has() ? record.made_on.value : record.due.value);
    item.title = record.text.text;
    item.state = promise_state_key(promise_row(document_, handle, today_).state);
  }
  void add_complaint(Handle handle) {
    const auto record = document_.read<schema::Complaint>(handle);
    TimelineItem& item = add(TimelineKind::complaint, handle);
    set_time(item, record.received);
    item.title = record.original_words.text;
    item.state = schema::complaint_statuses[choice_index(schema::complaint_statuses, record.status.text, 0)];
  }
  void add_purchase(Handle handle) {
    const auto record = document_.read<schema::Purchase>(handle);
    purchases_.emplace_back(day_or_none(record.date.value), handle);
  }
  void add_response(Handle handle) {
    const auto record = document_.read<schema::Response>(handle);
    TimelineItem& item = add(TimelineKind::response, handle);
    item.day = day_or_none(record.date.value);
    item.title = record_title(document_, record.survey.handle);
    item.state = record.mode.text;
  }

  // One item a day.
  void group_purchases() {
    base::sort(purchases_);
    for (std::size_t i = 0; i < purchases_.size(); ++i) {
      const bool is_same_day = i > 0 && purchases_[i].first == purchases_[i - 1].first;
      TimelineItem& item = is_same_day ? out_.items.back() : add(TimelineKind::purchase, purchases_[i].second);
      if (is_same_day) item.records.push_back(purchases_[i].second);
      const auto record = document_.read<schema::Purchase>(purchases_[i].second);
      item.day = purchases_[i].first;
      item.amount += record.amount.value_or(0);
      if (item.title.empty()) item.title = record_title(document_, record.product.handle);
      item.state = record.channel.text;
    }
  }

  const store::Document& document_;
  Cache& cache_;
  const TimelineParams& params_;
  base::Day today_;
  store::Row customer_;
  int zone_;
  std::vector<std::pair<base::Day, Handle>> purchases_;
  Timeline out_;
};

}  // namespace

std::string_view timeline_kind_key(TimelineKind kind) {
  static constexpr std::array<std::string_view, 5> keys{"communication", "promise", "complaint", "purchase",
                                                        "response"};
  return keys[static_cast<std::size_t>(kind)];
}

Timeline compute_timeline(const store::Document& document, Cache& cache, const TimelineParams& params,
                          base::Day today) {
  return Collector(document, cache, params, today).run();
}

}  // namespace zhike::query
