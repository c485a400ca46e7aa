// Call flow: step → the next phase's slice → Session::write. A phase makes batches of at most 1,000 records.
#include "core/app/demo.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <span>
#include <string>

#include "core/app/demo_words.h"
#include "core/app/session.h"
#include "core/base/decimal.h"
#include "core/base/random.h"

namespace zhike::app {
namespace {

using base::Day;
using base::RecId;
using base::SeededRandom;
using schema::Value;
using store::BatchOp;

constexpr int story_days = 3 * 365;
constexpr int waves = 8;  // the last eight quarters
constexpr int wave_days = 30;
constexpr int quarter_days = 91;
constexpr int questions = 5;
constexpr std::uint32_t customers_a_slice = 100;

enum class Tier { a, b, c };

Value text(std::string_view s) { return std::string(s); }
Value money(double yuan) { return static_cast<std::int64_t>(std::llround(yuan * 100)) * 100; }
Value whole(std::int64_t n) { return n * base::decimal_one; }
Value day(Day d) { return std::int64_t{d}; }
Value moment(Day d, int hour, int minute) {
  return std::int64_t{d} * 86'400'000 + (hour - 8) * 3'600'000 + minute * 60'000;  // Shanghai hours
}

class DemoJob final : public Job {
 public:
  explicit DemoJob(const DemoOptions& options) : options_(options), random_(options.seed) {
    if (options_.last_day == base::no_day) options_.last_day = *base::from_civil({2026, 11, 20});
    source_ = "zhike:demo:" + std::to_string(options.seed);
  }
  std::string_view name() const override { return "job.demo"; }
  Progress progress() const override { return {"job.demo.apply", at_, options_.customers}; }

  void step(Session& session, std::size_t rows) override {
    rows_ = {};
    if (!is_set_up_) {
      set_up();
      is_set_up_ = true;
    }
    const std::uint32_t slice = std::clamp<std::uint32_t>(static_cast<std::uint32_t>(rows / 20), 1, customers_a_slice);
    for (std::uint32_t i = 0; i < slice && at_ < options_.customers; ++i) customer(at_++);
    Draft draft{"demo", {}, {}, {}};
    for (BatchOp& batch : rows_)
      if (!batch.rows.empty()) draft.batches.push_back(std::move(batch));
    session.write(std::move(draft), has_written_ ? Session::Step::joined : Session::Step::fresh);
    has_written_ = true;
    if (at_ == options_.customers) finish(counts_json());
  }

 private:
  base::Json counts_json() const {
    base::Json json = base::Json::object();
    for (const auto& [type, count] : counts_) json.set(type, count);
    return json;
  }

  RecId id(std::string_view kind, std::uint64_t number) const {
    return base::make_name_id(source_, std::string(kind) + '/' + std::to_string(number));
  }

  // A new record of a type; cells in the order of `cols`, which every row of the type shares.
  void add(std::string_view type, RecId rec, std::vector<std::pair<std::string_view, Value>> cells) {
    auto batch = std::ranges::find(rows_, type, &BatchOp::type);
    if (batch == rows_.end()) {
      rows_.push_back({std::string(type), {}, {}});
      batch = rows_.end() - 1;
      for (const auto& [col, value] : cells) batch->cols.emplace_back(col);
    }
    store::BatchRow row{rec, {}};
    for (auto& [col, value] : cells) row.values.push_back({std::move(value), {}});
    batch->rows.push_back(std::move(row));
    const auto count = std::ranges::find(counts_, type, [](const auto& c) { return std::string_view(c.first); });
    if (count == counts_.end())
      counts_.emplace_back(type, 1);
    else
      ++count->second;
  }

  void set_up() {
    for (std::size_t i = 0; i < demo::staff.size(); ++i) {
      const bool is_head = i + 1 == demo::staff.size();
      add("staff", id("staff", i),
          {{"key", text("S" + std::to_string(i + 1))},
           {"name", text(demo::staff[i].han)},
           {"role", text(is_head ? "department_head" : "account_manager")},
           {"department", text(is_head ? "客户部" : "大客户组")},
           {"joined", day(options_.last_day - 900)}});
    }
    for (std::size_t i = 0; i < demo::products.size(); ++i) {
      const demo::Product& p = demo::products[i];
      add("product", id("product", i),
          {{"key", text(p.key)},
           {"name", text(p.name)},
           {"category", text(p.category)},
           {"price", money(p.price)},
           {"currency", text("CNY")},
           {"unit_cost", money(p.price * 0.6)}});
    }
    for (std::size_t i = 0; i < demo::causes.size(); ++i) {
      const demo::Cause& c = demo::causes[i];
      add("problem", id("problem", i),
          {{"key", text(c.key)},
           {"title", text(c.title)},
           {"staff", text(demo::staff[5].han)},
           {"status", text(c.status)},
           {"opened", day(options_.last_day - 120)},
           {"fixed", c.status == "fixed" ? day(options_.last_day - 20) : Value{}}});
    }
    survey();
    standard_answers();
  }

