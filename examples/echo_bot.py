#!/usr/bin/env python3
"""Answers every message "echo …" by the rest of it. Python 3.9 or later, and nothing else.

    PARLEY_URL=http://localhost:3000 PARLEY_TOKEN=parley_… python3 examples/echo_bot.py

The token is one that an account of the bot's own has made in its settings, with the scope `write`.

In PARLEY_STATE (echo_bot.json) it keeps how far it has read, so that it answers what was written while it was away,
and each message once, whatever breaks in between. docs/protocol.md says why each step is as it is.
"""
import base64
import hashlib
import http.client
import json
import os
import random
import socket
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

if len(sys.argv) > 1 or "PARLEY_TOKEN" not in os.environ:
    sys.exit(__doc__)
URL = os.environ.get("PARLEY_URL", "http://localhost:3000").rstrip("/")
STATE = os.environ.get("PARLEY_STATE", "echo_bot.json")
ANSWERS = uuid.UUID("6f1d2f0e-7b39-4f0a-9d53-0f7e5a9c1b77")  # this bot's own, from which its clientIds are made
SILENCE = 45  # seconds without a frame, after which a connection is dead
ENDED = "The token is unknown, revoked or expired: make another one."
Broken = type("Broken", (Exception,), {})  # the connection is gone, or the server is away: try again


class Api:
    """REST. Its headers are all that says who the bot is."""

    def __init__(self):
        self.headers = {"Authorization": f"Bearer {os.environ['PARLEY_TOKEN']}", "Content-Type": "application/json"}
        self.me = self.ask("GET", "/me")[1]["user"]["id"]

    def ask(self, method, path, body=None):
        """Status and body of an answer that will stay the same."""
        data = body and json.dumps(body).encode()
        request = urllib.request.Request(f"{URL}/api/v1{path}", data, self.headers, method=method)
        try:
            reply = urllib.request.urlopen(request, timeout=30)
        except urllib.error.HTTPError as refused:
            reply = refused
        with reply:
            text = reply.read()
        if reply.status == 429 or reply.status >= 500:
            time.sleep(int(reply.headers.get("Retry-After", "0")))
            raise Broken(f"{method} {path} was answered with {reply.status}")
        if reply.status == 401:
            sys.exit(ENDED)
        return reply.status, json.loads(text or "{}")


