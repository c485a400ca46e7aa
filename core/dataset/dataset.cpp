// Call flow: write → Scope (what is in) → make_plans → codebook, records, answers, conflicts, changes → Sink → the
// port.
#include "core/dataset/dataset.h"

#include <array>
#include <charconv>

#include "core/base/json.h"
#include "core/dataset/parts.h"

namespace zhike::dataset {
namespace {

constexpr std::string_view format_name = "zhike-dataset/1";

std::string_view type_key(ports::ColumnType type) {
  constexpr std::string_view keys[] = {"TEXT", "INTEGER", "REAL"};
  return keys[static_cast<int>(type)];
}

std::string number_text(double value) {
  std::array<char, 32> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end};
}

base::Status write_about(const Plan& plan, const Scope& scope, const Options& options, Sink& out) {
  TRY_DO(out.begin(plan));
  const bool is_whole = options.owners.empty() && options.identifiers == exchange::Identifiers::kept;
  const std::pair<std::string_view, std::string> rows[] = {
      {"format", std::string(format_name)},
      {"identifiers", std::string(exchange::identifier_keys[static_cast<int>(options.identifiers)])},
      {"schema_version", std::to_string(store::schema_version)},
      {"state_hash", is_whole ? store::state_hash(scope.document()) : std::string()},
  };
  for (const auto& [name, value] : rows) TRY_DO(out.add(Row(2).text(std::string(name)).text(value).cells()));
  return {};
}

}  // namespace

base::Status Sink::begin(const Plan& plan) {
  ports::TableDef table{plan.name, {}, plan.key_columns};
  hash("table " + plan.name + "\n");
  for (const Column& column : plan.columns) {
    table.columns.push_back(column.def);
    hash(column.def.name + " " + std::string(type_key(column.def.type)) + "\n");
  }
  summary_.tables.push_back({plan.name, 0});
  return out_.begin(table);
}

// Each cell by kind and, where it is text, length: no two different rows give the same bytes.
base::Status Sink::add(std::span<const ports::Cell> row) {
  std::string line;
  for (const ports::Cell& cell : row) {
    if (const auto* number = std::get_if<std::int64_t>(&cell))
      line += "i" + std::to_string(*number) + ";";
    else if (const auto* real = std::get_if<double>(&cell))
      line += "r" + number_text(*real) + ";";
    else if (const auto* text = std::get_if<std::string_view>(&cell))
      line.append("t" + std::to_string(text->size()) + ":").append(*text).append(";");
    else
      line += "n;";
  }
  hash(line + "\n");
  ++summary_.tables.back().rows;
  return out_.add(row);
}

void Sink::hash(std::string_view text) { stream_.update(text); }

base::Result<Summary> Sink::finish() {
  TRY_DO(out_.finish());
  summary_.hash = base::to_hex(stream_.finish());
  return std::move(summary_);
}

base::Result<Summary> write(const store::Book& book, const Options& options, ports::TableWriter& out) {
  const Scope scope(book, options);
  const std::vector<Plan> plans = make_plans();
  Sink sink(out);
  TRY_DO(write_about(plan_of(plans, "dataset"), scope, options, sink));
  TRY_DO(write_codebook(plans, sink));
  for (const Plan& plan : plans)
    if (plan.type) TRY_DO(write_records(plan, scope.document(), sink));
  TRY_DO(write_answers(plan_of(plans, "answers_long"), scope.document(), sink));
  TRY_DO(write_conflicts(plan_of(plans, "conflict"), scope, sink));
  TRY_DO(write_changes(plan_of(plans, "change_log"), plan_of(plans, "change_history"), scope, sink));
  TRY(Summary summary, sink.finish());
  summary.withheld_fields = scope.withheld();
  return summary;
}

}  // namespace zhike::dataset
