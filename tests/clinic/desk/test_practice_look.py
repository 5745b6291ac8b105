"""The owner gives the practice its logo, its color and the photos of its therapists."""

import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfReader

import guywire.site
from guywire.clinic.messages.channels.email.html import html_of
from guywire.clinic.messages.outgoing import EmailColors, Outgoing
from guywire.clinic.pdf import render_pdf
from guywire.clinic.people.models import AuditEntry
from guywire.clinic.visits.models import Visit
from guywire.clinic.welcome import colors, instructions
from guywire.clinic.welcome.models import Clinic, Picture
from guywire.clinic.welcome.pictures import MAX_LOGO_BYTES, MAX_PHOTO_BYTES, MAX_UPLOAD_BYTES
from guywire.clinic.welcome.queries import clinic_sender
from guywire.site.front.bodies import MAX_UPLOAD_BODY_BYTES

pytestmark = pytest.mark.django_db
TOKENS = (Path(guywire.site.__file__).parent / "static/site/tokens.css").read_text("utf-8")
NAVY, YELLOW = "#1b3a6b", "#ffd000"
LINK = "https://mast.example.org/visits/abc/"


def picture(
    width: int, height: int, form: str = "PNG", mode: str = "RGB", **options: object
) -> SimpleUploadedFile:
    stream = BytesIO()
    Image.effect_noise((width, height), 80).convert(mode).save(stream, form, **options)
    return SimpleUploadedFile("picture", stream.getvalue())


def upload(client: Client, address: str, file: SimpleUploadedFile, *, follow: bool = True) -> str:
    return client.post(address, {"file": file}, follow=follow).content.decode()


def test_a_logo_shows_on_every_page_until_it_is_removed(
    as_owner: Client, outsider: Client, clinic: Clinic
) -> None:
    upload(as_owner, "/desk/practice/logo/", picture(900, 300, mode="RGBA"))
    logo = Picture.objects.exclude(clinic=None).get()
    image = Image.open(BytesIO(bytes(logo.content)))
    assert (image.format, image.size) == ("WEBP", (240, 80))
    assert len(bytes(logo.content)) <= MAX_LOGO_BYTES
    address = f"/look/{logo.name}.webp"
    assert f'src="{address}" width="240" height="80" alt="{clinic.name}"' in (
        outsider.get("/").content.decode()
    )
    served = outsider.get(address)
    assert served["Content-Type"] == "image/webp"
    assert "immutable" in served["Cache-Control"]
    as_owner.post("/desk/practice/logo/remove/")
    assert "/look/" not in outsider.get("/").content.decode()
    assert outsider.get(address).status_code == 404
    actions = AuditEntry.objects.filter(action__startswith="practice.logo")
    assert sorted(actions.values_list("action", flat=True)) == [
        "practice.logo",
        "practice.logo.remove",
    ]


def test_a_square_logo_has_the_name_beside_it(
    as_owner: Client, outsider: Client, clinic: Clinic
) -> None:
    upload(as_owner, "/desk/practice/logo/", picture(200, 200))
    page = outsider.get("/").content.decode()
    assert 'width="80" height="80" alt=""' in page
    assert f"<span>{clinic.name}</span></a>" in page


def icons_of(client: Client) -> set[str]:
    """The addresses of the icons on the first page and in the manifest."""
    page = client.get("/").content.decode()
    linked = re.findall(r'<link rel="(?:icon|apple-touch-icon)" href="([^"]+)"', page)
    listed = [icon["src"] for icon in client.get("/manifest.webmanifest").json()["icons"]]
    assert len(linked) == 2
    return {*linked, *listed}


def test_tabs_and_home_screens_show_the_logo_or_the_sign_in_the_color_of_the_practice(
    as_owner: Client, outsider: Client, clinic: Clinic
) -> None:
    ours = icons_of(outsider)
    as_owner.post("/desk/practice/color/", {"color": NAVY})
    (in_color,) = icons_of(outsider)
    served = outsider.get(in_color)
    assert (served["Content-Type"], "immutable" in served["Cache-Control"]) == ("image/png", True)
    sign = Image.open(BytesIO(served.content)).convert("RGBA")
    ground = sign.getpixel((20, 128))
    assert sign.size == (256, 256)
    assert all(abs(a - b) < 12 for a, b in zip(ground, (0x1B, 0x3A, 0x6B, 255), strict=True))
    assert min(sign.getpixel((128, 110))) > 240

    red = Image.new("RGB", (300, 100), "#c00000")
    stream = BytesIO()
    red.save(stream, "PNG")
    upload(as_owner, "/desk/practice/logo/", SimpleUploadedFile("logo", stream.getvalue()))
    (with_logo,) = icons_of(outsider)
    icon = Image.open(BytesIO(outsider.get(with_logo).content)).convert("RGBA")
    assert icon.getpixel((128, 10)) == (255, 255, 255, 255)
    assert icon.getpixel((128, 128))[0] > 180 > 20 > icon.getpixel((128, 128))[1]
    assert outsider.get(in_color).status_code == 404

    as_owner.post("/desk/practice/logo/remove/")
    assert icons_of(outsider) == {in_color}
    as_owner.post("/desk/practice/color/remove/")
    assert icons_of(outsider) == ours
    assert not Picture.objects.exists()


