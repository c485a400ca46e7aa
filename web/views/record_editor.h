// Record editor: one dialog to make, change or delete a record of any type, built from its field table. Used by every
// room through Editors. Sends only what changed; a draft survives a dialog closed by mistake. Must never write a
// document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/views/editors_frame.h"
#include "web/views/history.h"

namespace zhike::views {

struct RecordEditorState {
  bool is_open = false;
  std::string type;      // key of the record type
  base::RecId rec{};     // none: a new record
  ui::DraftValues base;  // values when editing began; for a new record the presets
  ui::RecordFormState form;
  std::vector<ui::FormProblem> problems;  // from the command's refusal
  std::string general_error;              // a refusal that names no field
  Pending pending;
  HistoryState history;
  bool was_open = false;     // in the frame before
  bool is_restored = false;  // a kept draft came back
  bool drops_draft = false;  // saved, cancelled or gone: nothing to keep
  base::RecId made{};        // the record that was created last; whoever follows it clears it
};

// Opens the dialog for a new record; presets fill its fields. An unknown type opens nothing.
void open_new_record(RecordEditorState& state, std::string_view type, const commands::Fields& presets);
// Opens the dialog for a visible record; any other handle opens nothing.
void open_record(RecordEditorState& state, const store::Document& document, store::Handle record);
// Draws the dialog while it is open: pushes CreateRecord, UpdateRecords or DeleteRecords, and closes once they were
// carried out.
void record_editor_dialog(const ViewInput& input, RecordEditorState& state, Requests& requests);

}  // namespace zhike::views
