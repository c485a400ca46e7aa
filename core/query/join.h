// Join: what it means that two records are one and the same customer (product, …): which of them is shown, with which
// values, what comes with it; which pairs a person has joined or told apart. Used by the command, the duplicates query
// and the data room.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/query/period.h"
#include "core/schema/value.h"
#include "core/store/book.h"

namespace zhike::query {

// A field with something in it on either side.
struct JoinField {
  schema::FieldIndex field = 0;
  schema::Value kept, gone;
  // The kept one's value, the other's where it has none; both together for a list.
  schema::Value proposed;
  bool differs() const { return kept != gone; }
};

struct JoinPlan {
  Handle kept = 0, gone = 0;      // kept: the lesser id, as the document decides
  std::vector<JoinField> fields;  // in order of the field table; keys of records are left out, each keeps its own
  std::vector<std::pair<schema::TypeIndex, std::size_t>> kept_holds, gone_holds;  // records that refer to each
};

// How many visible records of each type refer to this one.
std::vector<std::pair<schema::TypeIndex, std::size_t>> records_of(const store::Document& document, Handle record);

JoinPlan plan_join(const store::Document& document, Handle first, Handle second);

struct Joined {
  Handle kept = 0, gone = 0;
  store::ChangeIndex change = 0;  // the one that joined them
  // Fields of the hidden one that somebody changed without knowing of the join.
  std::vector<schema::FieldIndex> changed_since;
};
// Newest first.
std::vector<Joined> find_joined(const store::Document& document);

// Values the kept one had before the join, for fields that still hold what the join wrote.
std::vector<std::pair<std::string, schema::Value>> before_join(const store::Book& book, Handle gone);

// Key of the setting that tells a pair apart, the same whichever comes first.
std::string apart_key(const store::Document& document, Handle first, Handle second);
bool are_apart(const store::Document& document, Handle first, Handle second);

// Several values of one field in one: lists united, texts one after the other. Empty when the kind cannot hold both.
schema::Value combined(const schema::FieldDef& field, const std::vector<schema::Value>& values);

}  // namespace zhike::query
