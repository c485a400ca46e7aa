// Drafts: forms that were not saved, kept as texts in ui::Context::drafts until they are saved or thrown away: through
// a dialog closed by mistake and through a reload. One key a form: "record/<type>/<id or new/…>", "contact/<customer>",
// "survey/new", "response/<survey>". Used by the editors. Member names are stored: do not change.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "web/views/contact_editor.h"
#include "web/views/response_entry.h"
#include "web/views/survey_editor.h"

namespace zhike::views {

std::string write_draft(const ui::DraftValues& values);
std::string write_draft(const ContactDraft& draft);
std::string write_draft(const SurveyDraft& draft);
std::string write_draft(const ResponseEntryState& state);

// Each takes what can be read and leaves the rest as it is; false when nothing could be read.
bool read_draft(std::string_view text, ui::DraftValues& values);
bool read_draft(std::string_view text, ContactDraft& draft);
bool read_draft(std::string_view text, SurveyDraft& draft);
bool read_draft(std::string_view text, ResponseEntryState& state);

}  // namespace zhike::views
