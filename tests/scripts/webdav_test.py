"""zhike sync with a WebDAV server: addresses, names and passwords, redirects, and what is no such folder."""
import json
import unittest

import team

MISSING = team.servers_missing()
PASSWORD = "correct horse 知客"


@unittest.skipIf(MISSING, MISSING)
class WebDav(unittest.TestCase):
    def setUp(self):
        self.home = team.temporary_folder(self)
        self.key = self.home / "team.txt"
        team.run("key", "new", "-o", self.key)
        self.book = self.home / "book"
        team.run("init", self.book, "--by", "anna")
        team.create_customers(self.book, ["宏图广告"])

    def sync(self, address, *words, expect=0, env=None, book=None):
        said = team.run("sync", book or self.book, address, "--identity", self.key, *words, "--json", expect=expect, env=env)
        self.assertNotIn(PASSWORD, said)
        return said

    def other(self):
        book = self.home / "other"
        team.run("init", book, "--by", "bo")
        return book

    def test_both_servers_and_chinese_folder_names(self):
        for server in (team.nginx, team.apache):
            port, folder = server(self)
            (folder / "团队 1").mkdir(mode=0o777)
            (folder / "团队 1").chmod(0o777)
            address = f"http://127.0.0.1:{port}/dav/团队 1"
            self.assertEqual(json.loads(self.sync(address))["written"], 1)
            self.assertEqual(json.loads(self.sync(address))["rounds"], 1)
            self.assertEqual([path.suffix for path in (folder / "团队 1").iterdir() if path.is_file()], [".age"])
            self.assertIn("no such folder", self.sync(f"http://127.0.0.1:{port}/dav/nowhere", expect=2))
        other = self.other()
        self.assertEqual(json.loads(self.sync(address, book=other))["new"], 1)
        self.assertEqual(team.run("state-hash", other), team.run("state-hash", self.book))

    def test_name_and_password(self):
        port, folder = team.nginx(self, PASSWORD)
        address = f"http://anna@127.0.0.1:{port}/dav/"
        file = self.home / "password.txt"
        file.write_text(PASSWORD + "\n")
        self.assertEqual(json.loads(self.sync(address, "--password-file", file))["written"], 1)
        self.sync(address, env={"ZHIKE_WEBDAV_PASSWORD": PASSWORD})
        self.assertIn("let you in", self.sync(address, expect=2, env={"ZHIKE_WEBDAV_PASSWORD": "wrong"}))
        self.assertIn("let you in", self.sync(f"http://127.0.0.1:{port}/dav/", expect=2))
        said = self.sync(f"http://anna:{PASSWORD.split()[0]}@127.0.0.1:{port}/dav/", expect=2)
        self.assertIn("does not belong", said)
        self.assertNotIn("correct", said)
        self.assertIn("https", self.sync("http://anna@team.example/dav/", "--password-file", file, expect=2))
        self.assertEqual(len(list(folder.iterdir())), 1)

    def test_redirects_stay_on_the_host(self):
        port, folder = team.nginx(self)
        self.assertEqual(json.loads(self.sync(f"http://127.0.0.1:{port}/moved/"))["written"], 1)
        self.assertIn("another address", self.sync(f"http://127.0.0.1:{port}/elsewhere/", expect=2))
        self.assertEqual(len(list(folder.iterdir())), 1)

    def test_no_such_server_and_no_webdav(self):
        port, _ = team.nginx(self)
        self.assertIn("not as a WebDAV folder", self.sync(f"http://127.0.0.1:{port}/", expect=2))
        self.assertIn("certificate", self.sync_https(port))
        said = self.sync(f"http://127.0.0.1:{team.free_port()}/", expect=2)
        self.assertIn("cannot be reached", said)

    def sync_https(self, port):
        """A server with a certificate that nobody vouches for."""
        said = team.run("sync", self.book, f"https://127.0.0.1:{team.self_signed(self, port)}/dav/", "--identity", self.key,
                        expect=2)
        return said


if __name__ == "__main__":
    unittest.main()
