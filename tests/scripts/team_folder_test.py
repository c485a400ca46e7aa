"""Ten laptops, a thousand changes each, one team folder: on nginx and Apache behind a proxy that fails one request in
twenty, and as a plain folder whose programs are killed at work. Nothing may be lost; after at most three quiet rounds all
are equal. ZHIKE_TEAM_BURSTS and ZHIKE_TEAM_SEED make it longer and other (scripts/soak.sh)."""
import json
import os
import random
import subprocess
import unittest
from concurrent.futures import ThreadPoolExecutor

import team

CLIENTS, CHANGES, ROUNDS = 10, 1000, 3
BURSTS = int(os.environ.get("ZHIKE_TEAM_BURSTS", "6"))
SEED = int(os.environ.get("ZHIKE_TEAM_SEED", str(random.randrange(1_000_000))))
SHARE = 0.05
MISSING = team.servers_missing()


class Team(unittest.TestCase):
    def setUp(self):
        self.home = team.temporary_folder(self)
        self.key = self.home / "team.txt"
        team.run("key", "new", "-o", self.key)
        self.books = [self.home / f"book{i}" for i in range(CLIENTS)]
        self.pool = ThreadPoolExecutor(CLIENTS)
        self.addCleanup(self.pool.shutdown)
        self.all(lambda i: team.run("init", self.books[i], "--by", f"client{i}"))

    def all(self, act):
        return list(self.pool.map(act, range(CLIENTS)))

    def sync(self, i, target, expect=0):
        return json.loads(team.run("sync", self.books[i], target, "--identity", self.key, "--json", expect=expect))

    def write_and_sync(self, i, burst, target):
        per_burst = CHANGES // BURSTS + (burst < CHANGES % BURSTS)
        team.create_customers(self.books[i], [f"客户 {i} {burst} {k}" for k in range(per_burst)])
        self.sync(i, target, expect=(0, 1, 2))  # a try that failed is made good by the next

    def converge(self, target):
        """→ how many quiet rounds it took until all were equal."""
        for round_ in range(1, ROUNDS + 1):
            self.all(lambda i: self.sync(i, target))
            hashes = set(self.all(lambda i: team.run("state-hash", self.books[i])))
            if len(hashes) == 1:
                break
        self.assertEqual(len(hashes), 1, f"seed {SEED}: not equal after {ROUNDS} rounds")
        status = json.loads(team.run("status", self.books[0], "--json"))
        self.assertEqual(status["changes"], CLIENTS * CHANGES, f"seed {SEED}")
        self.assertEqual(status["records"]["customer"], CLIENTS * CHANGES, f"seed {SEED}")
        self.assertEqual(status["problems"], [])
        return round_

    def check_files(self, folder):
        """Every file with a lasting name is whole: nothing half-written was ever given one."""
        from hashlib import sha256
        names = [name for name in os.listdir(folder) if name.endswith(".age")]
        for name in names:
            self.assertEqual(sha256((folder / name).read_bytes()).hexdigest(), name.split("-")[4].split(".")[0], name)
        return len(names)

    def behind_faults(self, kind, port, folder):
        proxy = team.Proxy(self, port, SHARE, SEED)
        target = f"http://127.0.0.1:{proxy.port}/dav/"
        for burst in range(BURSTS):
            self.all(lambda i, burst=burst: self.write_and_sync(i, burst, target))
        rounds = self.converge(target)
        counts = proxy.counts()
        self.assertGreater(sum(counts["played"].values()), BURSTS)
        team.say(f"{kind}, seed {SEED}: {self.check_files(folder)} files, {counts['requests']} requests, "
                 f"faults {counts['played']}, equal after {rounds} quiet rounds")

    @unittest.skipIf(MISSING, MISSING)
    def test_nginx(self):
        self.behind_faults("nginx", *team.nginx(self))

    @unittest.skipIf(MISSING, MISSING)
    def test_apache(self):
        self.behind_faults("Apache", *team.apache(self))

    def test_folder(self):
        folder = self.home / "共享 folder"
        folder.mkdir()
        dice = random.Random(SEED)
        killed = 0

        def killed_sync(i, after_s):
            words = [team.ZHIKE, "sync", str(self.books[i]), str(folder), "--identity", str(self.key)]
            process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                process.wait(after_s)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                return 1
            return 0

        for burst in range(BURSTS):
            delays = [dice.uniform(0, 0.15) for _ in range(CLIENTS)]
            self.all(lambda i, burst=burst: self.write_and_sync(i, burst, folder))
            killed += sum(self.all(lambda i, delays=delays: killed_sync(i, delays[i])))
        rounds = self.converge(folder)
        self.assertGreater(killed, 0)
        team.say(f"folder, seed {SEED}: {self.check_files(folder)} files, {killed} programs killed, "
                 f"equal after {rounds} quiet rounds")


if __name__ == "__main__":
    unittest.main()
