// Contact editor: one dialog for what a visit or call brought: channel, their words, our summary, mood, any number of
// promises and at most one complaint; saved as one LogContact. Used by every room through Editors. Must never write a
// document.
#pragma once

#include <string>
#include <vector>

#include "web/views/editors_frame.h"

namespace zhike::views {

struct PromiseDraft {
  std::string text, staff;
  base::Day due = base::no_day;
  bool operator==(const PromiseDraft&) const = default;
};

struct ContactDraft {
  std::string channel = "visit";
  std::string at;  // "2026-11-21 14:30" in the book's zone
  std::string touchpoint, initiative, mood;
  std::string contact_person;  // id, "" none
  std::string verbatim, summary, staff, minutes;
  base::Day next_contact = base::no_day;
  std::vector<PromiseDraft> promises;
  bool has_complaint = false;
  std::string complaint_words, complaint_severity = "normal", complaint_category;
  bool operator==(const ContactDraft&) const = default;
};

struct ContactEditorState {
  bool is_open = false;
  base::RecId customer{};
  ContactDraft draft, fresh;  // fresh: the draft before anything was typed
  bool shows_problems = false;
  base::Error error;  // of the refused command
  Pending pending;
  bool was_open = false;     // in the frame before
  bool is_restored = false;  // a kept draft came back
  bool drops_draft = false;  // saved, cancelled or gone: nothing to keep
};

// Opens the dialog for a visible customer; any other handle opens nothing. A kept draft comes back.
void open_contact(ContactEditorState& state, const store::Document& document, store::Handle customer);
// Draws the dialog while it is open: pushes LogContact, and closes once it was carried out.
void contact_editor_dialog(const ViewInput& input, ContactEditorState& state, Requests& requests);

}  // namespace zhike::views
