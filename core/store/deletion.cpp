#include "core/store/deletion.h"

#include <algorithm>

namespace zhike::store {

RecordOp restore_op(const Document& doc, Handle record) {
  std::vector<base::ChangeId> over;
  if (const Register* deletes = doc.find_register(record, deleted_slot))
    for (const LiveValue& live : deletes->live) over.push_back(doc.change(live.change).id);
  return {std::string(doc.type_key(doc.place(record).type)),
          doc.id(record),
          {{std::string(deleted_key), {{}, "false"}, std::move(over)}}};
}

bool is_taken_back(const Document& doc, Handle record) {
  const Register* deletes = doc.find_register(record, deleted_slot);
  if (!deletes || !doc.is_deleted(record)) return false;
  return std::ranges::all_of(deletes->live, [&](const LiveValue& live) {
    const std::string_view command = doc.name(doc.change(live.change).command);
    return command == "undo" || command == "cancel";
  });
}

}  // namespace zhike::store
