// Plain export: the values of a book as they are now, for other programs: no history, nothing that could be merged.
// Bytes out; and a check of bytes that came back. Used by the export verb, the Data room and `zhike verify`.
//
// "zhike-plain-*.json", stored: do not change. One JSON document in UTF-8, each record alone on its line:
//   {"format":"zhike-plain/1","records":{
//   TYPE:[
//   {"id":UUID,FIELD:VALUE…},
//   {"id":UUID,FIELD:VALUE…}
//   ],
//   TYPE:[
//   …
//   ]
//   }}
// and a newline behind the last brace; an empty book is {"format":"zhike-plain/1","records":{\n}}\n. TYPE: the keys of
// core/schema/registry.h, in its order, those without records left out. UUID: 36 lower-case characters, no id twice in
// a file. FIELD: the keys of the type's table, in its order; an empty one is left out, so that no VALUE is null, "" or
// []. VALUE by kind:
//   text, long_text, choice   string                      (choice: a key of the field; newer versions may add some)
//   integer                   integer of 64 bits
//   decimal, money            string "-12.5": at most four decimals, no exponent
//   flag                      true, false
//   date                      string "2026-11-21"
//   datetime                  string "2026-11-21T10:15:03.000Z", UTC, milliseconds
//   ref                       string, the id of the record pointed to, which need not be in the file
//   list                      array of strings
// Records that are deleted, erased or shown as another one are left out, and of values in conflict the displayed one is
// written. A part of the book (core/exchange/share.h) has the same form: without the records of other owners, without
// the fields withheld, and with references to records left at home left out; redacted, with other ids throughout.
// Members that a reader does not know are to be ignored: newer versions may add some.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/store/document.h"

namespace zhike::exchange {

inline constexpr std::string_view plain_family = "zhike-plain/";

class PlainWriter {
 public:
  // The document must not change meanwhile.
  explicit PlainWriter(const store::Document& document) : doc_(document) {}
  // Appends about `rows` records more; true while there is more.
  bool step(std::string& out, std::size_t rows);
  std::size_t done() const { return done_; }  // rows of all tables, of total()
  std::size_t total() const;

 private:
  const store::Document& doc_;
  schema::TypeIndex type_ = 0;
  store::Row row_ = 0;
  std::size_t done_ = 0;
  bool is_begun_ = false, is_in_type_ = false, has_type_ = false, has_row_ = false;
};
// The same at once.
std::string write_plain(const store::Document& document);

// How many records a sound plain export holds. Fails with "bundle.newer" (detail: its version), or "plain.damaged"
// (where: a JSON pointer, or line and column; detail: the rule that is broken: a code of parse_json() or value.…, or
// "id", "twice", "empty", "target").
base::Result<std::size_t> check_plain(std::string_view text);

}  // namespace zhike::exchange
