// How long the heavy queries take on a large book; prints, fails only when an answer is wrong. Quick by default; with
// ZHIKE_LARGE=1 in the environment 100,000 customers, 1,000,000 purchases, 500,000 answers.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include "core/query/cache.h"
#include "tests/support/doc_builder.h"

namespace zhike::query {
namespace {

using store::BatchOp;
using store::BatchRow;

const base::Day today = *base::read_day("2026-06-30");

class Large {
 public:
  const std::size_t customer_count = std::getenv("ZHIKE_LARGE") ? 100'000 : 5'000;
  const std::size_t purchase_count = customer_count * 10, answer_count = customer_count * 5;
  Large() {
    book_.set_identity({1, "anna"});
    std::vector<base::RecId> customers;
    fill("customer", {"key", "name", "phone", "city", "owner", "notes"}, customer_count,
         [&](std::size_t i, BatchRow& r) {
           customers.push_back(r.rec);
           text(r, "K" + std::to_string(i));
           text(r, "客户 Name " + std::to_string(random_() % 1'000'000));
           text(r, "138" + std::to_string(10'000'000 + random_() % 90'000'000));
           text(r, "City " + std::to_string(random_() % 300));
           text(r, "Owner " + std::to_string(random_() % 40));
           text(r, "some words about this customer and what was said, number " + std::to_string(i));
         });
    fill("purchase", {"customer", "date", "amount"}, purchase_count, [&](std::size_t, BatchRow& r) {
      id(r, customers[random_() % customer_count]);
      number(r, today - static_cast<base::Day>(random_() % 900));
      number(r, static_cast<std::int64_t>(random_() % 100'000) * 100);
    });
    std::vector<base::RecId> questions;
    std::vector<base::RecId> responses;
    fill("question", {"type"}, 5, [&](std::size_t i, BatchRow& r) {
      questions.push_back(r.rec);
      text(r, i == 0 ? "nps" : i < 3 ? "csat" : "ces");
    });
    fill("response", {"customer", "date"}, answer_count / 5, [&](std::size_t i, BatchRow& r) {
      responses.push_back(r.rec);
      id(r, customers[i % customer_count]);
      number(r, today - static_cast<base::Day>(random_() % 900));
    });
    fill("answer", {"response", "question", "value"}, answer_count, [&](std::size_t i, BatchRow& r) {
      id(r, responses[i / 5]);
      id(r, questions[i % 5]);
      number(r, static_cast<std::int64_t>(random_() % 11) * 10'000);
    });
  }
  const store::Document& doc() const { return book_.document(); }
  void add_note(Handle customer) {
    store::Change change = start();
    change.records.push_back({"customer", doc().id(customer), {{"notes", {std::string("changed note"), {}}, {}}}});
    book_.write(std::move(change));
  }

 private:
  static void text(BatchRow& row, std::string value) { row.values.push_back({std::move(value), {}}); }
  static void number(BatchRow& row, std::int64_t value) { row.values.push_back({value, {}}); }
  static void id(BatchRow& row, base::RecId value) { row.values.push_back({value, {}}); }
  store::Change start() {
    store::Change change;
    change.at = {now_ += 1000, 0};
    change.by = "anna";
    return change;
  }
  template <class Fill>
  void fill(const char* type, std::vector<std::string> cols, std::size_t count, Fill fill_row) {
    for (std::size_t from = 0; from < count; from += store::max_batch_rows) {
      store::Change change = start();
      BatchOp op{type, cols, {}};
      for (std::size_t i = from; i < std::min(count, from + store::max_batch_rows); ++i) {
        BatchRow row{base::make_time_id(now_, ++ids_, 1), {}};
        fill_row(i, row);
        op.rows.push_back(std::move(row));
      }
      change.batches.push_back(std::move(op));
      book_.write(std::move(change));
    }
  }
  store::Book book_;
  std::mt19937 random_{7};
  std::uint64_t ids_ = 0;
  base::InstantMs now_ = 1'767'225'600'000;
};

template <class Run>
void time_it(const char* what, Run run) {
  const std::clock_t start = std::clock();  // processor time: other programs do not count
  run();
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::printf("%-44s %8.2f ms\n", what, 1000 * seconds);
}

TEST_CASE("speed of the queries on a large book", "[speed]") {
  Large large;
  const store::Document& doc = large.doc();
  Cache cache;
  time_it("settings", [&] { cache.settings(doc); });
  time_it("totals, year", [&] { cache.totals(doc, {}, today); });
  time_it("totals, all", [&] { cache.totals(doc, {.range = Range::all}, today); });
  time_it("tiers, after totals", [&] { cache.tiers(doc, today); });
  time_it("concentration, after totals", [&] { cache.concentration(doc, {}, today); });
  time_it("rfm, after totals", [&] { cache.rfm(doc, {}, today); });
  time_it("nps",
          [&] { CHECK(cache.scores(doc, {}, today).total.n == static_cast<std::int64_t>(large.customer_count)); });
  time_it("csat by tier", [&] { cache.scores(doc, {.kind = ScoreKind::csat, .group_by = ScoreGroupBy::tier}, today); });
  time_it("nps by month", [&] { cache.trend(doc, {}, today); });
  time_it("purchases by month", [&] { cache.trend(doc, {.of = TrendOf::purchases}, today); });
  time_it("latest nps", [&] { cache.latest_nps(doc); });
  time_it("activity", [&] { cache.activity(doc, today); });
  time_it("contacts due", [&] { cache.contacts_due(doc, {}, today); });
  time_it("today", [&] { cache.today(doc, {}, today); });
  time_it("search text, first", [&] { cache.search_text(doc, schema::type_of<schema::Customer>); });
  time_it("order by name, first", [&] { cache.customers(doc, {}, today); });
  time_it("customers: search", [&] { CHECK(cache.customers(doc, {.search = "number 4711"}, today).total > 0); });
  time_it("customers: search of one Chinese word", [&] { cache.customers(doc, {.search = "客户"}, today); });
  time_it("customers: search + sort by city",
          [&] { cache.customers(doc, {.search = "name 1", .sort = "city"}, today); });
  time_it("customers: the same, order known",
          [&] { cache.customers(doc, {.search = "name 2", .sort = "city"}, today); });
  time_it("customers: sort by value", [&] { cache.customers(doc, {.sort = "value", .is_descending = true}, today); });
  time_it("customers: again", [&] { cache.customers(doc, {.sort = "value", .is_descending = true}, today); });
  const Handle one = doc.table<schema::Customer>().handles[500];
  time_it("card, first", [&] { cache.card(doc, one, today); });
  time_it("timeline, first", [&] { cache.timeline(doc, {.customer = one}, today); });
  time_it("duplicates", [&] { compute_duplicates(doc, {}); });
  large.add_note(one);
  time_it("after an edit: customers by name, searched",
          [&] { CHECK(cache.customers(doc, {.search = "changed note"}, today).total == 1); });
  time_it("after an edit: today", [&] { cache.today(doc, {}, today); });
}

// People's names as in a Chinese customer list.
std::string chinese_name(std::mt19937& random) {
  static constexpr std::string_view families = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董";
  static constexpr std::string_view given =
      "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂国胜志建文华玉梅红春海山仁波宁贵福生龙";
  const auto pick = [&](std::string_view from) {
    return std::string(from.substr(random() % (from.size() / 3) * 3, 3));
  };
  std::string name = pick(families) + pick(given);
  return random() % 4 == 0 ? name : name + pick(given);
}

TEST_CASE("speed of search among Chinese names", "[speed]") {
  const std::size_t count = std::getenv("ZHIKE_LARGE") ? 100'000 : 5'000;
  std::mt19937 random(11);
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < count; ++i)
    rows.push_back({"K" + std::to_string(i), i == 77 ? "欧阳国胜" : chinese_name(random),
                    "138" + std::to_string(10'000'000 + random() % 90'000'000), "上海市", "来电询问价格，约下周再谈"});
  test::DocBuilder b;
  b.add_rows("customer", {"key", "name", "phone", "city", "notes"}, rows);
  const schema::TypeIndex type = schema::type_of<schema::Customer>;
  SearchText text(type);
  time_it("search text of Chinese names, first", [&] { text.update(b.doc()); });
  std::size_t found = 0;
  for (const char* typed : {"zgs", "ouyanggs", "zhangguosheng", "张国胜", "張國勝", "z", "8000", "wang 138", "xyzzy",
                            "ouyangguoshegn", "欧阳国生"}) {
    const std::string what = "search of \"" + std::string(typed) + "\"";
    time_it(what.c_str(), [&] {
      for (const std::uint8_t row : text.match(b.doc(), typed)) found += row != 0;
    });
  }
  CHECK(found > 0);
  CHECK(text.match(b.doc(), "oygs")[77] == by_sound);
}

}  // namespace
}  // namespace zhike::query
