// Call flow: make_share → Selection (which records) → copy_table (their values) → Book::receive.
#include "core/exchange/share.h"

#include <algorithm>

#include "core/base/hash.h"

namespace zhike::exchange {
namespace {

using schema::Customer;
using schema::TypeIndex;
using store::Handle;
using store::Row;

constexpr TypeIndex customer_type = schema::type_of<Customer>;
constexpr TypeIndex contact_type = schema::type_of<schema::ContactPerson>;
constexpr std::size_t pseudonym_digits = 6;
constexpr Row customers_in_sample = 3;

// HMAC-SHA-256 (RFC 2104) over the record's id.
base::Sha256 keyed(base::RecId rec, std::string_view key) {
  constexpr std::size_t block = 64;
  std::string pad(key);
  if (pad.size() > block) {
    const base::Sha256 digest = base::sha256(pad);
    pad.assign(digest.begin(), digest.end());
  }
  pad.resize(block, '\0');
  std::string inner = pad, outer = pad;
  for (char& c : inner) c = static_cast<char>(c ^ 0x36);
  for (char& c : outer) c = static_cast<char>(c ^ 0x5c);
  const base::Sha256 digest = base::sha256(inner + base::write_id(rec));
  outer.append(digest.begin(), digest.end());
  return base::sha256(outer);
}

// What is asked and sold, whoever the customer: nothing in it names one.
bool is_general(TypeIndex type) {
  return type == schema::type_of<schema::Product> || type == schema::type_of<schema::Survey> ||
         type == schema::type_of<schema::Question> || type == schema::type_of<schema::Wave> ||
         type == schema::type_of<schema::StandardAnswer>;
}

bool is_about_the_book(TypeIndex type) {
  return type == schema::type_of<schema::Staff> || type == schema::type_of<schema::Setting> ||
         type == schema::type_of<schema::Rule>;
}

// Which records are in the part: 1 by handle.
class Selection {
 public:
  Selection(const store::Document& document, const ShareOptions& options)
      : doc_(document), in_(doc_.handle_count(), 0) {
    choose_customers(options);
    while (add_belonging(options)) {
    }
    add_referred();
    if (options.owners.empty()) add_free(options);
  }
  bool has(Handle record) const { return in_[record] != 0; }
  std::size_t customers_left_out() const { return customers_left_out_; }

 private:
  template <class F>
  void each_row(TypeIndex type, F&& visit) const {
    const store::Table& table = doc_.table(type);
    for (Row row = 0; row < table.rows(); ++row)
      if (table.visible[row]) visit(table, row);
  }
  void choose_customers(const ShareOptions& options) {
    const auto owner = schema::index_of<&Customer::owner>();
    each_row(customer_type, [&](const store::Table& table, Row row) {
      const bool is_theirs = options.owners.empty() ||
                             std::ranges::find(options.owners, table.columns[owner].text(row)) != options.owners.end();
      if (is_theirs)
        in_[table.handles[row]] = 1;
      else
        ++customers_left_out_;
    });
  }
  // A record belongs to its customer, or to the record that does (an answer to its response).
  static bool is_belonging(const schema::FieldDef& field) {
    const std::string_view target = field.options.target;
    return target == "customer" || target == "response";
  }
  static bool belongs_to_customers(std::uint16_t type) {
    return type == customer_type || std::ranges::any_of(schema::registry[type].fields, is_belonging);
  }
  bool add_belonging(const ShareOptions& options) {
    bool has_added = false;
    for (TypeIndex type = 0; type < schema::type_count; ++type) {
      const bool stays = type == contact_type && options.identifiers != Identifiers::kept;
      if (type == customer_type || stays) continue;
      each_row(type, [&](const store::Table& table, Row row) {
        if (in_[table.handles[row]]) return;
        const auto belongs = std::ranges::find_if(table.columns, [&](const store::Column& column) {
          return is_belonging(column.field()) && column.is_set(row);
        });
        if (belongs == table.columns.end() || !has(static_cast<Handle>(belongs->raw(row)))) return;
        in_[table.handles[row]] = 1;
        has_added = true;
      });
    }
    return has_added;
  }
  void add_referred() {
    for (bool has_added = true; std::exchange(has_added, false);)
      for (TypeIndex type = 0; type < schema::type_count; ++type)
        each_row(type, [&](const store::Table& table, Row row) {
          if (!in_[table.handles[row]]) return;
          for (const store::Column& column : table.columns) {
            if (column.field().kind != schema::Kind::ref || !column.is_set(row)) continue;
            const auto to = static_cast<Handle>(column.raw(row));
            const bool is_free = doc_.is_visible(to) && !belongs_to_customers(doc_.place(to).type);
            if (!in_[to] && is_free) in_[to] = 1, has_added = true;
          }
        });
    // A survey is of no use without its questions.
    constexpr TypeIndex question = schema::type_of<schema::Question>;
    each_row(question, [&](const store::Table& table, Row row) {
      const auto survey = static_cast<Handle>(table.columns[schema::index_of<&schema::Question::survey>()].raw(row));
      if (survey && has(survey)) in_[table.handles[row]] = 1;
    });
  }
  void add_free(const ShareOptions& options) {
    for (TypeIndex type = 0; type < schema::type_count; ++type)
      if (!belongs_to_customers(type) && (!is_about_the_book(type) || options.identifiers == Identifiers::kept))
        each_row(type, [&](const store::Table& table, Row row) { in_[table.handles[row]] = 1; });
  }