  void survey() {
    add("survey", id("survey", 0),
        {{"key", text("SAT")},
         {"name", text("季度满意度调查")},
         {"purpose", text("了解交付、响应与推荐意愿")},
         {"status", text("open")},
         {"created", day(options_.last_day - waves * quarter_days)}});
    struct Item {
      std::string_view key, type, han, hant, en;
      int low, high;
    };
    constexpr std::array<Item, questions> items{{
        {"recommend", "nps", "您有多大可能把我们推荐给同行？", "您有多大可能把我們推薦給同行？",
         "How likely are you to recommend us to a colleague?", 0, 10},
        {"overall", "csat", "您对最近一次服务总体满意吗？", "您對最近一次服務整體滿意嗎？",
         "How satisfied are you with our latest service?", 1, 5},
        {"effort", "ces", "下单到取件是否轻松？", "下單到取件是否輕鬆？", "How easy was it from order to pick-up?", 1,
         7},
        {"colour", "scale", "印刷色彩是否稳定？", "印刷色彩是否穩定？", "How steady are our printed colours?", 1, 10},
        {"remark", "open", "还有什么想对我们说的？", "還有什麼想對我們說的？",
         "Anything else you would like to tell us?", 0, 0},
    }};
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Item& q = items[i];
      const auto bound = [&](int n) { return q.high ? Value{std::int64_t{n}} : Value{}; };
      add("question", id("question", i),
          {{"survey", id("survey", 0)},
           {"key", text(q.key)},
           {"position", std::int64_t(i + 1)},
           {"type", text(q.type)},
           {"text", text(q.han)},
           {"text_zh_hant", text(q.hant)},
           {"text_en", text(q.en)},
           {"scale_low", bound(q.low)},
           {"scale_high", bound(q.high)},
           {"half", text("past")}});
    }
    for (int w = 0; w < waves; ++w) {
      const Day opens = wave_day(w);
      const auto civil = base::to_civil(opens);
      const std::string name = std::to_string(civil.year) + "Q" + std::to_string((civil.month + 2) / 3);
      add("wave", id("wave", static_cast<std::uint64_t>(w)),
          {{"survey", id("survey", 0)},
           {"key", text(name)},
           {"name", text(name)},
           {"opens", day(opens)},
           {"closes", day(opens + wave_days)},
           {"status", text(w + 1 == waves ? "open" : "closed")}});
    }
  }
  Day wave_day(int w) const { return options_.last_day - 40 - (waves - 1 - w) * quarter_days; }

  void standard_answers() {
    constexpr std::array<std::array<std::string_view, 3>, 3> answers{
        {{"price", "为什么比网上贵？",
          "网店按统一版面拼印，工期三到七天。我们当天打样、当天可取，色样由您签字确认；急件不另收加急费。"},
         {"complaint", "颜色和上次不一样",
          "先道歉并记下批次号，当场承诺复印时间；两小时内由生产主管回电说明原因与补救。"},
         {"competitor", "别家报价低一成",
          "请客户列出纸张克重、覆膜与交期，同口径比较；我们不评论同行，只说明我们包含的内容。"}}};
    for (std::size_t i = 0; i < answers.size(); ++i)
      add("standard_answer", id("answer_text", i),
          {{"key", text("A" + std::to_string(i + 1))},
           {"answer_class", text(answers[i][0])},
           {"title", text(answers[i][1])},
           {"text", text(answers[i][2])}});
  }

  struct Person {
    RecId rec;
    Tier tier;
    double weight;  // yuan a purchase, about
    Day since, until;
    std::string_view owner;
    double mood;  // −1 … 1: how satisfied
  };

