// Handlers: what each command means. (document, command, env) → draft, or an error and nothing changed. One function a
// command, in the file named after its feature: records.cpp, identity.cpp, contacts.cpp, complaints.cpp, surveys.cpp,
// rules.cpp.
#pragma once

#include <span>
#include <string_view>

#include "core/app/draft.h"
#include "core/base/json.h"

namespace zhike::app {

using store::Document;

base::Result<Draft> handle(const Document& doc, const commands::Command& command, const Env& env);

base::Result<Draft> create_record(const Document&, const commands::CreateRecord&, const Env&);
base::Result<Draft> update_records(const Document&, const commands::UpdateRecords&, const Env&);
base::Result<Draft> delete_records(const Document&, const commands::DeleteRecords&, const Env&);
base::Result<Draft> restore_records(const Document&, const commands::RestoreRecords&, const Env&);
base::Result<Draft> resolve_conflict(const Document&, const commands::ResolveConflict&, const Env&);
base::Result<Draft> join_records(const Document&, const commands::JoinRecords&, const Env&);
base::Result<Draft> separate_record(const Document&, const commands::SeparateRecord&, const Env&);
base::Result<Draft> purge_records(const Document&, const commands::PurgeRecords&, const Env&);
base::Result<Draft> keep_apart(const Document&, const commands::KeepApart&, const Env&);
base::Result<Draft> restore_value(const Document&, const commands::RestoreValue&, const Env&);
base::Result<Draft> log_contact(const Document&, const commands::LogContact&, const Env&);
base::Result<Draft> close_promise(const Document&, const commands::ClosePromise&, const Env&);
base::Result<Draft> advance_complaint(const Document&, const commands::AdvanceComplaint&, const Env&);
base::Result<Draft> override_tier(const Document&, const commands::OverrideTier&, const Env&);
base::Result<Draft> define_survey(const Document&, const commands::DefineSurvey&, const Env&);
base::Result<Draft> record_response(const Document&, const commands::RecordResponse&, const Env&);
base::Result<Draft> set_setting(const Document&, const commands::SetSetting&, const Env&);
base::Result<Draft> replace_rules(const Document&, const commands::ReplaceRules&, const Env&);

// "create", "log_contact", …: the name scripts use and the history shows.
std::string_view command_name(const commands::Command& command);

}  // namespace zhike::app
