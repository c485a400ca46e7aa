// The life of a complaint: first response, solution, confirmation. Each step is stamped once.
#include "core/app/handlers.h"

namespace zhike::app {

base::Result<Draft> advance_complaint(const Document& doc, const commands::AdvanceComplaint& c, const Env& env) {
  const schema::Handle handle = doc.find(c.complaint);
  if (!doc.is<schema::Complaint>(handle)) return base::fail("record.missing", base::write_id(c.complaint));
  const auto now = doc.read<schema::Complaint>(handle);
  commands::Fields values{{"status", c.status}};
  const auto stamp = [&](std::string_view field, const schema::DateTime& at) {
    if (!at.has()) values.emplace_back(field, env.now);
  };
  if (c.status != "open") stamp("first_response", now.first_response);
  if (c.status == "solved" || c.status == "confirmed") stamp("solved", now.solved);
  if (c.status == "confirmed") stamp("confirmed", now.confirmed);
  if (c.status == "open" || c.status == "in_progress") {  // reopened: it is neither solved nor confirmed
    values.emplace_back("solved", schema::Value{});
    values.emplace_back("confirmed", schema::Value{});
  }
  if (!c.resolution.empty()) values.emplace_back("resolution", c.resolution);
  Draft draft;
  TRY_DO(add_update(draft, doc, c.complaint, values));
  return draft;
}

}  // namespace zhike::app
