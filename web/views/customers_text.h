// Customers' texts: what the rooms say about a customer in words: tier rules, permissions, field values for the eye,
// the address of a card. Used by the customer rooms and whoever shows a tier. Must never decide anything.
#pragma once

#include <string>
#include <string_view>

#include "core/query/tiers.h"
#include "web/views/view.h"

namespace zhike::views {

// "customers/<id>", for Navigate; with "#/" before it the href of a link.
std::string customer_route(const store::Document& document, store::Handle customer);

// 1 (best) … 4, for ui::tier_chip; 0 for a tier outside the rules.
int tier_level(const query::Tiers& tiers, std::uint16_t tier);
// The rule in words: "A: the best 20% of customers by yearly value, from ¥12,000 a year".
std::string tier_rule_words(const query::Tiers& tiers, const query::TierRow& rule);
// Why this customer is in its tier: the rule, or who set it by hand and from when.
std::string tier_why(const query::Tiers& tiers, const query::TierOf& of);
// The tier's own name beside its key: "A · Key accounts"; the key alone when it has none.
std::string tier_title(const query::TierRow& rule);

// "quiet hours 12:00–14:00 · no phone, fax · wants no offers · offers locked until complaint C-12 is confirmed"; ""
// when the customer allows everything.
std::string permission_words(const store::Document& document, const query::Permission& permission);

// A stored value for the eye, in the current language: choices by label, dates, money, names of records; "" when empty.
std::string shown_value(const ViewInput& input, schema::TypeIndex type, const schema::FieldDef& field,
                        const schema::Value& value);
// The same for a record's field.
std::string shown_field(const ViewInput& input, store::Handle record, schema::FieldIndex field);

// Label of a stored choice: choice_text("promise.status", "kept").
std::string choice_text(std::string_view field, std::string_view choice);

}  // namespace zhike::views
