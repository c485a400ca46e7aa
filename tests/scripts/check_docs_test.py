"""scripts/check_docs.py must find each dead path of a README, and nothing else."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
import check_docs  # noqa: E402


class DocsTest(unittest.TestCase):
    def dead(self, text):
        """The dead paths of a README with this text, in a tree with core/a.h, core/b.h and scripts/dev."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in ("core/a.h", "core/b.h", "scripts/dev"):
                (root / name).parent.mkdir(exist_ok=True)
                (root / name).write_text("", encoding="utf-8")
            (root / "README.md").write_text(text, encoding="utf-8")
            before, check_docs.ROOT = check_docs.ROOT, root
            try:
                return [line.split(": ")[1].removesuffix(" does not exist") for line in check_docs.dead_paths()]
            finally:
                check_docs.ROOT = before

    def test_living_paths(self):
        self.assertEqual(self.dead("`core/a.h`, `core/*.h`, `core/{a,b}.h`, [dev](scripts/dev), `./scripts/dev run --port 1`"), [])

    def test_dead_paths(self):
        self.assertEqual(self.dead("`core/c.h` and [a link](core/d.h#part), `tests/*.cpp`"), ["core/c.h", "tests/*.cpp", "core/d.h"])

    def test_dead_part_of_braces(self):
        self.assertEqual(self.dead("`core/{a,c}.h`"), ["core/{a,c}.h"])

    def test_patterns_of_names(self):
        self.assertEqual(self.dead("`core/NAME.h`, `core/<name>.h`, `web/NAME.h`"), ["web/NAME.h"])

    def test_what_is_not_a_path(self):
        self.assertEqual(self.dead("`a/b`, `score`, `build/web/index.html`, [site](https://example.org/core/x.h)\n```\ncore/x.h\n```\n"), [])


if __name__ == "__main__":
    unittest.main()
