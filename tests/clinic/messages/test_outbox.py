"""A message is owed until it is sent, shown to be impossible, or given up by somebody."""

import smtplib
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from guywire.clinic.messages import services
from guywire.clinic.messages.kinds import Kind
from guywire.clinic.messages.models import Failure, Message, State
from guywire.clinic.people.models import AuditEntry, Retention, Staff
from tests.clinic.messages.sending import send_all
from tests.clinic.visits.racing import in_a_thread, race, shared_database

pytestmark = pytest.mark.django_db
SAME_MESSAGE = ("message_id", "kind", "channel")


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-02T16:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def fails(monkeypatch) -> Callable[..., None]:
    """Let the mail server answer each try with the next of these; None takes the message."""

    def prepare(*errors: BaseException | None) -> None:
        answers = iter(errors)
        take = EmailBackend.send_messages

        def answer(backend: EmailBackend, messages: list) -> int:
            error = next(answers, None)
            if error is not None:
                raise error
            return take(backend, messages)

        monkeypatch.setattr(EmailBackend, "send_messages", answer)

    return prepare


@pytest.fixture
def invitation(therapist: Staff) -> Message:
    return services.write_to_staff(Kind.INVITATION, therapist.email, therapist)


def test_message_is_sent_once_and_marked(invitation) -> None:
    send_all()
    invitation.refresh_from_db()
    assert invitation.state == State.SENT
    assert len(send_all()) == 1


def test_failed_message_is_tried_again_with_growing_pauses_then_not_sent(
    clock, invitation, fails
) -> None:
    fails(*[ConnectionRefusedError()] * 20)
    pauses = []
    while invitation.state == State.WAITING:
        tried_at = invitation.due_at
        clock.move_to(tried_at)
        send_all()
        invitation.refresh_from_db()
        pauses.append(invitation.due_at - tried_at)
    assert pauses[:-1] == sorted(services.PAUSES)
    assert (invitation.state, invitation.failure) == (State.NOT_SENT, Failure.UNREACHABLE)
    clock.shift(timedelta(days=9))
    assert send_all() == []


def test_message_goes_out_once_the_server_is_back(clock, invitation, fails) -> None:
    fails(ConnectionRefusedError(), smtplib.SMTPServerDisconnected("gone"))
    send_all()
    clock.shift(timedelta(minutes=1))
    send_all()
    clock.shift(timedelta(minutes=4))
    assert send_all() == [], "the second pause is five minutes"
    clock.shift(timedelta(minutes=1))
    assert len(send_all()) == 1


def test_address_that_does_not_exist_is_shown_at_once(invitation, fails) -> None:
    fails(smtplib.SMTPRecipientsRefused({"x@example.org": (550, b"no such user")}))
    send_all()
    invitation.refresh_from_db()
    assert (invitation.state, invitation.failure) == (State.NOT_SENT, Failure.RECIPIENT)


def test_fault_in_one_message_does_not_hold_up_the_next(clock, invitation, therapist) -> None:
    Message.objects.filter(pk=invitation.pk).update(kind="of an older release")
    services.write_to_staff(Kind.INVITATION, therapist.email, therapist)
    assert len(send_all()) == 1
    invitation.refresh_from_db()
    assert (invitation.state, invitation.failure) == (State.WAITING, Failure.FAULT)


def test_process_killed_after_sending_sends_again_with_the_same_message_id(
    clock, invitation, monkeypatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(services, "_close", lambda *_: (_ for _ in ()).throw(SystemExit()))
        with pytest.raises(SystemExit):
            services.send_next()
    assert send_all() == mail.outbox[:1], "held by the process that was killed"
    clock.shift(services.LEASE)
    first, second = send_all()
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.message()["Message-ID"] == invitation.message_id


@pytest.mark.django_db(transaction=True)
def test_racing_workers_send_each_message_once(clinic, therapist, tmp_path) -> None:
    addresses = [f"{number}@example.org" for number in range(12)]
    staff = [
        Staff.objects.create(email=address, name=address, role="therapist") for address in addresses
    ]
    for newcomer in staff:
        services.write_to_staff(Kind.INVITATION, newcomer.email, newcomer)

    def work() -> str:
        while services.send_next():
            pass
        return "done"

    def states() -> set[str]:
        return set(Message.objects.values_list("state", flat=True))

    with shared_database(tmp_path):
        race(*[work] * 8)
        # A racer that lost every claim of its round stopped early; this is the next round.
        in_a_thread(work)
        assert in_a_thread(states) == {"sent"}
    assert sorted(message.to[0] for message in mail.outbox) == sorted(addresses)


def test_no_private_link_lies_in_the_database(invitation, owner) -> None:
    services.write_to_staff(Kind.PASSWORD_RESET, owner.email)
    send_all()
    stored = str(list(Message.objects.values()))
    links = [word for m in mail.outbox for word in m.body.split() if "/key/" in word]
    assert len(links) == 2
    for link in links:
        assert link.rstrip("/").rpartition("-")[2] not in stored


def test_address_without_an_account_gets_nothing_and_is_not_kept(clinic) -> None:
    services.write_to_staff(Kind.PASSWORD_RESET, "stranger@example.org")
    assert send_all() == []
    message = Message.objects.get()
    assert (message.state, message.recipient) == (State.DROPPED, "")


def test_desk_tries_again_or_gives_up_and_the_trail_says_so(
    clock, invitation, fails, owner
) -> None:
    fails(OSError(), OSError())
    send_all()
    assert services.retry(invitation, staff=owner)
    send_all()
    assert services.give_up(invitation, staff=owner)
    clock.shift(timedelta(days=1))
    assert send_all() == []
    assert not services.retry(invitation, staff=owner), "it is closed"
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["message.retry", "message.give_up"]


def test_messages_are_deleted_when_the_owner_said_and_open_ones_stay(
    clock, invitation, therapist
) -> None:
    Retention.objects.create(pk=1, message_days=30)
    send_all()
    clock.shift(timedelta(days=29))
    services.delete_old()
    assert Message.objects.filter(pk=invitation.pk).exists()
    clock.shift(timedelta(days=1, minutes=1))
    waiting = services.write_to_staff(Kind.INVITATION, therapist.email, therapist)
    services.delete_old()
    assert list(Message.objects.all()) == [waiting]


def test_email_without_a_mail_server_is_a_private_file_and_one_a_message(
    invitation, settings, tmp_path
) -> None:
    settings.MAIL_FOLDER = tmp_path / "mail"
    Message.objects.update(channel="file")
    send_all()
    Message.objects.update(state=State.WAITING, due_at=invitation.due_at)
    send_all()
    (file,) = settings.MAIL_FOLDER.iterdir()
    assert "Choose your password here" in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_a_written_file_goes_with_its_message(clock, invitation, settings, tmp_path) -> None:
    settings.MAIL_FOLDER = tmp_path
    Message.objects.update(channel="file")
    send_all()
    (tmp_path / "other.eml").touch()
    clock.shift(timedelta(days=91))
    services.delete_old()
    assert [file.name for file in tmp_path.iterdir()] == ["other.eml"]


def test_console_prints_a_message(invitation, capsys) -> None:
    Message.objects.update(channel="console")
    send_all()
    assert f"To: {invitation.recipient}" in capsys.readouterr().out
