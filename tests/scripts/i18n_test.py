"""scripts/i18n.py must find each kind of fault, find none in a sound tree, and write a table in the right order."""
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))
import i18n  # noqa: E402
import i18n_words  # noqa: E402

SOUND = {
    "room.today": {"en": "Today", "zh-Hans": "今日", "zh-Hant": "今日"},
    "room.count": {"en": {"one": "{n} customer", "other": "{n} customers"}, "zh-Hans": "{n} 位客户",
                   "zh-Hant": "{n} 位客戶"},
    "kind.a": {"en": "A", "zh-Hans": "甲", "zh-Hant": "甲"},
    "error.csv.empty": {"en": "Empty[: {where}].", "zh-Hans": "空[：{where}]。", "zh-Hant": "空[：{where}]。"},
}
CODE = """#include "core/i18n/catalog.h"
// tr("room.in_a_comment") is no use, and 86'400 no quote
void view() { tr("room.today"); format(lang, "room.count", {{"n", 3}}); text_under(in.lang, "kind.", name); }
auto f() { return base::fail("csv.empty", "x"); }
"""


def words(en, hans, hant):
    return {"en": en, "zh-Hans": hans, "zh-Hant": hant}


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        (self.root / "assets/i18n").mkdir(parents=True)
        (self.root / "core").mkdir()
        (self.root / "web/views").mkdir(parents=True)

    def faults(self, changes=None, code=CODE):
        entries = {**SOUND, **(changes or {})}
        entries = {key: value for key, value in entries.items() if value is not None}
        (self.root / "assets/i18n/a.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
        (self.root / "web/views/today.cpp").write_text(code, encoding="utf-8")
        return i18n.all_faults(self.root)

    def assert_fault(self, part, changes=None, code=CODE):
        found = self.faults(changes, code)
        self.assertEqual(len(found), 1, found)
        self.assertIn(part, found[0])


class Check(Tree):
    def test_a_sound_tree_has_no_fault(self):
        self.assertEqual(self.faults(), [])

    def test_shape(self):
        for entry, part in [({"en": "Today", "zh-Hans": "今日"}, "zh-Hant is missing"),
                            (words("Today", "", "今日"), "zh-Hans: empty"),
                            ({**SOUND["room.today"], "fr": "x"}, "unknown language fr"),
                            (words({"one": "x"}, "今日", "今日"), "form other is missing"),
                            (words({"few": "x", "other": "y"}, "今日", "今日"), "unknown plural form few"),
                            ("Today", "must be an object")]:
            self.assert_fault(part, {"room.today": entry})

    def test_placeholders(self):
        found = self.faults({"room.today": words("Today {day}", "今日 {date}", "今日 {day}")})
        self.assertEqual(len(found), 1)
        self.assertIn("zh-Hans: placeholders ['date'], English has ['day']", found[0])
        self.assert_fault("a brace that is no {name}", {"room.today": words("Today }", "今日", "今日")})

    def test_singular_may_leave_its_number_out(self):
        entry = {**SOUND["room.count"], "en": {"one": "one customer", "other": "{n} customers"}}
        self.assertEqual(self.faults({"room.count": entry}), [])
        entry = words({"one": "a", "other": "b"}, "位", "位")
        self.assert_fault("plural forms without", {"room.count": entry})

    def test_writing(self):
        for entry, part in [(words("Today...", "今日", "今日"), "three dots"),
                            (words(" Today", "今日", "今日"), "blank at an end"),
                            (words("Today 今", "今日", "今日"), "Chinese characters in the English"),
                            (words("Today", "今日,好", "今日"), "half-width punctuation"),
                            (words("Today", "今日(好)", "今日"), "half-width parentheses"),
                            (words("Today [x", "今日", "今日"), "square brackets")]:
            self.assert_fault(part, {"room.today": entry})

    def test_characters_of_the_other_writing(self):
        self.assert_fault("户: simplified character", {"room.today": words("x", "客户", "客户")})
        self.assert_fault("戶: traditional character", {"room.today": words("x", "客戶", "客戶")})
        self.assert_fault("后: simplified form", {"room.today": words("x", "以后", "以后")})
        self.assertEqual(self.faults({"room.today": words("x", "公里", "公里")}), [])

    def test_words_of_the_other_region(self):
        for hant, better in [("軟件", "軟體"), ("打印", "列印"), ("設置", "設定"), ("默認", "預設"), ("保存", "儲存")]:
            self.assert_fault(better, {"room.today": words("x", "今日", hant)})
        self.assert_fault("导入", {"room.today": words("x", "汇入", "匯入")})

    def test_a_key_that_nothing_uses(self):
        self.assert_fault("room.gone: used nowhere", {"room.gone": SOUND["room.today"]})
        self.assert_fault("room.in_a_comment: used nowhere", {"room.in_a_comment": SOUND["room.today"]})

    def test_a_key_that_does_not_exist(self):
        self.assert_fault("error.csv.empty: no such key", {"error.csv.empty": None})
        for call in ['tr("room.gone")', 'text(in.lang, "room.gone")', 'format(state.lang(), "room.gone", {})']:
            self.assert_fault("web/views/today.cpp:5: room.gone: no such key", code=CODE + f"void g() {{ {call}; }}\n")

    def test_keys_of_widgets(self):
        def call(text):
            return CODE + f"void g() {{ {text}; }}\n"

        for text in ['ui::button("room.gone")', 'ui::Card card("room.gone", {.icon = f("x", ")")})',
                     'trf("room.gone", {})', 'BannerOptions o{.action_key = "room.gone"}']:
            self.assert_fault("room.gone: no such key", code=call(text))
        for text in ['ui::button("room.gone", {.icon = f(), .label = tr("room.today")})', 'Card card(".plain")',
                     'Page page("room.gone", {.title = name})', 'Grid grid("room.gone")']:
            self.assertEqual(self.faults(code=call(text)), [])
        self.assertEqual(len(self.faults(code=call('empty_state("room.none")'))), 2)
        empty = {"room.none.title": SOUND["room.today"], "room.none.text": SOUND["room.today"]}
        self.assertEqual(self.faults(empty, call('empty_state("room.none")')), [])

    def test_other_functions_of_the_same_name_are_left_alone(self):
        self.assertEqual(self.faults(code=CODE + 'auto s = std::format("a.b {}", 1); draw_text(x, "a.b");\n'), [])

    def test_a_prefix_without_keys(self):
        self.assert_fault("nothing.: no key begins", code=CODE + 'void g() { tr_under("nothing.", name); }\n')

    def test_a_key_written_twice(self):
        self.faults()
        (self.root / "assets/i18n/b.json").write_text(
            '{"kind.b": {"en": "B", "zh-Hans": "乙", "zh-Hant": "乙"}, "kind.b": {}, "kind.a": {}}', encoding="utf-8")
        found = "\n".join(i18n.all_faults(self.root))
        self.assertIn("b.json: kind.b: written twice", found)
        self.assertIn("b.json: kind.a: stands in a.json too", found)

    def test_broken_json_is_named(self):
        (self.root / "assets/i18n/b.json").write_text("{", encoding="utf-8")
        self.assertTrue(any(f.startswith("b.json: no valid JSON") for f in self.faults()))

    def test_exit_codes(self):
        def run(*arguments):
            return subprocess.run([sys.executable, str(SCRIPTS / "i18n.py"), "--root", str(self.root), *arguments],
                                  capture_output=True, text=True, check=False)

        self.faults()
        self.assertEqual(run("check").returncode, 0)
        self.faults({"room.gone": SOUND["room.today"]})
        result = run("check")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(len(result.stdout.splitlines()), 1)
        self.assertEqual(run("generate", "--out", str(self.root / "out/a.cpp")).returncode, 0)
        self.faults({"room.today": "Today"})
        self.assertEqual(run("generate", "--out", str(self.root / "out/b.cpp")).returncode, 1)
        self.assertFalse((self.root / "out/b.cpp").exists())


class Generate(Tree):
    def test_the_file_of_a_language_holds_keys_in_order_and_words(self):
        self.faults()
        self.assertEqual(i18n.generate(self.root, self.root / "out"), [])
        file = (self.root / "out/words.zh-Hans.bin").read_bytes()
        count, *sizes = struct.unpack("<5I", file[:20])
        self.assertEqual([count, sum(sizes)], [4, len(file) - 20])
        parts = [file[20 + sum(sizes[:i]):20 + sum(sizes[:i + 1])] for i in range(4)]
        keys, texts = ([text.decode() for text in parts[i].split(b"\0")[:-1]] for i in (1, 3))
        self.assertEqual([key for key in keys if not key.endswith("#one")], sorted(SOUND))
        self.assertIn("room.count#one", keys)
        self.assertEqual(dict(zip(keys, texts))["room.today"], SOUND["room.today"]["zh-Hans"])
        for marks, data in (parts[:2], parts[2:]):
            for index, (place,) in enumerate(struct.iter_unpack("<I", marks)):
                self.assertEqual(place, len(b"\0".join(data.split(b"\0")[:8 * index])) + (index > 0))

    def test_the_table_of_the_program_has_every_language(self):
        self.faults()
        out = self.root / "a.cpp"
        self.assertEqual(i18n.generate(self.root, out), [])
        text = out.read_text(encoding="utf-8")
        self.assertEqual(text.count("{keys_marks, keys}"), 4)


class Pseudo(unittest.TestCase):
    def test_accents_length_and_placeholders(self):
        self.assertEqual(i18n_words.pseudo("Today"), "⟦Ťöďáý··⟧")
        self.assertEqual(i18n_words.pseudo("{name} is"), "⟦{name} îš··⟧")
        self.assertEqual(i18n_words.pseudo(""), "")


if __name__ == "__main__":
    unittest.main()
