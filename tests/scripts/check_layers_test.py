"""scripts/check_layers.py must find each kind of violation, and nothing in a sound tree."""
import pathlib
import sys
import tempfile
import unittest

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))
import check_layers  # noqa: E402

CORE = """# core
| Level | Folder | May include | Never contains |
|---|---|---|---|
| 0 | core/base | std, nlohmann (json.cpp) | record names |
| 1 | core/schema | base | UI |
| 1 | core/ports | base | implementations |
| 2 | core/store | base, ports, schema | business rules |
| 3 | core/query | base, schema, store | writable document |
| 4 | core/app | all core below | ImGui |
| 5 | core/cli | all core, POSIX | |

| Where | Never contains |
|---|---|
| core except core/cli | clock, randomness, files |
| core | global state, exceptions |

## Debt
{debt}
"""
WEB = """# web
| Level | Folder | May include | Never contains |
|---|---|---|---|
| 5 | web/ui | imgui, base, store | static locals |
| 8 | web/main.cpp | everything | logic |
"""


class LayersTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.debt = ""
        self.write("web/README.md", WEB)
        self.write("core/schema/customer.h", '#include "core/base/result.h"\ntemplate <> struct Schema<Customer> {};\n')
        self.write("core/base/result.h", "#include <string>\nstruct Result {};\n")

    def tearDown(self):
        self.folder.cleanup()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def faults(self):
        self.write("core/README.md", CORE.replace("{debt}", self.debt))
        return check_layers.check(self.root)

    def expect(self, name, text, words):
        self.write(name, text)
        found = self.faults()
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(name), found)
        self.assertIn(words, found[0])

    def test_sound_tree(self):
        self.write("core/store/a.cpp", '#include "core/schema/customer.h"\n#include <vector>\n#include <math.h>\n')
        self.write("core/base/json.cpp", "#include <nlohmann/json.hpp>\n")
        self.write("core/app/a.cpp", '#include "core/query/q.h"\n// system_clock is not read here\nconst char* s = "random_device";\n')
        self.write("core/query/q.h", "int count(const Document& document);\n")
        self.write("core/cli/main.cpp", "#include <unistd.h>\nauto now = std::chrono::system_clock::now();\n")
        self.write("web/ui/a.cpp", '#include "imgui.h"\nint f() {\n  static constexpr int table[] = {1};\n  return table[0];\n}\n')
        self.write("web/main.cpp", "#include <emscripten.h>\n")
        self.assertEqual(self.faults(), [])

    def test_upward_include(self):
        self.expect("core/schema/a.cpp", '#include "core/store/a.h"\n', "core/schema may not include core/store")

    def test_sideways_include(self):
        self.expect("core/ports/a.h", '#include "core/schema/customer.h"\n', "may not include")

    def test_core_including_the_page(self):
        self.expect("core/app/a.cpp", '#include "web/ui/a.h"\n', "may not include web/ui")

    def test_include_of_the_program(self):
        self.expect("web/ui/a.cpp", '#include "web/main.cpp"\n', "may not include")

    def test_library_not_allowed(self):
        self.expect("core/store/a.cpp", "#include <nlohmann/json.hpp>\n", "may not use nlohmann")

    def test_library_in_the_wrong_file(self):
        self.expect("core/base/text.cpp", "#include <nlohmann/json.hpp>\n", "json.cpp alone")

    def test_unknown_header(self):
        self.expect("core/base/a.cpp", '#include "result.h"\n', "own headers")

    def test_clock(self):
        self.expect("core/app/a.cpp", "auto t = std::chrono::system_clock::now();\n", "clock")

    def test_randomness(self):
        self.expect("core/app/a.cpp", "std::random_device device;\n", "randomness")

    def test_files(self):
        self.expect("core/store/a.cpp", 'auto* f = std::fopen("a", "r");\n', "files")

    def test_record_name(self):
        self.expect("core/base/a.h", "struct A { Customer* customer; };\n", "record names")

    def test_code_in_a_header_only_folder(self):
        self.expect("core/ports/a.cpp", "int x();\n", "header-only")

    def test_writable_document(self):
        self.expect("core/query/a.h", "void rename(store::Document& document);\n", "writable document")

    def test_static_local(self):
        self.expect("web/ui/a.cpp", "void f() {\n  static int open = 0;\n}\n", "static locals")

    def test_global_state(self):
        self.expect("core/store/a.cpp", "static int count = 0;\n", "global state")

    def test_exceptions(self):
        self.expect("core/store/a.cpp", "void f() {\n  try {\n  }\n}\n", "exceptions")

    def test_folder_without_a_row(self):
        self.expect("core/misc/a.h", "int x();\n", "no table lists")

    def test_long_file(self):
        self.expect("core/store/a.cpp", "int f();\n" * 501, "501 lines")

    def test_long_header(self):
        self.expect("core/store/a.h", "int f();\n" * 201, "201 lines")

    def test_debt_exempts_by_name_and_must_be_owed(self):
        self.write("core/store/a.cpp", "#include <nlohmann/json.hpp>\n")
        self.debt = "- `core/store/a.cpp`: to be moved\n"
        self.assertEqual(self.faults(), [])
        self.write("core/store/a.cpp", "#include <string>\n")
        self.assertEqual(self.faults(), ["core/store/a.cpp: listed under Debt, but has none"])

    def test_table_naming_an_unknown_library(self):
        self.write("web/README.md", WEB.replace("imgui", "imguy"))
        self.write("web/ui/a.cpp", "#include <string>\n")
        with self.assertRaises(SystemExit):
            self.write("web/ui/b.cpp", "#include <string>\n")
            self.faults()

    def test_missing_table(self):
        (self.root / "web/README.md").unlink()
        self.write("core/README.md", "# core\n")
        self.assertEqual(check_layers.check(self.root), ["core/README.md has no table of levels"])


if __name__ == "__main__":
    unittest.main()
