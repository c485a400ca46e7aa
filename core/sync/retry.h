// Retry: whether a request is tried again, and when. Used by DavFolder. Decides from numbers alone; waits for nobody.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/ports/http.h"

namespace zhike::sync {

inline constexpr int most_tries = 6;
inline constexpr int first_delay_ms = 200, longest_delay_ms = 10'000;

// The other side may do better in a moment: no connection, a time limit, 408, 423, 425, 429 and 5xx, but not "I cannot"
// (501, 505, 507, 508).
bool is_passing(const base::Result<ports::HttpResponse>& outcome);

// Milliseconds to wait before trying again; nothing: give up, or there is no need. Doubles with each try, give or take
// a quarter by `random`, so that laptops that failed together do not return together; what the server asks for
// ("retry-after", in seconds) counts up to the longest delay.
std::optional<int> delay_ms(const base::Result<ports::HttpResponse>& outcome, int tries_made, std::uint64_t random);

}  // namespace zhike::sync
