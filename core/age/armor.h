// Armor: an age file as lines of text for mail that carries no bytes. Used by core/age alone. Strict, as the format
// asks: one spelling for one file; only blanks may stand before and after, and lines may end in CR LF.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace zhike::age {

// Could these first bytes be armor? Blanks before it do not count.
enum class Looks { armored, binary, too_short };
Looks look(std::string_view first_bytes);

class ArmorWriter {
 public:
  void update(std::string_view bytes, std::string& out);
  void finish(std::string& out);

 private:
  std::string waiting_;  // less than a line
  bool has_begun_ = false;
};

class ArmorReader {
 public:
  // Appends the bytes of every whole line. "age.armor" (where: line number).
  base::Status update(std::string_view text, std::string& out);
  base::Status finish(std::string& out);

 private:
  enum class At { before, inside, after_short, after };
  base::Status read_line(std::string_view line, std::string& out);
  base::Status read_inner_line(std::string_view line, std::string& out);
  auto fault() const { return base::fail("age.armor", std::to_string(number_)); }

  At at_ = At::before;
  std::string waiting_;  // a line without its end
  std::size_t number_ = 0;
};

}  // namespace zhike::age
