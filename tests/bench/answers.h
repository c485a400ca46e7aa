// The benchmark's questions (W4–W6) put to a document, answered as JSON. Searching and totals are the product's own
// queries; the two groupings it does not offer are one pass over its columns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/query/cache.h"

namespace zhike::bench {

enum class Order : std::uint8_t { ascending, descending };

// Rows of each table: {"customers":N,…}.
std::string count_rows(const store::Document& document);
// {"total":N,"ids":[…]}: customers whose name or notes contain the text, by balance.
std::string find_customers(const store::Document& document, query::Cache& cache, std::string_view text, Order order,
                           std::size_t limit);
// {"tierMonth":[[tier,month,count,sum]…],"nps":[[segment,quarter,n,promoters,detractors]…]}
std::string aggregate(const store::Document& document);
// {"n":…,"total":…,"n80":…,"deciles":[…],"cells":[[r,f,m,count]…]}; quintiles as SQL's NTILE(5), ties by id.
std::string rfm(const store::Document& document, query::Cache& cache);

}  // namespace zhike::bench
