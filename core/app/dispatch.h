// Dispatch: one call of a script or the command line, by verb, JSON in and JSON out: status, list, import, do, query,
// export, merge, stateHash, seed. The same verbs for window.zhike.call and for zhike.
#pragma once

#include <string_view>

#include "core/app/session.h"
#include "core/base/json.h"

namespace zhike::app {

struct Reply {
  base::Json value;
  enum class Kind { answer, job } kind = Kind::answer;  // job: started; its result() is the answer
};

// Errors: "verb.unknown" (where: verb), "command.missing_argument", and what the verb finds.
base::Result<Reply> call(Session& session, std::string_view verb, const base::Json& args);

// {"revision","saved","device","by","changes","records":{TYPE:n},"problems":[…]}; the page adds storage and frames.
base::Json status_json(const Session& session);
// `what`: commands, queries or records, with every parameter described. "list.unknown" (where: what).
base::Result<base::Json> list_json(std::string_view what);
base::Json error_json(const base::Error& error);  // {"error":{"code","where","detail"}}

}  // namespace zhike::app
