"""Email goes out by SMTP, encrypted as the operator wrote, and each refusal has its reason."""

import datetime
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from guywire.clinic.messages.channels.channel import NotSentError
from guywire.clinic.messages.channels.email import EmailChannel
from guywire.clinic.messages.models import Failure
from guywire.clinic.messages.outgoing import Outgoing, Sender
from tests.clinic.messages.smtp_server import SmtpServer

LETTER = Outgoing("pat@example.org", "A subject", "The text.\n", Sender("Mast", "desk@mast.org"))
MESSAGE_ID = "<1@example.org>"


@pytest.fixture
def server(settings) -> Iterator[Callable[..., SmtpServer]]:
    servers = []

    def start(answers: dict[str, str] | None = None, tls=None) -> SmtpServer:
        servers.append(SmtpServer(answers, tls))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servers[-1].port
        settings.EMAIL_TIMEOUT = 10
        return servers[-1]

    yield start
    for one in servers:
        one.close()


def failure() -> tuple[Failure, bool]:
    with pytest.raises(NotSentError) as refused:
        EmailChannel().send(LETTER, MESSAGE_ID)
    return refused.value.failure, refused.value.for_good


def test_server_gets_the_message_with_its_own_id(server) -> None:
    taken = server()
    EmailChannel().send(LETTER, MESSAGE_ID)
    (message,) = taken.messages
    assert f"Message-ID: {MESSAGE_ID}" in message
    assert "Reply-To: desk@mast.org" in message
    assert "The text." in message


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"RCPT": "550 no such user"}, (Failure.RECIPIENT, True)),
        ({"RCPT": "451 try later"}, (Failure.BUSY, False)),
        ({"MAIL": "550 not from you"}, (Failure.SENDER, False)),
        ({"DATA": "554 refused"}, (Failure.CONTENT, True)),
        ({"END": "452 no room"}, (Failure.BUSY, False)),
        ({"GREETING": "421 not now"}, (Failure.UNREACHABLE, False)),
    ],
)
def test_each_refusal_has_its_reason(server, answers, expected) -> None:
    server(answers)
    assert failure() == expected


def test_server_that_is_not_there_is_unreachable(server) -> None:
    server().close()
    assert failure() == (Failure.UNREACHABLE, False)


def test_password_that_is_refused_is_named(server, settings) -> None:
    server({"AUTH": "535 no"})
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "user", "password"
    assert failure() == (Failure.SIGN_IN, False)


def test_nothing_is_sent_over_a_connection_that_is_not_encrypted(server, settings) -> None:
    taken = server()
    settings.EMAIL_USE_TLS = True
    assert failure() == (Failure.ENCRYPTION, False)
    assert taken.messages == []


def test_certificate_that_nobody_vouches_for_is_refused(server, settings, tmp_path) -> None:
    taken = server(tls=self_signed(tmp_path))
    settings.EMAIL_USE_SSL = True
    assert failure() == (Failure.ENCRYPTION, False)
    assert taken.messages == []


def test_server_that_only_speaks_tls_is_reached_from_the_first_byte(
    server, settings, tmp_path, monkeypatch
) -> None:
    taken = server(tls=self_signed(tmp_path))
    settings.EMAIL_USE_SSL = True
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    EmailChannel().send(LETTER, MESSAGE_ID)
    assert len(taken.messages) == 1


@pytest.mark.parametrize("address", ["josé@example.org", "pat@example.org\nBcc: x@example.org"])
def test_address_that_cannot_be_written_to_is_refused_for_good(server, address) -> None:
    taken = server()
    with pytest.raises(NotSentError) as refused:
        EmailChannel().send(Outgoing(address, "s", "t", Sender("Mast")), MESSAGE_ID)
    assert (refused.value.failure, refused.value.for_good) == (Failure.ADDRESS, True)
    assert taken.messages == []


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(__import__("ipaddress").ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoded_key = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = folder / "server.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + encoded_key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