  const store::Document& doc_;
  std::vector<std::uint8_t> in_;
  std::size_t customers_left_out_ = 0;
};

// Copies the chosen records of one type as change-sets of new records.
class TableCopy {
 public:
  TableCopy(const store::Document& document, const Selection& selection, const ShareOptions& options, TypeIndex type)
      : doc_(document), selection_(selection), options_(options), type_(type) {
    const auto& fields = schema::registry[type].fields;
    for (schema::FieldIndex f = 0; f < fields.size(); ++f) {
      const bool is_withheld = options.identifiers != Identifiers::kept && may_identify(type, fields[f]);
      (is_withheld && !names_customer(f) ? withheld_ : copied_).push_back(f);
    }
  }
  const std::vector<schema::FieldIndex>& withheld() const { return withheld_; }

  void run(Share& share) {
    const store::Table& table = doc_.table(type_);
    store::BatchOp batch{std::string(schema::registry[type_].key), {}, {}};
    for (const schema::FieldIndex f : copied_) batch.cols.emplace_back(schema::registry[type_].fields[f].key);
    const auto flush = [&] {
      if (batch.rows.empty()) return;
      store::Change change;
      change.at = base::advance(last_, options_.now);
      last_ = change.at;
      change.command = "share";
      change.batches.push_back(batch);
      share.book.write(std::move(change));
      batch.rows.clear();
    };
    for (Row row = 0; row < table.rows(); ++row) {
      if (!table.visible[row] || !selection_.has(table.handles[row])) continue;
      batch.rows.push_back(copy(table, row));
      if (batch.rows.size() == store::max_batch_rows) flush();
    }
    flush();
  }

 private:
  // The one field that a pseudonym can stand in for.
  bool names_customer(schema::FieldIndex field) const {
    return type_ == customer_type && field == schema::index_of<&Customer::name>();
  }
  store::BatchRow copy(const store::Table& table, Row row) const {
    const base::RecId rec = doc_.id(table.handles[row]);
    store::BatchRow out{shared_id(rec, options_), {}};
    for (const schema::FieldIndex f : copied_) out.values.push_back({value(table, row, f, rec), {}});
    return out;
  }
  schema::Value value(const store::Table& table, Row row, schema::FieldIndex f, base::RecId rec) const {
    if (options_.identifiers != Identifiers::kept && names_customer(f)) return pseudonym(rec, options_.key);
    const store::Column& column = table.columns[f];
    if (column.field().kind != schema::Kind::ref) return doc_.to_value(type_, f, column.raw(row));
    const auto to = static_cast<Handle>(column.raw(row));
    return to && selection_.has(to) ? schema::Value{shared_id(doc_.id(to), options_)} : schema::Value{};
  }

  const store::Document& doc_;
  const Selection& selection_;
  const ShareOptions& options_;
  TypeIndex type_;
  std::vector<schema::FieldIndex> copied_, withheld_;
  base::Hlc last_;
};

}  // namespace

base::RecId shared_id(base::RecId rec, const ShareOptions& options) {
  if (options.identifiers == Identifiers::kept) return rec;
  const base::Sha256 digest = keyed(rec, options.key);
  return base::make_name_id("zhike:share", base::to_hex(digest));
}

bool may_identify(TypeIndex type, const schema::FieldDef& field) {
  if (is_general(type)) return field.has(schema::personal);
  return field.has(schema::personal) || field.has(schema::unique) || field.kind == schema::Kind::long_text;
}

std::string pseudonym(base::RecId rec, std::string_view key) {
  std::string name = "C-" + base::to_hex(keyed(rec, key)).substr(0, pseudonym_digits);
  for (char& c : name)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  return name;
}

Share make_share(const store::Book& book, const ShareOptions& options) {
  const store::Document& document = book.document();
  Share share;
  share.book.set_identity({options.device, book.identity().by});
  const Selection selection(document, options);
  share.customers_left_out = selection.customers_left_out();
  for (TypeIndex type = 0; type < schema::type_count; ++type) {
    TableCopy copy(document, selection, options, type);
    copy.run(share);
    if (share.book.document().table(type).visible_count == 0) continue;
    const schema::RecordDef& def = schema::registry[type];
    for (const schema::FieldIndex f : copy.withheld())
      share.withheld_fields.push_back(std::string(def.key) + "." + std::string(def.fields[f].key));
  }
  return share;
}

namespace {

base::Json sample_of(const store::Document& document) {
  base::Json sample = base::Json::array();
  const store::Table& table = document.table(customer_type);
  for (Row row = 0; row < table.rows() && row < customers_in_sample; ++row) {
    base::Json one = base::Json::object();
    for (schema::FieldIndex f = 0; f < table.columns.size(); ++f)
      if (table.columns[f].is_set(row)) {
        const schema::FieldDef& field = table.columns[f].field();
        one.set(std::string(field.key),
                schema::value_to_text(field, document.to_value(customer_type, f, table.columns[f].raw(row))));
      }
    sample.push(std::move(one));
  }
  return sample;
}

}  // namespace

base::Json share_json(const Share& share) {
  base::Json records = base::Json::object(), withheld = base::Json::array();
  for (TypeIndex type = 0; type < schema::type_count; ++type)
    if (const std::size_t count = share.book.document().table(type).visible_count)
      records.set(std::string(schema::registry[type].key), count);
  for (const std::string& field : share.withheld_fields) withheld.push(field);
  return base::Json::object()
      .set("records", std::move(records))
      .set("customers_left_out", share.customers_left_out)
      .set("withheld", std::move(withheld))
      .set("sample", sample_of(share.book.document()));
}

}  // namespace zhike::exchange
