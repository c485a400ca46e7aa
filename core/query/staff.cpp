#include "core/query/staff.h"

#include <algorithm>
#include <map>

#include "core/query/cache.h"
#include "core/query/columns.h"

namespace zhike::query {
namespace {

using ByName = std::map<std::string, StaffRow, std::less<>>;

StaffRow& row_for(ByName& rows, std::string_view name) {
  auto at = rows.find(name);
  if (at == rows.end()) {
    at = rows.emplace(std::string(name), StaffRow{}).first;
    at->second.name = name;
  }
  return at->second;
}

void add_records(const store::Document& document, ByName& rows) {
  const store::Table& table = document.table<schema::Staff>();
  for (store::Row at = 0; at < table.rows(); ++at) {
    if (!table.visible[at]) continue;
    const auto record = document.read<schema::Staff>(table.handles[at]);
    row_for(rows, record.name.text).staff = table.handles[at];
  }
}

std::int64_t count_customers(const store::Document& document, ByName& rows) {
  const store::Table& table = document.table<schema::Customer>();
  std::int64_t without_owner = 0;
  for (store::Row at = 0; at < table.rows(); ++at) {
    if (!table.visible[at]) continue;
    const auto record = document.read<schema::Customer>(table.handles[at]);
    if (!record.status.empty() && record.status.text != "active") continue;
    if (record.owner.empty())
      ++without_owner;
    else
      ++row_for(rows, record.owner.text).customers;
  }
  return without_owner;
}

}  // namespace

Staff compute_staff(const store::Document& document, Cache& cache, const StaffParams&, base::Day today) {
  ByName rows;
  add_records(document, rows);
  Staff out;
  out.without_owner = count_customers(document, rows);
  for (const PromiseRow& promise : cache.promises(document, {.status = "due"}, today).rows) {
    const std::string_view name = document.read<schema::Promise>(promise.promise).staff.text;
    if (name.empty()) continue;
    StaffRow& row = row_for(rows, name);
    ++row.open_promises;
    row.overdue_promises += promise.state == PromiseState::overdue;
  }
  for (const ComplaintRow& complaint : cache.complaints(document, {.status = "unsolved"}, today).rows) {
    const std::string_view name = document.read<schema::Complaint>(complaint.complaint).staff.text;
    if (!name.empty()) ++row_for(rows, name).unsolved_complaints;
  }
  for (auto& [name, row] : rows) out.rows.push_back(std::move(row));
  return out;
}

}  // namespace zhike::query
