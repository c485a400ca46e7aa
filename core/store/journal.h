// Journal: every change-set of the book as text lines in numbered segments, the only thing that is stored. Used by
// Book. Rewrites a sealed segment only where a purge asks for it, never drops a damaged byte silently.
//
// On disk, stored: do not change. Files "seg/NNNNNN.log" (six or more digits, from 000001), each a run of lines:
//   8 hex digits CRC32C of the JCS text · one space · the change-set (core/store/change.h) · "\n"
// The last segment is active and grows; at 256 KiB it is sealed. A last line without newline is a torn write.
// "quarantine/<sha256>" holds lines that could not be read, verbatim.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/ports/storage.h"

namespace zhike::store {

inline constexpr std::size_t segment_bytes = 256 * 1024;

class Journal {
 public:
  // Position of a line; stable for the journal's life.
  struct Line {
    std::uint32_t segment, offset, length;
  };

  // What a segment holds up to a length: its lines by their CRCs and lengths. Stored in checkpoints: do not change.
  struct Mark {
    std::uint32_t number;
    std::size_t bytes;
    std::uint64_t digest;
    bool operator==(const Mark&) const = default;
  };

  Line append(std::string_view jcs);
  std::string_view text(Line line) const {
    return std::string_view(segments_[line.segment].text).substr(line.offset, line.length);
  }

  // Puts other texts in the place of lines (a purge). Lines of the same segments move: `moved` is called for each.
  void rewrite(const std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>& texts,
               const std::function<void(Line from, Line to)>& moved);

  // Takes one stored segment, in order of path. Calls `visit` for each sound line; returns what was wrong:
  // "journal.torn" (the last line was cut off and dropped), "journal.damaged_line" (where: file and line number;
  // the bytes go to quarantine), "journal.missing_segment" (where: a file that should lie before this one).
  std::vector<base::Error> load(std::string_view path, std::string bytes, const std::function<void(Line)>& visit);

  // One mark for each segment, as it is now; and the mark one line later.
  std::vector<Mark> marks() const;
  Mark after(Mark mark, Line line) const;
  // True when a line of its segment stands exactly there.
  bool is_line(Line line) const;
  // "seg/NNNNNN.log" → NNNNNN.
  static std::uint32_t number_of(std::string_view path);

  // The file cannot be read now: its number is never used again, so that nothing is written over it.
  void skip(std::string_view path);

  // The files that changed since the last call, whole. They count as written until put_back().
  std::vector<ports::FileWrite> take_unsaved();
  // A commit failed: these files are unsaved again.
  void put_back(const std::vector<ports::FileWrite>& writes);
  bool has_unsaved() const { return !dirty_.empty() || !quarantine_.empty(); }
  std::size_t bytes() const { return bytes_; }

 private:
  struct Segment {
    std::uint32_t number;
    std::string text;
    std::uint64_t digest = 0;
  };
  std::vector<Segment> segments_;
  std::set<std::uint32_t> dirty_;  // indices into segments_
  std::vector<ports::FileWrite> quarantine_;
  std::size_t bytes_ = 0;
  std::uint32_t newest_ = 0;  // greatest number of a segment, readable or not
};

// The line without its newline, as stored.
std::string frame_line(std::string_view jcs);

}  // namespace zhike::store
