#include "core/app/dispatch.h"

#include <algorithm>

#include "core/app/arguments.h"
#include "core/app/demo.h"
#include "core/app/import_job.h"
#include "core/app/merge_job.h"
#include "core/app/turn.h"
#include "core/exchange/bundle.h"
#include "core/exchange/peers.h"
#include "core/exchange/plain.h"
#include "core/exchange/share.h"
#include "core/exchange/table_export.h"

namespace zhike::app {
namespace {

using base::Json;

Json params_json(std::span<const query::ParamDef> params) {
  Json out = Json::array();
  for (const query::ParamDef& p : params) {
    Json json =
        Json::object().set("key", p.key).set("kind", query::param_kind_key(p.kind)).set("required", p.is_required);
    if (!p.choices.empty()) {
      Json choices = Json::array();
      for (std::string_view choice : p.choices) choices.push(choice);
      json.set("choices", std::move(choices));
    }
    if (!p.default_value.empty()) json.set("default", p.default_value);
    if (!p.target.empty()) json.set("record", p.target);
    out.push(std::move(json));
  }
  return out;
}

Json fields_json(const schema::RecordDef& def) {
  Json out = Json::array();
  for (const schema::FieldDef& field : def.fields) {
    Json json = Json::object()
                    .set("key", field.key)
                    .set("kind", schema::kind_key(field.kind))
                    .set("required", field.has(schema::required));
    if (!field.options.choices.empty()) {
      Json choices = Json::array();
      for (std::string_view choice : field.options.choices) choices.push(choice);
      json.set("choices", std::move(choices));
    }
    if (!field.options.target.empty()) json.set("record", field.options.target);
    if (!field.options.group.empty()) json.set("group", field.options.group);
    out.push(std::move(json));
  }
  return out;
}

base::Result<Reply> start(Session& session, std::unique_ptr<Job> job) {
  TRY_DO(session.start(std::move(job)));
  return Reply{{}, Reply::Kind::job};
}

base::Result<Reply> start_import(Session& session, const Json& args) {
  if (!args["text"].is_string()) return base::fail("command.missing_argument", "text");
  commands::ImportOptions options{args["as"].as_string(),
                                  args["source"].as_string(),
                                  args["encoding"].as_string(),
                                  args["dateOrder"].as_string(),
                                  {},
                                  {}};
  for (const auto& [column, field] : args["map"].members()) options.heading_map.emplace_back(column, field.as_string());
  const std::string name = args["name"].as_string().empty() ? "import.csv" : args["name"].as_string();
  const ImportMode mode = args["dryRun"].as_bool() ? ImportMode::dry_run : ImportMode::write;
  return start(session, std::make_unique<ImportJob>(args["text"].as_string(), name, std::move(options), mode));
}

base::Result<Reply> start_merge(Session& session, const Json& args) {
  std::vector<BundleFile> files;
  if (args["text"].is_string()) files.push_back({"bundle", args["text"].as_string()});
  for (const Json& file : args["files"].items()) files.push_back({file["name"].as_string(), file["text"].as_string()});
  if (files.empty()) return base::fail("command.missing_argument", "text");
  const MergeMode mode = args["dryRun"].as_bool() ? MergeMode::preview : MergeMode::apply;
  return start(session, std::make_unique<MergeJob>(std::move(files), mode));
}

// owner or owners: whose customers; identifiers: what of their names; key: of the pseudonyms.
base::Result<exchange::ShareOptions> share_options(Session& session, const Json& args) {
  exchange::ShareOptions options;
  if (!args["owner"].as_string().empty()) options.owners.push_back(args["owner"].as_string());
  for (const Json& owner : args["owners"].items()) options.owners.push_back(owner.as_string());
  const std::string& given = args["identifiers"].as_string();
  const auto choice = std::ranges::find(exchange::identifier_keys, given);
  if (!given.empty() && choice == std::end(exchange::identifier_keys))
    return base::fail("value.no_such_choice", "identifiers", given);
  if (!given.empty())
    options.identifiers = static_cast<exchange::Identifiers>(choice - std::begin(exchange::identifier_keys));
  options.key = args["key"].as_string();
  if (options.identifiers == exchange::Identifiers::pseudonyms && options.key.empty())
    return base::fail("command.missing_argument", "key");
  if (options.identifiers == exchange::Identifiers::left_out)
    options.key = base::write_device(session.random()) + base::write_device(session.random());
  options.device = session.random();
  options.now = session.now();
  return options;
}

base::Result<Reply> export_part(Session& session, const Json& args) {
  if (!args["since"].is_null()) return base::fail("export.since_of_part");
  TRY(const exchange::ShareOptions options, share_options(session, args));
  const exchange::Share share = exchange::make_share(session.book(), options);
  Json answer = exchange::share_json(share);
  if (args["dryRun"].as_bool()) return Reply{std::move(answer)};
  if (args["plain"].as_bool()) {
    answer.set("text", exchange::write_plain(share.book.document()));
  } else if (const std::string& type = args["csv"].as_string(); !type.empty()) {
    TRY(std::string text, exchange::write_table(share.book.document(), type));
    answer.set("text", std::move(text));
  } else {
    answer.set("text", exchange::write_bundle(share.book));
  }
  return Reply{std::move(answer)};
}

base::Result<Reply> export_text(Session& session, const Json& args) {
  const bool is_part = args.find("owner") || args.find("owners") || args.find("identifiers") || args.find("dryRun");
  if (is_part) return export_part(session, args);
  if (args["plain"].as_bool()) return Reply{Json::object().set("text", exchange::write_plain(session.document()))};
  if (const std::string& type = args["csv"].as_string(); !type.empty()) {
    TRY(std::string text, exchange::write_table(session.document(), type));
    return Reply{Json::object().set("text", std::move(text))};
  }
  exchange::Have have = exchange::read_have(args["since"]);
  if (const std::string& peer = args["for"].as_string(); !peer.empty()) {
    TRY(have, exchange::have_of_peer(session.book(), peer));
  }
  return Reply{Json::object().set("text", exchange::write_bundle(session.book(), have))};
}

base::Result<Reply> run_command(Session& session, const Json& args) {
  TRY(const commands::Command command, read_command(session.document(), args["command"].as_string(), args["args"]));
  TRY(const Outcome outcome, session.execute(command));
  return Reply{outcome_json(outcome)};
}

}  // namespace

base::Result<Reply> call(Session& session, std::string_view verb, const Json& args) {
  if (verb == "status") return Reply{status_json(session)};
  if (verb == "list") {
    TRY(Json list, list_json(args["what"].as_string()));
    return Reply{std::move(list)};
  }
  if (verb == "do") return run_command(session, args);
  if (verb == "query") {
    TRY(Json answer,
        query::run_query(session.book(), session.cache(), args["name"].as_string(), args["args"], session.today()));
    return Reply{std::move(answer)};
  }
  if (verb == "export") return export_text(session, args);
  if (verb == "peers") return Reply{exchange::peers_json(session.book())};
  if (verb == "noteBackup") {
    exchange::note_backup(session.writable_book(), session.now());
    return Reply{exchange::backup_json(session.book())};
  }
  if (verb == "stateHash") return Reply{Json(store::state_hash(session.document()))};
  if (verb == "import") return start_import(session, args);
  if (verb == "merge") return start_merge(session, args);
  if (verb == "seed") {
    DemoOptions options;
    if (args["customers"].is_number()) options.customers = static_cast<std::uint32_t>(args["customers"].as_integer());
    if (args["seed"].is_number()) options.seed = static_cast<std::uint64_t>(args["seed"].as_integer());
    if (args["lastDay"].is_string())
      options.last_day = base::read_day(args["lastDay"].as_string()).value_or(base::no_day);
    return start(session, make_demo_job(options));
  }
  return base::fail("verb.unknown", std::string(verb));
}

Json status_json(const Session& session) {
  Json records = Json::object();
  for (schema::TypeIndex type = 0; type < schema::type_count; ++type)
    records.set(std::string(schema::registry[type].key), session.document().table(type).visible_count);
  Json problems = Json::array();
  for (const base::Error& problem : session.book().problems()) problems.push(error_json(problem)["error"]);
  return Json::object()
      .set("revision", static_cast<std::int64_t>(session.document().revision()))
      .set("saved", session.is_saved())
      .set("device", base::write_device(session.book().identity().device))
      .set("by", session.book().identity().by)
      .set("changes", session.document().change_count())
      .set("records", std::move(records))
      .set("backup", exchange::backup_json(session.book()))
      .set("doubted", session.book().doubted().size())
      .set("problems", std::move(problems));
}

base::Result<Json> list_json(std::string_view what) {
  Json out = Json::array();
  if (what == "commands") {
    for (const CommandDef& def : command_defs()) {
      Json json = Json::object().set("name", def.name).set("params", params_json(def.params));
      if (def.fields_of == "*")
        json.set("fields_of", "type");
      else if (!def.fields_of.empty())
        json.set("fields_of", def.fields_of)
            .set("fields", fields_json(schema::registry[schema::find_type(def.fields_of)]));
      out.push(std::move(json));
    }
  } else if (what == "queries") {
    for (const query::QueryDef& def : query::queries())
      out.push(Json::object().set("name", def.name).set("params", params_json(def.params)));
  } else if (what == "records") {
    for (const schema::RecordDef& def : schema::registry)
      out.push(Json::object().set("name", def.key).set("fields", fields_json(def)));
  } else {
    return base::fail("list.unknown", std::string(what));
  }
  return out;
}

Json error_json(const base::Error& error) {
  return Json::object().set(
      "error", Json::object().set("code", error.code).set("where", error.where).set("detail", error.detail));
}

}  // namespace zhike::app
