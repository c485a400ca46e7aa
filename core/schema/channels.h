// Channels: the ways a customer and we reach each other; shared by every record that has a channel.
#pragma once

#include <array>
#include <string_view>

namespace zhike::schema {

inline constexpr std::array<std::string_view, 9> channels{"visit", "phone",  "email", "message", "letter",
                                                          "fax",   "online", "event", "other"};

}  // namespace zhike::schema
