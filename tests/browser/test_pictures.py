"""Pictures at the desk, in a real browser: found, dropped, pasted, refused."""

from base64 import b64encode

import pytest
from django.contrib.sessions.models import Session

from accounts.models import User
from articles.models import Article
from images import tasks, uploading
from images.models import Image
from publication.prose import clean
from tests.browser.test_desk_forms import log_in_again
from tests.browser.test_editor import button, open_article, save
from tests.factories import make_article, make_author_login
from tests.images.pictures import draw, encode, upload_of

pytestmark = pytest.mark.browser
HAND_OVER = """
(text, [kind, files, html]) => {
  const data = new DataTransfer();
  for (const { name, type, bytes } of files) {
    const content = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
    data.items.add(new File([content], name, { type }));
  }
  if (html) data.setData("text/html", html);
  const box = text.querySelector("p").getBoundingClientRect();
  const facts = { bubbles: true, cancelable: true, clientX: box.left + 5, clientY: box.top + 5 };
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { ...facts, clipboardData: data })
    : new DragEvent("drop", { ...facts, dataTransfer: data });
  text.dispatchEvent(event);
}
"""


def file_of(data, name="quay.jpg", kind="image/jpeg"):
    return {"name": name, "type": kind, "bytes": b64encode(data).decode()}


def window(desk):
    found = desk.locator("dialog.choosing-window")
    found.wait_for()
    return found


@pytest.fixture
def nets(desk):
    image = uploading.upload(upload_of(), by=None, alt="Fishermen mend nets.", credit="Elin Vass")
    uploading.upload(upload_of(), by=None, alt="A cat.")
    tasks.make_renditions(image.pk)
    return image


def test_a_picture_is_found_by_its_words_for_the_text_and_for_the_top(desk, nets):
    text = open_article(desk, make_article(body="<p>Before.</p>"))
    text.locator("p").first.click()
    button(desk, "Picture").click()
    with desk.expect_response("**/choose/?q=*"):
        window(desk).locator("[name=q]").fill("mend")
        desk.keyboard.press("Enter")
    window(desk).get_by_role("button", name="A cat.").wait_for(state="detached")
    window(desk).get_by_role("button", name="Fishermen mend nets.").click()
    figure = text.locator(".news-node--figure")
    figure.get_by_text("Fishermen mend nets.").wait_for()
    assert figure.locator("img").get_attribute("src").endswith("-60.webp")
    figure.get_by_role("button", name="Wide").click()

    desk.get_by_role("button", name="Choose a picture …").click()
    window(desk).get_by_role("button", name="Fishermen mend nets.").click()
    desk.locator("img.picture-field__image").wait_for()

    body = save(desk)
    assert f'<figure data-image-id="{nets.pk}" data-size="wide"></figure>' in body
    assert Article.objects.get().lead_image == nets


def test_a_file_dropped_into_the_text_is_put_into_the_library(desk):
    text = open_article(desk, make_article(body="<p>Before.</p><p>After.</p>"))
    text.evaluate(HAND_OVER, ["drop", [file_of(encode(draw()))], ""])
    put = window(desk)
    put.locator("[name=caption]").fill("The inner harbour on Sunday.")
    put.locator("[type=submit]").last.click()
    put.get_by_text("mark it as decorative.").last.wait_for()
    assert put.locator("[name=caption]").input_value() == "The inner harbour on Sunday."
    put.locator("[name=alt]").fill("An icy quay.")
    put.locator("[type=submit]").last.click()
    text.locator(".news-node--figure").wait_for()

    body = save(desk)
    image = Image.objects.get()
    assert body == f'<p>Before.</p><figure data-image-id="{image.pk}"></figure><p>After.</p>'
    assert (image.alt, image.caption) == ("An icy quay.", "The inner harbour on Sunday.")


def test_a_pasted_picture_is_taken_and_a_text_with_its_portrait_stays_a_text(desk):
    text = open_article(desk, make_article(body="<p>Before.</p>"))
    text.locator("p").first.click()
    picture = file_of(encode(draw(), "PNG"), "image.png", "image/png")
    text.evaluate(HAND_OVER, ["paste", [picture], "<p>Words of Word.</p>"])
    assert "Words of Word." in text.inner_text()
    assert desk.locator("dialog.choosing-window").count() == 0

    text.evaluate(HAND_OVER, ["paste", [picture], '<img src="https://example.org/1.png">'])
    put = window(desk)
    put.locator("[name=decorative]").check()
    put.locator("[type=submit]").last.click()
    text.locator(".news-node--figure").wait_for()
    assert "Words of Word." in save(desk)
    assert Image.objects.get().decorative


