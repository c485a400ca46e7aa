// Words under the caret, in text that mixes Chinese and European words: a run of Han characters is a word, and so are a
// run of letters and digits and a run of marks; blanks separate. Dear ImGui knows blanks and ASCII marks only. For the
// text fields of web/ui.
#pragma once

#include <cstddef>
#include <string_view>

#include "imgui.h"

namespace zhike::ui {

// Byte offsets in UTF-8 text; `at` is between two characters.
std::size_t word_before(std::string_view text, std::size_t at);  // start of the word before
std::size_t word_after(std::string_view text, std::size_t at);   // start of the word behind; at the end: the end
std::size_t word_end(std::string_view text, std::size_t at);     // end of the word here or behind
struct WordRange {
  std::size_t start = 0, end = 0;
};
WordRange word_around(std::string_view text, std::size_t at);  // the one behind `at`, or the last one

namespace draw {

// What the person asks of a field's words in this frame. While the object lives, Dear ImGui does not see the key; the
// act is done inside the field's callback.
enum class WordAct : unsigned char { none, move_back, move_on, delete_back, delete_on, select };
enum class Editing : unsigned char { no, yes };
class WordKey {
 public:
  explicit WordKey(Editing editing);  // yes: the field had the keyboard in the frame before
  ~WordKey();
  WordKey(const WordKey&) = delete;
  WordKey& operator=(const WordKey&) = delete;
  WordAct act() const { return act_; }

 private:
  WordAct act_ = WordAct::none;
  ImGuiKey hidden_ = ImGuiKey_None;
};
void do_word_act(WordAct act, ImGuiID field, ImGuiInputTextCallbackData& data);

}  // namespace draw
}  // namespace zhike::ui
