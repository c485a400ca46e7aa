#!/usr/bin/env python3
"""Serves a folder on 127.0.0.1 for development and tests: serve.py FOLDER [--port N] (0: any free port).

Prints the address once it answers. Nothing is cached by age, so that a rebuilt page shows at once.
"""
import argparse
import functools
import http.server
import os
import sys

TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
}


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, **TYPES}
    protocol_version = "HTTP/1.1"

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        # A browser that closes a connection early is no fault of the server.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--port", type=int, default=8080)
    arguments = parser.parse_args()
    if not os.path.isfile(os.path.join(arguments.folder, "index.html")):
        sys.exit(f"There is no index.html in {arguments.folder}.")
    handler = functools.partial(Handler, directory=arguments.folder)
    try:
        server = Server(("127.0.0.1", arguments.port), handler)
    except OSError as error:
        sys.exit(f"Port {arguments.port} cannot be used ({error.strerror}): choose another with --port.")
    print(f"http://127.0.0.1:{server.server_address[1]}/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
