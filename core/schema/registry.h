// Registry: every record type the program knows, in one list. A new type is one header and one line here (and its
// labels in assets/i18n/records.json). Order is the order of menus and lists; keys are what is stored.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/schema/answer.h"
#include "core/schema/communication.h"
#include "core/schema/complaint.h"
#include "core/schema/contact_person.h"
#include "core/schema/customer.h"
#include "core/schema/problem.h"
#include "core/schema/product.h"
#include "core/schema/promise.h"
#include "core/schema/purchase.h"
#include "core/schema/question.h"
#include "core/schema/response.h"
#include "core/schema/rule.h"
#include "core/schema/setting.h"
#include "core/schema/staff.h"
#include "core/schema/standard_answer.h"
#include "core/schema/survey.h"
#include "core/schema/wave.h"

namespace zhike::schema {

struct RecordDef {
  std::string_view key;  // stored: do not change
  std::span<const FieldDef> fields;

  // The field's index, or fields.size() when this type has no such field.
  constexpr FieldIndex find(std::string_view field_key) const {
    FieldIndex at = 0;
    while (at < fields.size() && fields[at].key != field_key) ++at;
    return at;
  }
};

template <class Record>
consteval RecordDef record() {
  return {Schema<Record>::key, Schema<Record>::fields};
}

// One type a line: a new one is one line, for readers and for scripts/new_record.py.
// clang-format off
inline constexpr std::array registry{
    record<Customer>(),
    record<ContactPerson>(),
    record<Product>(),
    record<Purchase>(),
    record<Communication>(),
    record<Promise>(),
    record<Complaint>(),
    record<Problem>(),
    record<Survey>(),
    record<Question>(),
    record<Wave>(),
    record<Response>(),
    record<Answer>(),
    record<StandardAnswer>(),
    record<Staff>(),
    record<Setting>(),
    record<Rule>(),
};
// clang-format on

using TypeIndex = std::uint8_t;
inline constexpr TypeIndex type_count = registry.size();

// The type's index in the registry, or type_count when the key is unknown to this version.
constexpr TypeIndex find_type(std::string_view key) {
  TypeIndex at = 0;
  while (at < type_count && registry[at].key != key) ++at;
  return at;
}

template <class Record>
inline constexpr TypeIndex type_of = find_type(Schema<Record>::key);

}  // namespace zhike::schema
