// JsonScanner: reads canonical JSON (JCS: no blanks, keys ascending) token by token without building values, for the
// bulk of a book. Anything it does not expect makes it stop: the caller then reads the text again with parse_json(),
// which knows every form and names every fault. Must never accept what parse_json() refuses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zhike::base {

class JsonScanner {
  // Invariant: everything before at_ was sound JSON; once ok_ is false nothing moves any more.
 public:
  explicit JsonScanner(std::string_view text) : text_(text) {}

  bool ok() const { return ok_; }
  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return ok_ && at_ < text_.size() ? text_[at_] : '\0'; }
  // Takes the character, or stops.
  void expect(char c) {
    if (peek() == c)
      ++at_;
    else
      ok_ = false;
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  // A string; the view lives until the next call (escapes are resolved into a buffer) or as long as the text.
  std::string_view string();
  std::int64_t integer();
  bool take_word(std::string_view word);  // null, true, false
  // The text of a string, integer, word or array of strings, as it stands; stops at anything else.
  std::string_view raw();
  void stop() { ok_ = false; }

 private:
  std::string_view escaped_string(std::size_t start);
  std::string_view text_;
  std::size_t at_ = 0;
  bool ok_ = true;
  std::string buffer_;
};

}  // namespace zhike::base
