// Parts of the complaints room: words and chips, one complaint, the problems. Used by complaints*.cpp alone.
#pragma once

#include <string>
#include <string_view>

#include "web/views/complaints.h"

namespace zhike::views {

// "choice.complaint.status.open" and its kind, in the reader's language; the key itself when it has no words.
std::string_view choice_label(std::string_view prefix, std::string_view choice);
void severity_chip(std::uint8_t severity);
void complaint_status_chip(std::uint8_t status);
// "open for 12 days, 5 more than allowed", "solved within 3 days".
std::string days_words(const query::ComplaintRow& row);

// A standard answer in the reader's language; the first wording when it is not translated.
std::string_view answer_words(const schema::StandardAnswer& answer);

// Everything about one complaint. Needs a visible complaint.
void complaint_detail(const ViewInput& input, ComplaintsState& state, store::Handle complaint, Requests& requests);
// Dialogs opened from there.
void complaint_dialogs(const ViewInput& input, ComplaintsState& state, Requests& requests);
// The problems tab: the list, and beside it the problem of the address.
void problems_part(const ViewInput& input, ComplaintsState& state, store::Handle selected, Requests& requests);

// A pane that scrolls by itself in the rest of the window; on phones it is part of the page.
class ScrollPane {
 public:
  explicit ScrollPane(const char* id);
  ~ScrollPane();
  ScrollPane(const ScrollPane&) = delete;
  ScrollPane& operator=(const ScrollPane&) = delete;

 private:
  bool is_open_;
};

}  // namespace zhike::views
