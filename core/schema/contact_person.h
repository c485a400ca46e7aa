// Contact person: somebody we deal with at a customer.
#pragma once

#include "core/schema/channels.h"
#include "core/schema/field.h"

namespace zhike::schema {

struct ContactPerson {
  Ref customer;
  Text name, name_phonetic, role, phone, email;
  Date birthday;
  Choice preferred_channel;
  LongText notes;
};

template <>
struct Schema<ContactPerson> {
  static constexpr std::string_view key = "contact_person";
  static constexpr std::array fields{
      field<&ContactPerson::customer>("customer", {.flags = required | in_table, .target = "customer"}),
      field<&ContactPerson::name>("name", {.flags = required | searchable | personal | in_table}),
      field<&ContactPerson::name_phonetic>("name_phonetic", {.flags = searchable | personal}),
      field<&ContactPerson::role>("role", {.flags = in_table | repeats}),
      field<&ContactPerson::phone>("phone", {.flags = searchable | personal | in_table}),
      field<&ContactPerson::email>("email", {.flags = searchable | personal | in_table}),
      field<&ContactPerson::birthday>("birthday", {.flags = personal}),
      field<&ContactPerson::preferred_channel>("preferred_channel", {.flags = repeats, .choices = channels}),
      field<&ContactPerson::notes>("notes", {.flags = searchable}),
  };
};
static_assert(covers<ContactPerson>(), "every member of ContactPerson needs a field(...) line");

}  // namespace zhike::schema
