#include "web/views/customers_text.h"

#include <algorithm>

#include "core/base/text.h"
#include "web/views/editors_frame.h"

namespace zhike::views {

std::string customer_route(const store::Document& document, store::Handle customer) {
  return "customers/" + base::write_id(document.id(customer));
}

int tier_level(const query::Tiers& tiers, std::uint16_t tier) {
  if (tier >= tiers.tiers.size()) return 0;
  const query::TierRow& row = tiers.tiers[tier];
  if (row.default_rule == "override" || row.default_rule == "none") return 0;
  return std::min<int>(tier + 1, 4);
}

std::string tier_title(const query::TierRow& rule) {
  return rule.name.empty() ? rule.tier : rule.tier + " · " + rule.name;
}

std::string tier_rule_words(const query::Tiers& tiers, const query::TierRow& rule) {
  const std::string title = tier_title(rule);
  if (rule.default_rule == "none") return std::string(ui::tr("customers.tier.none"));
  if (rule.default_rule == "override") return ui::trf("customers.tier.by_hand_only", {{"tier", title}});
  const std::string cut = rule.cut == schema::unset ? std::string() : ui::format_money({rule.cut}, tiers.currency);
  switch (rule.measure) {
    case query::TierMeasure::share_of_customers:
      return ui::trf("customers.tier.share_of_customers",
                     {{"tier", title}, {"share", ui::format_percent(rule.threshold)}, {"cut", cut}});
    case query::TierMeasure::share_of_value:
      return ui::trf("customers.tier.share_of_value",
                     {{"tier", title}, {"share", ui::format_percent(rule.threshold)}, {"cut", cut}});
    case query::TierMeasure::yearly_value:
      return ui::trf("customers.tier.yearly_value", {{"tier", title}, {"cut", cut}});
    case query::TierMeasure::any_purchase:
      return ui::trf("customers.tier.any_purchase", {{"tier", title}});
    case query::TierMeasure::rest:
      break;
  }
  return ui::trf("customers.tier.rest", {{"tier", title}});
}

std::string tier_why(const query::Tiers& tiers, const query::TierOf& of) {
  if (!of.is_override) return tier_rule_words(tiers, tiers.tiers[of.tier]);
  const std::string since = of.effective_from == base::no_day ? std::string() : ui::format_day(of.effective_from);
  return ui::trf(
      "customers.tier.by_hand",
      {{"tier", tiers.tiers[of.tier].tier}, {"since", since}, {"rule_tier", tiers.tiers[of.rule_tier].tier}});
}

std::string permission_words(const store::Document& document, const query::Permission& permission) {
  std::string out;
  const auto add = [&](const std::string& words) { out += (out.empty() ? "" : " · ") + words; };
  if (!permission.quiet_hours.empty()) add(ui::trf("customers.permission.quiet", {{"hours", permission.quiet_hours}}));
  if (!permission.refused_channels.empty()) {
    std::vector<std::string> labels;
    for (const std::string& channel : permission.refused_channels)
      labels.push_back(choice_text("communication.channel", channel));
    const std::vector<std::string_view> items(labels.begin(), labels.end());
    add(ui::trf("customers.permission.channels", {{"channels", i18n::list(ui::current().lang, items)}}));
  }
  if (permission.is_offers_refused) add(std::string(ui::tr("customers.permission.offers")));
  if (!permission.locking_complaints.empty()) {
    std::vector<std::string> names;
    for (const store::Handle complaint : permission.locking_complaints) {
      const auto record = document.read<schema::Complaint>(complaint);
      names.emplace_back(record.key.empty() ? base::first_code_points(record.original_words.text, 20)
                                            : record.key.text);
    }
    const std::vector<std::string_view> items(names.begin(), names.end());
    add(ui::trf("customers.permission.locked", {{"complaints", i18n::list_some(ui::current().lang, items, 3)}}));
  }
  return out;
}

std::string choice_text(std::string_view field, std::string_view choice) {
  const std::string prefix = "choice." + std::string(field) + ".";
  return std::string(i18n::text_under(ui::current().lang, prefix, choice));
}

namespace {

std::string shown_list(const schema::FieldDef& field, std::string_view joined) {
  std::vector<std::string> labels;
  for (const std::string_view item : base::split(joined, '\n'))
    labels.push_back(field.key == "refused_channels" ? choice_text("communication.channel", item) : std::string(item));
  const std::vector<std::string_view> items(labels.begin(), labels.end());
  return i18n::list(ui::current().lang, items);
}

}  // namespace

std::string shown_value(const ViewInput& input, schema::TypeIndex type, const schema::FieldDef& field,
                        const schema::Value& value) {
  if (schema::is_empty(value)) return {};
  const std::int64_t number = schema::number_of(value);
  switch (field.kind) {
    case schema::Kind::choice:
      return choice_text(std::string(schema::registry[type].key) + "." + std::string(field.key),
                         schema::text_of(value));
    case schema::Kind::list:
      return shown_list(field, schema::text_of(value));
    case schema::Kind::date:
      return ui::format_day(static_cast<base::Day>(number));
    case schema::Kind::datetime:
      return i18n::date_time(ui::current().lang, number, query::zone_offset_minutes(input.doc));
    case schema::Kind::money:
      return ui::format_money({number}, input.cache.settings(input.doc).currency);
    case schema::Kind::decimal:
      return i18n::decimal(ui::current().lang, {number});
    case schema::Kind::integer:
      return ui::format_count(number);
    case schema::Kind::flag:
      return std::string(ui::tr(number == 1 ? "customers.yes" : "customers.no"));
    case schema::Kind::ref: {
      const store::Handle handle = input.doc.find(schema::id_of(value));
      return std::string(handle ? query::record_title(input.doc, handle) : std::string_view());
    }
    case schema::Kind::text:
    case schema::Kind::long_text:
      break;
  }
  return schema::text_of(value);
}

std::string shown_field(const ViewInput& input, store::Handle record, schema::FieldIndex field) {
  const auto type = static_cast<schema::TypeIndex>(input.doc.place(record).type);
  return shown_value(input, type, schema::registry[type].fields[field], input.doc.value(record, field));
}

}  // namespace zhike::views
