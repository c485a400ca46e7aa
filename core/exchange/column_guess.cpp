// Call flow: guess_type → guess_columns for each type → Guess: score headings → assign the best first → fill what is
// needed from endings, then from contents → questions.
#include "core/exchange/column_guess.h"

#include <algorithm>

#include "core/base/sort.h"
#include "core/base/text.h"
#include "core/exchange/column_names.h"
#include "core/exchange/values.h"

namespace zhike::exchange {
namespace {

using schema::FieldDef;
using schema::Kind;
using schema::TypeIndex;

constexpr TypeIndex customer_type = schema::type_of<schema::Customer>;
constexpr TypeIndex product_type = schema::type_of<schema::Product>;
constexpr TypeIndex response_type = schema::type_of<schema::Response>;

struct Candidate {
  int score;
  std::size_t column;
  std::string_view field;
};

std::string_view generic_key_names() { return "编号|编码|代码|id|code|key|number|no"; }

// How well a folded heading fits a list of names: 100 down to 60 for an exact match; 0 for none.
int exact_score(std::string_view heading, std::string_view names) {
  int score = 0;
  any_name(names, [&](std::string_view name, std::size_t position) {
    if (heading == name) score = 100 - static_cast<int>(std::min<std::size_t>(position, 40));
    return score > 0;
  });
  return score;
}

// 50 and less where the heading ends in a name that is long enough to mean this alone; any name with `least` bytes.
int ending_score(std::string_view heading, std::string_view names, std::size_t least_han, std::size_t least_ascii) {
  std::size_t best = 0;
  any_name(names, [&](std::string_view name, std::size_t) {
    const bool is_ascii = static_cast<unsigned char>(name.front()) < 0x80;
    if (name.size() >= (is_ascii ? least_ascii : least_han) && heading.size() > name.size() && heading.ends_with(name))
      best = std::max(best, name.size());
    return false;
  });
  return best == 0 ? 0 : 20 + static_cast<int>(std::min<std::size_t>(best, 30));
}

std::string_view without_owner(std::string_view heading) {
  for (const std::string_view owner : {"客户", "顾客", "会员", "公司", "企业", "单位", "customer", "client", "cust",
                                       "member", "company", "account", "contact"})
    if (heading.starts_with(owner) && heading.size() > owner.size()) return heading.substr(owner.size());
  return {};
}

class Guess {
 public:
  Guess(TypeIndex type, std::span<const ColumnSample> columns, std::span<const std::optional<std::string>> fixed)
      : type_(type), def_(schema::registry[type]), columns_(columns), fixed_(fixed), fields_(columns.size()) {
    for (const ColumnSample& column : columns) names_.push_back(split_heading(column.heading).name);
    for (std::size_t i = 0; i < fixed.size(); ++i)
      if (fixed[i]) fields_[i] = *fixed[i];
  }

  ColumnFields run() {
    score_headings();
    base::sort(candidates_, std::ranges::greater(), &Candidate::score);
    for (const Candidate& candidate : candidates_) assign(candidate);
    if (type_ != response_type) {
      fill_needed();
      return fields_;
    }
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (fields_[i].empty() && !is_fixed(i) && !columns_[i].cells.empty())
        fields_[i] = "question:" + std::string(base::first_code_points(clean_line(columns_[i].heading), 200));
    return fields_;
  }

  int score() const { return score_; }

 private:
  bool is_fixed(std::size_t column) const { return column < fixed_.size() && fixed_[column].has_value(); }
  bool is_free(std::size_t column) const { return !is_fixed(column) && fields_[column].empty(); }
  bool is_taken(std::string_view field) const { return std::ranges::find(fields_, field) != fields_.end(); }
  const FieldDef* field(std::string_view key) const {
    const auto f = def_.find(key);
    return f < def_.fields.size() ? &def_.fields[f] : nullptr;
  }

  // Several telephone columns, or several of notes, go into one field together.
  bool joins(std::string_view key) const { return key == "phone" || key == "notes"; }

  void assign(const Candidate& candidate) {
    if (!is_free(candidate.column)) return;
    if (is_taken(candidate.field) && !(joins(candidate.field) && candidate.score >= 60)) return;
    fields_[candidate.column] = candidate.field;
    score_ += candidate.score;
  }

  template <class Visit>
  void each_name_list(Visit visit) const {
    for (const FieldNames& entry : field_names())
      if (entry.type == def_.key) visit(entry.field, entry.names, 0);
    if (type_ == customer_type) {
      visit("key", customer_key_names(), 0);
      visit("key", generic_key_names(), 20);
      visit("name", customer_name_names(), 0);
      visit("name", "名称|名字|商户|店名", 0);
    } else if (field("customer")) {
      visit("customer", customer_key_names(), 0);
      visit("customer", customer_name_names(), 10);
      if (type_ != schema::type_of<schema::ContactPerson>) visit("customer.name", customer_name_names(), 20);
    }
    if (type_ == product_type) {
      visit("key", product_key_names(), 0);
      visit("key", generic_key_names(), 20);
      visit("name", product_name_names(), 0);
      visit("name", "名称|name|title", 0);
    } else if (field("product")) {
      visit("product", product_key_names(), 0);
      visit("product", product_name_names(), 10);
      visit("product.name", product_name_names(), 20);
    }
  }

