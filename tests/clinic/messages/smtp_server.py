"""A small mail server that answers as a test needs it to, on a port of its own."""

import socket
import ssl
from contextlib import suppress
from threading import Thread


class SmtpServer:
    """Speaks enough SMTP to take a message. `answers` replaces its answer to a command."""

    def __init__(self, answers: dict[str, str] | None = None, tls: ssl.SSLContext | None = None):
        self.answers, self.tls = answers or {}, tls
        self.messages: list[str] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.thread = Thread(target=self._serve, daemon=True)
        self.thread.start()

    def close(self) -> None:
        # A listener that a thread waits on stays open, unless it is shut down first.
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                with suppress(OSError):
                    self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        if self.tls:
            connection = self.tls.wrap_socket(connection, server_side=True)
        with connection, connection.makefile("rwb") as wire:
            self._say(wire, self.answers.get("GREETING", "220 test"))
            while line := wire.readline().decode():
                command = line.split(maxsplit=1)[0].strip().upper()
                self._say(wire, self.answers.get(command, self._usual(command)))
                if command == "DATA" and "DATA" not in self.answers:
                    self.messages.append(self._read_message(wire))
                    self._say(wire, self.answers.get("END", "250 taken"))

    def _usual(self, command: str) -> str:
        return {"EHLO": "250-test\r\n250 AUTH PLAIN", "DATA": "354 go on"}.get(command, "250 fine")

    def _read_message(self, wire) -> str:
        lines = []
        while (line := wire.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines).decode()

    def _say(self, wire, text: str) -> None:
        wire.write(text.encode() + b"\r\n")
        wire.flush()