class Channel:
    """The WebSocket, as RFC 6455 has it, of which texts are all that is needed."""

    def __init__(self, headers):
        at = urllib.parse.urlsplit(URL)
        port = at.port or (443 if at.scheme == "https" else 80)
        self.socket = socket.create_connection((at.hostname, port), timeout=SILENCE)
        if at.scheme == "https":
            self.socket = ssl.create_default_context().wrap_socket(self.socket, server_hostname=at.hostname)
        key = base64.b64encode(os.urandom(16)).decode()
        upgrade = {"Host": at.netloc, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
        lines = {**headers, **upgrade, "Sec-WebSocket-Key": key}.items()
        head = "".join(f"{name}: {value}\r\n" for name, value in lines)
        self.socket.sendall(f"GET /api/v1/realtime HTTP/1.1\r\n{head}\r\n".encode())
        self.file = self.socket.makefile("rb")
        status = self.file.readline().split()[1:2]
        if status == [b"401"]:
            sys.exit(ENDED)
        proof = hashlib.sha1(f"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode()).digest()
        accept = http.client.parse_headers(self.file)["Sec-WebSocket-Accept"]
        if status != [b"101"] or accept != base64.b64encode(proof).decode():
            raise Broken(f"the handshake was answered with {status}")

    def write(self, opcode, data):
        """A frame of a client, which is masked. What the bot sends is short."""
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
        self.socket.sendall(bytes([0x80 | opcode, 0x80 | len(data)]) + mask + masked)

    def read(self, size):
        data = self.file.read(size)
        if len(data) == size:
            return data
        raise Broken("closed without a word")

    def frames(self):
        text = b""
        while True:
            first, size = self.read(2)
            if size >= 126:
                size = int.from_bytes(self.read(2 if size == 126 else 8), "big")
            data, opcode = self.read(size), first & 0x0F
            if opcode == 0x9:
                self.write(0xA, data)
            elif opcode in (0x0, 0x1):
                text += data
                if first & 0x80:
                    yield json.loads(text)
                    text = b""
            elif opcode == 0x8:
                code = int.from_bytes(data[:2], "big")
                if code == 4401:
                    sys.exit(ENDED)
                raise Broken(f"closed with {code}")


class Bot:
    def __init__(self):
        self.api = Api()
        self.epoch, self.revs = None, {}
        if os.path.exists(STATE):
            with open(STATE, encoding="utf-8") as file:
                self.epoch, self.revs = json.load(file)

    def keep(self):  # in one step, so that a kill leaves the old state or the new one
        with open(f"{STATE}.new", "w", encoding="utf-8") as file:
            json.dump([self.epoch, self.revs], file)
        os.replace(f"{STATE}.new", STATE)

    def listen(self):
        channel = Channel(self.api.headers)
        for frame in channel.frames():
            kind = frame["type"]  # of one that it does not know, a later version may send more
            if kind in ("hello", "resync"):
                self.look_around(frame.get("epoch", self.epoch))
                print("listening", flush=True)
            elif kind == "ping":
                channel.write(0x1, b'{"type":"pong"}')
                for head in frame["heads"]:
                    self.catch_up(head["conversationId"], head["rev"])
            elif kind in ("message", "change", "rev"):
                changed = frame.get("message", frame)
                self.catch_up(changed["conversationId"], changed["rev"])
            elif kind == "conversation-added":
                self.meet(frame["summary"])

    def look_around(self, epoch):
        """Of a history that it does not know yet, the bot answers nothing that is there already."""
        summaries = self.api.ask("GET", "/conversations")[1]["items"]
        if epoch != self.epoch:
            self.epoch, self.revs = epoch, {one["conversation"]["id"]: one["rev"] for one in summaries}
            self.keep()
        for summary in summaries:
            self.meet(summary)

    def meet(self, summary):
        """Whoever begins to write to the bot is answered; what a group has said before is not for it."""
        conversation = summary["conversation"]
        self.revs.setdefault(conversation["id"], summary["rev"] if conversation["kind"] == "group" else 0)
        self.catch_up(conversation["id"], summary["rev"])

    def catch_up(self, conversation, rev):
        while self.revs.get(conversation, 0) < rev:
            after = self.revs.get(conversation, 0)
            status, page = self.api.ask("GET", f"/conversations/{conversation}/changes?after={after}&limit=200")
            if status != 200:
                return  # it is in it no more
            for message in page["items"]:
                self.answer(message)
            self.revs[conversation] = page["rev"]
            self.keep()
            time.sleep(1 if page["rev"] == after else 0)

    def answer(self, message):
        word, _, rest = message["text"].partition(" ")
        if message["senderId"] == self.api.me or word.lower() != "echo" or not rest:
            return
        place = f"{message['conversationId']}/{message['seq']}"
        body = {"clientId": str(uuid.uuid5(ANSWERS, place)), "text": rest}
        status, problem = self.api.ask("POST", f"/conversations/{message['conversationId']}/messages", body)
        if status != 201 and problem["code"] != "client_id_reused":  # that is: answered, and edited since
            print(f"{place} is not answered: {problem['code']}", file=sys.stderr)


bot, tries = None, 0
while True:
    since = time.monotonic()
    try:
        bot = bot or Bot()
        bot.listen()
    except (Broken, OSError) as error:
        print(f"again soon: {error}", file=sys.stderr)
    tries = tries + 1 if time.monotonic() - since < 60 else 0
    time.sleep(random.uniform(0, min(30, 2**tries)))
