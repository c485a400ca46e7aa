"""Headquarters: thousands of snapshots in one run, one of them broken; and the book as tables that any analyst's tool
opens, the same whatever the order in which the snapshots came."""
import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bundles import Device, put, record_id, rows  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
ZHIKE = os.environ.get("ZHIKE_BIN", str(ROOT / "build/native/zhike"))
ENV = {**os.environ, "ZHIKE_LANG": "en"}
WATCH = """import resource, subprocess, sys, time
started = time.monotonic()
code = subprocess.run(sys.argv[1:], stdout=sys.stderr).returncode
print(code, time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""


def answer(*words, expect=0):
    done = subprocess.run([ZHIKE, *map(str, words), "--json"], capture_output=True, check=False, text=True, env=ENV)
    if done.returncode != expect:
        raise AssertionError(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def bundles_of(devices, count):
    """→ (name, file) of each: what the colleagues mail on as many evenings."""
    for number in range(count):
        device = devices[number % len(devices)]
        mine = [record_id(device.dev, number, i) for i in range(3)]
        lines = [device.change(put("customer", rec, key=f"{device.dev[-4:]}-{number}-{i}", name=f"宏图 {number}-{i}",
                                   phone=f"138{number:05d}{i:03d}", city="苏州", owner=device.by, notes="熟人介绍"))
                 for i, rec in enumerate(mine)]
        sales = [(record_id(device.dev, number, "p", i), mine[i % 3], f"2026-02-{1 + i % 28:02d}", f"{i}.25", "CNY")
                 for i in range(20)]
        lines.append(device.change(rows("purchase", ["customer", "date", "amount", "currency"], *sales), cmd="import"))
        lines.append(device.change(put("customer", record_id("shared", number % 50), phone=f"139{number:08d}")))
        yield f"{number:05d}.zhike.json", device.bundle(lines)


class Headquarters(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def mailed(self, devices, count):
        box = self.folder / f"box{count}"
        box.mkdir()
        for name, text in bundles_of([Device(0x1000 + i, f"colleague {i}") for i in range(devices)], count):
            (box / name).write_text(text, encoding="utf-8")
        return sorted(box.iterdir())

    def new_book(self, name):
        answer("init", self.folder / name, "--by", "hq")
        return self.folder / name

    def timed_merge(self, book, files):
        """→ (exit code, answer, seconds, megabytes at the peak)."""
        done = subprocess.run([sys.executable, "-S", "-c", WATCH, ZHIKE, "merge", str(book), *map(str, files), "--json"],
                              capture_output=True, check=True, text=True, env=ENV)
        code, seconds, peak = done.stdout.split()
        return int(code), json.loads(done.stderr), float(seconds), int(peak) / 1024

    def test_five_thousand_snapshots_in_one_run_one_of_them_broken(self):
        files = self.mailed(devices=40, count=5000)
        broken = files[2500]
        broken.write_bytes(broken.read_bytes()[:-200])
        _, _, seconds, peak = self.timed_merge(self.new_book("thousand"), files[:1000])
        book = self.new_book("all")
        code, said, all_seconds, all_peak = self.timed_merge(book, files)
        print(f"1,000 snapshots: {seconds:.2f} s, {peak:.0f} MB; 5,000: {all_seconds:.2f} s, {all_peak:.0f} MB", file=sys.stderr)
        self.assertEqual((code, said["files"], said["new"]), (1, 4999, 4999 * 5))
        self.assertEqual([(e["code"], e["where"].split(":")[0]) for e in said["rejected"]],
                         [("bundle.truncated", broken.name)])
        self.assertEqual([(gap["dev"], gap["to"] - gap["from"]) for gap in said["missing"]], [(f"{0x1000 + 2500 % 40:016x}", 4)])
        self.assertLess(all_peak, 10 * peak + 100)  # five times as much; what is quadratic would be 25 times
        again = self.timed_merge(book, files[:10])[1]
        self.assertEqual((again["new"], again["duplicate"]), (0, 50))

    def tables_of(self, book, *form):
        """→ (hash of SQLite's own dump, our hash, path)."""
        file = self.folder / f"{book.name}{'-'.join(map(str, form)).replace('/', '_')}.sqlite"
        said = answer("export", book, "--sqlite", file, *form)
        dump = hashlib.sha256()
        with sqlite3.connect(file) as database:
            for line in database.iterdump():
                dump.update(line.encode() + b"\n")
        self.assertFalse(Path(str(file) + ".part").exists())
        return dump.hexdigest(), said["hash"], file

    def merged(self, name, files, order):
        book = self.new_book(name)
        for at in range(0, len(order), 40):
            answer("merge", book, *[files[i] for i in order[at:at + 40]])
        return book

    def test_the_same_snapshots_in_any_order_give_the_same_tables(self):
        files = self.mailed(devices=7, count=120)
        order = list(range(len(files)))
        first = self.merged("b0", files, order)
        wanted = self.tables_of(first)[:2]
        redacted = self.tables_of(first, "--pseudonyms", self.key("blue"))[:2]
        for seed in (1, 2, 3):
            random.Random(seed).shuffle(order)
            book = self.merged(f"b{seed}", files, order)
            self.assertEqual(self.tables_of(book)[:2], wanted, seed)
            self.assertEqual(self.tables_of(book, "--pseudonyms", self.key("blue"))[:2], redacted, seed)
        one_less = self.merged("less", files[:-1], list(range(len(files) - 1)))
        self.assertNotEqual(self.tables_of(one_less)[0], wanted[0])

    def key(self, words):
        (self.folder / words).write_text(words)
        return self.folder / words

    def test_the_tables_are_what_an_analyst_expects(self):
        book = self.merged("tables", self.mailed(devices=5, count=50), list(range(50)))
        database = sqlite3.connect(self.tables_of(book)[2])
        self.addCleanup(database.close)
        ask = lambda sql: database.execute(sql).fetchall()  # noqa: E731
        self.assertEqual(ask("PRAGMA integrity_check"), [("ok",)])
        tables = {name for name, in ask("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        self.assertEqual({name for name, in ask("SELECT name FROM pragma_table_list WHERE strict")} & tables, tables)
        self.assertLessEqual({record["name"] for record in answer("list", "records")}, tables)
        with self.assertRaises(sqlite3.IntegrityError):
            database.execute("UPDATE purchase SET amount = 'much'")
        self.assertEqual(ask("SELECT count(*), sum(amount), min(currency) FROM purchase"), [(1000, 50 * 195.0, "CNY")])
        self.assertEqual(ask("SELECT count(*) FROM purchase JOIN customer ON purchase.customer = customer.id "
                             "WHERE customer.name = purchase.customer_name"), [(1000,)])
        self.assertEqual(ask("SELECT count(*) FROM change_log"), [(250,)])
        self.assertEqual(ask("SELECT count(*) FROM change_history h JOIN change_log USING (device, sequence) "
                             "WHERE h.field = 'amount'"), [(1000,)])
        columns = {(table, column) for table in tables
                   for column, in ask(f"SELECT name FROM pragma_table_info('{table}')")}
        noted = set(ask("SELECT table_name, column_name FROM codebook WHERE column_name <> '*'"))
        self.assertEqual(columns, noted)
        self.assertEqual(ask("SELECT count(*) FROM codebook WHERE label_en IS NULL OR label_zh_hans IS NULL "
                             "OR label_zh_hant IS NULL"), [(0,)])

    def test_conflicts_of_two_colleagues_are_in_the_tables(self):
        shared = record_id("shared", 1)
        files = []
        for number, by in ((1, "anna"), (2, "bo")):
            device = Device(number, by)
            files.append(self.folder / f"{by}.json")
            files[-1].write_text(device.bundle([device.change(put("customer", shared, name="陈美", phone=f"1380000000{number}"))]))
        book = self.new_book("two")
        answer("merge", book, *files)
        with sqlite3.connect(self.tables_of(book)[2]) as database:
            found = database.execute("SELECT record, field, value, written_by FROM conflict ORDER BY written_by").fetchall()
        self.assertEqual(found, [(shared, "phone", "13800000001", "anna"), (shared, "phone", "13800000002", "bo")])

    def test_pseudonyms_hide_names_and_stay_the_same_under_one_key(self):
        files = self.mailed(devices=3, count=12)
        book, other = self.merged("own", files, list(range(12))), self.merged("other", files, list(range(12)))
        for form in (("--pseudonymise",), ("--pseudonyms", self.key("blue")), ("--redact",)):
            data = self.tables_of(book, *form)[2].read_bytes()
            for secret in ("宏图", "13800", "13900", "熟人", record_id("shared", 1)):
                self.assertFalse(secret.encode() in data, (form, secret))
        own = self.tables_of(book, "--pseudonymise")[1]
        self.assertEqual(self.tables_of(book, "--pseudonymise")[1], own)
        self.assertNotEqual(self.tables_of(other, "--pseudonymise")[1], own)
        blue = self.tables_of(book, "--pseudonyms", self.key("blue"))
        self.assertEqual(self.tables_of(other, "--pseudonyms", self.key("blue"))[:2], blue[:2])
        self.assertNotEqual(self.tables_of(book, "--pseudonyms", self.key("red"))[1], blue[1])
        with sqlite3.connect(blue[2]) as database:
            names = [name for name, in database.execute("SELECT name FROM customer")]
        self.assertTrue(all(name.startswith("C-") for name in names))
        answer("verify", book)

    def test_a_file_that_cannot_be_written_leaves_the_old_one(self):
        book = self.merged("small", self.mailed(devices=1, count=1), [0])
        (self.folder / "folder").mkdir()
        answer("export", book, "--sqlite", self.folder / "folder", expect=2)
        answer("export", book, "--sqlite", self.folder / "none/t.sqlite", expect=2)
        self.assertEqual(list(self.folder.glob("*.part")), [])


if __name__ == "__main__":
    unittest.main()
