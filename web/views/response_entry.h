// Response entry: keying in answers from paper, phone and letters at the speed of the fingers: a digit answers and goes
// on, Enter goes on, Backspace goes back, Ctrl+Enter saves and starts the next one. Used by the surveys room. Must never
// write a document.
#pragma once

#include <string>
#include <vector>

#include "web/views/editors_frame.h"
#include "web/views/view.h"

namespace zhike::views {

// One question as it is keyed in.
struct EntryLine {
  store::Handle question = 0;
  base::RecId id{};
  std::string type;
  std::string text;              // in the reader's language
  std::int64_t low = 0, high = 0;  // bounds of scaled types
  bool is_scaled = false;        // a whole number between low and high
  std::vector<std::pair<std::string, std::string>> choices;  // code, label
  std::string value;             // digits, code or number as typed
  std::string words;             // open questions
};

enum class KeyResult { ignored, typed, next, back };
// What a digit does on a scaled line or one with choices: the value is set; `next` when no longer value could follow.
KeyResult key_digit(EntryLine& line, int digit);
// Backspace: takes the last digit away, or goes back from an empty line.
KeyResult key_backspace(EntryLine& line);

struct EntrySaved {
  std::string customer;  // name; "" anonymous
  int answers = 0;
};

struct ResponseEntryState {
  bool is_open = false;
  base::RecId survey{};
  std::string wave;      // id; stays for the next response, as mode, date and interviewer do
  std::string mode = "paper", interviewer;
  base::Day date = base::no_day;
  base::RecId customer{};
  std::string customer_search;
  std::vector<EntryLine> lines;
  std::size_t at = 0;    // line with the keyboard
  bool wants_focus = false;
  std::vector<EntrySaved> saved;  // in this sitting, newest last
  base::Error error;
  Pending pending;
  EntrySaved waiting;
};

// Opens the dialog for a survey; the wave given, or its newest open one.
void open_response_entry(ResponseEntryState& state, const store::Document& document, store::Handle survey, store::Handle wave,
                         base::Day today, std::string_view by);
// The command the typed answers stand for. Lines left empty are not answered.
commands::RecordResponse to_command(const ResponseEntryState& state);
void response_entry_dialog(const ViewInput& input, ResponseEntryState& state, Requests& requests);

}  // namespace zhike::views