  void add(int score, std::size_t column, std::string_view key) {
    if (score <= 0) return;
    if (const FieldDef* def = field(key); def && !fits(*def, column)) return;
    candidates_.push_back({score, column, key});
  }

  void score_headings() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string_view name = names_[i];
      if (name.empty() || !is_free(i)) continue;
      const std::string whole_name = fold_name(columns_[i].heading);
      for (const FieldDef& def : def_.fields) add(fold_name(def.key) == name ? 100 : 0, i, def.key);
      const bool is_strict = type_ == response_type;  // there any other heading is a question
      const std::string_view bare = is_strict ? std::string_view() : without_owner(name);
      each_name_list([&](std::string_view key, std::string_view list, int minus) {
        const int whole = whole_name == name
                              ? 0
                              : exact_score(whole_name, list);  // "Wording (English)": the brackets tell fields apart
        int score = whole ? whole + 5 : exact_score(name, list);
        if (score == 0 && !bare.empty() && type_ == customer_type) score = exact_score(bare, list) - 30;
        if (score <= 0 && !is_strict) score = ending_score(name, list, 9, 6);
        add(score - minus, i, key);
      });
    }
  }

  // False when most of the first cells cannot be read as what the field holds: then the heading means something else.
  bool fits(const FieldDef& def, std::size_t column) const {
    if (def.is_text() && def.kind != Kind::choice) return true;
    if (def.has(schema::required) || def.kind == Kind::ref) return true;
    const auto& cells = columns_[column].cells;
    std::size_t filled = 0, good = 0;
    for (const std::string& cell : cells) {
      if (means_empty(cell)) continue;
      ++filled;
      good += reads_as(def, cell);
    }
    return filled == 0 || good * 2 >= filled;
  }

  bool reads_as(const FieldDef& def, std::string_view cell) const {
    switch (def.kind) {
      case Kind::date:
      case Kind::datetime:
        return is_date(cell);
      case Kind::integer:
      case Kind::decimal:
      case Kind::money:
        return read_number(cell).has_value();
      case Kind::flag:
        return read_flag(cell).has_value();
      case Kind::choice:
        return find_choice(def_.key, def, cell) != nullptr;
      default:
        return true;
    }
  }

  static bool is_date(std::string_view cell) {
    return read_date(cell, DateOrder::dmy).has_value() || read_date(cell, DateOrder::mdy).has_value();
  }

  // Needed fields that no heading names: first by the heading's last word, then a date or an amount by its contents
  // when only one column can be meant.
  void fill_needed() {
    for (const FieldDef& def : def_.fields) {
      if (!def.has(schema::required) || is_taken(def.key)) continue;
      Candidate best{0, 0, def.key};
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!is_free(i)) continue;
        each_name_list([&](std::string_view key, std::string_view list, int) {
          const int score = key == def.key ? ending_score(names_[i], list, 6, 4) : 0;
          if (score > best.score && content_fits(def, i)) best = {score, i, def.key};
        });
      }
      if (best.score == 0) best = by_content(def);
      if (best.score > 0)
        assign(best);
      else if (def.key == "customer")
        customer_from_key();
    }
  }

  bool content_fits(const FieldDef& def, std::size_t column) const {
    const auto& cells = columns_[column].cells;
    const auto good = std::ranges::count_if(cells, [&](const std::string& c) { return reads_as(def, c); });
    return static_cast<std::size_t>(good) * 10 >= cells.size() * 8;
  }

  Candidate by_content(const FieldDef& def) const {
    Candidate only{0, 0, def.key};
    const bool is_day = def.kind == Kind::date || def.kind == Kind::datetime;
    if (!is_day && def.kind != Kind::money) return only;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!is_free(i) || columns_[i].cells.empty() || !content_fits(def, i)) continue;
      const auto& cells = columns_[i].cells;
      if (is_day && !std::ranges::all_of(cells, [](const std::string& c) { return c.size() >= 6; })) continue;
      if (only.score) return {0, 0, def.key};  // two could be meant: a person decides
      only = {10, i, def.key};
    }
    return only;
  }

  // "编号, 日期, 金额": a number that repeats from row to row is the customer's, not the row's.
  void customer_from_key() {
    const auto key = std::ranges::find(fields_, "key");
    if (key == fields_.end()) return;
    const auto column = static_cast<std::size_t>(key - fields_.begin());
    std::vector<std::string> cells = columns_[column].cells;
    base::sort(cells);
    if (!is_fixed(column) && std::ranges::adjacent_find(cells) != cells.end()) *key = "customer";
  }

  TypeIndex type_;
  const schema::RecordDef& def_;
  std::span<const ColumnSample> columns_;
  std::span<const std::optional<std::string>> fixed_;
  std::vector<std::string> names_;
  std::vector<Candidate> candidates_;
  ColumnFields fields_;
  int score_ = 0;
};