  void customer(std::uint32_t number) {
    const double rank = random_.bell();
    Person p;
    p.rec = id("customer", number);
    p.tier = rank > 0.84 ? Tier::a : rank > 0 ? Tier::b : Tier::c;
    p.weight = 240 * std::exp(rank * 0.9);
    p.since = options_.last_day - random_.between(60, story_days + 900);
    p.until = random_.chance(0.1) ? options_.last_day - random_.between(120, 700) : options_.last_day;
    p.owner = demo::staff[random_.below(5)].han;
    p.mood = std::clamp(random_.bell() * 0.5 + 0.25, -1.0, 1.0);
    describe(p, number);
    purchases(p, number);
    contacts(p, number);
    if (random_.chance(0.05 - 0.03 * p.mood)) complaint(p, number);
    responses(p, number);
  }

  struct Called {
    std::string han, latin, phone;
    std::size_t city = 0, trade = 0;
    bool is_person = false;
  };

  std::string pair_of(std::span<const demo::Word> first, std::span<const demo::Word> second, std::string& latin) {
    const demo::Word& one = first[random_.below(static_cast<std::uint32_t>(first.size()))];
    const demo::Word& two = second[random_.below(static_cast<std::uint32_t>(second.size()))];
    latin += std::string(one.latin) + std::string(two.latin);
    return std::string(one.han) + std::string(two.han);
  }

  // A name of its own: where two companies would bear the same one, the later is a branch.
  Called call(const Person& p) {
    Called out;
    out.city = random_.below(demo::cities.size());
    out.trade = random_.below(demo::trades.size());
    out.is_person = p.tier == Tier::c && random_.chance(0.4);
    if (out.is_person) {
      const demo::Word& surname = demo::surnames[random_.below(demo::surnames.size())];
      out.latin = std::string(surname.latin) + " ";
      out.han = std::string(surname.han) + pair_of(demo::given_first, demo::given_second, out.latin);
    } else {
      const demo::City& city = demo::cities[out.city];
      const demo::Trade& trade = demo::trades[out.trade];
      out.latin = std::string(city.latin) + " ";
      out.han = std::string(city.name) + pair_of(demo::stem_first, demo::stem_second, out.latin);
      out.han += trade.suffix;
      out.latin += " " + std::string(trade.latin);
    }
    if (const int before = names_[out.han]++; before > 0) {
      const std::string serial = std::to_string(before + 1);
      out.han += out.is_person ? "（" + serial + "）" : "（" + serial + "分部）";
      out.latin += " " + serial;
    }
    out.phone = "13" + std::to_string(800'000'000 + random_.below(99'999'999));
    return out;
  }

  void describe(const Person& p, std::uint32_t number) {
    constexpr std::uint32_t typed_twice = 500;  // now and then somebody types a customer whom the book has
    if (number == 0 || number % typed_twice != 0) called_ = call(p);
    const bool is_person = called_.is_person;
    const demo::City& city = demo::cities[called_.city];
    const demo::Trade& trade = demo::trades[called_.trade];
    const std::string &han = called_.han, &latin = called_.latin, &phone = called_.phone;
    std::string key = std::to_string(number + 1);
    key.insert(0, key.size() < 6 ? 6 - key.size() : 0, '0');
    const bool has_wallet = p.tier == Tier::a && random_.chance(0.7);
    const auto maybe = [&](double share, std::string_view s) { return random_.chance(share) ? text(s) : Value{}; };
    add("customer", p.rec,
        {{"key", text("K" + key)},
         {"name", text(han)},
         {"name_phonetic", text(latin)},
         {"kind", text(is_person ? "person" : "organisation")},
         {"phone", text(phone)},
         {"region", text(city.region)},
         {"city", text(city.name)},
         {"industry", is_person ? Value{} : text(trade.industry)},
         {"owner", text(p.owner)},
         {"since", day(p.since)},
         {"wallet_total", has_wallet ? money(std::round(p.weight * 24 * (1.8 + random_.unit() * 2))) : Value{}},
         {"status", text(p.until < options_.last_day ? "paused" : "active")},
         {"tags", maybe(0.1, "展会")},
         {"quiet_hours", maybe(0.08, "12:00-14:00")},
         {"refused_channels", maybe(0.04, "phone")},
         {"wants", p.tier == Tier::a ? maybe(0.5, "固定的色彩标准和专人对接") : Value{}},
         {"notes", maybe(0.15, demo::remarks[random_.below(demo::remarks.size())])}});
    if (is_person || p.tier == Tier::c) return;
    const demo::Word& surname = demo::surnames[random_.below(demo::surnames.size())];
    std::string reading;
    const std::string contact = std::string(surname.han) + pair_of(demo::given_first, demo::given_second, reading);
    add("contact_person", id("contact_person", number),
        {{"customer", p.rec},
         {"name", text(contact)},
         {"role", text(random_.chance(0.5) ? "行政主管" : "市场经理")},
         {"phone", text("139" + phone.substr(3))}});
  }

