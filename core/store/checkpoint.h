// Checkpoint: a document's state as bytes, so that a large book opens without applying its journal anew. Used by Book.
// It is never the only copy of anything: one that is missing, damaged, from another version or at odds with the journal
// is left aside, and the journal is replayed. Read as bytes from a stranger: every number is checked before it is used.
//
// On disk, stored (a change of any of it is a new version in the head; an old one is then left aside). Little-endian.
//   "ckpt/GGGGGG.NNN-CCCCCCCC"  part NNN (from 000) of generation GGGGGG: part_bytes of the body, the last one shorter
//   "ckpt/GGGGGG-CCCCCCCC"      the head, stored last: only with it the parts count
// CCCCCCCC is the CRC32C of the file's bytes: no file is ever written over, and a damaged byte shows. The newest two
// generations are kept.
// Head, canonical JSON: {"arrays":[COUNT…],"fields":FINGERPRINT,"format":"zhike-checkpoint/1",
//   "parts":[[CRC32C,BYTES]…],"segments":[[NUMBER,BYTES,DIGEST]…]}: how many elements each array of the body has; what
//   the field tables were; the journal that is inside, by segment (Journal::Mark).
// Body: arrays one after another as they lie in memory, then bytes as in byte_stream.h, in the order of
//   checkpoint_pack.cpp: ids, first changes, names, texts; each type's handles, visible rows and columns (count 0 where
//   all cells are empty); unknown keys, erased records, claimed ids, roots and redirected cells, forks, what is out;
//   change-sets with their place in the journal; registers. What can be derived is not stored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ports/storage.h"
#include "core/store/checkpoint_pack.h"
#include "core/store/document.h"

namespace zhike::store {

inline constexpr std::size_t checkpoint_part_bytes = 1 << 20;

class CheckpointWriter {
  // Invariant: what is made so far shows the document as it was at revision().
 public:
  // `document` must be up to date and all of it stored.
  CheckpointWriter(const Document& document, CheckpointCover cover, std::uint32_t generation);
  // About a millisecond of work on the same document, unchanged: the next file to store, or nothing yet. The last file
  // is the head; then is_done().
  std::optional<ports::FileWrite> step(const Document& document);
  bool is_done() const { return is_done_; }
  std::uint64_t revision() const { return revision_; }
  // "ckpt/GGGGGG": what the names of all files of this generation begin with.
  const std::string& prefix() const { return prefix_; }

 private:
  ports::FileWrite head() const;

  CheckpointCover cover_;
  CheckpointPacker packer_;
  std::uint64_t revision_;
  std::string prefix_, rest_;
  std::vector<std::size_t> counts_;
  std::size_t array_ = 0, offset_ = 0;                        // where the next part begins
  std::vector<std::pair<std::uint32_t, std::size_t>> parts_;  // CRC32C and size of each
  bool is_packed_ = false, is_done_ = false;
};

class CheckpointReader {
  // Invariant: everything taken so far passed its CRC.
 public:
  // Checks the head; nothing when it is no sound head of this version and these field tables.
  static std::optional<CheckpointReader> open(std::string_view path, std::string_view bytes);

  std::size_t part_count() const { return parts_.size(); }
  std::string part_path(std::size_t index) const;
  const std::vector<Journal::Mark>& segments() const { return cover_.segments; }
  // Takes the parts in order. False: damaged; the reader is of no further use.
  bool add_part(std::string_view bytes);
  // After the last part: some more of what is derived and checked. True while there is more; nothing when it is false.
  std::optional<bool> finish_step();
  // When finish_step() gave false.
  std::pair<Document, CheckpointCover> take() { return {std::move(*document_), std::move(cover_)}; }

 private:
  CheckpointReader() = default;

  std::string prefix_;
  CheckpointCover cover_;  // beside the document, but for what the head says of segments: from finish_step() on
  std::vector<std::pair<std::uint32_t, std::size_t>> parts_;
  std::size_t next_part_ = 0;
  std::unique_ptr<Document> document_;
  std::unique_ptr<std::string> rest_;
  std::vector<CheckpointArray> arrays_;
  std::size_t array_ = 0, offset_ = 0;
  std::unique_ptr<CheckpointUnpacker> unpacker_;
};

// Paths of the heads among `paths`, newest first.
std::vector<std::string> checkpoint_heads(const std::vector<std::string>& paths);
// The number of the next generation: greater than any among `paths`.
std::uint32_t next_generation(const std::vector<std::string>& paths);
// What may be deleted once the generation `prefix` is stored: all files of checkpoints but its own and those of the
// newest whole one before.
std::vector<std::string> outdated_checkpoints(const std::vector<std::string>& paths, std::string_view prefix);

}  // namespace zhike::store
