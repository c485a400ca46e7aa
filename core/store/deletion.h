// Deletion: what a deleted record is told from, and the op that brings it back. Used by undo, restoring and imports.
#pragma once

#include "core/store/change.h"
#include "core/store/document.h"

namespace zhike::store {

// {"_del": false} over every delete that is live in the record; callers may add fields behind it.
RecordOp restore_op(const Document& document, Handle record);

// Deleted by nobody's wish: everything that deletes it took back what had made it (undo, a cancelled import).
bool is_taken_back(const Document& document, Handle record);

}  // namespace zhike::store
