// Bundle: change-sets on their way to another laptop, as one JSON document. Bytes in, bytes out; used by the export
// verb and the merge job. Never applies anything.
//
// "*.zhike.json", stored: do not change. One JSON document in UTF-8 without byte order mark, lines ended by "\n":
//   line 1      {"format":"zhike-bundle/1","sv":1,"v":1,"by":NAME,"dev":DEVICE,"have":HAVE,"heads":HEADS,
//               "root":"sha256:HEX","count":N,"changes":[       (one line, members in this order, no blanks)
//   line 2 …    CHANGE,                                         (N lines; no comma behind the last)
//   last line   ]}
// Numbers are integers of 64 bits; there are no fractions, and no name stands twice in an object.
//   "format"    "zhike-bundle/" and the version of this layout, now 1: another one is refused as newer
//   "sv", "v"   versions of the table of records and of the form of a change-set; a greater "v" is refused as newer
//   "by", "dev" who sends it, and the laptop: 16 hex digits
//   "have"      everything the sender holds, not only what the file carries: the acknowledgement. Per device the ranges
//               of numbers, holes and all (core/exchange/have.h); a device in doubt is left out
//   "heads"     {DEVICE:[SEQ,"sha256:HEX"]}: the last change-set of each device and its hash; two laptops that hold
//               different ones find out about a copied profile
//   "root"      SHA-256 over the hex hashes of the change-sets, sorted and joined without a separator; each hash is
//               over the JCS bytes of the change-set as it stands here, a stub's too
//   "count"     how many change-sets follow
//   CHANGE      a change-set as JCS (core/store/change.h), in order of (device, seq). Of a number that two bear, from a
//               fork, both may be there, each at the place of the device made from its hash. An op with "cols" and
//               "rows" holds many new records, or deletes several (column "_del"). Where a purge took contents out a
//               stub stands in their place: "ops" names each erased record as
//               {"rec":UUID,"set":{"_purge":{"v":true}},"type":TYPE} and keeps the others, "stub" is the hash the line
//               had, by which "prev" of the next one and "heads" still name it
// Unknown members are ignored in the header, kept and passed on in a change-set. As the root is over JCS, a file that
// was indented anew is the same bundle.
//
// Which change-sets: all of the book (a backup), or those the recipient lacks by the last "have" heard of (--since). A
// part of the book (core/exchange/share.h) is a bundle of another, new book: its own device, chain and "have", one
// change-set a thousand records and type; redacted, with other record ids and without the fields withheld.
//
// "*.zhike.json.gz": the same bytes as one gzip member (RFC 1952) without name and time, or as they are. "*.age":
// either, encrypted as age v1, binary or armored. Both are known by their first bytes, not by their name.
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

// A file as it came: where it is gzip it is unpacked in place. Fails as base::gunzip does, and then nothing has
// changed.
base::Status unpack(std::string& bytes);
// The text as gzip; as it is where unpack() would take that for a bomb.
std::string pack(std::string text);

// The bundle in pieces: everything the book holds that `recipient_has` does not, or these change-sets alone. The book
// must not change meanwhile.
class BundleWriter {
 public:
  explicit BundleWriter(const store::Book& book, const Have& recipient_has = {});
  BundleWriter(const store::Book& book, std::vector<store::ChangeIndex> changes);
  // Appends the next piece, or makes ready for it: about `changes` change-sets. True while there is more.
  bool step(std::string& out, std::size_t changes);
  // Change-sets hashed and written, of twice as many as it will hold.
  std::size_t done() const { return hashes_.size() + written_; }
  std::size_t total() const { return 2 * chosen_.size(); }

 private:
  std::string header() const;
  const store::Book& book_;
  std::vector<store::ChangeIndex> chosen_;
  std::vector<std::string> hashes_;
  std::size_t written_ = 0;
  bool has_header_ = false;
};
// The same at once.
std::string write_bundle(const store::Book& book, const Have& recipient_has = {});
std::string write_bundle_of(const store::Book& book, std::vector<store::ChangeIndex> changes);

class BundleReader {
  // Invariant: lines_ are views into the text given to open(), one change-set each.
 public:
  // Checks the header and finds the change-sets; `text` must outlive the reader. Fails with "bundle.not_json" (detail:
  // what it looks like), "bundle.other_program" (detail: its format), "bundle.newer" (detail: its version),
  // "bundle.truncated" (where: last whole line), "bundle.is_plain", "bundle.too_large".
  static base::Result<BundleReader> open(std::string_view text);
  // The same in parts: begin(), then find() until it gives false, about `bytes` more of the text each.
  static base::Result<BundleReader> begin(std::string_view text);
  base::Result<bool> find(std::size_t bytes);

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
  std::string_view left_;  // where find() goes on
  std::size_t promised_ = 0;
  bool is_closed_ = false;
  base::Json changes_;     // when the file was re-indented: the parsed array …
  std::string canonical_;  // … and the change-set asked for last
  Have have_;
  std::string by_, root_;
  base::DeviceId device_ = 0;  // 0: the header names none
  std::vector<std::pair<base::ChangeId, std::string>> heads_;
};

// Root over change-set hashes (hex), in any order.
std::string bundle_root(std::vector<std::string> hashes);

}  // namespace zhike::exchange
