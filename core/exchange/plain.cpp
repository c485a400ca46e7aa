#include "core/exchange/plain.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/base/json.h"
#include "core/schema/value.h"

namespace zhike::exchange {
namespace {

using base::Json;

void append_record(std::string& out, const store::Document& doc, const store::Table& table, store::Row row) {
  out += "{\"id\":\"" + base::write_id(doc.id(table.handles[row])) + '"';
  for (const store::Column& column : table.columns) {
    if (!column.is_set(row)) continue;
    out += ',';
    base::append_json_string(out, column.field().key);
    out += ':';
    column.append_json(out, column.raw(row), [&](store::Handle handle) { return doc.id(handle); });
  }
  out += '}';
}

constexpr std::size_t plain_values = 60'000'000;  // a book of several million records

std::unexpected<base::Error> damaged(std::string where, std::string rule) {
  return base::fail("plain.damaged", std::move(where), std::move(rule));
}

bool is_empty(const Json& value) {
  return value.is_null() || (value.is_string() && value.as_string().empty()) ||
         (value.is_array() && value.items().empty());
}

// Two passes over the records: ids first, so that a reference may stand before what it points to.
class Check {
 public:
  explicit Check(const Json& records) : records_(records) {}

  base::Result<std::size_t> run() {
    TRY_DO(each_record([this](const std::string& type, const Json& record) { return take_id(type, record); }));
    TRY_DO(each_record([this](const std::string& type, const Json& record) { return check_fields(type, record); }));
    return types_.size();
  }

 private:
  // Puts the place of the record before that of its fault.
  template <class F>
  base::Status each_record(F&& visit) const {
    for (const auto& [type, list] : records_.members()) {
      if (!list.is_array()) return damaged("/records/" + type, "json.syntax");
      for (std::size_t i = 0; i < list.items().size(); ++i) {
        const base::Status status = visit(type, list.items()[i]);
        if (!status)
          return damaged("/records/" + type + "/" + std::to_string(i) + status.error().where, status.error().detail);
      }
    }
    return {};
  }
  base::Status take_id(const std::string& type, const Json& record) {
    const std::string& text = record["id"].as_string();
    const auto id = base::read_id(text);
    if (!id || base::write_id(*id) != text) return damaged("/id", "id");
    if (!types_.try_emplace(*id, type).second) return damaged("/id", "twice");
    return {};
  }
  base::Status check_fields(const std::string& type, const Json& record) const {
    for (const auto& [key, value] : record.members()) {
      const schema::FieldDef* field = store::find_field(type, key);
      if (!field) continue;  // of a newer version
      const std::string where = "/" + key;
      if (is_empty(value)) return damaged(where, "empty");
      if (const auto read = schema::value_from_json(*field, value); !read) return damaged(where, read.error().code);
      if (field->kind != schema::Kind::ref) continue;
      const auto to = types_.find(*base::read_id(value.as_string()));
      if (to != types_.end() && to->second != field->options.target) return damaged(where, "target");
    }
    return {};
  }

  const Json& records_;
  std::unordered_map<base::RecId, std::string, base::RecIdHash> types_;
};

}  // namespace

std::size_t PlainWriter::total() const {
  std::size_t rows = 0;
  for (schema::TypeIndex type = 0; type < schema::type_count; ++type) rows += doc_.table(type).rows();
  return rows;
}

bool PlainWriter::step(std::string& out, std::size_t rows) {
  if (!std::exchange(is_begun_, true)) out += "{\"format\":\"zhike-plain/1\",\"records\":{";
  for (; rows > 0 && type_ < schema::type_count; --rows) {
    const store::Table& table = doc_.table(type_);
    if (!is_in_type_ && table.visible_count > 0) {
      out += std::exchange(has_type_, true) ? ",\n" : "\n";
      base::append_json_string(out, schema::registry[type_].key);
      out += ":[";
      is_in_type_ = true;
    }
    if (row_ == table.rows()) {
      if (is_in_type_) out += "\n]";
      is_in_type_ = has_row_ = false;
      row_ = 0;
      ++type_;
      continue;
    }
    if (table.visible[row_]) {
      out += std::exchange(has_row_, true) ? ",\n" : "\n";
      append_record(out, doc_, table, row_);
    }
    ++row_;
    ++done_;
  }
  if (type_ < schema::type_count) return true;
  out += "\n}}\n";
  return false;
}

std::string write_plain(const store::Document& doc) {
  std::string out;
  PlainWriter(doc).step(out, SIZE_MAX);
  return out;
}

base::Result<std::size_t> check_plain(std::string_view text) {
  const auto whole = base::parse_json(text, {.values = plain_values, .doubles_allowed = false});
  if (!whole) return damaged(whole.error().where, whole.error().code);
  const std::string& format = (*whole)["format"].as_string();
  if (format != "zhike-plain/1")
    return base::fail("bundle.newer", {}, format.substr(std::min(format.size(), plain_family.size())));
  if (!(*whole)["records"].is_object()) return damaged("/records", "json.syntax");
  return Check((*whole)["records"]).run();
}

}  // namespace zhike::exchange
