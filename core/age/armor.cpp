#include "core/age/armor.h"

#include <algorithm>

#include "core/age/text_codes.h"
#include "core/base/text.h"

namespace zhike::age {
namespace {

// stored: do not change
constexpr std::string_view begin_line = "-----BEGIN AGE ENCRYPTED FILE-----",
                           end_line = "-----END AGE ENCRYPTED FILE-----";
constexpr std::size_t columns = 64, line_bytes = 48, longest_line = 1024;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

Looks look(std::string_view first_bytes) {
  const std::size_t start = first_bytes.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return first_bytes.size() > longest_line ? Looks::binary : Looks::too_short;
  const std::string_view rest = first_bytes.substr(start);
  if (rest.starts_with(begin_line)) return Looks::armored;
  return begin_line.starts_with(rest) ? Looks::too_short : Looks::binary;
}

void ArmorWriter::update(std::string_view bytes, std::string& out) {
  if (!std::exchange(has_begun_, true)) out += std::string(begin_line) + "\n";
  waiting_ += bytes;
  std::size_t at = 0;
  for (; waiting_.size() - at >= line_bytes; at += line_bytes)
    out += write_base64(std::string_view(waiting_).substr(at, line_bytes), Padding::full) + "\n";
  waiting_.erase(0, at);
}

void ArmorWriter::finish(std::string& out) {
  update({}, out);
  if (!waiting_.empty()) out += write_base64(waiting_, Padding::full) + "\n";
  out += std::string(end_line) + "\n";
}

base::Status ArmorReader::read_inner_line(std::string_view line, std::string& out) {
  if (line == end_line) {
    at_ = At::after;
    return {};
  }
  if (at_ == At::after_short || line.empty() || line.size() > columns) return fault();
  const auto bytes = read_base64(line, Padding::full);
  if (!bytes) return fault();
  if (bytes->size() < line_bytes) at_ = At::after_short;
  out += *bytes;
  return {};
}

base::Status ArmorReader::read_line(std::string_view line, std::string& out) {
  ++number_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (at_ == At::inside || at_ == At::after_short) return read_inner_line(line, out);
  if (is_blank(line)) return {};
  if (at_ == At::after || line != begin_line) return fault();
  at_ = At::inside;
  return {};
}

base::Status ArmorReader::update(std::string_view text, std::string& out) {
  waiting_ += text;
  std::size_t start = 0;
  for (std::size_t end; (end = waiting_.find('\n', start)) != std::string::npos; start = end + 1)
    TRY_DO(read_line(std::string_view(waiting_).substr(start, end - start), out));
  waiting_.erase(0, start);
  if (waiting_.size() > longest_line) return fault();
  return {};
}

base::Status ArmorReader::finish(std::string& out) {
  if (!waiting_.empty()) TRY_DO(read_line(std::exchange(waiting_, {}), out));
  if (at_ != At::after) return fault();
  return {};
}

}  // namespace zhike::age
