"""Texts go to who agreed, in the day, and to no number that said STOP."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from guywire.clinic.conversations import services as conversations
from guywire.clinic.messages import texting
from guywire.clinic.messages.channels.sms.twilio import signature_of
from guywire.clinic.messages.models import Failure, Message, State, StoppedNumber, TextConsent
from guywire.clinic.messages.queries import unsent
from guywire.clinic.messages.quiet_hours import is_quiet
from guywire.clinic.messages.sms_url import SmsAccount, SmsUrlError, parse_sms_url
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.own_data import clinic_data
from tests.clinic.messages.sending import send_all

pytestmark = pytest.mark.django_db
TOKEN = "a-token"
NOON = datetime(2026, 3, 3, 20, tzinfo=UTC)
NIGHT = datetime(2026, 3, 3, 6, tzinfo=UTC)


class FakeTwilio(HTTPServer):
    """Answers as it is told, and remembers what it was given."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.texts: list[dict[str, str]] = []
        self.answer = (201, '{"sid": "SM1", "status": "queued"}')
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    server: FakeTwilio

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self.server.texts.append(
            form | {"path": self.path, "sign_in": self.headers["Authorization"]}
        )
        status, content = self.server.answer
        self.send_response(status)
        self.end_headers()
        self.wfile.write(content.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def twilio(settings) -> Iterator[FakeTwilio]:
    server = FakeTwilio()
    settings.SMS_ACCOUNT = SmsAccount(
        "AC1", TOKEN, "+15035550142", "127.0.0.1", server.server_port, is_encrypted=False
    )
    settings.MESSAGE_CHANNELS = ["email", "sms"]
    with time_machine.travel(NOON, tick=False):
        yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def agreed(twilio: FakeTwilio, patient: Patient) -> Patient:
    texting.agree(patient)
    return patient


def write(patient: Patient, staff: Staff) -> None:
    conversations.reply(patient, staff, "Leave out the second stretch", uuid4())


def reply_by_text(phone: str, words: str, token: str = TOKEN) -> tuple[int, str]:
    form = {"From": phone, "Body": words}
    signature = signature_of(token, "http://localhost:8000/sms/incoming/", form)
    response = Client().post("/sms/incoming/", form, headers={"X-Twilio-Signature": signature})
    return response.status_code, response.content.decode()


def test_a_text_says_one_sentence_and_the_link_and_nothing_of_the_message(
    twilio: FakeTwilio, agreed: Patient, front_desk: Staff
) -> None:
    write(agreed, front_desk)
    send_all()
    (text,) = twilio.texts
    assert text["path"] == "/2010-04-01/Accounts/AC1/Messages.json"
    assert (text["To"], text["From"]) == (agreed.phone, "+15035550142")
    assert "/messages/" in text["Body"]
    assert "Mast Physical Therapy" in text["Body"]
    assert "stretch" not in text["Body"]
    assert agreed.name not in text["Body"]
    assert Message.objects.get().state == State.SENT


def test_who_did_not_agree_gets_no_text(
    twilio: FakeTwilio, patient: Patient, front_desk: Staff
) -> None:
    write(patient, front_desk)
    assert not Message.objects.exists()


def test_consent_holds_for_the_number_it_was_given_for(
    twilio: FakeTwilio, agreed: Patient, front_desk: Staff
) -> None:
    Patient.objects.filter(pk=agreed.pk).update(phone="+15035550100")
    agreed.refresh_from_db()
    write(agreed, front_desk)
    assert not Message.objects.exists()


def test_consent_stores_its_words_edition_and_time_and_the_person_gets_them(
    agreed: Patient,
) -> None:
    (row,) = clinic_data(agreed)["text_consents"]
    assert (row["words"], row["edition"]) == (texting.CONSENT_WORDS, texting.CONSENT_EDITION)
    assert row["given_at"] == NOON


@pytest.mark.parametrize("words", ["STOP", "stop.", "Stop texting me", "unsubscribe", "Opt out"])
def test_stop_ends_all_texts_to_the_number_and_start_brings_them_back(
    twilio: FakeTwilio, agreed: Patient, front_desk: Staff, words: str
) -> None:
    write(agreed, front_desk)
    assert reply_by_text(agreed.phone, words)[0] == 200
    send_all()
    write(agreed, front_desk)
    texting.agree(agreed, front_desk)
    write(agreed, front_desk)
    send_all()
    assert twilio.texts == []
    reply_by_text(agreed.phone, "START")
    write(agreed, front_desk)
    send_all()
    assert len(twilio.texts) == 1


def test_a_stopped_number_stays_stopped_for_another_person_and_after_deletion(
    twilio: FakeTwilio, agreed: Patient, front_desk: Staff
) -> None:
    phone = agreed.phone
    reply_by_text(phone, "STOP")
    agreed.delete()
    sibling = Patient.objects.create(name="Sam Lindgren", phone=phone)
    texting.agree(sibling)
    write(sibling, front_desk)
    send_all()
    assert twilio.texts == []
    assert StoppedNumber.objects.get().phone == phone


def test_help_and_anything_else_names_the_phone_number(agreed: Patient) -> None:
    for words in ("HELP", "Can I come at 3?"):
        assert "(503) 555-0142" in reply_by_text(agreed.phone, words)[1]
    assert TextConsent.objects.filter(withdrawn_at=None).exists()


@pytest.mark.parametrize(
    "address", ["/sms/incoming/", "/sms/status/9f1c7a52-1d7e-4c53-9d0b-3f4c2c1b8a11/"]
)
def test_what_the_service_did_not_sign_is_refused(agreed: Patient, address: str) -> None:
    form = {"From": agreed.phone, "Body": "STOP"}
    refused = Client().post(address, form, headers={"X-Twilio-Signature": "x"})
    assert refused.status_code == 403
    assert reply_by_text(agreed.phone, "STOP", token="another")[0] == 403
    assert not StoppedNumber.objects.exists()


def test_signature_is_the_one_of_the_services_own_example() -> None:
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    address = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert signature_of("12345", address, form) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@pytest.mark.parametrize(
    ("answer", "failure", "state"),
    [
        ((400, '{"code": 21610}'), Failure.TEXT_STOPPED, State.NOT_SENT),
        ((400, '{"code": 21614}'), Failure.TEXT_NUMBER, State.NOT_SENT),
        ((401, '{"code": 20003}'), Failure.TEXT_SIGN_IN, State.WAITING),
        ((429, ""), Failure.TEXT_BUSY, State.WAITING),
        ((503, "<html>"), Failure.TEXT_BUSY, State.WAITING),
        ((400, "[1]"), Failure.TEXT_REFUSED, State.NOT_SENT),
    ],
)
def test_each_refusal_has_its_reason_at_the_desk(
    twilio: FakeTwilio,
    agreed: Patient,
    front_desk: Staff,
    answer: tuple[int, str],
    failure: Failure,
    state: State,
) -> None:
    twilio.answer = answer
    write(agreed, front_desk)
    send_all()
    message = unsent().get()
    assert (message.failure, message.state) == (failure, state)


def test_a_text_the_phone_company_did_not_deliver_is_shown_as_not_sent(
    twilio: FakeTwilio, agreed: Patient, front_desk: Staff
) -> None:
    write(agreed, front_desk)
    send_all()
    address = twilio.texts[0]["StatusCallback"]
    form = {"MessageStatus": "undelivered", "ErrorCode": "30005"}
    signature = signature_of(TOKEN, address, form)
    path = address.removeprefix("http://localhost:8000")
    Client().post(path, form, headers={"X-Twilio-Signature": signature})
    assert (unsent().get().state, unsent().get().failure) == (State.NOT_SENT, Failure.TEXT_NUMBER)


def test_a_service_that_does_not_answer_is_tried_again(
    twilio: FakeTwilio, settings, agreed: Patient, front_desk: Staff
) -> None:
    settings.SMS_ACCOUNT = SmsAccount("AC1", TOKEN, "+1", "127.0.0.1", 1, is_encrypted=False)
    write(agreed, front_desk)
    send_all()
    assert unsent().get().failure == Failure.TEXT_UNREACHABLE


def test_what_is_written_at_night_leaves_in_the_morning(
    twilio: FakeTwilio, agreed: Patient, front_desk: Staff
) -> None:
    with time_machine.travel(NIGHT, tick=False):
        write(agreed, front_desk)
        send_all()
        assert twilio.texts == []
        assert not unsent().exists()
    send_all()
    assert len(twilio.texts) == 1


@pytest.mark.parametrize(
    ("utc", "quiet"),
    [
        # Portland's clocks go forward on March 8 and back on November 1, 2026.
        ("2026-03-07T15:59", True),
        ("2026-03-07T16:00", False),
        ("2026-03-08T14:59", True),
        ("2026-03-08T15:00", False),
        ("2026-11-01T03:59", False),
        ("2026-11-01T04:00", True),
        ("2026-11-02T05:00", True),
        ("2026-11-01T15:59", True),
        ("2026-11-01T16:00", False),
    ],
)
def test_quiet_hours_follow_the_clock_on_the_wall(clinic: object, utc: str, quiet: bool) -> None:
    assert is_quiet(datetime.fromisoformat(f"{utc}+00:00")) is quiet


def test_the_account_is_one_url_and_its_token_is_not_printed() -> None:
    account = parse_sms_url(f"twilio://AC{'0' * 32}:secret@+15035550142")
    assert account.sender == "+15035550142"
    assert "secret" not in repr(account)
    with pytest.raises(SmsUrlError) as refused:
        parse_sms_url("twilio://AC1:secret@nobody")
    assert "secret" not in str(refused.value)


def test_the_desk_notes_that_someone_agreed_on_the_phone(
    twilio: FakeTwilio, as_front_desk: Client, patient: Patient, front_desk: Staff
) -> None:
    chart = f"/desk/patients/{patient.public_id}/"
    page = as_front_desk.get(chart).content.decode()
    assert str(texting.CONSENT_WORDS) in page
    as_front_desk.post(f"{chart}texts/on/")
    assert TextConsent.objects.get().staff == front_desk
    as_front_desk.post(f"{chart}texts/off/")
    assert not TextConsent.objects.filter(withdrawn_at=None).exists()
