// Dataset: a book as tables for somebody who calculates with it: one wide table a record type, answers in long form,
// every change-set with what it wrote, conflicts, and a codebook of it all. Used by the export verb. Rows out through a
// port; it knows no SQL. The same set of change-sets gives the same rows in the same order, however they arrived.
//
// Tables, in this order: dataset · codebook · codebook_choice · one a record type, named by its key · answers_long ·
// conflict · change_log · change_history. Columns of a record type: id, its fields under their keys, and behind each
// reference the readable name of what it points to, FIELD_name. Values: money and decimals as real numbers; flags 0 or
// 1; dates "2026-11-21"; instants "2026-11-21T10:15:03.000Z"; lists as a JSON array of texts; what is empty as null.
// Keys of tables, fields and choices are those of core/schema and never change.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/exchange/share.h"
#include "core/ports/table_writer.h"

namespace zhike::dataset {

struct Options {
  std::vector<std::string> owners;  // empty: all customers
  // kept, or as a part of the book leaves (exchange::make_share): pseudonyms, other ids, no free text. The history then
  // names the fields that were written but holds the values of the others alone.
  exchange::Identifiers identifiers = exchange::Identifiers::kept;
  std::string key;  // of the pseudonyms
};

struct TableCount {
  std::string name;
  std::size_t rows = 0;
};
struct Summary {
  std::vector<TableCount> tables;
  std::string hash;  // hex SHA-256 over names, types and rows: equal for equal content, whatever file it is in
  std::vector<std::string> withheld_fields;
};

// Writes all tables; the writer's error, if it has one.
base::Result<Summary> write(const store::Book& book, const Options& options, ports::TableWriter& out);

}  // namespace zhike::dataset