def test_papers_carry_the_logo_and_the_color_of_the_practice(
    as_owner: Client, clinic: Clinic
) -> None:
    without = instructions.document()
    assert f"<strong>{clinic.name}</strong>" in without
    assert pictures_of(render_pdf(without)) == 0
    upload(as_owner, "/desk/practice/logo/", picture(900, 300, mode="RGBA"))
    as_owner.post("/desk/practice/color/", {"color": NAVY})
    document = instructions.document()
    assert '<img src="data:image/webp;base64,' in document
    pdf = render_pdf(document)
    assert pictures_of(pdf) == 1
    assert NAVY in colors_of(pdf)


def pictures_of(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages[0].images)


def colors_of(pdf: bytes) -> set[str]:
    source = PdfReader(BytesIO(pdf)).pages[0].get_contents().get_data().decode("latin-1")
    shares = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) scn", source)
    return {"#" + "".join(f"{round(float(share) * 255):02x}" for share in each) for each in shares}


def test_emails_are_in_the_color_of_the_practice(clinic: Clinic) -> None:
    assert clinic_sender().colors == EmailColors()
    clinic.color = NAVY
    clinic.save()
    colors_of_it = clinic_sender().colors
    html = html_of(
        Outgoing("pat@example.org", "Hello", f"  Monday\n\n{LINK}\n", clinic_sender(), None, LINK)
    )
    assert html.count(NAVY) == 3
    assert colors_of_it.dark_brand in html
    assert EmailColors().brand not in html


def test_a_photo_is_a_small_square_without_what_the_camera_wrote(
    as_owner: Client, outsider: Client, past_visit: Visit
) -> None:
    therapist = past_visit.therapist
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    sent = picture(800, 600, "JPEG", exif=exif)
    assert b"taken at home" in (sent.read() or b"")
    sent.seek(0)
    upload(as_owner, f"/desk/practice/photo/{therapist.pk}/", sent)
    content = bytes(Picture.objects.get().content)
    assert Image.open(BytesIO(content)).size == (160, 160)
    assert len(content) <= MAX_PHOTO_BYTES
    assert b"taken at home" not in content
    assert b"EXIF" not in content
    shown = f'width="160" height="160" alt="{therapist.name}"'
    assert shown in outsider.get("/visits/").content.decode()
    upload(as_owner, f"/desk/practice/photo/{therapist.pk}/", picture(300, 300))
    assert Picture.objects.count() == 1
    as_owner.post(f"/desk/practice/photo/{therapist.pk}/remove/")
    assert not Picture.objects.exists()
    assert shown not in outsider.get("/visits/").content.decode()


def test_a_photo_taken_sideways_stands_upright(as_owner: Client, past_visit: Visit) -> None:
    image = Image.new("RGB", (400, 400), "white")
    image.paste("black", (0, 0, 200, 400))
    exif, stream = Image.Exif(), BytesIO()
    exif[0x0112] = 6
    image.save(stream, "JPEG", exif=exif)
    file = SimpleUploadedFile("sideways.jpg", stream.getvalue())
    upload(as_owner, f"/desk/practice/photo/{past_visit.therapist.pk}/", file)
    upright = Image.open(BytesIO(bytes(Picture.objects.get().content))).convert("L")
    assert upright.getpixel((80, 10)) < 60 < 200 < upright.getpixel((80, 150))  # type: ignore[operator]


def png_that_claims(width: int, height: int) -> SimpleUploadedFile:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return SimpleUploadedFile("bomb.png", content)


SVG = SimpleUploadedFile("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SVG, "We cannot read this file as a picture. Choose a PNG, JPEG or WebP file."),
        (SimpleUploadedFile("a.gif", GIF), "We cannot read this file as a picture."),
        (SimpleUploadedFile("a.png", b""), "This file is empty."),
        (SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\nxx"), "We cannot read this file"),
        (png_that_claims(64, 64), "We cannot read this file"),
        (png_that_claims(6000, 6000), "6000 by 6000 pixels, more than the 30 million"),
        (png_that_claims(60000, 60000), "more than the 30 million"),
        (SimpleUploadedFile("a.png", bytes(MAX_UPLOAD_BYTES + 1)), "This file has 8.0 MB."),
    ],
)
def test_a_file_we_do_not_take_is_refused_in_a_sentence(
    as_owner: Client, clinic: Clinic, file: SimpleUploadedFile, sentence: str
) -> None:
    file.seek(0)
    page = upload(as_owner, "/desk/practice/logo/", file)
    assert sentence in page
    assert not Picture.objects.exists()


