"""deploy/turnserver.conf, as it is, makes coturn the relay that online visits ask for."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import sync_playwright

from chromium import system_chromium
from guywire.clinic.visits.services.room import relay_account
from guywire.site.relay import Account, RelayError, relayed_address
from tests.deploy.conftest import free_port, replaced, running

pytestmark = pytest.mark.slow
SECRET = "the-secret-of-this-relay"
MEET = """async ({ url, name, password }) => {
  const iceServers = [{ urls: [url], username: name, credential: password }];
  const options = { iceServers, iceTransportPolicy: "relay" };
  const [first, second] = [new RTCPeerConnection(options), new RTCPeerConnection(options)];
  first.onicecandidate = ({ candidate }) => candidate && second.addIceCandidate(candidate);
  second.onicecandidate = ({ candidate }) => candidate && first.addIceCandidate(candidate);
  const heard = new Promise((done) => {
    second.ondatachannel = ({ channel }) => { channel.onmessage = ({ data }) => done(data); };
    setTimeout(() => done("nothing"), 30000);
  });
  const channel = first.createDataChannel("visit");
  channel.onopen = () => channel.send("12 degrees");
  await first.setLocalDescription();
  await second.setRemoteDescription(first.localDescription);
  await second.setLocalDescription();
  await first.setRemoteDescription(second.localDescription);
  const said = await heard;
  const reports = [...(await first.getStats()).values()];
  const ways = reports.filter(({ type }) => type === "local-candidate");
  return [said, ...new Set(ways.map((way) => `${way.candidateType} ${way.relayProtocol}`))];
}"""
"""Two connections that may use nothing but the relay, and how the first reached it."""


@pytest.fixture(scope="module")
def relay(folder: Path, certificate: tuple[Path, Path]) -> Iterator[tuple[int, int]]:
    """The ports of a running coturn: plain, and TLS."""
    plain, secure = free_port(), free_port()
    listening = f"127.0.0.1\nlistening-port={plain}\ntls-listening-port={secure}"
    text = replaced(
        "turnserver.conf",
        secret=f"REPLACE-ME => {SECRET}",
        listening=f"listening-ip=198.51.100.10 => listening-ip={listening}",
        relay="relay-ip=198.51.100.10 => relay-ip=127.0.0.1",
        certificate=f"/etc/turnserver/fullchain.pem => {certificate[0]}",
        key=f"/etc/turnserver/privkey.pem => {certificate[1]}",
        loopback="denied-peer-ip=127.0.0.0-127.255.255.255 => allow-loopback-peers",
    )
    (folder / "turnserver.conf").write_text(text)
    (folder / "turndb").touch()
    command = ["turnserver", "-c", f"{folder}/turnserver.conf", "--pidfile="]
    with running([*command, f"--db={folder}/turndb", f"--log-file={folder}/turn.log"]):
        yield plain, secure


def account(until: timedelta = timedelta(minutes=1)) -> Account:
    return Account(*relay_account(timezone.now() + until))


def asked(url: str, by: Account) -> str:
    """In a thread of its own: in this one Playwright may have left its loop."""
    with ThreadPoolExecutor(1) as thread:
        return str(thread.submit(relayed_address, url, by).result())


def lent(url: str, by: Account) -> str:
    """The address that the relay lends, once it has started."""
    for _ in range(100):
        try:
            return asked(url, by)
        except RelayError as error:
            if "does not answer" not in str(error):
                raise
            time.sleep(0.1)
    pytest.fail("the relay did not come up")


def test_the_password_of_a_visit_opens_it_by_udp_tcp_and_tls(
    relay: tuple[int, int],
    certificate: tuple[Path, Path],
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.TURN_SECRET = SECRET
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    plain, secure = relay
    for address in (f"turn:localhost:{plain}", f"turn:localhost:{plain}?transport=tcp"):
        assert lent(address, account()) == "127.0.0.1"
    assert lent(f"turns:localhost:{secure}", account()) == "127.0.0.1"


def test_a_password_that_ended_or_of_another_secret_opens_nothing(
    relay: tuple[int, int], settings: Any
) -> None:
    url = f"turn:127.0.0.1:{relay[0]}"
    settings.TURN_SECRET = SECRET
    with pytest.raises(RelayError, match="GUYWIRE_TURN_SECRET"):
        lent(url, account(-timedelta(minutes=1)))
    settings.TURN_SECRET = "another"
    with pytest.raises(RelayError, match="GUYWIRE_TURN_SECRET"):
        lent(url, account())


def met_in_chromium(url: str, by: Account) -> list[str]:
    """Our certificate is of no authority: this Chromium takes it all the same."""

    def meet() -> list[str]:
        arguments = ["--no-sandbox", "--disable-gpu", "--ignore-certificate-errors"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=system_chromium(), args=arguments)
            options = {"url": url, "name": by.name, "password": by.password}
            result: list[str] = browser.new_page().evaluate(MEET, options)
            browser.close()
        return result

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(meet).result()


def test_two_browsers_meet_through_the_relay_alone_also_by_tls(
    relay: tuple[int, int], certificate: tuple[Path, Path], settings: Any
) -> None:
    settings.TURN_SECRET = SECRET
    plain, secure = relay
    assert lent(f"turn:localhost:{plain}", account()) == "127.0.0.1"
    by = account(timedelta(minutes=5))
    ways = {
        f"turn:localhost:{plain}?transport=tcp": "relay tcp",
        f"turns:localhost:{secure}?transport=tcp": "relay tls",
    }
    for address, way in ways.items():
        assert met_in_chromium(address, by) == ["12 degrees", way]
