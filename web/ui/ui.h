// Everything a view needs from web/ui in one include.
#pragma once

#include "web/ui/chart_view.h"   // IWYU pragma: export
#include "web/ui/context.h"      // IWYU pragma: export
#include "web/ui/data_table.h"   // IWYU pragma: export
#include "web/ui/format.h"       // IWYU pragma: export
#include "web/ui/icons.h"        // IWYU pragma: export
#include "web/ui/layout.h"       // IWYU pragma: export
#include "web/ui/overlay.h"      // IWYU pragma: export
#include "web/ui/probe.h"        // IWYU pragma: export
#include "web/ui/record_form.h"  // IWYU pragma: export
#include "web/ui/schema_form.h"  // IWYU pragma: export
#include "web/ui/theme.h"        // IWYU pragma: export
#include "web/ui/toast.h"        // IWYU pragma: export
#include "web/ui/widgets.h"      // IWYU pragma: export
