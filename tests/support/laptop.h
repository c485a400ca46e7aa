// Laptop: one person's program without a screen: a session on storage in memory, with its own clock and randomness.
// Used by tests of core/app that need one or several of them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/app/dispatch.h"
#include "core/app/merge_job.h"
#include "core/exchange/bundle.h"
#include "core/exchange/plain.h"
#include "tests/support/memory_ports.h"

namespace zhike::test {

struct Laptop {
  test::MemoryStorage storage;
  test::FixedClock clock;
  test::TestRandom random;
  app::Session session{{&storage, &clock, &random}};
  explicit Laptop(std::uint64_t seed) : random(seed) { REQUIRE(session.create("anna")); }

  // The same book opened anew: what was saved, and nothing else.
  explicit Laptop(const test::MemoryStorage& stored) : storage(stored), random(99) { REQUIRE(session.open()); }

  base::Result<base::Json> run(std::string_view command, const char* args) {
    const auto json = base::parse_json(args);
    REQUIRE(json);
    auto reply = app::call(session, "do", base::Json::object().set("command", command).set("args", *json));
    if (!reply) return std::unexpected(reply.error());
    return reply->value;
  }
  // What a query answers; no such query fails the test.
  base::Json ask(std::string_view query, const char* args = "{}") {
    const auto json = base::parse_json(args);
    REQUIRE(json);
    auto reply = app::call(session, "query", base::Json::object().set("name", query).set("args", *json));
    REQUIRE(reply);
    return reply->value;
  }
  std::string bundle() const { return exchange::write_bundle(session.book()); }
  void save() {
    bool is_saved = false;
    session.save([&](base::Status status) { is_saved = status.has_value(); });
    REQUIRE(is_saved);
  }
  void finish() {
    while (session.step(1000)) {
    }
  }
  base::Json merge(const std::string& bundle) {
    REQUIRE(session.start(
        std::make_unique<app::MergeJob>(std::vector<app::BundleFile>{{"b", bundle}}, app::MergeMode::apply)));
    finish();
    REQUIRE(session.job()->state() == app::JobState::done);
    return session.job()->result();
  }
  std::string hash() const { return store::state_hash(session.document()); }
  std::string plain() const { return exchange::write_plain(session.document()); }
};

}  // namespace zhike::test
