// The body of a checkpoint: the arrays of a document as they lie in memory, and everything else of it as a stream of
// bytes. Part of store/checkpoint; not for other code. The only code that knows both a document's inside and the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/store/byte_stream.h"
#include "core/store/document.h"
#include "core/store/forks.h"
#include "core/store/journal.h"

namespace zhike::store {

// What a checkpoint holds beside the document.
struct CheckpointCover {
  std::vector<Journal::Mark> segments;                        // the journal that is inside
  std::vector<Journal::Line> lines;                           // by change index
  std::vector<std::pair<base::ChangeId, Journal::Line>> out;  // in the journal, no part of the document
  Forks forks;
};

// One array and how to reach it.
struct CheckpointArray {
  void* container;
  std::size_t count, element_bytes;
  void (*resize)(void* container, std::size_t count);
  char* (*data)(void* container);
};

// Types, fields, kinds and groups: what decides the arrays and their meaning.
std::string checkpoint_fingerprint();

// Packs what is no array, in steps.
class CheckpointPacker {
 public:
  // All arrays in their order; `rest` is the last.
  static std::vector<CheckpointArray> arrays(Document& document, std::string& rest);
  // How many elements of each are stored: none of a column without any value.
  static std::vector<std::size_t> counts(const Document& document);
  // True while there is more.
  bool step(const Document& document, const CheckpointCover& cover);
  std::string take() { return out_.take(); }

 private:
  void pack_small(const Document& document, const CheckpointCover& cover);
  void pack_change(const ChangeInfo& change, Journal::Line line);
  void pack_register(std::uint64_t key, const Register& reg);
  void pack_line(Journal::Line line);

  ByteWriter out_;
  bool has_begun_ = false;
  std::size_t next_change_ = 0;
  std::optional<std::unordered_map<std::uint64_t, Register>::const_iterator> next_register_;
};

// Makes a document whole whose arrays were filled: checks that all fit each other, derives what was not stored.
class CheckpointUnpacker {
 public:
  CheckpointUnpacker(Document& document, CheckpointCover& cover, const std::string& rest)
      : doc_(document), cover_(cover), in_(rest) {}
  // True while there is more; nothing when something does not fit.
  std::optional<bool> step();

 private:
  enum class Phase { tables, columns, index, small, changes, births, registers, aliases, done };
  bool advance();
  bool check_arena(const TextArena& arena) const;
  bool place_rows();
  bool check_column();
  bool insert_ids();
  bool unpack_small();
  bool unpack_shown();
  bool unpack_changes();
  bool check_births();
  bool unpack_registers();
  bool is_slot(Handle record, Slot slot) const;
  bool check_raws(Handle record, Slot slot, const std::vector<std::int64_t>& raws) const;
  bool derive_aliases();
  Journal::Line unpack_line();
  void go_on(Phase phase) { phase_ = phase, type_ = 0, at_ = 0, left_ = 0, is_counted_ = false; }
  std::size_t counted();

  Document& doc_;
  CheckpointCover& cover_;
  ByteReader in_;
  Phase phase_ = Phase::tables;
  std::size_t type_ = 0, at_ = 0, left_ = 0;
  bool is_counted_ = false;
};

}  // namespace zhike::store
