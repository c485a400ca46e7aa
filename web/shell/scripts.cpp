// window.zhike: the verbs of core/app/dispatch.h, and what only the page knows. A call that writes is answered after
// the durable commit.
#include "web/platform/bridge.h"
#include "web/platform/canvas.h"
#include "web/shell/page.h"

namespace zhike::shell {

using base::Json;

void Page::call(std::uint32_t id, std::string_view verb, std::string_view args_text) {
  const auto args = base::parse_json(args_text, {.depth = 64, .string_bytes = std::size_t{1} << 30});
  if (!args) {
    reject_call(id, args.error());
    return;
  }
  if (status_.secrets.is_shut && verb != "status" && verb != "list") {
    reject_call(id, {"lock.shut", {}, {}});
    return;
  }
  const bool writes = verb == "do" || verb == "import" || verb == "merge" || verb == "seed";
  if (writes && !can_write()) {
    reject_call(id, {"storage.readonly", {}, {}});
    return;
  }
  if (writes) {
    start_book({});
    platform::request_frames();
  }
  is_save_wanted_ = is_save_wanted_ || writes;
  auto reply = app::call(*session_, verb, *args);
  if (!reply) {
    reject_call(id, reply.error());
    return;
  }
  if (reply->kind == app::Reply::Kind::job) {
    job_call_ = id;
    job_purpose_ = JobPurpose::script;
    return;
  }
  if (verb == "status") {
    const platform::StorageInfo& info = storage_.info();
    const bool is_writer = storage_.state() == platform::WriterState::writer;
    reply->value.set("writer", is_writer)
        .set("locked", status_.secrets.is_shut)
        .set("frames", static_cast<std::int64_t>(platform::frame_count()))
        .set("frameMs", platform::last_frame_ms())
        .set("storage", Json::object()
                            .set("persisted", info.persisted)
                            .set("lastError", info.last_error)
                            .set("usedBytes", static_cast<std::int64_t>(info.used_bytes)));
  }
  std::string json = base::write_json(reply->value);
  if (!writes || session_->is_saved()) {
    platform::bridge_resolve(id, json);
    return;
  }
  waiting_calls_.push_back({id, std::move(json), session_->document().revision()});
  save();
}

void Page::reject_call(std::uint32_t id, const base::Error& error) { platform::bridge_reject(id, error); }

void Page::answer_calls(const base::Status& saved) {
  std::vector<WaitingCall> still_waiting;
  for (WaitingCall& call : waiting_calls_) {
    if (!saved)
      reject_call(call.id, saved.error());
    else if (call.revision <= session_->book().saved_revision())
      platform::bridge_resolve(call.id, call.json);
    else
      still_waiting.push_back(std::move(call));
  }
  waiting_calls_ = std::move(still_waiting);
}

}  // namespace zhike::shell
