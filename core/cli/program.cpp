// Call flow: run → verb function → open_book → app::call or a job → print.
#include "core/cli/program.h"

#include <algorithm>
#include <memory>

#include "core/age/passphrase.h"
#include "core/app/demo.h"
#include "core/app/dispatch.h"
#include "core/app/import_job.h"
#include "core/app/merge_job.h"
#include "core/base/text.h"
#include "core/cli/dataset_file.h"
#include "core/cli/open_book.h"
#include "core/cli/print.h"
#include "core/cli/secrets.h"
#include "core/cli/sync.h"
#include "core/exchange/bundle.h"
#include "core/exchange/json_schema.h"
#include "core/exchange/table_export.h"
#include "core/exchange/verify.h"
#include "core/i18n/error_text.h"
#include "core/report/overview.h"

namespace zhike::cli {
namespace {

using app::Session;
using base::Json;

constexpr std::size_t file_limit_bytes = std::size_t{1} << 30;

Json arguments(const Options& options, std::size_t from) {
  Json args = Json::object();
  for (std::size_t i = from; i < options.plain.size(); ++i) {
    const std::string& word = options.plain[i];
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos)
      args.set(word, true);
    else
      args.set(word.substr(0, equals), word.substr(equals + 1));
  }
  return args;
}

struct Answer {
  Json json;
  std::string text;  // for people; empty: the JSON, indented
  Exit exit = done;
};
using Result = base::Result<Answer>;

Result init(const Options& o, const Console&) {
  OpenBook book(o.plain[0], FolderStorage::Access::write);
  TRY(const auto paths, book.storage.list());
  if (!paths.empty()) return base::fail("book.exists", o.plain[0]);
  TRY_DO(book.storage.lock());
  TRY_DO(book.session.create(o.get("by").empty() ? "me" : o.get("by")));
  TRY_DO(save(book.session));
  return Answer{app::status_json(book.session), {}, done};
}

Result status(const Options& o, const Console&) {
  TRY(const auto book, open_book(o, FolderStorage::Access::read));
  return Answer{
      app::status_json(book->session), {}, book->session.book().problems().empty() ? done : done_with_problems};
}

Result list(const Options& o, const Console& console) {
  TRY(Json json, app::list_json(o.plain[0]));
  std::string text = list_text(json, o.plain[0], o.has("lang") ? i18n::lang_from_code(o.get("lang")) : console.lang);
  return Answer{std::move(json), std::move(text), done};
}

base::Result<commands::ImportOptions> import_options(const Options& o) {
  commands::ImportOptions options{o.get("as"), o.get("source"), o.get("encoding"), o.get("date-order"), {}, {}};
  if (!o.has("map")) return options;
  TRY(const std::string text, read_file(o.get("map"), file_limit_bytes));
  TRY(const Json map, base::parse_json(text));
  // {"Heading":"field"}; "" leaves a column out.
  for (const auto& [column, field] : map.members()) options.heading_map.emplace_back(column, field.as_string());
  return options;
}

Result import(const Options& o, const Console& console) {
  const bool is_dry = o.has("dry-run");
  TRY(commands::ImportOptions options, import_options(o));
  TRY(std::string bytes, read_file(o.plain[1], file_limit_bytes));
  TRY(const auto book, open_book(o, is_dry ? FolderStorage::Access::read : FolderStorage::Access::write));
  const std::string name = o.plain[1].substr(o.plain[1].find_last_of('/') + 1);
  auto job = std::make_unique<app::ImportJob>(std::move(bytes), name, std::move(options),
                                              is_dry ? app::ImportMode::dry_run : app::ImportMode::write);
  const app::ImportJob& import = *job;
  TRY_DO(book->session.start(std::move(job)));
  while (book->session.step(rows_a_step)) {
  }
  if (import.state() != app::JobState::done) return std::unexpected(import.error());
  if (!is_dry) TRY_DO(save(book->session));
  const commands::ImportPreview& preview = *import.preview();
  if (o.has("rejected")) TRY_DO(write_file(o.get("rejected"), rejected_csv(preview, console.lang)));
  return Answer{import.result(), import_text(preview, console.lang), preview.rejected ? done_with_problems : done};
}

// A command a line, {"command":NAME,"args":{…}}: all of them or none. "command.bad_line" (where: line; detail: what it
// found).
Result do_lines(const Options& o) {
  TRY(const std::string text, read_file(o.get("lines"), file_limit_bytes));
  TRY(const auto book, open_book(o, FolderStorage::Access::write));
  std::size_t number = 0, count = 0;
  for (const std::string_view line : base::split(text, '\n')) {
    ++number;
    if (base::trim(line).empty()) continue;
    const auto json = base::parse_json(line);
    if (!json) return base::fail("command.bad_line", std::to_string(number), json.error().code);
    if (const auto reply = app::call(book->session, "do", *json); !reply)
      return base::fail("command.bad_line", std::to_string(number), reply.error().code);
    ++count;
  }
  TRY_DO(save(book->session));
  return Answer{Json::object().set("done", count), {}, done};
}

Result do_command(const Options& o, const Console&) {
  if (o.has("lines")) return do_lines(o);
  if (o.plain.size() < 2) return base::fail("usage.arguments", "do", "zhike do BOOK COMMAND [key=value …]");
  TRY(const auto book, open_book(o, FolderStorage::Access::write));
  Json args = arguments(o, 2);
  if (o.has("json")) {
    TRY(const std::string text, read_file("-", file_limit_bytes));
    if (!base::trim(text).empty()) {
      TRY(const Json given, base::parse_json(text));
      for (const auto& [key, value] : given.members()) args.set(key, value);
    }
  }
  TRY(const app::Reply reply,
      app::call(book->session, "do", Json::object().set("command", o.plain[1]).set("args", args)));
  TRY_DO(save(book->session));
  return Answer{reply.value, {}, done};
}

Result query(const Options& o, const Console&) {
  TRY(const auto book, open_book(o, FolderStorage::Access::read));
  TRY(const app::Reply reply,
      app::call(book->session, "query", Json::object().set("name", o.plain[1]).set("args", arguments(o, 2))));
  return Answer{reply.value, o.has("csv") ? json_to_csv(reply.value) : std::string(), done};
}

// --owner, --redact, --pseudonyms: a part of the book.
base::Status part_arguments(const Options& o, Json& args) {
  Json owners = Json::array();
  for (const std::string_view owner : base::split(o.get("owner"), ','))
    if (!base::trim(owner).empty()) owners.push(base::trim(owner));
  if (o.has("owner")) args.set("owners", std::move(owners));
  if (o.has("dry-run")) args.set("dryRun", true);
  if (o.has("redact")) args.set("identifiers", "left_out");
  if (o.has("pseudonyms")) {
    TRY(const std::string key, read_file(o.get("pseudonyms"), file_limit_bytes));
    args.set("identifiers", "pseudonyms").set("key", base::trim(key));
  }
  return {};
}

// A file named so is compressed, before it is encrypted.
bool is_packed(std::string_view name) { return name.ends_with(".gz") || name.ends_with(".gz.age"); }

// --pseudonymise: with the book's own key, so that the book may be written to: the key is made the first time.
Result export_tables(const Options& o, const Console& console) {
  const bool has_own_key = o.has("pseudonymise") && !o.has("pseudonyms");
  TRY(const auto book, open_book(o, has_own_key ? FolderStorage::Access::write : FolderStorage::Access::read));
  Json args = Json::object();
  TRY_DO(part_arguments(o, args));
  exchange::ShareOptions part;
  for (const Json& owner : args["owners"].items()) part.owners.push_back(owner.as_string());
  part.key = args["key"].as_string();
  if (o.has("pseudonymise") || o.has("pseudonyms")) part.identifiers = exchange::Identifiers::pseudonyms;
  if (o.has("redact")) {
    part.identifiers = exchange::Identifiers::left_out;
    part.key = base::write_device(book->random.next()) + base::write_device(book->random.next());
  }
  TRY(Json answer, export_dataset(book->session, console, o.get("sqlite"), std::move(part)));
  return Answer{std::move(answer), {}, done};
}

Result export_book(const Options& o, const Console& console) {
  if (o.has("sqlite")) return export_tables(o, console);
  if (!o.has("o") && !o.has("dry-run")) return base::fail("usage.missing_value", "-o");
  TRY(const auto book, open_book(o, FolderStorage::Access::read));
  Json args = Json::object().set("plain", o.has("plain"));
  if (o.has("csv")) args.set("csv", o.get("csv"));
  if (o.has("since")) {
    TRY(const std::string text, read_file(o.get("since"), file_limit_bytes));
    TRY(Json since, base::parse_json(text));
    args.set("since", std::move(since));
  }
  TRY_DO(part_arguments(o, args));
  TRY(app::Reply reply, app::call(book->session, "export", args));
  if (o.has("dry-run")) return Answer{std::move(reply.value), {}, done};
  const std::string& text = reply.value["text"].as_string();
  TRY(const std::string bytes, seal_as_asked(is_packed(o.get("o")) ? exchange::pack(text) : text, o, book->random));
  TRY_DO(write_file(o.get("o"), bytes));
  Json answer = Json::object().set("file", o.get("o")).set("bytes", bytes.size());
  for (const std::string_view member : {"records", "customers_left_out", "withheld", "sample"})
    if (const Json* value = reply.value.find(member)) answer.set(std::string(member), *value);
  return Answer{std::move(answer), o.get("o") == "-" ? " " : std::string(), done};
}

Result merge(const Options& o, const Console& console) {
  const bool is_dry = o.has("dry-run");
  std::vector<app::BundleFile> files;
  for (std::size_t i = 1; i < o.plain.size(); ++i) {
    TRY(std::string bytes, read_file(o.plain[i], exchange::bundle_limit_bytes));
    files.push_back({o.plain[i].substr(o.plain[i].find_last_of('/') + 1), std::move(bytes)});
  }
  TRY(const app::Keys keys, read_keys(o));
  app::open_each_encrypted(files, keys);
  TRY(const auto book, open_book(o, is_dry ? FolderStorage::Access::read : FolderStorage::Access::write));
  auto job =
      std::make_unique<app::MergeJob>(std::move(files), is_dry ? app::MergeMode::preview : app::MergeMode::apply);
  const app::MergeJob& merging = *job;
  TRY_DO(book->session.start(std::move(job)));
  TRY(Json json, finish_job(book->session));
  const commands::MergePreview& preview = merging.preview();
  return Answer{std::move(json), merge_text(preview, console.lang),
                preview.rejected.empty() ? done : done_with_problems};
}

Result sync(const Options& o, const Console& console) {
  TRY(const auto book, open_book(o, FolderStorage::Access::write));
  TRY(const app::SyncReport report, run_sync(*book, o, console));
  return Answer{app::sync_json(report), sync_text(report, console.lang),
                report.rejected.empty() ? done : done_with_problems};
}

Result state_hash(const Options& o, const Console&) {
  TRY(const auto book, open_book(o, FolderStorage::Access::read));
  std::string hash = store::state_hash(book->session.document());
  return Answer{Json::object().set("stateHash", hash), hash + "\n", done};
}

Result verify_file(const Options& o) {
  const std::string& path = o.plain[0];
  std::vector<app::BundleFile> files(1, {path, {}});
  TRY(files[0].bytes, read_file(path, exchange::bundle_limit_bytes));
  TRY(const app::Keys keys, read_keys(o));
  TRY_DO(app::open_encrypted(files, keys));
  base::Status unpacked = exchange::unpack(files[0].bytes);
  const auto verified = unpacked ? exchange::verify(files[0].bytes) : std::unexpected(unpacked.error());
  if (!verified && !exchange::is_damage(verified.error())) return std::unexpected(verified.error());
  if (!verified) return Answer{app::error_json(verified.error()), {}, done_with_problems};
  return Answer{
      Json::object().set("sound", true).set(verified->is_plain ? "records" : "changes", verified->count), {}, done};
}

Result verify(const Options& o, const Console&) {
  FolderStorage probe(o.plain[0], FolderStorage::Access::read);
  TRY(const auto paths, probe.list());
  if (paths.empty()) return verify_file(o);
  TRY(const auto book, open_book(o, FolderStorage::Access::read));
  const auto& problems = book->session.book().problems();
  return Answer{app::status_json(book->session), {}, problems.empty() ? done : done_with_problems};
}

Result seed(const Options& o, const Console&) {
  TRY(const auto book, open_book(o, FolderStorage::Access::write));
  app::DemoOptions options;
  if (o.has("customers"))
    options.customers = static_cast<std::uint32_t>(std::strtoul(o.get("customers").c_str(), nullptr, 10));
  if (o.has("seed")) options.seed = std::strtoull(o.get("seed").c_str(), nullptr, 10);
  if (o.has("last-day")) options.last_day = base::read_day(o.get("last-day")).value_or(base::no_day);
  TRY_DO(book->session.start(app::make_demo_job(options)));
  TRY(Json json, finish_job(book->session));
  return Answer{std::move(json), {}, done};
}

Result report(const Options& o, const Console& console) {
  if (!o.has("o")) return base::fail("usage.missing_value", "-o");
  TRY(const auto book, open_book(o, FolderStorage::Access::read));
  const i18n::Lang lang = o.has("lang") ? i18n::lang_from_code(o.get("lang")) : console.lang;
  Session& s = book->session;
  const std::string html = report::write_overview(lang, s.document(), s.cache(), s.today(), s.book().identity().by);
  TRY_DO(write_file(o.get("o"), html));
  return Answer{Json::object().set("file", o.get("o")).set("bytes", html.size()), {}, done};
}

Result key(const Options& o, const Console& console) {
  SystemRandom random;
  SystemClock clock;
  const i18n::Lang lang = o.has("lang") ? i18n::lang_from_code(o.get("lang")) : console.lang;
  TRY(KeyAnswer made, run_key(o, lang, random, clock.now()));
  Json json = Json::object();
  if (!made.public_key.empty()) json.set("public", made.public_key);
  if (o.plain[0] == "passphrase") json.set("bits", age::passphrase_bits);
  if (!o.has("o")) return Answer{json.set("text", made.file), made.file, done};
  const base::Status written = write_new_secret_file(o.get("o"), made.file);
  age::wipe(made.file);
  if (!written) return std::unexpected(written.error());
  return Answer{json.set("file", o.get("o")), made.public_key.empty() ? " " : made.public_key + "\n", done};
}

enum class LockAct { set, remove };
Result change_lock(const Options& o, LockAct act) {
  if (!o.has("passphrase-file")) return base::fail("usage.missing_value", "--passphrase-file");
  TRY(const age::Secret passphrase, read_passphrase(o.get("passphrase-file")));
  OpenBook book(o.plain[0], FolderStorage::Access::write);
  TRY(const auto paths, book.storage.list());
  if (paths.empty()) return base::fail("book.missing", o.plain[0]);
  TRY_DO(book.storage.lock());
  const bool was_shut = book.sealed.is_shut();
  if (act == LockAct::set && was_shut && !o.has("book-passphrase-file")) return base::fail("lock.shut", o.plain[0]);
  if (was_shut) {
    TRY(const age::Secret current,
        read_passphrase(o.get(act == LockAct::set ? "book-passphrase-file" : "passphrase-file")));
    TRY_DO(book.sealed.unlock(current.view()));
  }
  base::Status status;
  const auto note = [&](base::Status result) { status = std::move(result); };
  if (act == LockAct::set)
    book.sealed.set_lock(passphrase.view(), note);
  else if (was_shut)
    book.sealed.remove_lock(note);
  TRY_DO(status);
  return Answer{Json::object().set("locked", act == LockAct::set), {}, done};
}

Result lock(const Options& o, const Console&) { return change_lock(o, LockAct::set); }
Result unlock(const Options& o, const Console&) { return change_lock(o, LockAct::remove); }

Result schema(const Options&, const Console&) { return Answer{exchange::json_schema(), {}, done}; }

Result help(const Options&, const Console&) {
  std::string text;
  for (std::string_view line : usage_lines()) text += std::string(line) + "\n";
  return Answer{{}, std::move(text), done};
}

using Verb = Result (*)(const Options&, const Console&);
constexpr std::pair<std::string_view, Verb> verb_table[] = {
    {"init", init},     {"status", status}, {"schema", schema},      {"list", list},   {"import", import},
    {"do", do_command}, {"query", query},   {"export", export_book}, {"merge", merge}, {"state-hash", state_hash},
    {"verify", verify}, {"seed", seed},     {"report", report},      {"help", help},   {"key", key},
    {"lock", lock},     {"unlock", unlock}, {"sync", sync}};

}  // namespace

int run(const std::vector<std::string>& words, const Console& console) {
  const auto options = read_options(words);
  if (!options) {
    console.err(i18n::error_text(console.lang, options.error()) + "\n");
    if (options.error().code == "usage.no_verb" || options.error().code == "usage.unknown_verb")
      for (std::string_view line : usage_lines()) console.err(std::string(line) + "\n");
    return usage;
  }
  const auto verb = std::ranges::find(verb_table, options->verb, [](const auto& v) { return v.first; });
  const Result answer = verb->second(*options, console);
  if (!answer) {
    console.err(i18n::error_text(console.lang, answer.error()) + "\n");
    if (options->has("json")) console.out(base::write_json(app::error_json(answer.error())) + "\n");
    return answer.error().code.starts_with("usage.") ? usage : refused;
  }
  if (options->has("json") || answer->text.empty())
    console.out(base::write_json(answer->json, options->has("json") ? 0 : 2) + "\n");
  else
    console.out(answer->text);
  return answer->exit;
}

}  // namespace zhike::cli
