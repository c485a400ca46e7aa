"""A record type is added in three places, and then the program has it: counted here, and compiled."""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROBE = """
#include "core/schema/registry.h"
static_assert(zhike::schema::find_type("mystery_shop") + 1 == zhike::schema::type_count);
static_assert(zhike::schema::registry[zhike::schema::find_type("mystery_shop")].find("notes") == 2);
"""


def snapshot(folder: Path) -> dict:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


class NewRecord(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        for folder in ("core/schema", "core/base", "assets/i18n"):
            shutil.copytree(ROOT / folder, self.root / folder)

    def add(self, name):
        command = [sys.executable, str(ROOT / "scripts/new_record.py"), name, "--root", str(self.root)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_three_places_and_no_more(self):
        before = snapshot(self.root)
        self.assertEqual(self.add("mystery_shop").returncode, 0)
        after = snapshot(self.root)
        changed = sorted(p for p in after if before.get(p) != after[p])
        self.assertEqual(changed, ["assets/i18n/records.json", "core/schema/mystery_shop.h", "core/schema/registry.h"])
        added = after["core/schema/registry.h"].decode().splitlines()
        lines = set(added) - set(before["core/schema/registry.h"].decode().splitlines())
        self.assertEqual(len(lines), 2, "an include and a line of the list")

    def test_it_compiles(self):
        compiler = shutil.which("clang++-19") or shutil.which("clang++") or shutil.which("g++")
        if not compiler:
            self.skipTest("no C++ compiler on this machine")
        self.assertEqual(self.add("mystery_shop").returncode, 0)
        probe = self.root / "probe.cpp"
        probe.write_text(PROBE)
        library = ["-stdlib=libc++"] if "clang" in compiler else []
        command = [compiler, "-std=c++23", *library, "-fsyntax-only", "-I", str(self.root), str(probe)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_member_without_its_field_line_does_not_compile(self):
        compiler = shutil.which("clang++-19")
        if not compiler:
            self.skipTest("no C++ compiler on this machine")
        self.assertEqual(self.add("mystery_shop").returncode, 0)
        header = self.root / "core/schema/mystery_shop.h"
        header.write_text(header.read_text().replace("LongText notes;", "LongText notes, forgotten;"))
        probe = self.root / "probe.cpp"
        probe.write_text(PROBE)
        command = [compiler, "-std=c++23", "-stdlib=libc++", "-fsyntax-only", "-I", str(self.root), str(probe)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("every member of MysteryShop needs a field", done.stderr)

    def test_refusals(self):
        self.assertEqual(self.add("customer").returncode, 2)
        self.assertEqual(self.add("Bad Name").returncode, 64)


if __name__ == "__main__":
    unittest.main()
