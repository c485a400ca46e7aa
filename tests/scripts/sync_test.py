"""zhike sync: laptops as processes, one shared folder."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ZHIKE = os.environ.get("ZHIKE_BIN", str(ROOT / "build/native/zhike"))


def run(*words, expect=0, **more):
    done = subprocess.run([ZHIKE, *map(str, words)], capture_output=True, check=False,
                          env={**os.environ, "ZHIKE_LANG": "en"}, **more)
    if done.returncode != expect:
        raise AssertionError(f"{words}: {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout.decode() + done.stderr.decode()


class SyncFolder(unittest.TestCase):
    def setUp(self):
        self.home = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.home)
        self.team = self.home / "团队 folder"
        self.team.mkdir()
        self.key = self.home / "team.txt"
        run("key", "new", "-o", self.key)

    def book(self, name, customers=1):
        run("init", self.home / name, "--by", name)
        lines = "\n".join(json.dumps({"command": "create", "args": {"type": "customer", "name": f"{name} {i}"}})
                          for i in range(customers))
        said = run("do", self.home / name, "--lines", "-", "--json", input=lines.encode())
        self.assertEqual(json.loads(said), {"done": customers})
        return self.home / name

    def sync(self, book, *words, expect=0):
        keys = () if "--plain" in words or "--passphrase-file" in words else ("--identity", self.key)
        return json.loads(run("sync", book, self.team, *keys, *words, "--json", expect=expect))

    def test_two_laptops(self):
        anna, bo = self.book("anna", 3), self.book("bo", 2)
        self.assertEqual(self.sync(anna), {"listed": 1, "fetched": 0, "merged": 0, "written": 1, "new": 0, "conflicts": 0,
                                           "cleaned": 0, "others": 0, "rejected": [], "rounds": 2})
        second = self.sync(bo)
        self.assertEqual((second["fetched"], second["new"], second["written"]), (1, 3, 1))
        self.sync(anna)
        self.assertEqual(run("state-hash", anna), run("state-hash", bo))
        before = sorted(os.listdir(self.team))
        idle = self.sync(anna)
        self.assertEqual((idle["fetched"], idle["written"], idle["rounds"]), (0, 0, 1))
        self.assertEqual(sorted(os.listdir(self.team)), before)
        for name in before:
            self.assertRegex(name, r"^[0-9a-f]{16}-\d+-\d+-[0-9a-f]{16}-[0-9a-f]{64}\.zhike\.json\.age$")
            self.assertNotIn(b"anna", (self.team / name).read_bytes())
        self.assertIn("0 files written", run("sync", anna, self.team, "--identity", self.key))

    def test_files_open_with_merge(self):
        anna = self.book("anna", 3)
        self.sync(anna, "--plain")
        (file,) = self.team.iterdir()
        self.assertTrue(file.name.endswith(".zhike.json.gz"))
        run("verify", file)
        run("init", self.home / "other")
        run("merge", self.home / "other", file)
        self.assertEqual(run("state-hash", self.home / "other"), run("state-hash", anna))

    def test_passphrase_and_recipients(self):
        words = self.home / "words.txt"
        words.write_text(run("key", "passphrase", "--lang", "en"))
        anna, bo = self.book("anna"), self.book("bo")
        self.sync(anna, "--passphrase-file", words)
        self.sync(bo, "--passphrase-file", words)
        self.assertEqual(self.sync(anna, "--passphrase-file", words)["fetched"], 1)
        self.assertEqual(run("state-hash", anna), run("state-hash", bo))
        second = self.home / "second.txt"
        run("key", "new", "-o", second)
        team = self.home / "team.pub"
        team.write_text("# the team\n" + "".join(run("key", "public", "--identity", key) for key in (self.key, second)))
        for file in self.team.iterdir():
            file.unlink()
        self.sync(anna, "--recipients", team)
        cai = self.book("cai")
        run("sync", cai, self.team, "--recipients", team, "--identity", second)
        self.assertEqual(self.sync(anna)["new"], 1)
        self.assertEqual(run("state-hash", anna), run("state-hash", cai))

    def test_refusals_change_nothing(self):
        anna = self.book("anna")
        before = run("state-hash", anna)
        said = run("sync", anna, self.team, expect=2)
        self.assertIn("who may read", said)
        said = run("sync", anna, self.home / "nowhere", "--identity", self.key, expect=2)
        self.assertIn("no such folder", said)
        self.assertFalse((self.home / "nowhere").exists())
        self.assertIn("public key", run("sync", anna, self.team, "--to", "age1x", expect=2))
        self.assertEqual(list(self.team.iterdir()), [])
        self.assertEqual(run("state-hash", anna), before)
        run("sync", anna, expect=64)

    def test_damage_is_named_and_left(self):
        anna, bo = self.book("anna"), self.book("bo")
        self.sync(anna)
        (file,) = self.team.iterdir()
        sound = file.read_bytes()
        file.write_bytes(sound[:len(sound) // 2])
        (self.team / "holiday.jpg").write_bytes(b"not ours")
        answer = self.sync(bo, expect=1)
        self.assertEqual(answer["rejected"], [{"file": file.name, "code": "sync.damaged", "where": "sha256"}])
        self.assertEqual(answer["others"], 1)
        file.write_bytes(sound)
        self.assertEqual(self.sync(bo)["new"], 1)
        self.assertEqual((self.team / "holiday.jpg").read_bytes(), b"not ours")

    def test_lines_are_all_or_none(self):
        anna = self.book("anna")
        before = run("state-hash", anna)
        lines = b'{"command":"create","args":{"type":"customer","name":"ok"}}\n{"command":"nothing","args":{}}\n'
        self.assertIn("line 2", run("do", anna, "--lines", "-", input=lines, expect=2))
        self.assertEqual(run("state-hash", anna), before)


if __name__ == "__main__":
    unittest.main()
