// Simulator: some laptops with their own clocks that write, exchange bundles by a lossy mail, are restored from backups
// and have their profiles copied; everything from one seed. Checks each laptop against the oracle. Used by tests/storm.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/store/book.h"
#include "tests/storm/oracle.h"
#include "tests/support/memory_ports.h"

namespace zhike::storm {

// How often the generator reached what is hard: a test that never meets a case proves nothing about it.
struct Reached {
  std::size_t schedules = 0, changes = 0, merges = 0, equal_clocks = 0, high_numbers = 0, delete_races = 0,
              many_values = 0, forks = 0, purges = 0, aliases = 0, type_clashes = 0, gaps = 0, restarts = 0,
              checkpoints = 0;
  Reached& operator+=(const Reached& other);
};

class Simulator {
 public:
  explicit Simulator(std::uint64_t seed);
  // Runs the schedule; empty when all is well, else what went wrong.
  std::string run();
  const Reached& reached() const { return reached_; }
  // The state hash that all laptops end with.
  const std::string& state() const { return state_; }
  // Bundles that the laptops would send each other at the end, before the last exchange.
  const std::vector<std::string>& bundles() const { return bundles_; }
  void keep_bundles() { keeps_bundles_ = true; }

 private:
  using Files = std::map<std::string, std::string, std::less<>>;
  struct Laptop {
    std::unique_ptr<test::MemoryStorage> storage = std::make_unique<test::MemoryStorage>();
    std::unique_ptr<store::Book> book = std::make_unique<store::Book>();
    Files backup;  // of an earlier moment
    std::size_t saves = 0;
    std::string fault;  // what opening it found
    base::InstantMs skew = 0;
    base::InstantMs step = 1;  // the clock moves in such steps
  };
  void open(Laptop& laptop, const Files& files);
  static std::string compare_with_replay(const store::Book& book, Files files);
  static const Files& saved(Laptop& laptop);
  void one_step();
  void write(Laptop& laptop);
  store::Change make(Laptop& laptop);
  void add_edit(Laptop& laptop, store::Change& change);
  void write_by_hand(Laptop& laptop);
  void send(Laptop& from, Laptop& to);
  void restore(Laptop& laptop);
  void copy_profile();
  void renew(Laptop& laptop);
  base::InstantMs clock(const Laptop& laptop) const;
  std::string check(const Laptop& laptop);
  std::string compare_record(const store::Document& doc, base::RecId rec, const ExpectedRecord& expected);
  std::string exchange_all();
  const Said& said(const std::string& line);

  base::SeededRandom random_;
  std::vector<Laptop> laptops_;
  std::map<std::string, Said> said_;
  std::vector<std::string> bundles_;
  bool keeps_bundles_ = false;
  base::InstantMs now_ = 1'795'255'200'000;
  std::uint32_t high_ = 0;  // last number of the device that counts from far up
  Reached reached_;
  std::string state_;
};

// Merges a bundle as the merge job does; false when it is not sound.
bool take_in(store::Book& book, std::string_view bundle);

}  // namespace zhike::storm
