// Long files are read in slices: whatever their size, the outcome is that of reading all at once.
#include <catch2/catch_test_macros.hpp>

#include "core/exchange/bundle.h"
#include "core/exchange/encoding.h"

using namespace zhike;

namespace {

store::Book sample_book() {
  store::Book book;
  book.set_identity({42, "anna"});
  for (std::uint64_t i = 1; i <= 20; ++i) {
    store::Change c;
    c.at = {static_cast<std::int64_t>(i), 0};
    c.command = "create";
    c.records.push_back({"customer", {9, i}, {{"name", {schema::Value{"名 " + std::to_string(i)}, {}}, {}}}});
    book.write(std::move(c));
  }
  return book;
}

}  // namespace

TEST_CASE("a text decoded in slices is the text decoded at once, in every encoding") {
  const std::string utf8 = "编号,名称\n1,上海一家公司有限责任\n2,北京中国人民 café\n3,plain\n";
  const auto gb =
      exchange::encode_gbk("编号,名称\n1,上海一家公司有限责任\n2,北京中国人民\n", exchange::gb_encode_table());
  const auto latin = exchange::encode_windows_1252("name,city\nJosé,Évry\nZoë,Köln\n");
  REQUIRE(gb);
  REQUIRE(latin);
  std::string wide = "\xff\xfe";
  for (const char c : std::string_view("a,b\n1,2\n")) wide.append(1, c).append(1, '\0');
  for (const std::string& bytes : {utf8, "\xef\xbb\xbf" + utf8, "\xef\xbb\xbf" + utf8 + "\xff", *gb, *latin, wide,
                                   std::string(), utf8 + "\xe4", "\xef\xbb\xbf" + std::string("a")}) {
    const auto whole = exchange::decode_text(bytes);
    REQUIRE(whole);
    for (const std::size_t count : {1, 2, 3, 5, 7, 64}) {
      INFO(bytes << " by " << count);
      exchange::SlicedDecoder decoder(bytes, {});
      std::size_t steps = 0;
      for (;; ++steps) {
        const auto has_more = decoder.step(count);
        REQUIRE(has_more);
        if (!*has_more) break;
        REQUIRE(steps < 1000);
      }
      const exchange::Decoded parts = decoder.take();
      CHECK(parts.text == whole->text);
      CHECK(parts.encoding == whole->encoding);
      CHECK(parts.replaced == whole->replaced);
      if (count == 1 && bytes.size() > 10) CHECK(steps > 1);
    }
  }
}

TEST_CASE("what is no text is refused in slices, too") {
  for (const std::string& bytes :
       {std::string("\x89PNG\r\n\x1a\n"), std::string("<html><table>"), std::string("{\"a\":1}")}) {
    exchange::SlicedDecoder decoder(bytes, {});
    base::Result<bool> has_more = true;
    for (int i = 0; i < 1000 && has_more && *has_more; ++i) has_more = decoder.step(2);
    REQUIRE_FALSE(has_more);
    CHECK(has_more.error().code == exchange::decode_text(bytes).error().code);
  }
}

TEST_CASE("a bundle whose lines are found in slices holds what it holds at once") {
  const store::Book book = sample_book();
  const std::string text = exchange::write_bundle(book);
  auto whole = exchange::BundleReader::open(text);
  REQUIRE(whole);
  REQUIRE(whole->count() == 20);
  auto parts = exchange::BundleReader::begin(text);
  REQUIRE(parts);
  std::size_t steps = 1;
  for (auto has_more = parts->find(50); has_more && *has_more; has_more = parts->find(50)) ++steps;
  CHECK(steps > 10);
  REQUIRE(parts->count() == whole->count());
  for (std::size_t i = 0; i < whole->count(); ++i) CHECK(std::string(parts->line(i)) == whole->line(i));

  const std::string cut = text.substr(0, text.size() - 40);
  auto broken = exchange::BundleReader::begin(cut);
  REQUIRE(broken);
  base::Result<bool> has_more = true;
  while (has_more && *has_more) has_more = broken->find(50);
  REQUIRE_FALSE(has_more);
  CHECK(has_more.error().code == "bundle.truncated");
  CHECK(exchange::BundleReader::open(cut).error().where == has_more.error().where);
}
