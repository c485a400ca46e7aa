// The card's tabs Profile (every field, in parts) and History (who changed what, and back to what it was).
#include <algorithm>
#include <array>

#include "web/views/customer_card_parts.h"

namespace zhike::views::card {
namespace {

struct Part {
  const char* key;
  std::string_view first, last;  // fields, inclusive
};
constexpr std::array parts{
    Part{"editor.section.who", "key", "email"},
    Part{"editor.section.address", "region", "postcode"},
    Part{"editor.section.business", "industry", "birthday"},
    Part{"editor.section.words", "cares_about", "expectations"},
    Part{"editor.section.needs", "financial_strength", "risk_attitude"},
    Part{"editor.section.allows", "quiet_hours", "offers_refused"},
    Part{"field.customer.notes", "notes", "notes"},
};

void profile_part(const CardInput& input, const Part& part) {
  const schema::RecordDef& type = schema::registry[schema::type_of<schema::Customer>];
  const ui::Card frame(part.key);
  for (schema::FieldIndex i = type.find(part.first); i <= type.find(part.last); ++i) {
    const std::string value = shown_field(input.view, input.customer, i);
    const bool is_long = type.fields[i].kind == schema::Kind::long_text;
    const std::string_view label = i18n::text_under(ui::current().lang, "field.customer.", type.fields[i].key);
    if (is_long) {
      ui::muted(label);
      ui::text(value.empty() ? i18n::no_value : std::string_view(value));
      ui::space(6);
    } else {
      ui::label_value(label, value);
    }
  }
}

}  // namespace

void profile(const CardInput& input) {
  ui::Grid grid("card.profile", {.min_width_css = 320, .max_columns = 2, .gap_css = 16});
  for (const Part& part : parts) {
    grid.next();
    profile_part(input, part);
  }
}

void history(const CardInput& input) {
  ui::muted(ui::tr("history.about"));
  const ui::Card frame(".history");
  history_list(input.view, input.customer, input.state.history, input.requests);
}

}  // namespace zhike::views::card
