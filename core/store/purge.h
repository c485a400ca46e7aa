// Purge: takes the contents of erased records out of a change-set's line. What stays is a stub: who, when, the number
// and the hash it had, so that chains and version vectors hold, and the fact that the record is erased. Used by Book.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/change.h"

namespace zhike::store {

// The records that this change-set erases.
std::vector<base::RecId> purged_by(const Change& change);
// True when the change-set still says something of one of these records.
bool holds_any(const Change& change, const std::set<base::RecId>& purged);
// The line without their contents. Fails as read_change does.
base::Result<std::string> strip(std::string_view line, const std::set<base::RecId>& purged);

}  // namespace zhike::store