  // About as many purchases as asked, more for the better customers, spread over the story.
  void purchases(const Person& p, std::uint32_t number) {
    const double share = p.tier == Tier::a ? 2.4 : p.tier == Tier::b ? 0.95 : 0.45;
    const double wanted = options_.purchases_each * share * (0.6 + 0.8 * random_.unit());
    const auto count = static_cast<int>(wanted + random_.unit());
    const Day first = std::max(p.since, options_.last_day - story_days);
    const int span = std::max(1, p.until - first);
    for (int i = 0; i < count; ++i) {
      const std::uint32_t product = random_.below(demo::products.size());
      const double amount =
          p.weight * std::exp(random_.bell() * 0.5) * std::sqrt(demo::products[product].price / 400.0);
      add("purchase", id("purchase", std::uint64_t{number} * 1000 + static_cast<std::uint64_t>(i)),
          {{"key", text("D" + std::to_string(number + 1) + "-" + std::to_string(i + 1))},
           {"customer", p.rec},
           {"date", day(first + random_.between(0, span))},
           {"amount", money(std::round(amount))},
           {"currency", text("CNY")},
           {"cost", money(std::round(amount * (0.55 + 0.2 * random_.unit())))},
           {"product", id("product", product)},
           {"channel", text(random_.chance(0.7) ? "门店" : "微信")}});
    }
  }

  // The newest contact lies within the customer's cadence, seldom beyond; earlier ones follow at that rhythm.
  void contacts(const Person& p, std::uint32_t number) {
    if (p.until < options_.last_day && random_.chance(0.5)) return;
    const bool is_large = options_.customers > 10'000;
    const int rhythm = p.tier == Tier::a ? 30 : p.tier == Tier::b ? 75 : 220;
    const int count = is_large ? 1 : p.tier == Tier::a ? 12 : p.tier == Tier::b ? 5 : 2;
    Day at = options_.last_day - static_cast<int>(rhythm * random_.unit() * 1.12);
    for (int i = 0; i < count && at > p.since; ++i, at -= rhythm + random_.between(-5, 12)) {
      const RecId contact = id("contact", std::uint64_t{number} * 100 + static_cast<std::uint64_t>(i));
      const bool is_head = p.tier == Tier::a && i % 5 == 1;
      const bool is_visit = is_head || random_.chance(0.4);
      const int mood = std::clamp(static_cast<int>(2.0 - p.mood * 1.6 + random_.bell() * 0.6), 0, 4);
      const bool has_words = random_.chance(0.35);
      add("communication", contact,
          {{"customer", p.rec},
           {"at", moment(at, random_.between(9, 17), random_.between(0, 59))},
           {"channel", text(is_visit              ? "visit"
                            : random_.chance(0.6) ? "phone"
                                                  : "message")},
           {"touchpoint", text(is_visit ? "上门" : "售后")},
           {"initiative", text(random_.chance(0.7) ? "proactive" : "passive")},
           {"staff", text(is_head ? demo::staff[5].han : p.owner)},
           {"verbatim", has_words ? text(demo::remarks[random_.below(demo::remarks.size())]) : Value{}},
           {"summary", text(demo::summaries[random_.below(demo::summaries.size())])},
           {"mood", text(schema::moods[static_cast<std::size_t>(mood)])}});
      if (random_.chance(p.tier == Tier::a ? 0.22 : 0.08)) promise(p, contact, at);
    }
  }

  void promise(const Person& p, RecId contact, Day made) {
    const Day due = made + random_.between(2, 21);
    const bool is_recent = due > options_.last_day - 6;
    const double luck = random_.unit();
    const std::string_view status = is_recent ? "open" : luck < 0.9 ? "kept" : luck < 0.96 ? "broken" : "withdrawn";
    const Day closed =
        std::min(options_.last_day, due + (luck < 0.78 ? -random_.between(0, 2) : random_.between(1, 6)));
    add("promise", base::make_name_id(source_, "promise/" + base::write_id(contact)),
        {{"customer", p.rec},
         {"communication", contact},
         {"text", text(demo::promise_texts[random_.below(demo::promise_texts.size())])},
         {"staff", text(p.owner)},
         {"made_on", day(made)},
         {"due", day(due)},
         {"status", text(status)},
         {"closed_on", is_recent ? Value{} : day(closed)}});
  }

