// Response entry: keying in answers from paper, phone and letters at the speed of the fingers: a digit answers and goes
// on, Enter goes on, Backspace goes back, Ctrl+Enter saves and starts the next one. Used by the surveys room. Must
// never write a document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web/views/editors_frame.h"
#include "web/views/view.h"

namespace zhike::views {

// One question as it is keyed in.
struct EntryLine {
  base::RecId id{};
  std::string type, text;  // text: in the reader's language
  std::int64_t low = 0, high = 0;
  bool is_keyed = false;  // a digit answers: a whole number from low to high, for choices their number from 1
  std::vector<std::string> choices;
  std::string value;      // the number as typed, of number questions too
  std::string words;      // open questions
  bool is_fresh = false;  // typed since the keyboard came here: another digit goes on
  bool is_answered() const { return !value.empty() || !words.empty(); }
};

// ignored: no answer begins so. typed: another digit may follow. next: the answer is whole. passes_on: the answer was
// whole before, the digit belongs to the next question.
enum class KeyResult { ignored, typed, next, passes_on };
KeyResult key_digit(EntryLine& line, int digit);
// Takes the last digit away; false when there was none: the keyboard goes back.
bool key_backspace(EntryLine& line);
// False for a value that is not between low and high.
bool is_in_range(const EntryLine& line);

struct EntrySaved {
  std::string customer;  // name; "" anonymous
  int answers = 0;
};

struct ResponseEntryState {
  bool is_open = false;
  bool has_read_draft = false;  // of this survey
  base::RecId survey{};
  std::string wave;  // id; stays for the next response, as mode, date and interviewer do
  std::string mode = "paper", interviewer;
  base::Day date = base::no_day;
  base::RecId customer{};
  std::string customer_search;
  std::vector<EntryLine> lines;
  i18n::Lang lang{};              // of their texts
  std::size_t at = 0;             // line with the keyboard; lines.size(): after the last
  bool wants_focus = false;       // … give it the focus when it is next drawn
  bool wants_customer = false;    // give it to the customer search
  std::vector<EntrySaved> saved;  // in this sitting, newest last
  base::Error error;
  Pending pending;
  EntrySaved waiting;
};

// Questions of a survey in their order, in a language.
std::vector<EntryLine> entry_lines(const store::Document& document, store::Handle survey, i18n::Lang lang);

// Opens the dialog for a visible survey, with its newest open wave; any other handle opens nothing.
// What was typed for the same survey and not saved comes back.
void open_response_entry(ResponseEntryState& state, const store::Document& document, store::Handle survey,
                         base::Day today, std::string_view by);
// The command the typed answers stand for. Lines left empty are not answered.
commands::RecordResponse response_command(const ResponseEntryState& state);
void response_entry_dialog(const ViewInput& input, ResponseEntryState& state, Requests& requests);

}  // namespace zhike::views
