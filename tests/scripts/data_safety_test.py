"""The command line and what a person may not lose or give away: merging with a preview, taking a merge out again,
duplicates, history, and a part of the book that holds nobody else's customers."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ZHIKE = os.environ.get("ZHIKE_BIN", str(ROOT / "build/native/zhike"))


def zhike(*words, expect=0):
    done = subprocess.run([ZHIKE, *words], capture_output=True, check=False, text=True,
                          env={**os.environ, "ZHIKE_LANG": "en"})
    if done.returncode != expect:
        raise AssertionError(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def answer(*words, expect=0):
    return json.loads(zhike(*words, expect=expect))


class DataSafety(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.anna, self.li = self.at("anna"), self.at("li")
        for book, by in ((self.anna, "anna"), (self.li, "li")):
            zhike("init", book, "--by", by)
        zhike("do", self.anna, "create", "type=customer", "key=C1", "name=Chen Mei", "phone=13800001111", "owner=anna")
        self.exchange(self.anna, self.li)

    def at(self, name):
        return str(self.folder / name)

    def exchange(self, sender, receiver, *more):
        zhike("export", sender, "-o", self.at("out.json"))
        return answer("merge", receiver, self.at("out.json"), "--json", *more)

    def test_a_merge_is_previewed_settled_and_taken_out(self):
        zhike("do", self.anna, "update", "type=customer", "rec=C1", "phone=111")
        zhike("do", self.li, "update", "type=customer", "rec=C1", "phone=222")
        before = zhike("state-hash", self.anna)
        preview = self.exchange(self.li, self.anna, "--dry-run")
        self.assertEqual([preview["new"], len(preview["conflicts"]), preview["parallel"]], [1, 1, 1])
        self.assertEqual({v["by"] for v in preview["conflicts"][0]["values"]}, {"anna", "li"})
        self.assertEqual(zhike("state-hash", self.anna), before)
        self.exchange(self.li, self.anna)
        conflicts = answer("query", self.anna, "conflicts", "--json")
        self.assertEqual(conflicts["total"], 1)
        merges = answer("query", self.anna, "merges", "--json")
        self.assertEqual([merges["rows"][0][k] for k in ("number", "from", "state")], [1, "li", "in"])
        zhike("do", self.anna, "switch_merge", "merge=1")
        self.assertEqual(zhike("state-hash", self.anna), before)
        zhike("do", self.anna, "switch_merge", "merge=1", "to=in")
        zhike("do", self.anna, "resolve_conflict", "type=customer", "rec=C1", "phone=111 / 222")
        self.exchange(self.anna, self.li)
        self.assertEqual(zhike("state-hash", self.li), zhike("state-hash", self.anna))
        history = answer("query", self.li, "history", "record=" + conflicts["conflicts"][0]["rec"], "--json")["rows"]
        self.assertEqual([row["command"] for row in history if row["field"] == "phone"][0], "resolve_conflict")

    def test_duplicates_are_joined_and_separated(self):
        zhike("do", self.anna, "create", "type=customer", "key=C2", "name=chen mei", "phone=13900002222")
        pair = answer("query", self.anna, "duplicates", "--json")["pairs"][0]
        self.assertEqual(pair["reasons"], ["name"])
        zhike("do", self.anna, "join", "type=customer", f"rec={pair['first']['id']}", f"duplicate={pair['second']['id']}")
        found = answer("query", self.anna, "duplicates", "--json")
        self.assertEqual([found["total"], len(found["joined"])], [0, 1])
        zhike("do", self.anna, "separate", "type=customer", f"rec={pair['second']['id']}")
        self.assertEqual(answer("query", self.anna, "duplicates", "--json")["total"], 1)

    def test_a_part_holds_nobody_elses_customers_and_names_only_where_asked(self):
        zhike("do", self.anna, "create", "type=customer", "key=C2", "name=Secret Person", "owner=bo")
        look = answer("export", self.anna, "--owner", "anna", "--dry-run", "--json")
        self.assertEqual([look["records"], look["customers_left_out"]], [{"customer": 1}, 1])
        part = self.at("part.zhike.json")
        for form in ([], ["--plain"], ["--csv", "customer"]):
            zhike("export", self.anna, "-o", part, "--owner", "anna", *form)
            text = Path(part).read_text()
            self.assertIn("Chen Mei", text)
            self.assertNotIn("Secret", text)
            zhike("export", self.anna, "-o", part, "--redact", *form)
            text = Path(part).read_text()
            for secret in ("Chen", "Secret", "13800001111"):
                self.assertNotIn(secret, text)
        zhike("export", self.anna, "-o", part, "--owner", "anna,bo")
        zhike("init", self.at("new"), "--by", "new")
        self.assertEqual(answer("merge", self.at("new"), part, "--json")["new"], 1)
        zhike("export", self.anna, "-o", part, "--owner", "anna", "--since", part, expect=2)


if __name__ == "__main__":
    unittest.main()
