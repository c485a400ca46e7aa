// What a Book holds only while it opens or makes a checkpoint. Used by book*.cpp alone.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/store/book.h"
#include "core/store/checkpoint.h"

namespace zhike::store {

inline constexpr std::string_view device_path = "meta/device.json";
inline constexpr std::string_view merges_path = "meta/merges.json";

struct Book::Opening {
  enum class Phase { heads, parts, segments, settling };
  ports::Storage* storage = nullptr;
  Phase phase = Phase::heads;
  std::vector<std::string> paths, segments, heads;
  std::size_t head = 0;  // the next one to try
  std::optional<CheckpointReader> reader;
  std::size_t part = 0;
  std::vector<Journal::Mark> covered;  // what the checkpoint says of the first segments
  std::size_t next = 0;                // the segment to load next
  std::vector<Journal::Line> lines;    // loaded, not yet taken in
  std::size_t line = 0;
  std::size_t problems = 0;  // how many there were before the journal was read
};

struct Book::Checkpointing {
  enum class State { ready, storing, failed };
  CheckpointWriter writer;
  std::size_t covered_bytes;
  std::vector<std::string> written;  // paths
  State state = State::ready;
};

}  // namespace zhike::store
