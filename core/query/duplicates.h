// Duplicates: customers that may be one and the same, with the reasons. A suggestion for a person to judge; changes
// nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "core/query/period.h"

namespace zhike::query {

enum DuplicateReason : std::uint8_t { same_name = 1, same_phone = 2, same_email = 4 };

struct DuplicatesParams {
  Handle customer = 0;  // only pairs with this one; 0: all
  std::size_t limit = 500;
  bool operator==(const DuplicatesParams&) const = default;
};

struct DuplicatePair {
  Handle first = 0, second = 0;  // first: the older record
  std::uint8_t reasons = 0;      // DuplicateReason bits
  std::int32_t score = 0;        // 0..100: name 50, phone 40, email 40, capped
};

struct Duplicates {
  std::vector<DuplicatePair> pairs;  // highest score first
  std::int64_t total = 0;            // before the limit
};

// Compares folded names, the last 7 or more digits of phones, and folded e-mail addresses. A value shared by more than
// 20 customers (a switchboard) says nothing and is passed over.
Duplicates compute_duplicates(const store::Document& document, const DuplicatesParams& params);

}  // namespace zhike::query
