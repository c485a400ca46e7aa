// Customers that look alike and are told apart for good; joining is in identity.cpp.
#include "core/app/handlers.h"
#include "core/query/join.h"

namespace zhike::app {
namespace {

base::Result<schema::Handle> customer_of(const Document& doc, base::RecId rec) {
  const schema::Handle handle = doc.find(rec);
  if (!doc.is<schema::Customer>(handle)) return base::fail("record.missing", base::write_id(rec), "customer");
  return handle;
}

}  // namespace

base::Result<Draft> keep_apart(const Document& doc, const commands::KeepApart& c, const Env& env) {
  TRY(const schema::Handle first, customer_of(doc, c.first));
  TRY(const schema::Handle second, customer_of(doc, c.second));
  if (first == second) return base::fail("join.same_record", "second");
  return set_setting(doc, {query::apart_key(doc, first, second), "1"}, env);
}

}  // namespace zhike::app
