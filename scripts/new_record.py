#!/usr/bin/env python3
"""new_record.py NAME [--root DIR]: starts a record type in the three places it needs.

A record type is its header (core/schema/NAME.h), one line in core/schema/registry.h, and its labels in
assets/i18n/records.json. With these it has JSON, merge, validation, undo, CSV, tables, forms, the command line, scripts
and the generic tests.
"""
import argparse
import json
import re
import sys
from pathlib import Path

HEADER = """// {title}: what it is and who uses it.
#pragma once

#include "core/schema/field.h"

namespace zhike::schema {{

struct {title} {{
  Text key, name;
  LongText notes;
}};

template <>
struct Schema<{title}> {{
  static constexpr std::string_view key = "{name}";
  static constexpr std::array fields{{
      field<&{title}::key>("key", {{.flags = unique | searchable | in_table}}),
      field<&{title}::name>("name", {{.flags = required | searchable | in_table}}),
      field<&{title}::notes>("notes", {{.flags = searchable}}),
  }};
}};
static_assert(covers<{title}>(), "every member of {title} needs a field(...) line");

}}  // namespace zhike::schema
"""


def add_to_registry(text: str, name: str, title: str) -> str:
    includes = re.findall(r'#include "core/schema/\w+\.h"\n', text)
    line = f'#include "core/schema/{name}.h"\n'
    text = text.replace("".join(includes), "".join(sorted([*includes, line])))
    text, places = re.subn(r"(inline constexpr std::array registry\{\n(?:    record<\w+>\(\),\n)+)",
                           rf"\1    record<{title}>(),\n", text)
    if places != 1:
        raise SystemExit("core/schema/registry.h no longer lists one record type a line; nothing was changed.")
    return text


def labels(name: str, title: str) -> dict:
    words = {"en": title, "zh-Hans": title, "zh-Hant": title}
    made = {f"record.{name}": words, f"record.{name}.plural": words}
    made[f"field.{name}.key"] = {"en": "Number", "zh-Hans": "编号", "zh-Hant": "編號"}
    made[f"field.{name}.name"] = {"en": "Name", "zh-Hans": "名称", "zh-Hant": "名稱"}
    made[f"field.{name}.notes"] = {"en": "Notes", "zh-Hans": "备注", "zh-Hant": "備註"}
    return made


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    given = parser.parse_args()
    header = given.root / "core/schema" / f"{given.name}.h"
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", given.name):
        print("A record type is named in lower case, words joined by '_'.", file=sys.stderr)
        return 64
    if header.exists():
        print(f"{given.name} exists already.", file=sys.stderr)
        return 2
    title = "".join(word.capitalize() for word in given.name.split("_"))
    registry = given.root / "core/schema/registry.h"
    registered = add_to_registry(registry.read_text(), given.name, title)
    header.write_text(HEADER.format(name=given.name, title=title))
    registry.write_text(registered)
    catalogue = given.root / "assets/i18n/records.json"
    text = catalogue.read_text().rstrip()
    added = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in labels(given.name, title).items())
    catalogue.write_text(text[:-1].rstrip() + ",\n" + added + "\n}\n")
    print(f"Started {title}: {header.name}, registry.h, records.json. Next: its real fields and words.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
