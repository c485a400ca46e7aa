// Reading dates as people type them. Used by date_field and record_form. Pure.
#pragma once

#include <string_view>

#include "core/base/date.h"

namespace zhike::ui {

// "2026-11-21", "2026/11/21", "20261121", "21.11.2026", "2026年11月21日", and without a year "11-21", "11/21",
// "11月21日" (month before day): the day nearest to `today`. no_day when it is none of these.
base::Day read_typed_day(std::string_view typed, base::Day today);

}  // namespace zhike::ui