def test_the_server_reads_a_picture_that_the_form_takes() -> None:
    assert MAX_UPLOAD_BODY_BYTES > MAX_UPLOAD_BYTES


def test_a_photo_too_small_to_be_sharp_is_refused(as_owner: Client, past_visit: Visit) -> None:
    address = f"/desk/practice/photo/{past_visit.therapist.pk}/"
    assert "This photo has 100 by 90 pixels." in upload(as_owner, address, picture(100, 90))


def test_a_color_shows_on_every_page_until_it_is_removed(
    as_owner: Client, outsider: Client, clinic: Clinic
) -> None:
    as_owner.post("/desk/practice/color/", {"color": NAVY})
    page = outsider.get("/").content.decode()
    (address,) = re.findall(r'href="(/look/[^"]+\.css)"', page)
    sheet = outsider.get(address)
    assert sheet["Content-Type"] == "text/css"
    assert f"--brand: {NAVY};" in sheet.content.decode()
    assert address in as_owner.get("/desk/").content.decode()
    as_owner.post("/desk/practice/color/remove/")
    assert "/look/" not in outsider.get("/").content.decode()


def test_a_color_too_light_to_read_is_refused_with_the_nearest_that_works(
    as_owner: Client, clinic: Clinic
) -> None:
    page = as_owner.post("/desk/practice/color/", {"color": YELLOW}).content.decode()
    assert f"{YELLOW} is too light" in page
    (nearest,) = re.findall(r'name="color" value="(#[0-9a-f]{6})">Use', page)
    as_owner.post("/desk/practice/color/", {"color": nearest})
    clinic.refresh_from_db()
    assert clinic.color == nearest


@pytest.mark.parametrize("color", ["red", "#12345", "#1234567", "url(x)", "#0d5a5g"])
def test_a_text_that_is_no_color_is_refused(as_owner: Client, clinic: Clinic, color: str) -> None:
    page = as_owner.post("/desk/practice/color/", {"color": color}).content.decode()
    assert "Write a color such as #0d5a54." in page
    clinic.refresh_from_db()
    assert clinic.color == ""


@pytest.mark.parametrize("name", ["1-ffd000", "2-1b3a6b", "1-zzzzzz", "1-1b3a6b1b"])
def test_no_sheet_is_made_of_a_color_that_no_practice_can_have(
    outsider: Client, clinic: Clinic, name: str
) -> None:
    assert outsider.get(f"/look/{name}.css").status_code == 404


def every_hue() -> list[str]:
    steps = (0, 51, 102, 153, 204, 255)
    return [f"#{r:02x}{g:02x}{b:02x}" for r in steps for g in steps for b in steps]


def test_each_shade_can_be_read_on_light_and_on_dark_pages() -> None:
    for color in every_hue()[::5]:
        readable = colors.nearest_readable(color)
        light, dark = colors.light_shades(readable), colors.dark_shades(readable)
        for shades, pages in ((light, colors.LIGHT_PAGES), (dark, colors.DARK_PAGES)):
            grounds = (*pages, shades.on_brand, shades.soft)
            assert all(colors.contrast(shades.brand, ground) >= 4.5 for ground in grounds), color
            assert colors.contrast(shades.strong, shades.on_brand) >= 4.5, color


def test_contrast_is_that_of_wcag() -> None:
    assert colors.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colors.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_the_colors_of_guywire_are_those_of_the_tokens() -> None:
    light, dark = TOKENS.split("@media", 1)
    for text, names, values in (
        (light, colors.GROUNDS, colors.LIGHT_PAGES),
        (dark, colors.GROUNDS, colors.DARK_PAGES),
        (light, colors.NAMES, colors.GUYWIRE_LIGHT),
        (dark, colors.NAMES, colors.GUYWIRE_DARK),
    ):
        for name, value in zip(names, values, strict=True):
            assert f"{name}: {value};" in text
    assert colors.is_readable(colors.GUYWIRE_LIGHT[0])


def test_a_picture_goes_with_its_last_use_only(as_owner: Client, past_visit: Visit) -> None:
    address = f"/desk/practice/photo/{past_visit.therapist.pk}/"
    upload(as_owner, address, picture(200, 200))
    Clinic.objects.update(logo=Picture.objects.get())
    as_owner.post(f"{address}remove/")
    assert Picture.objects.count() == 1
    as_owner.post("/desk/practice/logo/remove/")
    assert not Picture.objects.exists()
