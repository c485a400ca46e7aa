// The parts of a dataset behind dataset.h: plans of tables, what is in it, and the writer that counts and hashes. Used
// in this folder alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/dataset.h"
#include "core/query/conflicts.h"

namespace zhike::dataset {

using schema::FieldIndex;
using schema::TypeIndex;
using store::Document;
using store::Handle;

struct Column {
  ports::ColumnDef def;
  const schema::FieldDef* field = nullptr;  // none: a column that is no field
  bool is_name_of = false;                  // the readable name behind a reference
  std::string refers_to = {};
};
struct Plan {
  std::string name;
  std::size_t key_columns = 1;
  std::vector<Column> columns;
  std::optional<TypeIndex> type = {};
};
// All tables, in order; and one of them.
std::vector<Plan> make_plans();
const Plan& plan_of(const std::vector<Plan>& plans, std::string_view name);

// Hands on to the writer, counts rows and hashes everything that goes by.
class Sink {
 public:
  explicit Sink(ports::TableWriter& out) : out_(out) {}
  base::Status begin(const Plan& plan);
  base::Status add(std::span<const ports::Cell> row);
  base::Result<Summary> finish();

 private:
  void hash(std::string_view text);
  ports::TableWriter& out_;
  base::Sha256Stream stream_;
  Summary summary_;
};

// A row under way: keeps the texts that cells look at.
class Row {
 public:
  explicit Row(std::size_t columns) { texts_.reserve(columns), cells_.reserve(columns); }
  Row& text(std::string value) {
    if (value.empty()) return none();
    texts_.push_back(std::move(value));
    cells_.emplace_back(std::string_view(texts_.back()));
    return *this;
  }
  Row& number(std::int64_t value) { return cells_.emplace_back(value), *this; }
  Row& real(double value) { return cells_.emplace_back(value), *this; }
  Row& none() { return cells_.emplace_back(), *this; }
  // A field's value as its column has it.
  Row& value(const schema::FieldDef& field, const schema::Value& value);
  std::span<const ports::Cell> cells() const { return cells_; }

 private:
  std::vector<std::string> texts_;  // never more than reserved: views into them stay
  std::vector<ports::Cell> cells_;
};

// What of a book is in the dataset, and under which ids.
class Scope {
 public:
  Scope(const store::Book& book, const Options& options);
  const store::Book& book() const { return book_; }
  bool is_part() const { return share_.has_value(); }
  // The records as they are shown in it.
  const Document& document() const { return share_ ? share_->book.document() : book_.document(); }
  // The id there of a record of the book; none when it is not in.
  std::optional<base::RecId> id_of(base::RecId rec) const;
  // False for values that stay at home.
  bool may_show(std::string_view type, std::string_view field) const;
  // A value of the book as the dataset may show it: text, empty when there is nothing to show.
  std::string shown(std::string_view type, std::string_view field, const store::FieldValue& value) const;
  std::vector<std::string> withheld() const { return share_ ? share_->withheld_fields : std::vector<std::string>(); }

 private:
  const store::Book& book_;
  exchange::ShareOptions options_;
  std::optional<exchange::Share> share_;
};

// What a person knows a record by: its name, else its first words, else its key.
std::string name_of(const Document& document, Handle record);
// The visible records of a type in order of their ids.
std::vector<Handle> records_of(const Document& document, TypeIndex type);

base::Status write_codebook(const std::vector<Plan>& plans, Sink& out);
base::Status write_records(const Plan& plan, const Document& document, Sink& out);
base::Status write_answers(const Plan& plan, const Document& document, Sink& out);
base::Status write_conflicts(const Plan& plan, const Scope& scope, Sink& out);
base::Status write_changes(const Plan& log, const Plan& history, const Scope& scope, Sink& out);

}  // namespace zhike::dataset
