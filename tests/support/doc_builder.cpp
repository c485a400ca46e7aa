#include "tests/support/doc_builder.h"

#include <cstdio>
#include <cstdlib>

namespace zhike::test {
namespace {

[[noreturn]] void give_up(std::string_view what, std::string_view where) {
  std::fprintf(stderr, "DocBuilder: %.*s: %.*s\n", static_cast<int>(where.size()), where.data(),
               static_cast<int>(what.size()), what.data());
  std::abort();
}

store::FieldValue read_value(std::string_view type, std::string_view field, std::string_view text) {
  const schema::TypeIndex index = schema::find_type(type);
  if (index == schema::type_count) give_up("no such type", type);
  const schema::RecordDef& def = schema::registry[index];
  const schema::FieldIndex f = def.find(field);
  if (f == def.fields.size()) give_up("no such field", field);
  if (text.empty()) return {};
  base::Result<schema::Value> value = schema::value_from_text(def.fields[f], text);
  if (!value) give_up(value.error().code, field);
  return {std::move(*value), {}};
}

}  // namespace

store::Change DocBuilder::start(base::DeviceId device, const std::string& by) {
  now_ += 1000;
  store::Change change;
  change.at = {now_, 0};
  change.by = by;
  change.command = "test";
  book_.set_identity({device, by});
  return change;
}

void DocBuilder::finish(store::Change change) { book_.write(std::move(change)); }

std::vector<store::FieldSet> DocBuilder::sets_of(std::string_view type, const Cells& cells) const {
  std::vector<store::FieldSet> sets;
  for (const auto& [field, text] : cells) sets.push_back({field, read_value(type, field, text), {}});
  return sets;
}

store::Handle DocBuilder::add(std::string_view type, const Cells& cells) {
  store::Change change = start(device_, by_);
  const base::RecId id = base::make_time_id(now_, ++ids_, device_);
  change.records.push_back({std::string(type), id, sets_of(type, cells)});
  finish(std::move(change));
  return doc().find(id);
}

void DocBuilder::edit(store::Handle record, const Cells& cells) {
  const std::string type(doc().type_key(doc().place(record).type));
  store::Change change = start(device_, by_);
  std::vector<store::FieldSet> sets = sets_of(type, cells);
  for (store::FieldSet& set : sets)
    set.over = doc().live_changes(record, schema::registry[schema::find_type(type)].find(set.field));
  change.records.push_back({type, doc().id(record), std::move(sets)});
  finish(std::move(change));
}

void DocBuilder::edit_blindly(store::Handle record, const Cells& cells, base::DeviceId device, std::string by) {
  const std::string type(doc().type_key(doc().place(record).type));
  store::Change change = start(device, by);
  change.records.push_back({type, doc().id(record), sets_of(type, cells)});
  finish(std::move(change));
}

void DocBuilder::remove(store::Handle record) {
  const std::string type(doc().type_key(doc().place(record).type));
  store::Change change = start(device_, by_);
  std::string saw;
  for (const base::ChangeId id : doc().live_changes(record))
    saw += (saw.empty() ? "\"" : ",\"") + base::write_change_id(id) + "\"";
  store::FieldSet set{std::string(store::deleted_key), {{}, "{\"saw\":[" + saw + "]}"}, {}};
  change.records.push_back({type, doc().id(record), {std::move(set)}});
  finish(std::move(change));
}

std::vector<store::Handle> DocBuilder::add_rows(std::string_view type, const std::vector<std::string>& cols,
                                                const std::vector<std::vector<std::string>>& rows) {
  std::vector<base::RecId> ids;
  for (std::size_t from = 0; from < rows.size(); from += store::max_batch_rows) {
    store::Change change = start(device_, by_);
    store::BatchOp op{std::string(type), cols, {}};
    for (std::size_t i = from; i < rows.size() && i < from + store::max_batch_rows; ++i) {
      store::BatchRow row{base::make_time_id(now_, ++ids_, device_), {}};
      for (std::size_t c = 0; c < cols.size(); ++c) row.values.push_back(read_value(type, cols[c], rows[i][c]));
      ids.push_back(row.rec);
      op.rows.push_back(std::move(row));
    }
    change.batches.push_back(std::move(op));
    finish(std::move(change));
  }
  std::vector<store::Handle> handles;
  for (const base::RecId id : ids) handles.push_back(doc().find(id));
  return handles;
}

store::Handle DocBuilder::customer(std::string_view key, std::string_view name, Cells more) {
  more.emplace_back("key", key);
  more.emplace_back("name", name);
  return add("customer", more);
}

store::Handle DocBuilder::purchase(store::Handle customer, std::string_view date, std::string_view amount, Cells more) {
  more.emplace_back("customer", ref(customer));
  more.emplace_back("date", date);
  more.emplace_back("amount", amount);
  return add("purchase", more);
}

store::Handle DocBuilder::question(std::string_view type, store::Handle survey, Cells more) {
  if (survey == 0) survey = add("survey", {{"key", "S" + std::to_string(ids_)}, {"name", "Survey"}});
  more.emplace_back("survey", ref(survey));
  more.emplace_back("type", type);
  more.emplace_back("text", "?");
  return add("question", more);
}

store::Handle DocBuilder::answer(store::Handle question, std::string_view value, store::Handle customer,
                                 std::string_view date, Cells response) {
  response.emplace_back("survey", ref(doc().read<schema::Question>(question).survey.handle));
  if (customer) response.emplace_back("customer", ref(customer));
  response.emplace_back("date", date);
  const store::Handle filled = add("response", response);
  return add("answer", {{"response", ref(filled)}, {"question", ref(question)}, {"value", std::string(value)}});
}

void DocBuilder::setting(std::string_view key, std::string_view value) {
  add("setting", {{"key", std::string(key)}, {"value", std::string(value)}});
}

}  // namespace zhike::test
