// Product: something customers buy; purchases point to it.
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {

struct Product {
  Text key, name, category;
  Money price;
  Text currency;
  Money unit_cost;
  LongText notes;
};

template <>
struct Schema<Product> {
  static constexpr std::string_view key = "product";
  static constexpr std::array fields{
      field<&Product::key>("key", {.flags = unique | searchable | in_table}),
      field<&Product::name>("name", {.flags = required | searchable | in_table}),
      field<&Product::category>("category", {.flags = in_table | repeats}),
      field<&Product::price>("price", {.flags = in_table, .group = "price", .low = 0}),
      field<&Product::currency>("currency", {.flags = repeats, .group = "price", .max_code_points = 3}),
      field<&Product::unit_cost>("unit_cost", {.low = 0}),
      field<&Product::notes>("notes", {.flags = searchable}),
  };
};
static_assert(covers<Product>(), "every member of Product needs a field(...) line");

}  // namespace zhike::schema
