// Activity: per-customer facts that lists, cadence and cards need at once, as arrays along the rows of the customer
// table: last contact, open promises, open complaints, latest NPS answer. Recomputed only when those tables change.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/query/period.h"

namespace zhike::query {

struct Activity {
  // A real contact: a communication up to today by visit, phone, email or message, or whose channel nobody noted.
  std::vector<base::Day> last_contact;       // no_day: never
  std::vector<Handle> last_communication;    // the record of it
  std::vector<base::Day> last_head_contact;  // by staff whose role is department_head
  std::vector<base::Day> next_contact;       // as noted in the last communication; no_day: none
  std::vector<std::int32_t> open_promises;
  std::vector<base::Day> next_due;                   // earliest due day among open promises; no_day: none
  std::vector<std::int32_t> open_complaints;         // open or in progress
  std::vector<std::int32_t> unconfirmed_complaints;  // these and solved ones the customer has not confirmed
};
Activity compute_activity(const store::Document& document, base::Day today);

// The newest answer to an NPS question of each customer; −1: none. Shown only beside that customer.
struct LatestNps {
  std::vector<std::int16_t> answer;  // 0..10; −1: none
  std::vector<base::Day> day;
  std::vector<Handle> response;
};
LatestNps compute_latest_nps(const store::Document& document);

// The records that point to each customer: handles_of(row) of one type, in table order.
struct Links {
  std::vector<std::uint32_t> starts;  // customer rows + 1
  std::vector<Handle> records;
  std::span<const Handle> of(store::Row row) const {
    if (row + 1 >= starts.size()) return {};
    return std::span(records).subspan(starts[row], starts[row + 1] - starts[row]);
  }
};
// Visible records of `type` by the customer in their field `customer`; empty when the type has no such field.
Links compute_links(const store::Document& document, schema::TypeIndex type);

}  // namespace zhike::query
