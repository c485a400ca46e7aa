"""tests/mutants.json must not rot: every seeded bug still has one place to go to, and changes something there."""
import json
import pathlib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
MUTANTS = json.loads((ROOT / "tests/mutants.json").read_text(encoding="utf-8"))


class MutantsTest(unittest.TestCase):
    def for_each(self, check):
        self.assertTrue(MUTANTS)
        for number, mutant in enumerate(MUTANTS, 1):
            with self.subTest(number=number):
                check(mutant)

    def test_each_has_a_file_a_text_and_another_text(self):
        def check(mutant):
            self.assertEqual(set(mutant), {"file", "find", "replace"})
            self.assertTrue((ROOT / mutant["file"]).is_file(), mutant["file"])
            self.assertNotEqual(mutant["find"], mutant["replace"])

        self.for_each(check)

    def test_each_stands_exactly_once_in_its_file(self):
        def check(mutant):
            text = (ROOT / mutant["file"]).read_text(encoding="utf-8")
            self.assertEqual(text.count(mutant["find"]), 1, mutant["find"])

        self.for_each(check)

    def test_none_is_there_twice(self):
        seen = [tuple(sorted(mutant.items())) for mutant in MUTANTS]
        self.assertEqual(len(seen), len(set(seen)))


if __name__ == "__main__":
    unittest.main()