  void complaint(const Person& p, std::uint32_t number) {
    const demo::Grievance& g = demo::grievances[random_.below(demo::grievances.size())];
    const int age = static_cast<int>(std::pow(random_.unit(), 1.5) * 700);
    const Day received = std::max(p.since, options_.last_day - age);
    const int solved_after = random_.between(0, 4) + (random_.chance(0.3) ? random_.between(3, 20) : 0);
    const bool is_solved = received + solved_after <= options_.last_day && (age > 12 || random_.chance(0.5));
    const bool is_confirmed = is_solved && random_.chance(0.8);
    const double weight = random_.unit();
    const std::string_view severity = weight < 0.3    ? "minor"
                                      : weight < 0.85 ? "normal"
                                      : weight < 0.99 ? "serious"
                                                      : "crisis";
    const bool is_answered = is_solved || random_.chance(0.6);
    const std::string_view status = is_confirmed  ? "confirmed"
                                    : is_solved   ? "solved"
                                    : is_answered ? "in_progress"
                                                  : "open";
    add("complaint", id("complaint", number),
        {{"key", text("C" + std::to_string(number + 1))},
         {"customer", p.rec},
         {"received", moment(received, 10, 30)},
         {"channel", text("phone")},
         {"touchpoint", text("售后")},
         {"original_words", text(g.words)},
         {"severity", text(severity)},
         {"category", text(g.category)},
         {"staff", text(p.owner)},
         {"status", text(status)},
         {"first_response", is_answered ? moment(received, 14, 0) : Value{}},
         {"solved", is_solved ? moment(received + solved_after, 16, 0) : Value{}},
         {"confirmed",
          is_confirmed ? moment(std::min(received + solved_after + 1, options_.last_day), 11, 0) : Value{}},
         {"problem", g.problem < 0 ? Value{} : Value{id("problem", static_cast<std::uint64_t>(g.problem))}}});
  }

  void responses(const Person& p, std::uint32_t number) {
    const double wanted = options_.answers_each / questions;
    const auto count = static_cast<int>(wanted + random_.unit());
    int first = 0;  // nobody is asked before they were a customer
    while (first + 1 < waves && wave_day(first) + wave_days < p.since) ++first;
    for (int i = 0; i < count; ++i) {
      const int wave = random_.between(first, waves - 1);
      const RecId rec = id("response", std::uint64_t{number} * 100 + static_cast<std::uint64_t>(i));
      // Quality rises a little from wave to wave.
      const double feeling = p.mood + 0.06 * (wave - 3) + random_.bell() * 0.35;
      const auto score = [&](int low, int high) {
        const double middle = (low + high) * 0.5 + feeling * (high - low) * 0.38 + (high - low) * 0.15;
        return whole(std::clamp(static_cast<int>(std::lround(middle)), low, high));
      };
      add("response", rec,
          {{"survey", id("survey", 0)},
           {"wave", id("wave", static_cast<std::uint64_t>(wave))},
           {"customer", p.rec},
           {"date", day(random_.between(std::max(wave_day(wave), p.since), wave_day(wave) + wave_days))},
           {"mode", text(random_.chance(0.5) ? "interview" : "phone")},
           {"interviewer", text(p.owner)}});
      const auto answer = [&](std::uint64_t question, Value value, Value words) {
        add("answer", base::make_name_id(source_, "answer/" + base::write_id(rec) + std::to_string(question)),
            {{"response", rec},
             {"question", id("question", question)},
             {"value", std::move(value)},
             {"text", std::move(words)}});
      };
      answer(0, score(0, 10), {});
      answer(1, score(1, 5), {});
      answer(2, score(1, 7), {});
      answer(3, score(1, 10), {});
      answer(4, {}, text(demo::comments[random_.below(demo::comments.size())]));
    }
  }

  DemoOptions options_;
  SeededRandom random_;
  std::string source_;
  std::vector<BatchOp> rows_;
  std::vector<std::pair<std::string, std::size_t>> counts_;
  std::uint32_t at_ = 0;
  Called called_;                                  // the customer before
  std::map<std::string, int, std::less<>> names_;  // how often each was given
  bool is_set_up_ = false;
};

}  // namespace

std::unique_ptr<Job> make_demo_job(const DemoOptions& options) { return std::make_unique<DemoJob>(options); }

}  // namespace zhike::app
