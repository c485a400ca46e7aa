// From a record type's field table to form fields, so that a new type has its editor at once. Used by views.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/schema/registry.h"
#include "web/ui/record_form.h"

namespace zhike::ui {

// The form fields of a record type in table order, or only those named, in the order given. Labels are
// "field.<type>.<key>", help "help.<type>.<key>" where the catalogue has it, choices "choice.<type>.<key>.<choice>".
// `currency` is shown at money fields. A locked field is read-only once the record exists.
enum class RecordAge : std::uint8_t { fresh, existing };
std::vector<FormField> form_fields(const schema::RecordDef& type, RecordAge age, std::string_view currency,
                                   std::initializer_list<std::string_view> keys = {});
FormField form_field(const schema::RecordDef& type, const schema::FieldDef& field, RecordAge age,
                     std::string_view currency);

}  // namespace zhike::ui
