// Organisation: the room with what everybody works by: colleagues and what each has in hand, standard answers,
// products. Used by the app view. Must never count by itself: core/query/staff.h does.
#pragma once

#include <cstdint>
#include <vector>

#include "web/views/editors.h"
#include "web/views/route.h"
#include "web/views/view.h"

namespace zhike::views {

struct OrganisationState {
  int tab = 0;  // staff, standard answers, products
  ui::TableState staff, answers, products;
  Editors editors;

  // Records of the tab shown, in the order they were entered, kept until their table changes.
  std::vector<store::Handle> records;
  int records_tab = -1;
  std::uint64_t records_revision = UINT64_MAX;
};

// Takes the query of an address ("organisation?part=staff|answers|products").
void apply_organisation_route(OrganisationState& state, const Route& route);

void organisation_view(const ViewInput& input, OrganisationState& state, Requests& requests);

}  // namespace zhike::views
