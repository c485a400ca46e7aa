// A part of the book: shown before it leaves, then saved as a file. The same verb as a script's.
#include "web/platform/canvas.h"
#include "web/shell/page.h"

namespace zhike::shell {
namespace {

base::Json share_arguments(const commands::ShareWish& wish) {
  base::Json owners = base::Json::array();
  for (const std::string& owner : wish.owners) owners.push(owner);
  return base::Json::object()
      .set("owners", std::move(owners))
      .set("identifiers", wish.identifiers)
      .set("key", wish.key);
}

}  // namespace

void Page::preview_share(const views::PreviewShare& request) {
  const auto reply = app::call(*session_, "export", share_arguments(request.wish).set("dryRun", true));
  if (!reply) {
    show_error(reply.error());
    return;
  }
  commands::SharePreview preview;
  preview.wish = request.wish;
  for (const auto& [type, n] : reply->value["records"].members())
    preview.records.emplace_back(type, static_cast<std::size_t>(n.as_integer()));
  preview.customers_left_out = static_cast<std::size_t>(reply->value["customers_left_out"].as_integer());
  for (const base::Json& field : reply->value["withheld"].items()) preview.withheld.push_back(field.as_string());
  for (const base::Json& customer : reply->value["sample"].items()) {
    auto& fields = preview.sample.emplace_back();
    for (const auto& [field, text] : customer.members()) fields.emplace_back(field, text.as_string());
  }
  share_preview_ = std::move(preview);
}

void Page::export_share(const views::ExportShare& request) {
  base::Json args = share_arguments(request.wish);
  if (request.kind == views::ExportKind::plain) args.set("plain", true);
  if (request.kind == views::ExportKind::csv) args.set("csv", request.type);
  const auto reply = app::call(*session_, "export", args);
  if (!reply) {
    show_error(reply.error());
    return;
  }
  const std::string name = "zhike-part-" + base::write_day(session_->today());
  const bool is_csv = request.kind == views::ExportKind::csv;
  const char* ending = is_csv ? ".csv" : request.kind == views::ExportKind::plain ? ".json" : ".zhike.json";
  save_as_file(name + ending, is_csv ? "text/csv" : "application/json", reply->value["text"].as_string());
}

}  // namespace zhike::shell
