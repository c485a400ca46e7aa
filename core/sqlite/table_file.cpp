#include "core/sqlite/table_file.h"

#include <cstdio>

#include <sqlite3.h>

namespace zhike::sqlite {
namespace {

std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

std::string_view type_of(ports::ColumnType type) {
  constexpr std::string_view names[] = {"TEXT", "INTEGER", "REAL"};
  return names[static_cast<int>(type)];
}

std::string create_statement(const ports::TableDef& table) {
  std::string sql = "CREATE TABLE " + quoted(table.name) + " (", key;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool is_key = i < table.key_columns;
    sql += (i ? ",\n  " : "\n  ") + quoted(table.columns[i].name) + " " + std::string(type_of(table.columns[i].type));
    if (is_key) sql += " NOT NULL", key += (i ? ", " : "") + quoted(table.columns[i].name);
  }
  if (!key.empty()) sql += ",\n  PRIMARY KEY (" + key + ")";
  return sql + "\n) STRICT";
}

std::string insert_statement(const ports::TableDef& table) {
  std::string marks;
  for (std::size_t i = 0; i < table.columns.size(); ++i) marks += i ? ", ?" : "?";
  return "INSERT INTO " + quoted(table.name) + " VALUES (" + marks + ")";
}

class TableFile : public ports::TableWriter {
  // Invariant: a transaction is open from open() to finish(); insert_ belongs to the table begun last.
 public:
  explicit TableFile(std::string path) : path_(std::move(path)), part_(path_ + ".part") {}
  TableFile(const TableFile&) = delete;
  TableFile& operator=(const TableFile&) = delete;
  ~TableFile() override {
    close();
    if (!is_finished_) std::remove(part_.c_str());
  }

  base::Status open() {
    std::remove(part_.c_str());
    if (sqlite3_open(part_.c_str(), &database_) != SQLITE_OK) return failed();
    // Nothing of it counts before the rename, so a crash needs no journal.
    return run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN");
  }
  base::Status begin(const ports::TableDef& table) override {
    sqlite3_finalize(insert_);
    insert_ = nullptr;
    TRY_DO(run(create_statement(table)));
    const std::string sql = insert_statement(table);
    if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &insert_, nullptr) != SQLITE_OK) return failed();
    return {};
  }
  base::Status add(std::span<const ports::Cell> row) override {
    int at = 0;
    for (const ports::Cell& cell : row) bind(++at, cell);
    const bool is_added = sqlite3_step(insert_) == SQLITE_DONE;
    const base::Status status = is_added ? base::Status() : failed();
    sqlite3_reset(insert_);
    sqlite3_clear_bindings(insert_);
    return status;
  }
  base::Status finish() override {
    TRY_DO(run("COMMIT"));
    close();
    if (std::rename(part_.c_str(), path_.c_str()) != 0) return base::fail("file.unwritable", path_);
    is_finished_ = true;
    return {};
  }

 private:
  void bind(int at, const ports::Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell))
      sqlite3_bind_int64(insert_, at, *number);
    else if (const auto* real = std::get_if<double>(&cell))
      sqlite3_bind_double(insert_, at, *real);
    else if (const auto* text = std::get_if<std::string_view>(&cell))
      sqlite3_bind_text64(insert_, at, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    else
      sqlite3_bind_null(insert_, at);
  }
  base::Status run(const std::string& sql) {
    if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
    return {};
  }
  base::Status failed() const { return base::fail("sqlite.failed", path_, sqlite3_errmsg(database_)); }
  void close() {
    sqlite3_finalize(insert_);
    insert_ = nullptr;
    sqlite3_close(database_);
    database_ = nullptr;
  }

  std::string path_, part_;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  bool is_finished_ = false;
};

}  // namespace

base::Result<std::unique_ptr<ports::TableWriter>> create_table_file(const std::string& path) {
  auto file = std::make_unique<TableFile>(path);
  TRY_DO(file->open());
  return file;
}

}  // namespace zhike::sqlite
