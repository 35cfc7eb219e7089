"""A small client of language servers over stdio: plain JSON-RPC, so that no server is tested with its own library."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PATIENCE = 30.0
"""Seconds after which a silent server has failed the test."""


class Talk:
    """One conversation with a server: `with Talk([…], settings) as talk`; `able`: what else the editor can do."""

    def __init__(
        self,
        command: Sequence[str],
        root: Path,
        settings: Mapping[str, Any] | None = None,
        *,
        able: Mapping[str, Mapping[str, Any]] | None = None,
        locale: str = "",
    ) -> None:
        self.root = root
        self.settings = settings or {}
        self.able = able or {}
        self.locale = locale
        self._said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._aside: list[dict[str, Any]] = []
        self._number = 0
        self._process = subprocess.Popen(  # noqa: S603 - the test's own command
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=root
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        capabilities = {
            "workspace": {"configuration": True, **self.able.get("workspace", {})},
            "textDocument": {
                **self.able.get("textDocument", {}),
                "completion": {"completionItem": {"snippetSupport": False, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
                "publishDiagnostics": {"relatedInformation": True},
            },
        }
        params = {
            "processId": None, "rootUri": self.root.as_uri(), "capabilities": capabilities,
            "workspaceFolders": [{"uri": self.root.as_uri(), "name": "plans"}],
        }  # fmt: skip
        params |= {"locale": self.locale} if self.locale else {}
        self.greeting = self.ask("initialize", **params)
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=self.settings)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.ask("shutdown")
                self.tell("exit")
                assert self._process.wait(PATIENCE) == 0
        finally:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    pipe.close()

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return its result."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        answer = self._await(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def open(self, name: str, text: str) -> str:
        """Open a text under a name and return its address."""
        uri = self.root.joinpath(name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return uri

    def change(self, uri: str, text: str, version: int) -> None:
        """Replace an open text."""
        self.tell(
            "textDocument/didChange",
            textDocument={"uri": uri, "version": version},
            contentChanges=[{"text": text}],
        )

    def diagnostics(self, uri: str, version: int | None = None) -> list[dict[str, Any]]:
        """Return the next diagnostics published for a text (of a version, where the server says so)."""

        def wanted(message: dict[str, Any]) -> bool:
            params = message.get("params", {})
            return (
                message.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == uri
                and (version is None or params.get("version") == version)
            )

        found = self._await(wanted)["params"]["diagnostics"]
        assert isinstance(found, list)
        return found

    def hear(self, method: str) -> Any:
        """Return what the next notification or request of a kind says."""
        return self._await(lambda message: message.get("method") == method)["params"]

    def has_heard(self, method: str) -> bool:
        """Say whether something of a kind has come by and not been asked for yet."""
        return any(message.get("method") == method for message in self._aside)

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._process.stdin.flush()

    def _await(self, wanted: Any) -> dict[str, Any]:
        for message in self._aside:
            if wanted(message):
                self._aside.remove(message)
                return message
        while True:
            message = self._said.get(timeout=PATIENCE)
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
                self._aside.append(message)
            elif wanted(message):
                return message
            else:
                self._aside.append(message)

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] == "workspace/configuration":
            return [self.settings.get(item.get("section", ""), {}) for item in message["params"]["items"]]
        return None

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while line := stream.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = stream.readline()
            self._said.put(json.loads(stream.read(length)))
