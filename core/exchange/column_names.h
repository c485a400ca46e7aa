// Column names: what people call each field and choice in the headings and cells of their tables, in simplified and
// traditional Chinese and English. Data and folding only; used by the column guess and the importer's cell reader.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace zhike::exchange {

// The form in which names are compared: half-width, lower case, simplified characters (of those that occur in
// headings), letters and digits only.
std::string fold_name(std::string_view text);

struct HeadingParts {
  std::string name;  // folded, without what stands in brackets
  std::string unit;  // folded, what stands in the brackets: "元", "万元", "usd"
};
HeadingParts split_heading(std::string_view heading);

// `names`: folded, separated by '|', the most telling first. The field's own key is always a name too and not listed.
struct FieldNames {
  std::string_view type, field, names;
};
std::span<const FieldNames> field_names();

// A name that identifies a customer by number, by name; the same for a product.
std::string_view customer_key_names();
std::string_view customer_name_names();
std::string_view product_key_names();
std::string_view product_name_names();

// `field`: "customer.kind", or "channel" for every field of channels.
struct ChoiceNames {
  std::string_view field, choice, names;
};
std::span<const ChoiceNames> choice_names();

// Calls visit(name, position) for each name of a list; stops when it returns true and returns true then.
template <class Visit>
bool any_name(std::string_view names, Visit visit) {
  std::size_t position = 0;
  while (!names.empty()) {
    const std::size_t end = names.find('|');
    if (visit(names.substr(0, end), position++)) return true;
    names.remove_prefix(end == std::string_view::npos ? names.size() : end + 1);
  }
  return false;
}

}  // namespace zhike::exchange
