// Editors: the two dialogs every room can open, together. A room keeps `Editors editors;` in its state and calls
// editors_dialogs() at the end of its view. Must never open anything by itself.
#pragma once

#include "web/views/contact_editor.h"
#include "web/views/record_editor.h"

namespace zhike::views {

struct Editors {
  RecordEditorState record;
  ContactEditorState contact;
};

// True while one of them is open.
inline bool is_editor_open(const Editors& editors) { return editors.record.is_open || editors.contact.is_open; }

inline void editors_dialogs(const ViewInput& input, Editors& editors, Requests& requests) {
  record_editor_dialog(input, editors.record, requests);
  contact_editor_dialog(input, editors.contact, requests);
}

}  // namespace zhike::views
