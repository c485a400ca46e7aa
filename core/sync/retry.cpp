#include "core/sync/retry.h"

#include <algorithm>
#include <charconv>

namespace zhike::sync {

bool is_passing(const base::Result<ports::HttpResponse>& outcome) {
  if (!outcome) return outcome.error().code == "http.failed" || outcome.error().code == "http.timeout";
  const int status = outcome->status;
  if (status == 408 || status == 423 || status == 425 || status == 429) return true;
  return status >= 500 && status != 501 && status != 505 && status != 507 && status != 508;
}

std::optional<int> delay_ms(const base::Result<ports::HttpResponse>& outcome, int tries_made, std::uint64_t random) {
  if (!is_passing(outcome) || tries_made >= most_tries) return std::nullopt;
  const int plain = std::min(first_delay_ms << std::min(tries_made - 1, 10), longest_delay_ms);
  int delay = plain * 3 / 4 + static_cast<int>(random % static_cast<std::uint64_t>(plain / 2 + 1));
  if (outcome) {
    const std::string_view asked = outcome->header("retry-after");
    int seconds = 0;
    std::from_chars(asked.data(), asked.data() + asked.size(), seconds);
    delay = std::max(delay, std::clamp(seconds, 0, longest_delay_ms / 1000) * 1000);
  }
  return delay;
}

}  // namespace zhike::sync
