// Share: a part of the book for somebody who may not see all of it: only the customers of some owners, with or without
// what names a person. It is made as a book of its own, so that every export of a whole book also exports a part, and
// what leaves can be looked at before it leaves. Used by the export verb and the data room. Changes nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/store/book.h"

namespace zhike::exchange {

// kept: as they are. left_out: without what names a person and without free text; customers bear made-up names
// ("C-7F3A90") and contact persons stay at home. pseudonyms: the same, with names from a key that is kept: they are the
// same in every share with that key, so that two of them can be compared.
enum class Identifiers : std::uint8_t { kept, left_out, pseudonyms };
constexpr std::string_view identifier_keys[] = {"kept", "left_out", "pseudonyms"};

struct ShareOptions {
  std::vector<std::string> owners;  // empty: all customers
  Identifiers identifiers = Identifiers::kept;
  // Secret of the made-up names; left_out: one that is thrown away. Record ids are made anew from it too, so that
  // nobody without it can put names back.
  std::string key;
  // Of the laptop that the part seems to come from, and the time it is made: chosen by the caller.
  base::DeviceId device = 0;
  base::InstantMs now = 0;
};

struct Share {
  store::Book book;                          // the part
  std::size_t customers_left_out = 0;        // of other owners
  std::vector<std::string> withheld_fields;  // "customer.phone", …: of types that are in the part
};
// {"records":{TYPE:n},"customers_left_out":n,"withheld":["customer.phone",…],"sample":[{FIELD:TEXT…}…]}: what leaves,
// with the first three customers as they do.
base::Json share_json(const Share& share);

// Everything that belongs to the chosen customers, through whatever references, and what these records refer to
// (products, surveys, questions, problems). Staff, settings and rules come along only with all owners and names kept.
Share make_share(const store::Book& book, const ShareOptions& options);

// The id that a record of the book has in a share.
base::RecId shared_id(base::RecId rec, const ShareOptions& options);
// True for a field that names a customer's person or may do so in free words.
bool may_identify(schema::TypeIndex type, const schema::FieldDef& field);
// "C-7F3A90" of a record under a key.
std::string pseudonym(base::RecId rec, std::string_view key);

}  // namespace zhike::exchange
