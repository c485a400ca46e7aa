// Result<T>: a value or an Error, for everything that can fail. Used by every folder.
// An Error carries keys and arguments, never a sentence: the catalogue (assets/i18n) holds the words,
// under "error.<code>", with the placeholders {where} and {detail}.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace zhike::base {

struct Error {
  std::string code;    // catalogue key without "error.", e.g. "csv.not_text"
  std::string where;   // file, line, field or record the fault sits in; may be empty
  std::string detail;  // what was found there; may be empty

  bool operator==(const Error&) const = default;
};

template <class T>
using Result = std::expected<T, Error>;
using Status = std::expected<void, Error>;

inline std::unexpected<Error> fail(std::string code, std::string where = {}, std::string detail = {}) {
  return std::unexpected(Error{std::move(code), std::move(where), std::move(detail)});
}

}  // namespace zhike::base

#define ZHIKE_JOIN_(a, b) a##b
#define ZHIKE_JOIN(a, b) ZHIKE_JOIN_(a, b)
// TRY(auto x, f()): x is f()'s value, or the enclosing function returns f()'s error.
#define TRY(declaration, expression)                                                                      \
  auto ZHIKE_JOIN(try_, __LINE__) = (expression);                                                         \
  if (!ZHIKE_JOIN(try_, __LINE__)) return std::unexpected(std::move(ZHIKE_JOIN(try_, __LINE__)).error()); \
  declaration = std::move(*ZHIKE_JOIN(try_, __LINE__))
// TRY_DO(f()): the enclosing function returns f()'s error, if any.
#define TRY_DO(expression)                                                         \
  if (auto ZHIKE_JOIN(try_, __LINE__) = (expression); !ZHIKE_JOIN(try_, __LINE__)) \
  return std::unexpected(std::move(ZHIKE_JOIN(try_, __LINE__)).error())