// Columns that look like answers on a scale of up to ten points.
bool is_scale(const ColumnSample& column) {
  const auto good = std::ranges::count_if(column.cells, [](const std::string& cell) {
    const auto n = read_integer(cell);
    return n && *n >= 0 && *n <= 10 && cell.size() <= 6;
  });
  return good > 0 && static_cast<std::size_t>(good) * 4 >= column.cells.size() * 3;
}

}  // namespace

ColumnFields guess_columns(TypeIndex type, std::span<const ColumnSample> columns,
                           std::span<const std::optional<std::string>> fixed) {
  return Guess(type, columns, fixed).run();
}

TypeIndex guess_type(std::span<const ColumnSample> columns, std::span<const std::optional<std::string>> fixed) {
  TypeIndex best = schema::type_count;
  int best_score = 0;
  ColumnFields best_fields(columns.size());
  for (TypeIndex type = 0; type < schema::type_count; ++type) {
    const std::string_view key = schema::registry[type].key;
    if (key == "setting" || key == "rule" || type == response_type) continue;
    Guess guess(type, columns, fixed);
    const ColumnFields fields = guess.run();
    if (!missing_field(type, fields).empty()) continue;
    const int score = guess.score();
    if (score > best_score) {
      best = type;
      best_score = score;
      best_fields = fields;
    }
  }
  std::size_t scales = 0, unexplained = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!is_scale(columns[i])) continue;
    ++scales;
    unexplained += best_fields[i].empty();
  }
  const bool is_survey =
      unexplained >= 3 || (scales >= 3 && scales * 2 >= columns.size()) || (scales >= 1 && best == schema::type_count);
  return is_survey ? response_type : best;
}

std::string_view missing_field(TypeIndex type, const ColumnFields& fields) {
  const auto has = [&](std::string_view key) { return std::ranges::find(fields, key) != fields.end(); };
  if (type == response_type) {
    const bool asks = std::ranges::any_of(fields, [](const std::string& f) { return f.starts_with("question:"); });
    return asks ? std::string_view() : "question";
  }
  for (const FieldDef& def : schema::registry[type].fields) {
    if (!def.has(schema::required) || has(def.key)) continue;
    if (def.key == "name" && has("key")) continue;
    if (def.kind == Kind::ref && has(std::string(def.key) + ".name")) continue;
    return def.key;
  }
  return {};
}

std::string unknown_field(TypeIndex type, const ColumnFields& fields) {
  const schema::RecordDef& def = schema::registry[type];
  for (const std::string& key : fields) {
    if (key.empty() || def.find(key) < def.fields.size()) continue;
    if (type == response_type && key.starts_with("question:") && key.size() > 9) continue;
    if (key.ends_with(".name")) {
      const auto f = def.find(key.substr(0, key.size() - 5));
      if (f < def.fields.size() && def.fields[f].kind == Kind::ref) continue;
    }
    return key;
  }
  return {};
}

bool looks_like_key(std::string_view cell) {
  bool has_digit = false;
  for (const char c : cell) {
    const bool is_digit = c >= '0' && c <= '9';
    has_digit = has_digit || is_digit;
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_digit && !is_letter && std::string_view("-_./#:").find(c) == std::string_view::npos) return false;
  }
  return has_digit && cell.size() <= 60;
}

bool means_empty(std::string_view cell) {
  cell = base::trim(cell);
  if (cell.empty()) return true;
  if (cell.size() > 9) return false;
  for (const std::string_view word : {"-", "--", "—", "——", "/", "\\", "无", "無", "暂无", "暫無", "空", "未填"})
    if (cell == word) return true;
  const std::string lower = base::to_lower_ascii(cell);
  for (const std::string_view word : {"n/a", "na", "#n/a", "null", "none", "nil", "nan", "(null)", "(空)"})
    if (lower == word) return true;
  return false;
}

const std::string_view* find_choice(std::string_view type, const FieldDef& field, std::string_view cell) {
  const std::string folded = fold_name(cell);
  const auto& choices = field.options.choices;
  for (const std::string_view& choice : choices)
    if (fold_name(choice) == folded) return &choice;
  const bool is_channel = choices.data() == schema::channels.data();
  const std::string list = is_channel ? "channel" : std::string(type) + "." + std::string(field.key);
  for (const ChoiceNames& entry : choice_names()) {
    if (entry.field != list || !any_name(entry.names, [&](std::string_view n, std::size_t) { return n == folded; }))
      continue;
    const auto at = std::ranges::find(choices, entry.choice);
    if (at != choices.end()) return &*at;
  }
  return nullptr;
}

}  // namespace zhike::exchange
