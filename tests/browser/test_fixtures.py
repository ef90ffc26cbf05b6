"""The browser fixtures themselves: what the journeys rely on."""

import io
import smtplib

import pytest
import zxingcpp
from PIL import Image

from tests.browser.clips import FRAMES_A_PICTURE, write_clip
from tests.browser.conftest import PhoneMaker
from tests.browser.mail import MailSink
from tests.browser.sites import Site

CAMERA_SIZE = """async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } })
  const { width, height } = stream.getVideoTracks()[0].getSettings()
  return [width, height]
}"""


def code_picture(text: str) -> bytes:
    import qrcode

    picture = io.BytesIO()
    qrcode.make(text, box_size=8).save(picture)
    return picture.getvalue()


def test_every_frame_of_a_clip_shows_the_code(tmp_path: object) -> None:
    from pathlib import Path

    clip = write_clip(Path(str(tmp_path)) / "clip.mjpeg", [code_picture("HELLO HALLWAY")])
    frames = [b"\xff\xd8\xff" + part for part in clip.read_bytes().split(b"\xff\xd8\xff")[1:]]
    read = [
        [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(frame)))]
        for frame in frames
    ]
    assert read == [["HELLO HALLWAY"]] * FRAMES_A_PICTURE


def test_site_comes_back_at_the_same_address_with_its_clock_going_on(site: Site) -> None:
    address, before = site.url, site.now()
    site.restart()
    assert site.url == address
    assert site.now() > before


def test_mail_sink_keeps_every_byte(mail_sink: MailSink) -> None:
    host, port = mail_sink.url.removeprefix("smtp://").split(":")
    with smtplib.SMTP(host, int(port)) as relay:
        relay.sendmail("a@example.org", ["b@example.org"], b"Subject: x\r\n\r\n.dot \xc3\xa9\r\n")
    assert mail_sink.wait_for("b@example.org").content == b"Subject: x\r\n\r\n.dot \xc3\xa9\r\n"


def test_phone_with_a_camera_sees_a_clip_of_full_size(site: Site, phone: PhoneMaker) -> None:
    somebody = phone(camera=True)
    somebody.see(code_picture("HELLO"))
    page = somebody.open("/healthz")
    assert page.evaluate(CAMERA_SIZE) == [1280, 720]
    assert page.evaluate("Date.now()") == pytest.approx(site.now().timestamp() * 1000, abs=30_000)
