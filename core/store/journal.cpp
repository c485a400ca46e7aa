#include "core/store/journal.h"

#include <algorithm>
#include <bit>
#include <charconv>

#include "core/base/hash.h"

namespace zhike::store {
namespace {

constexpr std::size_t frame_bytes = 9;  // CRC and space

std::string hex8(std::uint32_t value) {
  std::string out(8, '0');
  for (int i = 7; i >= 0; --i, value >>= 4) out[static_cast<std::size_t>(i)] = "0123456789abcdef"[value & 15];
  return out;
}

bool is_sound(std::string_view line) {
  return line.size() > frame_bytes && line[8] == ' ' &&
         line.substr(0, 8) == hex8(base::crc32c(line.substr(frame_bytes)));
}

std::string segment_path(std::uint32_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, digits.size() < 6 ? 6 - digits.size() : 0, '0');
  return "seg/" + digits + ".log";
}

// `frame`: the CRC before the line.
std::uint64_t extend(std::uint64_t digest, std::string_view frame, std::size_t length) {
  std::uint32_t crc = 0;
  std::from_chars(frame.data(), frame.data() + 8, crc, 16);
  return std::rotl((digest ^ (std::uint64_t{crc} << 32 | length)) * 0x9e3779b97f4a7c15ull, 29);
}

}  // namespace

std::uint32_t Journal::number_of(std::string_view path) {
  std::uint32_t number = 0;
  std::from_chars(path.data() + 4, path.data() + path.size(), number);
  return number;
}

std::vector<Journal::Mark> Journal::marks() const {
  std::vector<Mark> out;
  for (const Segment& segment : segments_) out.push_back({segment.number, segment.text.size(), segment.digest});
  return out;
}

Journal::Mark Journal::after(Mark mark, Line line) const {
  const Segment& segment = segments_[line.segment];
  const std::string_view frame = std::string_view(segment.text).substr(line.offset - frame_bytes, frame_bytes);
  return {segment.number, line.offset + std::size_t{line.length} + 1, extend(mark.digest, frame, line.length)};
}

bool Journal::is_line(Line line) const {
  if (line.segment >= segments_.size() || line.offset < frame_bytes) return false;
  const std::string_view text = segments_[line.segment].text;
  const std::size_t start = line.offset - frame_bytes, end = line.offset + std::size_t{line.length};
  if (end >= text.size() || text[end] != '\n' || text[line.offset - 1] != ' ') return false;
  return (start == 0 || text[start - 1] == '\n') && text.find('\n', start) == end;
}

std::string frame_line(std::string_view jcs) { return hex8(base::crc32c(jcs)) + ' ' + std::string(jcs); }

Journal::Line Journal::append(std::string_view jcs) {
  if (segments_.empty() || segments_.back().number < newest_ ||
      segments_.back().text.size() + jcs.size() > segment_bytes)
    segments_.push_back({++newest_, {}});
  Segment& active = segments_.back();
  const std::string crc = hex8(base::crc32c(jcs));
  active.text.append(crc).append(1, ' ').append(jcs).append(1, '\n');
  active.digest = extend(active.digest, crc, jcs.size());
  bytes_ += jcs.size() + frame_bytes + 1;
  const auto index = static_cast<std::uint32_t>(segments_.size() - 1);
  dirty_.insert(index);
  return {index, static_cast<std::uint32_t>(active.text.size() - jcs.size() - 1),
          static_cast<std::uint32_t>(jcs.size())};
}

void Journal::rewrite(const std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>& texts,
                      const std::function<void(Line from, Line to)>& moved) {
  std::set<std::uint32_t> concerned;
  for (const auto& [place, text] : texts) concerned.insert(place.first);
  for (const std::uint32_t index : concerned) {
    const std::string old = std::exchange(segments_[index].text, {});
    std::string& fresh = segments_[index].text;
    segments_[index].digest = 0;
    for (std::size_t at = 0; at < old.size();) {
      const std::size_t end = old.find('\n', at);
      const Line from{index, static_cast<std::uint32_t>(at + frame_bytes),
                      static_cast<std::uint32_t>(end - at - frame_bytes)};
      const auto other = texts.find({index, from.offset});
      const auto offset = static_cast<std::uint32_t>(fresh.size() + frame_bytes);
      fresh += other == texts.end() ? old.substr(at, end - at) : frame_line(other->second);
      fresh += '\n';
      const Line to{index, offset, static_cast<std::uint32_t>(fresh.size() - 1 - offset)};
      segments_[index].digest = after({0, 0, segments_[index].digest}, to).digest;
      moved(from, to);
      at = end + 1;
    }
    bytes_ += fresh.size();
    bytes_ -= old.size();
    dirty_.insert(index);
  }
}

std::vector<base::Error> Journal::load(std::string_view path, std::string bytes,
                                       const std::function<void(Line)>& visit) {
  std::vector<base::Error> problems;
  for (std::uint32_t number = newest_ + 1; number < number_of(path) && problems.size() < 100; ++number)
    problems.push_back({"journal.missing_segment", segment_path(number), {}});
  skip(path);
  const auto index = static_cast<std::uint32_t>(segments_.size());
  segments_.push_back({number_of(path), std::move(bytes)});
  Segment& segment = segments_.back();
  std::string kept;  // rebuilt only when something was wrong
  bool is_clean = true;
  std::size_t at = 0, number = 0;
  std::vector<Line> lines;
  const std::string_view all = segment.text;
  while (at < all.size()) {
    const std::size_t end = all.find('\n', at);
    const std::string_view line = all.substr(at, end == std::string_view::npos ? end : end - at);
    ++number;
    if (end != std::string_view::npos && is_sound(line)) {
      lines.push_back({index, static_cast<std::uint32_t>((is_clean ? at : kept.size()) + frame_bytes),
                       static_cast<std::uint32_t>(line.size() - frame_bytes)});
      if (!is_clean) kept.append(line).append(1, '\n');
    } else {
      if (std::exchange(is_clean, false)) kept = all.substr(0, at);
      quarantine_.push_back({"quarantine/" + base::to_hex(base::sha256(line)), std::string(line)});
      problems.push_back({end == std::string_view::npos ? "journal.torn" : "journal.damaged_line",
                          std::string(path) + ":" + std::to_string(number), std::to_string(line.size())});
    }
    at = end == std::string_view::npos ? all.size() : end + 1;
  }
  if (!is_clean) {
    segment.text = std::move(kept);
    dirty_.insert(index);
  }
  bytes_ += segment.text.size();
  for (const Line& line : lines) segment.digest = after({0, 0, segment.digest}, line).digest;
  for (const Line& line : lines) visit(line);
  return problems;
}

void Journal::skip(std::string_view path) { newest_ = std::max(newest_, number_of(path)); }

std::vector<ports::FileWrite> Journal::take_unsaved() {
  std::vector<ports::FileWrite> writes = std::exchange(quarantine_, {});
  for (const std::uint32_t index : dirty_)
    writes.push_back({segment_path(segments_[index].number), segments_[index].text});
  dirty_.clear();
  return writes;
}

void Journal::put_back(const std::vector<ports::FileWrite>& writes) {
  for (const ports::FileWrite& write : writes) {
    if (!write.path.starts_with("seg/")) {
      quarantine_.push_back(write);
      continue;
    }
    const auto at = std::ranges::find(segments_, number_of(write.path), &Segment::number);
    if (at != segments_.end()) dirty_.insert(static_cast<std::uint32_t>(at - segments_.begin()));
  }
}

}  // namespace zhike::store
