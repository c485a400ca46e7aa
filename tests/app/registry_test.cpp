// What every record type can do, tested from the registry: a new type is covered the moment it is listed.
#include <catch2/catch_test_macros.hpp>

#include "core/app/arguments.h"
#include "core/app/dispatch.h"
#include "core/base/random.h"
#include "core/exchange/bundle.h"
#include "core/exchange/csv.h"
#include "core/exchange/plain.h"
#include "core/exchange/table_export.h"
#include "core/i18n/catalog.h"
#include "tests/support/memory_ports.h"

using namespace zhike;
using base::Json;
using schema::Kind;
using schema::Value;

namespace {

struct Fixture {
  test::MemoryStorage storage;
  test::FixedClock clock;
  test::TestRandom random;
  app::Session session{{&storage, &clock, &random}};
  base::SeededRandom values;
  explicit Fixture(std::uint64_t seed) : random(seed), values(seed) { REQUIRE(session.create("anna")); }

  // A value the field allows; references point to a record made for the purpose.
  Value value_for(const schema::FieldDef& field) {
    switch (field.kind) {
      case Kind::choice:
        return std::string(
            field.options.choices[values.below(static_cast<std::uint32_t>(field.options.choices.size()))]);
      case Kind::integer:
        return std::int64_t{values.between(1, 300)};
      case Kind::decimal:
      case Kind::money:
        return std::int64_t{values.between(0, 9'999'999)};
      case Kind::flag:
        return std::int64_t{values.between(0, 1)};
      case Kind::date:
        return std::int64_t{values.between(-3000, 30'000)};
      case Kind::datetime:
        return std::int64_t{values.between(0, 2'000'000'000)} * 1000;
      case Kind::ref:
        return make(field.options.target);
      case Kind::list:
        return std::string("一\ntwo, \"2\"\nthree");
      default:
        if (field.limit_code_points() < 20) return "A" + std::to_string(values.below(100));
        return "值 \"" + std::to_string(values.below(100'000)) + "\",;\t" +
               (field.kind == Kind::long_text ? "\n第二行" : "");
    }
  }
  commands::Fields fields_for(const schema::RecordDef& def, bool all) {
    commands::Fields fields;
    for (const schema::FieldDef& field : def.fields)
      if (all ? true : field.has(schema::required)) fields.emplace_back(field.key, value_for(field));
    return fields;
  }
  base::RecId make(std::string_view type) {
    const auto& def = schema::registry[schema::find_type(type)];
    const auto outcome = session.execute(commands::CreateRecord{std::string(type), fields_for(def, false), {}});
    if (!outcome) FAIL(type << ": " << outcome.error().code << " " << outcome.error().where);
    return outcome->made.front();
  }
};

}  // namespace

TEST_CASE("every field of every type comes back through JSON and text") {
  Fixture f(7);
  for (const schema::RecordDef& def : schema::registry) {
    for (const schema::FieldDef& field : def.fields) {
      INFO(def.key << "." << field.key);
      const Value value = f.value_for(field);
      REQUIRE(schema::check(field, value));
      const auto back = schema::value_from_json(field, schema::value_to_json(field, value));
      REQUIRE(back);
      CHECK(*back == value);
      if (field.kind != Kind::long_text && field.kind != Kind::text && field.kind != Kind::datetime &&
          field.kind != Kind::list) {
        const auto typed = schema::value_from_text(field, schema::value_to_text(field, value));
        REQUIRE(typed);
        CHECK(*typed == value);
      }
      const auto wrong = schema::value_from_json(field, Json::array().push(Json::object()));
      CHECK_FALSE(wrong);
    }
  }
}

TEST_CASE("every type is created, edited, deleted, undone, stored, exchanged and exported") {
  for (const schema::RecordDef& def : schema::registry) {
    INFO(def.key);
    Fixture f(11);
    const schema::TypeIndex type = schema::find_type(def.key);
    const auto made = f.session.execute(commands::CreateRecord{std::string(def.key), f.fields_for(def, true), {}});
    if (!made) FAIL(made.error().code << " " << made.error().where);
    const base::RecId rec = made->made.front();
    const auto& doc = f.session.document();
    const std::string created = exchange::write_plain(doc);

    for (const schema::FieldDef& field : def.fields) {
      if (field.has(schema::locked)) continue;
      const auto edited =
          f.session.execute(commands::UpdateRecords{{rec}, {{std::string(field.key), f.value_for(field)}}});
      INFO(field.key);
      REQUIRE(edited);
    }
    while (exchange::write_plain(doc) != created && f.session.can_undo()) REQUIRE(f.session.execute(commands::Undo{}));
    CHECK(exchange::write_plain(doc) == created);

    REQUIRE(f.session.execute(commands::DeleteRecords{{rec}}));
    CHECK_FALSE(doc.is_visible(doc.find(rec)));
    REQUIRE(f.session.execute(commands::Undo{}));
    CHECK(doc.is_visible(doc.find(rec)));
    CHECK(exchange::write_plain(doc) == created);

    f.session.save([](const base::Status& status) { REQUIRE(status); });
    store::Book again;
    REQUIRE(again.open(f.storage));
    CHECK(again.problems().empty());
    CHECK(store::state_hash(again.document()) == store::state_hash(doc));

    const auto csv = exchange::write_table(doc, def.key);
    REQUIRE(csv);
    exchange::CsvReader reader(csv->substr(3));
    exchange::CsvRow row;
    std::size_t rows = 0;
    while (reader.next_row(row)) {
      CHECK(row.cells.size() == def.fields.size());
      ++rows;
    }
    CHECK(rows == doc.table(type).visible_count + 1);
  }
}

TEST_CASE("required fields are asked for, unknown ones refused, limits kept") {
  Fixture f(3);
  for (const schema::RecordDef& def : schema::registry) {
    for (const schema::FieldDef& field : def.fields) {
      if (!field.has(schema::required)) continue;
      INFO(def.key << "." << field.key);
      commands::Fields fields = f.fields_for(def, false);
      std::erase_if(fields, [&](const auto& v) { return v.first == field.key; });
      const auto outcome = f.session.execute(commands::CreateRecord{std::string(def.key), fields, {}});
      // What a person leaves empty may be filled in (a contact's time); else it is asked for by name.
      if (!outcome) CHECK(outcome.error() == base::Error{"value.required", std::string(field.key), {}});
    }
    commands::Fields odd = f.fields_for(def, false);
    odd.emplace_back("no_such_field", Value{"x"});
    const auto outcome = f.session.execute(commands::CreateRecord{std::string(def.key), odd, {}});
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == "record.unknown_field");
  }
}

TEST_CASE("every type, field and choice has words in three languages") {
  for (const schema::RecordDef& def : schema::registry) {
    const std::string type(def.key);
    CHECK(i18n::has_text("record." + type));
    for (const schema::FieldDef& field : def.fields) {
      const std::string key = type + "." + std::string(field.key);
      INFO(key);
      CHECK(i18n::has_text("field." + key));
      for (std::string_view choice : field.options.choices)
        CHECK(i18n::has_text("choice." + key + "." + std::string(choice)));
    }
  }
}

TEST_CASE("references point to types that exist, groups have two members, one unique field at most") {
  for (const schema::RecordDef& def : schema::registry) {
    std::size_t unique = 0;
    for (const schema::FieldDef& field : def.fields) {
      INFO(def.key << "." << field.key);
      unique += field.has(schema::unique);
      if (field.kind == Kind::ref) CHECK(schema::find_type(field.options.target) < schema::type_count);
      if (field.kind == Kind::choice) CHECK_FALSE(field.options.choices.empty());
      if (!field.options.group.empty()) {
        std::size_t members = 0;
        for (const schema::FieldDef& other : def.fields) members += other.options.group == field.options.group;
        CHECK(members >= 2);
      }
    }
    CHECK(unique <= 1);
  }
}
