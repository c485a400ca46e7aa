// Where the benchmark's four tables live in our records. Used by the files of tests/bench alone.
//
//   customers     customer: name, tier_override (tier), owner (segment), region, phone, wallet_total (balance), since
//                 (joined), notes
//   transactions  purchase: customer, date, amount, channel (category)
//   answers       response: survey, customer, date; answer: response, question, value (score), text (comment)
//   complaints    complaint: customer, received (date), status, category (severity), original_words (text)
//
// "fu", the stamps of fields changed later, is kept as a field that the program does not know: "stamps", as such fields
// are kept for a newer version.
//
// A record's id is a UUIDv7 of its stamp "u" that carries its number; a response has the number of its answer.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/base/ids.h"
#include "core/store/document.h"

namespace zhike::bench {

enum class Table : std::uint8_t { customers, transactions, answers, complaints };
inline constexpr std::array<std::string_view, 4> table_names{"customers", "transactions", "answers", "complaints"};
inline constexpr std::array<std::string_view, 4> table_types{"customer", "purchase", "answer", "complaint"};
inline constexpr std::array<std::string_view, 5> questions{"nps", "csat", "effort", "price", "speed"};
inline constexpr std::uint64_t response_kind = 4, question_kind = 5, survey_kind = 6;
inline constexpr std::int64_t units_a_cent = 100;  // money is held in 10^-4

inline constexpr std::string_view stamps_field = "stamps";

// Fields with their later stamps, by key; as stored they are canonical JSON.
using Stamps = std::map<std::string, std::int64_t>;
Stamps stamps_of(const store::Document& document, store::Handle record);
store::FieldValue stamps_value(const Stamps& stamps);

inline base::RecId id_of(std::uint64_t kind, std::int64_t number, std::int64_t stamp) {
  return base::make_time_id(stamp, kind, static_cast<std::uint64_t>(number));
}
inline std::int64_t number_of(base::RecId id) { return static_cast<std::int64_t>(id.low & 0xFFFFFFFF); }
inline std::int64_t stamp_of(base::RecId id) { return static_cast<std::int64_t>(id.high >> 16); }

}  // namespace zhike::bench
