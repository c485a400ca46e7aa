// Document builder: small documents for tests, written as a person would tell them. Goes through store::apply like any
// change, so tests see what users see. Used by tests only.
//
//   DocBuilder b;
//   const Handle anna = b.add("customer", {{"key", "C1"}, {"name", "Anna"}});
//   b.add("purchase", {{"customer", b.ref(anna)}, {"date", "2026-01-05"}, {"amount", "12.50"}});
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/store/book.h"
#include "core/store/document.h"

namespace zhike::test {

using Cells = std::vector<std::pair<std::string, std::string>>;

class DocBuilder {
 public:
  explicit DocBuilder(base::DeviceId device = 1, std::string by = "anna") : device_(device), by_(std::move(by)) {}

  const store::Document& doc() const { return book_.document(); }
  store::Book& book() { return book_; }

  // A new record; texts are read as in a form. A text that the field does not take fails the test program.
  store::Handle add(std::string_view type, const Cells& cells);
  // Sets fields of a record, having seen everything that is there.
  void edit(store::Handle record, const Cells& cells);
  // The same by somebody on another device who had not seen what `unseen` devices wrote: makes conflicts.
  void edit_blindly(store::Handle record, const Cells& cells, base::DeviceId device, std::string by);
  void remove(store::Handle record);
  // Many new records of one type at once.
  std::vector<store::Handle> add_rows(std::string_view type, const std::vector<std::string>& cols,
                                      const std::vector<std::vector<std::string>>& rows);

  // The record's id as a cell.
  std::string ref(store::Handle record) const { return base::write_id(doc().id(record)); }

  // Short forms.
  store::Handle customer(std::string_view key, std::string_view name, Cells more = {});
  store::Handle purchase(store::Handle customer, std::string_view date, std::string_view amount, Cells more = {});
  // A survey question; 0 as survey makes one.
  store::Handle question(std::string_view type, store::Handle survey = 0, Cells more = {});
  // One response with one answer.
  store::Handle answer(store::Handle question, std::string_view value, store::Handle customer, std::string_view date,
                       Cells response = {});
  void setting(std::string_view key, std::string_view value);

 private:
  store::Change start(base::DeviceId device, const std::string& by);
  void finish(store::Change change);
  std::vector<store::FieldSet> sets_of(std::string_view type, const Cells& cells) const;

  store::Book book_;
  base::DeviceId device_;
  std::string by_;
  std::uint64_t ids_ = 0;
  base::InstantMs now_ = 1'767'225'600'000;  // 2026-01-01T00:00Z; a second passes with every change
};

}  // namespace zhike::test
