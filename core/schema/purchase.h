// Purchase: one sale to a customer. The measure of value; read in bulk as columns.
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Purchase {
  Text key;
  Ref customer;
  Date date;
  Money amount;
  Text currency;
  Money cost;
  Decimal quantity;
  Ref product;
  Text channel;
  LongText notes;
};

template <>
struct Schema<Purchase> {
  static constexpr std::string_view key = "purchase";
  static constexpr std::array fields{
      field<&Purchase::key>("key", {.flags = unique | searchable}),
      field<&Purchase::customer>("customer", {.flags = required | in_table, .target = "customer"}),
      field<&Purchase::date>("date", {.flags = required | in_table}),
      field<&Purchase::amount>("amount", {.flags = required | in_table, .group = "amount"}),
      field<&Purchase::currency>("currency", {.flags = repeats, .group = "amount", .max_code_points = 3}),
      field<&Purchase::cost>("cost"),
      field<&Purchase::quantity>("quantity", {.flags = in_table}),
      field<&Purchase::product>("product", {.flags = in_table, .target = "product"}),
      field<&Purchase::channel>("channel", {.flags = in_table | repeats}),
      field<&Purchase::notes>("notes"),
  };
};
static_assert(covers<Purchase>(), "every member of Purchase needs a field(...) line");

}  // namespace zhike::schema
