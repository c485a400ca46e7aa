#include "web/ui/record_form.h"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/schema/registry.h"
#include "tests/support/headless_ui.h"
#include "web/ui/schema_form.h"

using namespace zhike;
using namespace zhike::ui;
using tests::HeadlessUi;

namespace {
const schema::RecordDef& customer() { return schema::registry[schema::find_type("customer")]; }
}  // namespace

TEST_CASE("a form is made from a field table and returns what changed", "[ui][form]") {
  const std::vector<FormField> fields = form_fields(
      customer(), RecordAge::existing, "CNY", {"name", "kind", "since", "wallet_total", "offers_refused", "notes"});
  REQUIRE(fields.size() == 6);
  const DraftValues base = {{"name", "王芳"}, {"kind", "person"}, {"since", "2024-01-02"}};
  RecordFormInput input{.fields = fields, .base = &base};
  RecordFormState state;
  std::vector<FormProblem> problems;
  HeadlessUi page([&] {
    record_form("gallery.form", input, state);
    problems = check_form(input, state);
  });
  CHECK(page.find("gallery.form")->role == Role::group);
  CHECK(page.find("field.customer.name")->value == "王芳");
  CHECK(page.find("field.customer.name")->has(flag::required));
  CHECK(changed_fields(input, state).empty());
  page.type("field.customer.name", "王方");
  page.click("field.customer.offers_refused");
  page.type("field.customer.since", "2025/3/4");
  CHECK(changed_fields(input, state) == std::vector<std::string>{"name", "since", "offers_refused"});
  CHECK(state.draft.at("since") == "2025-03-04");
  CHECK(state.draft.at("offers_refused") == "true");
  CHECK(problems.empty());
}

TEST_CASE("a form says what is wrong beside the field", "[ui][form]") {
  const std::vector<FormField> fields =
      form_fields(customer(), RecordAge::fresh, "CNY", {"name", "wallet_total", "postcode"});
  RecordFormInput input{.fields = fields};
  RecordFormState state;
  std::vector<FormProblem> problems;
  HeadlessUi page([&] {
    record_form("gallery.form", input, state);
    problems = check_form(input, state);
  });
  page.type("field.customer.wallet_total", "lots");
  page.set_value("field.customer.postcode", "123456789012345678901");
  std::vector<std::string> keys;
  for (const FormProblem& problem : problems) keys.push_back(problem.key);
  CHECK(keys == std::vector<std::string>{"name", "wallet_total", "postcode"});
  CHECK(!page.find("field.customer.name")->has(flag::invalid));
  state.shows_problems = true;
  page.frames(2);
  CHECK(page.find("field.customer.name")->has(flag::invalid));
}

TEST_CASE("a reference is found by typing", "[ui][form]") {
  const FormField field{.key = "customer", .label_key = "gallery.tile", .kind = FieldKind::ref};
  RecordFormInput input{.fields = {&field, 1}};
  input.refs = [](std::string_view, std::string_view typed) {
    std::vector<std::pair<std::string, std::string>> found;
    if (typed == "王") found = {{"id-1", "王芳"}, {"id-2", "王明"}};
    return found;
  };
  input.ref_name = [](std::string_view, std::string_view id) {
    return id == "id-2" ? std::string("王明") : std::string("?");
  };
  RecordFormState state;
  HeadlessUi page([&] { record_form("gallery.form", input, state); });
  page.type("gallery.tile", "王");
  CHECK(page.click("ui.form.pick", "id-2"));
  CHECK(state.draft.at("customer") == "id-2");
  page.frames(2);
  CHECK(page.find("gallery.tile")->value == "王明");
}
