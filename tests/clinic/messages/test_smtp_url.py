"""The mail server is read from one URL, and a wrong one is refused at start."""

import pytest

from guywire.clinic.messages.smtp_url import Security, SmtpUrlError, parse_smtp_url
from guywire.site import environment


@pytest.mark.parametrize(
    ("url", "host", "port", "security"),
    [
        ("smtp+tls://u:p@h.example.org:2525", "h.example.org", 2525, Security.STARTTLS),
        ("smtp+starttls://u:p@h", "h", 587, Security.STARTTLS),
        ("smtps://u:p@h", "h", 465, Security.IMPLICIT_TLS),
        ("smtp+unencrypted://localhost", "localhost", 25, Security.NONE),
    ],
)
def test_url_says_how_the_connection_is_encrypted(url, host, port, security) -> None:
    server = parse_smtp_url(url)
    assert (server.host, server.port, server.security) == (host, port, security)


def test_user_password_and_sender_are_read_from_the_url() -> None:
    server = parse_smtp_url("smtps://us%40er:p%23%2F%3Fw@h?from=desk@mast.example.org")
    assert (server.user, server.password) == ("us@er", "p#/?w")
    assert server.sender == "desk@mast.example.org"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mail.example.org:587", "does not start with"),
        ("http://mail.example.org", "does not start with"),
        ("smtp://u:secret@h:587", "does not say whether the connection is encrypted"),
        ("smtps://u:secret#1@h", "contains #"),
        ("smtps://u:secret/1@h", "contains #, / or ?"),
        ("smtps://u:secret?1@h", "contains #, / or ?"),
        ("smtps://u:secret @h", "contains a space"),
        ("smtps://", "names no host"),
        ("smtps://u:secret@", "names no host"),
        ("smtps://u@h", "names a user without a password"),
        ("smtps://u:secret@h:99999", "has a port"),
        ("smtps://u:secret@h:0", "has a port"),
        ("smtps://u:secret@h/inbox", "after the host"),
        ("smtps://u:secret@h?tls=no", "has an option other than"),
        ("smtps://u:secret@h?from=desk", "is not an email address"),
    ],
)
def test_wrong_url_is_refused_with_its_reason_and_without_the_password(url, reason) -> None:
    with pytest.raises(SmtpUrlError) as refused:
        parse_smtp_url(url)
    assert reason in str(refused.value)
    assert "secret" not in str(refused.value)


def test_password_does_not_show_when_the_server_is_printed() -> None:
    assert "secret" not in repr(parse_smtp_url("smtps://u:secret@h"))


@pytest.mark.parametrize(
    ("url", "channel"), [("", "file"), ("console:", "console"), ("smtps://u:p@h", "email")]
)
def test_setting_chooses_the_channel(monkeypatch, url, channel) -> None:
    monkeypatch.setenv("GUYWIRE_SMTP_URL", url)
    assert environment.message_channel() == channel
    assert (environment.mail_server() is not None) is (channel == "email")
