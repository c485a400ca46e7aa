// Bundle: change-sets on their way to another laptop, as one JSON document; and the plain export for other programs.
// Bytes in, bytes out; used by the export verb and the merge job. Never applies anything.
//
// "*.zhike.json", stored: do not change. One valid JSON document; each change-set alone on its line, as JCS, in order
// of (device, seq); the rest is the header:
//   {"format":"zhike-bundle/1","sv":1,"v":1,"by":NAME,"dev":DEVICE,"have":HAVE,"heads":HEADS,"root":"sha256:HEX",
//   "count":N,"changes":[
//   CHANGE,
//   CHANGE
//   ]}
// (all of that on one line). HAVE: everything the sender holds (core/exchange/have.h). HEADS:
// {DEVICE:[SEQ,"sha256:HEX"]}, the last change-set of each device and its hash: two laptops that hold different ones
// find out. "root": SHA-256 over the sorted hex hashes of the change-sets, each hash over the JCS bytes, so that
// re-indenting the file changes nothing. Unknown members are ignored.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/exchange/have.h"
#include "core/store/book.h"

namespace zhike::exchange {

inline constexpr std::size_t bundle_limit_bytes = 512u << 20;

// Everything the book holds that `recipient_has` does not.
std::string write_bundle(const store::Book& book, const Have& recipient_has = {});
// These change-sets of the book alone.
std::string write_bundle_of(const store::Book& book, std::vector<store::ChangeIndex> changes);

class BundleReader {
  // Invariant: lines_ are views into the text given to open(), one change-set each.
 public:
  // Checks the header and finds the change-sets; `text` must outlive the reader. Fails with "bundle.not_json" (detail:
  // what it looks like), "bundle.other_program" (detail: its format), "bundle.newer" (detail: its version),
  // "bundle.truncated" (where: last whole line), "bundle.is_plain", "bundle.too_large".
  static base::Result<BundleReader> open(std::string_view text);

  std::size_t count() const { return is_lined() ? lines_.size() : changes_.items().size(); }
  // The i-th change-set as JCS, once the root is right. Where the file is as we write it this is its line; the view
  // lives until the next call.
  std::string_view line(std::size_t index);
  // Where it stands in the file, for messages: its line number, or its number when the file was re-indented.
  std::size_t place(std::size_t index) const { return is_lined() ? index + 2 : index + 1; }
  const Have& have() const { return have_; }
  const std::string& by() const { return by_; }
  base::DeviceId device() const { return device_; }
  const std::vector<std::pair<base::ChangeId, std::string>>& heads() const { return heads_; }  // with hex hashes
  const std::string& root() const { return root_; }

 private:
  bool is_lined() const { return changes_.is_null(); }
  std::vector<std::string_view> lines_;
  base::Json changes_;     // when the file was re-indented: the parsed array …
  std::string canonical_;  // … and the change-set asked for last
  Have have_;
  std::string by_, root_;
  base::DeviceId device_ = 0;  // 0: the header names none
  std::vector<std::pair<base::ChangeId, std::string>> heads_;
};

// Root over change-set hashes (hex), in any order.
std::string bundle_root(std::vector<std::string> hashes);

// Current values only: {"format":"zhike-plain/1","records":{TYPE:[{"id":UUID,FIELD:VALUE…}…]…}}. Deleted records and
// empty fields are left out.
std::string write_plain(const store::Document& document);

}  // namespace zhike::exchange
