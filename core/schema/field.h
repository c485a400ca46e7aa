// Field: what a record's member is called, holds and allows. One table of fields a record type (core/schema/<name>.h)
// feeds JSON, storage, CSV, validation, forms, tables, search and help. Never holds behaviour.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace zhike::schema {

// The closed list of kinds. How each is written in JSON: text, long_text, choice: string · integer: integer ·
// decimal, money: string "12.5" · flag: true/false · date: "2026-11-21" · datetime: "2026-11-21T10:15:03.000Z" ·
// ref: record id · list: array of strings. stored: do not change
enum class Kind : std::uint8_t { text, long_text, integer, decimal, money, flag, date, datetime, choice, ref, list };

std::string_view kind_key(Kind kind);  // "text", "long_text", …

enum FieldFlags : std::uint32_t {
  none = 0,
  required = 1 << 0,    // create and update refuse to leave it empty
  searchable = 1 << 1,  // text search looks here
  personal = 1 << 2,    // redacted from logs and partial shares
  in_table = 1 << 3,    // shown in lists unless the user hides it
  repeats = 1 << 4,     // few distinct values: kept once each
  locked = 1 << 5,      // once set, never edited (original wording)
  unique = 1 << 6,      // the record's own key: import matches by it
};

// Handle: a record inside one loaded document; 0 is none. Never stored.
using Handle = std::uint32_t;
using FieldIndex = std::uint16_t;

inline constexpr std::int64_t unset = INT64_MIN;

// Member types of record structs: views into the document, valid until its next change.
template <Kind K>
struct TextOf {
  static constexpr Kind kind = K;
  std::string_view text;
  bool empty() const { return text.empty(); }
  operator std::string_view() const { return text; }  // NOLINT(google-explicit-constructor)
};
template <Kind K>
struct NumberOf {
  static constexpr Kind kind = K;
  std::int64_t value = unset;  // decimal, money: units of 10^-4 · date: base::Day · datetime: milliseconds · flag: 0/1
  bool has() const { return value != unset; }
  std::int64_t value_or(std::int64_t other) const { return has() ? value : other; }
};
struct Ref {
  static constexpr Kind kind = Kind::ref;
  Handle handle = 0;
};
using Text = TextOf<Kind::text>;
using LongText = TextOf<Kind::long_text>;
using Choice = TextOf<Kind::choice>;
using List = TextOf<Kind::list>;  // items joined by '\n'
using Integer = NumberOf<Kind::integer>;
using Decimal = NumberOf<Kind::decimal>;
using Money = NumberOf<Kind::money>;
using Flag = NumberOf<Kind::flag>;
using Date = NumberOf<Kind::date>;
using DateTime = NumberOf<Kind::datetime>;

struct FieldOptions {
  std::uint32_t flags = none;
  std::span<const std::string_view> choices = {};
  std::string_view target = {};            // ref: key of the record type it points to
  std::string_view group = {};             // fields of one group are written, merged and in conflict together
  std::uint32_t max_code_points = 0;       // text: 0 means 200, long_text: 0 means 20,000
  std::int64_t low = unset, high = unset;  // numbers, in the member's own unit; unset: no bound
};

struct FieldDef {
  std::string_view key;  // stored: do not change
  Kind kind;
  FieldOptions options;
  const void* tag;                                                        // identifies the member at compile time
  void (*set)(void* record, std::string_view text, std::int64_t number);  // fills the struct's member

  constexpr bool has(FieldFlags flag) const { return (options.flags & flag) != 0; }
  constexpr bool is_text() const {
    return kind == Kind::text || kind == Kind::long_text || kind == Kind::choice || kind == Kind::list;
  }
  constexpr std::uint32_t limit_code_points() const {
    return options.max_code_points                      ? options.max_code_points
           : kind == Kind::text || kind == Kind::choice ? 200
                                                        : 20'000;
  }
};

template <auto M>
inline constexpr char member_tag = 0;

template <class C, class M>
M member_type(M C::*);
template <class C, class M>
C class_type(M C::*);

template <auto M>
consteval FieldDef field(std::string_view key, FieldOptions options = {}) {
  using Member = decltype(member_type(M));
  using Record = decltype(class_type(M));
  return {key, Member::kind, options, &member_tag<M>, [](void* record, std::string_view text, std::int64_t number) {
            Member& member = static_cast<Record*>(record)->*M;
            if constexpr (requires { member.text; })
              member.text = text;
            else if constexpr (requires { member.handle; })
              member.handle = static_cast<Handle>(number);
            else
              member.value = number;
          }};
}

template <class Record>
struct Schema;  // each record type specialises it: key, fields

void member_is_not_in_its_table();

// The index of &Record::member in its table, at compile time.
template <auto M>
consteval FieldIndex index_of() {
  using Record = decltype(class_type(M));
  FieldIndex at = 0;
  for (const FieldDef& f : Schema<Record>::fields) {
    if (f.tag == &member_tag<M>) return at;
    ++at;
  }
  member_is_not_in_its_table();  // no constant expression: the build stops here
  return at;
}

namespace detail {
struct Any {
  template <class T>
  constexpr operator T() const;  // NOLINT(google-explicit-constructor)
};
template <class T, class... A>
consteval std::size_t count_members() {
  if constexpr (requires { T{A{}..., Any{}}; })
    return count_members<T, A..., Any>();
  else
    return sizeof...(A);
}
}  // namespace detail

// True when every member of the struct has a line in its field table.
template <class Record>
consteval bool covers() {
  return detail::count_members<Record>() == Schema<Record>::fields.size();
}

}  // namespace zhike::schema
