// Gallery: every widget in every state on one page, for looking at. Part of the debug page and of the tests.
#pragma once

#include <cstdint>
#include <string>

#include "web/ui/ui.h"

namespace zhike::ui {

struct GalleryState {
  int tab = 0;
  std::string name, notes, query, amount, count_text, kind, mode, colour;
  base::Day due = base::no_day;
  bool is_checked = false, is_on = true, is_vip = false, is_dialog_open = false;
  int pressed = 0;
  TableState table;
  ChartState chart;
  PaletteState palette;
  RecordFormState form;
};
void gallery_view(GalleryState& state);

}  // namespace zhike::ui
