"""Laptops as processes and the servers they meet at: nginx and Apache as Debian ships them, and a proxy in between that
fails. Used by the tests of team folders."""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ZHIKE = os.environ.get("ZHIKE_BIN", str(ROOT / "build/native/zhike"))
NODE = os.environ.get("NODE", "node")
SERVERS = ROOT / ".tools/servers"
ENV = {**os.environ, "ZHIKE_LANG": "en"}
MODULES = ("mpm_event", "authz_core", "dav", "dav_fs")


def run(*words, expect=0, env=None, **more):
    """→ what the command said; AssertionError when it ends otherwise than expected (a number or several)."""
    done = subprocess.run([ZHIKE, *map(str, words)], capture_output=True, check=False, env={**ENV, **(env or {})}, **more)
    wanted = expect if isinstance(expect, tuple) else (expect,)
    if done.returncode not in wanted:
        raise AssertionError(f"{words}: {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
    return done.stdout.decode() + done.stderr.decode()


def create_customers(book, names):
    lines = "\n".join(json.dumps({"command": "create", "args": {"type": "customer", "name": name}}) for name in names)
    return json.loads(run("do", book, "--lines", "-", "--json", input=lines.encode()))


def servers_missing():
    """Why nginx and Apache cannot be had; empty when they are there."""
    done = subprocess.run(["bash", str(ROOT / "scripts/dav_servers.sh")], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def temporary_folder(test):
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)  # a server's own user must come in
    test.addCleanup(shutil.rmtree, folder, ignore_errors=True)
    return folder


def stop(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def library_path():
    found = sorted({str(file.parent) for file in SERVERS.rglob("lib*.so*")})
    return {**os.environ, "LD_LIBRARY_PATH": ":".join(found)}


def started(test, words, port, home, env):
    log = open(home / "server.log", "wb")
    test.addCleanup(log.close)
    process = subprocess.Popen(words, env=env, stdout=log, stderr=log)
    test.addCleanup(stop, process)
    for _ in range(100):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"{words[0]} did not start:\n" + (home / "server.log").read_text(errors="replace"))


def nginx(test, password=""):
    """→ (port, folder behind http://127.0.0.1:PORT/dav/)"""
    home, port = temporary_folder(test), free_port()
    folder = home / "www/dav"
    folder.mkdir(parents=True)
    module = next(SERVERS.rglob("ngx_http_dav_ext_module.so"))
    (home / "users").write_text(f"anna:{{PLAIN}}{password}\n")
    auth = f"auth_basic team; auth_basic_user_file {home}/users;" if password else ""
    user = "user root root;" if os.getuid() == 0 else ""
    (home / "nginx.conf").write_text(f"""{user} load_module {module}; worker_processes 2; pid {home}/pid; error_log stderr;
events {{ worker_connections 256; }}
http {{ access_log off; client_max_body_size 100m;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  server {{ listen 127.0.0.1:{port};
    location /moved/ {{ return 301 /dav/; }}
    location /elsewhere/ {{ return 302 http://localhost:{port}/dav/; }}
    location /dav/ {{ root {home}/www; dav_methods PUT DELETE MKCOL MOVE; dav_ext_methods PROPFIND OPTIONS; {auth} }} }} }}
""")
    started(test, [str(SERVERS / "usr/sbin/nginx"), "-e", "stderr", "-p", str(home), "-c", str(home / "nginx.conf"), "-g", "daemon off;"],
            port, home, library_path())
    return port, folder


def apache(test):
    """→ (port, folder behind http://127.0.0.1:PORT/dav/)"""
    home, port = temporary_folder(test), free_port()
    folder = home / "www/dav"
    folder.mkdir(parents=True)
    locks = home / "locks"
    locks.mkdir()
    if os.getuid() == 0:  # Apache does not serve as root
        for path in (folder, locks):
            path.chmod(0o777)
    user = "User nobody\nGroup nogroup\n" if os.getuid() == 0 else ""
    modules = [*MODULES, *(["unixd"] if next(SERVERS.rglob("mod_unixd.so"), None) else [])]
    loads = "\n".join(f"LoadModule {name}_module {next(SERVERS.rglob(f'mod_{name}.so'))}" for name in modules)
    (home / "apache.conf").write_text(f"""ServerName 127.0.0.1
ServerRoot {home}
PidFile {home}/pid
DefaultRuntimeDir {home}
ErrorLog {home}/error.log
Listen 127.0.0.1:{port}
{loads}
{user}DocumentRoot {home}/www
DavLockDB {locks}/db
<Directory {home}/www>
  Require all granted
</Directory>
<Location /dav>
  Dav On
</Location>
""")
    started(test, [str(SERVERS / "usr/sbin/apache2"), "-d", str(home), "-f", str(home / "apache.conf"), "-DFOREGROUND"],
            port, home, library_path())
    return port, folder


def self_signed(test, to_port):
    """→ the port of an https server in front of another one, with a certificate that nobody vouches for."""
    home, port = temporary_folder(test), free_port()
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                    "-keyout", str(home / "key.pem"), "-out", str(home / "certificate.pem")], check=True, capture_output=True)
    (home / "nginx.conf").write_text(f"""pid {home}/pid; error_log stderr; events {{ worker_connections 64; }}
http {{ access_log off; client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {home}/certificate.pem; ssl_certificate_key {home}/key.pem;
    location / {{ proxy_pass http://127.0.0.1:{to_port}; }} }} }}
""")
    started(test, [str(SERVERS / "usr/sbin/nginx"), "-e", "stderr", "-p", str(home), "-c", str(home / "nginx.conf"), "-g",
                   "daemon off;"], port, home, library_path())
    return port


class Proxy:
    """In front of a server; `share` of the requests fail, from a seed."""

    def __init__(self, test, to_port, share, seed):
        script = str(ROOT / "tests/scripts/fault_proxy.mjs")
        self.process = subprocess.Popen([NODE, script, str(to_port), str(share), str(seed)], stdout=subprocess.PIPE)
        test.addCleanup(self.process.stdout.close)
        test.addCleanup(stop, self.process)
        self.port = json.loads(self.process.stdout.readline())["port"]

    def counts(self):
        stop(self.process)
        return json.loads(self.process.stdout.readline())


def say(text):
    print(text, file=sys.stderr)
