// Overview: the report on a whole book (`zhike report`, the page's report button): value and tiers, satisfaction with
// intervals, complaints, promises. Chooses what stands in it; the numbers come from queries.
#pragma once

#include <string>

#include "core/query/cache.h"
#include "core/report/report.h"
#include "core/store/document.h"

namespace zhike::report {

Report make_overview(i18n::Lang lang, const store::Document& document, query::Cache& cache, base::Day today,
                     std::string_view made_by);

// The same as one HTML document.
std::string write_overview(i18n::Lang lang, const store::Document& document, query::Cache& cache, base::Day today,
                           std::string_view made_by);

}  // namespace zhike::report
