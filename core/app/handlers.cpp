#include "core/app/handlers.h"

namespace zhike::app {
namespace {

template <class... F>
struct Overload : F... {
  using F::operator()...;
};

}  // namespace

base::Result<Draft> handle(const Document& doc, const commands::Command& command, const Env& env) {
  const auto run = Overload{
      [&](const commands::CreateRecord& c) { return create_record(doc, c, env); },
      [&](const commands::UpdateRecords& c) { return update_records(doc, c, env); },
      [&](const commands::DeleteRecords& c) { return delete_records(doc, c, env); },
      [&](const commands::RestoreRecords& c) { return restore_records(doc, c, env); },
      [&](const commands::LogContact& c) { return log_contact(doc, c, env); },
      [&](const commands::ClosePromise& c) { return close_promise(doc, c, env); },
      [&](const commands::AdvanceComplaint& c) { return advance_complaint(doc, c, env); },
      [&](const commands::OverrideTier& c) { return override_tier(doc, c, env); },
      [&](const commands::DefineSurvey& c) { return define_survey(doc, c, env); },
      [&](const commands::RecordResponse& c) { return record_response(doc, c, env); },
      [&](const commands::SetSetting& c) { return set_setting(doc, c, env); },
      [&](const commands::ReplaceRules& c) { return replace_rules(doc, c, env); },
      [&](const commands::ResolveConflict& c) { return resolve_conflict(doc, c, env); },
      [&](const commands::JoinRecords& c) { return join_records(doc, c, env); },
      [&](const commands::SeparateRecord& c) { return separate_record(doc, c, env); },
      [&](const commands::PurgeRecords& c) { return purge_records(doc, c, env); },
      [&](const commands::KeepApart& c) { return keep_apart(doc, c, env); },
      [&](const commands::RestoreValue& c) { return restore_value(doc, c, env); },
      // The session carries these out itself: they need its history.
      [](const commands::SwitchMerge&) -> base::Result<Draft> { return base::fail("merge.unknown"); },
      [](const commands::Undo&) -> base::Result<Draft> { return base::fail("undo.nothing"); },
      [](const commands::Redo&) -> base::Result<Draft> { return base::fail("redo.nothing"); },
  };
  auto draft = std::visit(run, command);
  if (draft) draft->command = command_name(command);
  return draft;
}

std::string_view command_name(const commands::Command& command) {
  static constexpr std::array<std::string_view, std::variant_size_v<commands::Command>> names{"create",
                                                                                              "update",
                                                                                              "delete",
                                                                                              "restore",
                                                                                              "log_contact",
                                                                                              "close_promise",
                                                                                              "advance_complaint",
                                                                                              "override_tier",
                                                                                              "define_survey",
                                                                                              "record_response",
                                                                                              "set_setting",
                                                                                              "replace_rules",
                                                                                              "resolve_conflict",
                                                                                              "join",
                                                                                              "separate",
                                                                                              "purge",
                                                                                              "keep_apart",
                                                                                              "restore_value",
                                                                                              "switch_merge",
                                                                                              "undo",
                                                                                              "redo"};
  return names[command.index()];
}

}  // namespace zhike::app
