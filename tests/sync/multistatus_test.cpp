// Answers of real servers, and of none.
#include "core/sync/multistatus.h"

#include <catch2/catch_test_macros.hpp>

using namespace zhike;

namespace {

const std::string response =
    R"(<D:response><D:href>/dav/%E5%AE%8F%20a.age</D:href><D:propstat><D:prop><D:getcontentlength>12</D:getcontentlength>)"
    R"(<D:resourcetype/></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>)";

std::string whole(const std::string& inside, const std::string& before = {}) {
  return R"(<?xml version="1.0" encoding="utf-8" ?>)" + before + "<D:multistatus xmlns:D=\"DAV:\">" + inside +
         "</D:multistatus>\n";
}

bool is_refused(const std::string& xml) { return !sync::read_multistatus(xml); }

}  // namespace

TEST_CASE("the answer of nginx") {
  const auto files = sync::read_multistatus(
      "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<D:multistatus "
      "xmlns:D=\"DAV:\">\n<D:response>\n<D:href>/dav/</D:href>\n"
      "<D:propstat>\n<D:prop>\n<D:resourcetype><D:collection/></D:resourcetype>\n</D:prop>\n<D:status>HTTP/1.1 200 "
      "OK</D:status>\n</D:propstat>\n</D:response>\n" +
      response + "</D:multistatus>\n");
  REQUIRE(files);
  REQUIRE(files->size() == 1);
  CHECK((*files)[0].name == "宏 a.age");
  CHECK((*files)[0].bytes == 12);
}

TEST_CASE("the answer of Apache, with a namespace on every level and what it does not know in a second part") {
  const auto files = sync::read_multistatus(
      R"(<?xml version="1.0" encoding="utf-8"?><D:multistatus xmlns:D="DAV:" xmlns:ns0="DAV:"><D:response )"
      R"(xmlns:lp1="DAV:"><D:href>http://host/dav/a&amp;b.age</D:href><D:propstat><D:prop><lp1:resourcetype/>)"
      R"(<lp1:getcontentlength>5</lp1:getcontentlength></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>)"
      R"(<D:propstat><D:prop><lp1:getcontentlength>99</lp1:getcontentlength></D:prop><D:status>HTTP/1.1 404 Not )"
      R"(Found</D:status></D:propstat></D:response></D:multistatus>)");
  REQUIRE(files);
  REQUIRE(files->size() == 1);
  CHECK((*files)[0].name == "a&b.age");
  CHECK((*files)[0].bytes == 5);
}

TEST_CASE("a default namespace, comments, CDATA and elements of others are read over") {
  const auto files = sync::read_multistatus(
      R"(<multistatus xmlns="DAV:" xmlns:oc="http://owncloud.org/ns"><!-- x --><response><href><![CDATA[/a/b]]></href>)"
      R"(<propstat><prop><oc:size>7</oc:size><oc:getcontentlength>8</oc:getcontentlength></prop></propstat></response>)"
      R"(<response><href>/gone</href><status>HTTP/1.1 404 Not Found</status></response><sync-token>x</sync-token></multistatus>)");
  REQUIRE(files);
  REQUIRE(files->size() == 1);
  CHECK((*files)[0].name == "b");
  CHECK((*files)[0].bytes == 0);
}

TEST_CASE("an answer that was cut anywhere is refused") {
  const std::string xml = whole(response + response);
  REQUIRE(sync::read_multistatus(xml)->size() == 2);
  for (std::size_t i = 0; i + 1 < xml.size(); ++i) {  // the line end at the end means nothing
    INFO(i);
    CHECK(is_refused(xml.substr(0, i)));
  }
}

TEST_CASE("what is no multistatus is refused, and a document type whatever it says") {
  CHECK(is_refused("<html><body>hello</body></html>"));
  CHECK(is_refused("hello"));
  CHECK(is_refused(whole("", "<!DOCTYPE x [<!ENTITY a \"b\">]>")));
  CHECK(is_refused(whole("<D:x>&a;</D:x>")));
  CHECK(is_refused(whole("<D:x></D:y>")));
  CHECK(is_refused(whole("<E:x/>")));
  CHECK(is_refused(whole("<D:x a=b/>")));
  CHECK(is_refused(whole("<D:x a=\"1\"b=\"2\"/>")));
  CHECK(is_refused(whole("<D:x>&#55296;</D:x>")));
  CHECK(is_refused(whole("\xff")));
  CHECK(is_refused(whole("") + whole("")));
  CHECK(is_refused("<D:multistatus xmlns:D=\"other:\"></D:multistatus>"));
  std::string deep;
  for (int i = 0; i < 40; ++i) deep = "<D:x>" + deep + "</D:x>";
  CHECK(is_refused(whole(deep)));
  CHECK_FALSE(is_refused(whole("<D:x>&lt;&#20013;&#x4e2d;</D:x>")));
}