def test_what_is_no_picture_or_too_large_is_refused_before_it_is_sent(desk):
    text = open_article(desk, make_article(body="<p>Before.</p>"))
    text.evaluate(HAND_OVER, ["drop", [file_of(b"words", "a.txt", "text/plain")], ""])
    window(desk).get_by_text("isn't a picture that the site can read").wait_for()
    window(desk).get_by_role("button", name="Close").click()
    desk.evaluate("""() => {
      const size = { get: () => 99 * 1024 * 1024 };
      Object.defineProperty(File.prototype, "size", size);
    }""")
    text.evaluate(HAND_OVER, ["drop", [file_of(encode(draw()))], ""])
    window(desk).get_by_text("is larger than").wait_for()
    assert desk.url.endswith("/change/")


def test_a_login_that_ends_takes_no_word_of_a_new_picture(desk):
    text = open_article(desk, make_article(body="<p>Before.</p>"))
    text.evaluate(HAND_OVER, ["drop", [file_of(encode(draw()))], ""])
    put = window(desk)
    put.locator("[name=alt]").fill("An icy quay.")
    cookies = desk.context.cookies()
    desk.context.clear_cookies()
    put.locator("[type=submit]").last.click()
    put.get_by_text("Your login has ended").wait_for()
    assert put.locator("[name=alt]").input_value() == "An icy quay."
    desk.context.add_cookies(cookies)
    put.locator("[type=submit]").last.click()
    text.locator(".news-node--figure").wait_for()


def test_many_files_are_sent_one_by_one_and_go_on_after_a_lost_network_and_login(desk):
    editor = User.objects.get()
    desk.goto("/desk/images/image/many/")
    files = [
        {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": data}
        for name, data in [("a", encode(draw())), ("b", b"no picture"), ("c", encode(draw()))]
    ]
    desk.locator("[name=pictures]").set_input_files(files)
    desk.locator("[name=credit]").fill("Elin Vass")
    desk.context.set_offline(True)
    desk.get_by_role("button", name="Upload").click()
    desk.get_by_text("There is no answer").wait_for()
    desk.context.set_offline(False)
    Session.objects.all().delete()
    desk.get_by_role("button", name="Upload").click()
    desk.get_by_text("Your login has ended").wait_for()
    log_in_again(desk, make_author_login())
    desk.get_by_text("Somebody else is logged in here now").wait_for()
    log_in_again(desk, editor)
    desk.get_by_text("3 of 3").wait_for()
    lines = desk.locator(".many__results li")
    assert ["done" in line.get_attribute("class") for line in lines.all()] == [True, False, True]
    assert "can read" in lines.nth(1).inner_text()
    assert list(Image.objects.values_list("credit", flat=True)) == ["Elin Vass"] * 2


def test_pictures_of_a_gallery_change_places_by_keyboard_and_by_drag(desk, nets):
    hung = [nets, *(uploading.upload(upload_of(), by=None, alt=alt) for alt in ("Two.", "Three."))]

    def gallery_of(*places):
        figures = (f'<figure data-image-id="{hung[place].pk}"></figure>' for place in places)
        return f'<p>Before.</p><div class="gallery">{"".join(figures)}</div>'

    text = open_article(desk, make_article(body=gallery_of(0, 1, 2)))
    figures = text.locator(".news-node--gallery .news-node--figure")

    figures.nth(0).get_by_role("button", name="Later").focus()
    desk.keyboard.press("Enter")
    later = figures.nth(1).get_by_role("button", name="Later (2/3)")
    assert later.evaluate("(button) => button === document.activeElement")
    desk.keyboard.press("Enter")
    assert clean(desk.locator("[name=body]").input_value()) == gallery_of(1, 2, 0)

    figures.nth(2).locator("img").drag_to(figures.nth(0))
    assert save(desk) == gallery_of(0, 1, 2)


def test_a_gallery_is_begun_with_one_picture_and_takes_more(desk, nets):
    text = open_article(desk, make_article(body="<p>Before.</p>"))
    text.locator("p").first.click()
    button(desk, "Gallery").click()
    window(desk).get_by_role("button", name="Fishermen mend nets.").click()
    text.get_by_role("button", name="One more picture").click()
    window(desk).get_by_role("button", name="A cat.").click()
    text.locator(".news-node--gallery .news-node--figure").nth(1).wait_for()

    other = Image.objects.get(alt="A cat.")
    assert save(desk) == (
        f'<p>Before.</p><div class="gallery"><figure data-image-id="{nets.pk}"></figure>'
        f'<figure data-image-id="{other.pk}"></figure></div>'
    )


def test_what_each_place_cuts_follows_the_focal_point(desk, nets):
    desk.goto(f"/desk/images/image/{nets.pk}/change/")
    whole = desk.locator("[data-focal-point] img")
    box = whole.bounding_box()
    whole.click(position={"x": box["width"] * 0.9, "y": box["height"] * 0.5})
    square = desk.locator(".crops__square img")
    assert square.evaluate("(image) => image.style.objectPosition") == "100% 50%"
    desk.locator("[data-focal-x]").fill("0.5")
    assert square.evaluate("(image) => image.style.objectPosition") == "50% 50%"
