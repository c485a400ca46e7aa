// What an import or a merge would do or did: plain structs between core/app's jobs, the Data room and the command
// line. Holds data only; every text is data or a catalogue key.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/date.h"
#include "core/base/ids.h"
#include "core/base/result.h"

namespace zhike::commands {

struct ImportOptions {
  std::string type;        // record type; empty: guessed from the headings
  std::string source;      // name of the file's origin: part of the ids of rows without a key; empty: the file's name
  std::string encoding;    // empty: detected
  std::string date_order;  // "", "ymd", "dmy", "mdy": for every date column
  // Column (0-based) → field key, "question:<key>" for a response's answers, "" to leave the column out. Columns not
  // named here are guessed.
  std::vector<std::pair<std::size_t, std::string>> mapping;
  // The same by heading, as a person writes it in a file; mapping wins.
  std::vector<std::pair<std::string, std::string>> heading_map;
};

struct ImportColumn {
  std::string heading;
  std::string field;                 // as in ImportOptions::mapping
  std::vector<std::string> samples;  // first three filled cells
  // What was inferred for the whole column, "" or a catalogue key under "import.note.": "date_dmy", "date_mdy",
  // "date_ambiguous", "decimal_comma", "currency"; detail: the evidence.
  std::string note, note_detail;
};

struct RejectedRow {
  std::size_t row = 0;  // line in the file, from 1, the heading being line 1
  base::Error error;    // where: the field's key
  std::vector<std::string> cells;
};

struct ImportPreview {
  std::string file_name, type, source, encoding;
  char separator = ',';
  std::vector<ImportColumn> columns;
  std::size_t rows = 0;  // data rows
  std::size_t created = 0, updated = 0, unchanged = 0, rejected = 0;
  std::vector<std::pair<std::string, std::size_t>> also_created;  // type → count
  std::vector<RejectedRow> rejected_rows;                         // all of them, up to 10,000
  std::vector<std::vector<std::string>> sample;                   // first rows as read, for the eye
  std::vector<base::Error> notes;                                 // about the file as a whole
};

struct ConflictValue {
  std::string value;
  base::ChangeId change;
  std::string by, at;
};
struct MergeConflict {
  std::string type;
  base::RecId rec;
  std::string field;
  std::string name;  // of the record, for the eye
  std::vector<ConflictValue> values;
};
struct MissingRange {
  std::string device;
  std::uint32_t first = 0, last = 0;
};
struct ParallelRecord {
  std::string type;
  base::RecId rec;
  std::string name;  // for the eye
};
struct SuspectClock {  // of a device whose changes are dated more than a day ahead
  std::string device, by;
  base::InstantMs latest = 0;
  std::size_t changes = 0;
};
struct MergePreview {
  std::vector<std::string> files;
  std::string from;  // who sent it
  std::size_t changes = 0, fresh = 0, duplicate = 0, parallel = 0, suspect_clock = 0;
  std::vector<MergeConflict> conflicts;
  std::vector<ParallelRecord> parallel_records;  // the first 100
  std::vector<SuspectClock> suspects;
  std::vector<MissingRange> missing;
  std::vector<base::Error> rejected;
  std::vector<std::pair<std::string, std::size_t>> records;  // type → records the fresh changes touch
};

// What a restore from a backup would bring back.
struct BackupCheck {
  std::size_t changes = 0, records = 0, customers = 0;
  std::size_t newer = 0;  // change-sets of the open book that the backup lacks
  bool is_equal = false;  // restored, it is the open book exactly
};

// A part of the book to pass on: whose customers, with what of their names.
struct ShareWish {
  std::vector<std::string> owners;   // empty: all customers
  std::string identifiers = "kept";  // or "left_out", "pseudonyms"
  std::string key;                   // of the pseudonyms
  bool operator==(const ShareWish&) const = default;
};
struct SharePreview {
  ShareWish wish;
  std::vector<std::pair<std::string, std::size_t>> records;  // type → how many leave
  std::size_t customers_left_out = 0;
  std::vector<std::string> withheld;                                     // "customer.phone", …
  std::vector<std::vector<std::pair<std::string, std::string>>> sample;  // first customers: field → text, as they leave
};

}  // namespace zhike::commands
