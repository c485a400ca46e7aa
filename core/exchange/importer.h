// Importer: a table of cells (CSV) → new and changed records. Guesses what each column means, reads every cell with its
// reason when it cannot, matches records, and yields ops in slices. Used by the import job and the dry run. Writes
// nothing: the job stamps what it yields.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/commands/exchange.h"
#include "core/exchange/encoding.h"
#include "core/store/document.h"

namespace zhike::exchange {

inline constexpr std::size_t import_limit_bytes = 1u << 30;

// What one slice wants written: at most store::max_batch_rows records.
struct ImportSlice {
  std::vector<store::BatchOp> batches;   // new records: other types they refer to first
  std::vector<store::RecordOp> updates;  // changed fields of records that are there, with `over`
};

class Importer {
 public:
  // Decodes the bytes, reads the heading row and settles what every column means. Fails with the codes of
  // detect_encoding(), "csv.empty", "csv.too_large", "csv.no_type" (the headings fit no record type),
  // "csv.missing_column" (where: the field's key that this type cannot do without), "record.unknown_type".
  static base::Result<Importer> open(const store::Document& document, std::string bytes, std::string_view file_name,
                                     const commands::ImportOptions& options);
  // The same in two parts: decoder() and its steps, then open() with what it took.
  static base::Result<SlicedDecoder> decoder(std::string bytes, std::string_view file_name,
                                             const commands::ImportOptions& options);
  static base::Result<Importer> open(const store::Document& document, Decoded decoded, std::string_view file_name,
                                     const commands::ImportOptions& options);
  Importer(Importer&&) noexcept;
  Importer& operator=(Importer&&) noexcept;
  ~Importer();

  // Reads about `rows` more rows against the document as it is now (it may have grown by earlier slices of this import
  // or, in a dry run, not at all). False when all rows are read.
  bool step(const store::Document& document, std::size_t rows, ImportSlice& slice);

  // Counts so far, columns, rejected rows, notes.
  const commands::ImportPreview& preview() const;
  std::size_t bytes_read() const;
  std::size_t bytes_total() const;

 private:
  struct Impl;
  explicit Importer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The rejected rows as CSV: the original headings and cells, and a last column with the reason, in words given by
// `reason`.
std::string write_rejected(const commands::ImportPreview& preview, std::string_view reason_heading,
                           std::string (*reason)(const base::Error&, const void* context), const void* context);

}  // namespace zhike::exchange
