import re

import pytest
from django.template import Context, Template

from images import tasks, uploading
from images.models import Image
from tests.images.pictures import draw, encode, upload_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def fresh():
    """A picture whose job hasn't run."""
    return uploading.upload(upload_of(encode(draw(1000, 1000))), by=None, alt="An “icy” quay")


@pytest.fixture
def image(fresh):
    tasks.make_renditions(fresh.pk)
    return Image.objects.get(pk=fresh.pk)


def rendered(image, arguments=""):
    template = Template("{% load images %}{% picture image " + arguments + " %}")
    html = template.render(Context({"image": image}))
    return re.sub(r">\s+<", "><", html).strip()


def test_a_picture_offers_avif_first_then_webp_and_a_plain_jpeg_to_all(image):
    html = rendered(image, 'sizes="(min-width: 60rem) 640px, 100vw"')

    stem = image.renditions["landscape"]["stem"]
    webp = ", ".join(f"/media/{stem}-{width}.webp {width}w" for width in (320, 480, 640, 960))
    avif = webp.replace(".webp", ".avif")
    sizes = 'sizes="(min-width: 60rem) 640px, 100vw"'
    assert html == (
        f'<picture><source type="image/avif" srcset="{avif}" {sizes}>'
        f'<source type="image/webp" srcset="{webp}" {sizes}>'
        f'<img class="tint-violet-deep" src="/media/{stem}-960.jpg" width="960" height="640" '
        f'alt="An “icy” quay" loading="lazy" decoding="async"></picture>'
    )


def test_the_whole_picture_has_its_own_extent(image):
    assert 'width="960" height="960"' in rendered(image, 'shape="whole"')


def test_before_the_job_has_run_the_master_is_shown(fresh):
    assert rendered(fresh) == (
        f'<picture><img src="/media/{fresh.file.name}" width="1000" height="1000" '
        f'alt="An “icy” quay" loading="lazy" decoding="async"></picture>'
    )


def test_the_first_picture_of_a_page_is_fetched_at_once(image):
    html = rendered(image, "priority=True")

    assert 'fetchpriority="high"' in html
    assert "loading=" not in html


def test_a_picture_may_be_fetched_with_the_page(image):
    assert "loading=" not in rendered(image, "lazy=False")


def test_a_place_may_say_what_the_picture_means_there(image):
    assert 'alt="The quay, &lt;b&gt; &quot;mended&quot;"' in rendered(
        image, """alt='The quay, <b> "mended"'"""
    )
    assert 'alt=""' in rendered(image, 'alt=""')


def test_a_decorative_picture_is_passed_over(image):
    image.decorative = True

    assert 'alt=""' in rendered(image)


def test_a_picture_may_have_a_class(image):
    assert '<img class="face tint-violet-deep" ' in rendered(image, 'css_class="face"')


def test_a_tall_picture_lies_on_quiet_ground_which_stays_in_sight_beside_it():
    tall = uploading.upload(upload_of(encode(draw(300, 600))), by=None)
    tasks.make_renditions(tall.pk)
    tall.refresh_from_db()

    assert 'class="tint-none"' in rendered(tall, 'shape="whole"')
    assert 'class="tint-violet-deep"' in rendered(tall)


def test_a_small_place_names_no_widths_that_it_never_needs(image):
    html = rendered(image, "widest=480")

    assert "-480.avif 480w" in html
    assert "-640.avif" not in html
    assert "-320.avif 320w" in rendered(image, "widest=100")


def test_phones_may_get_a_square_cut_on_the_server(image):
    html = rendered(image, 'sizes="12rem" phone_square="6.5rem"')

    stem = image.renditions["square"]["stem"]
    assert html.startswith(
        '<picture><source media="(max-width: 39.99rem)" type="image/avif" '
        f'srcset="/media/{stem}-208.avif 208w, /media/{stem}-416.avif 416w" sizes="6.5rem">'
    )
    assert html.index("39.99rem") < html.index('sizes="12rem"')


def older(image):
    """The row as the first recipe left it."""
    cuts = {
        shape: image.renditions[shape] | {"formats": ["webp", "jpg"]}
        for shape in ("whole", "landscape")
    }
    Image.objects.filter(pk=image.pk).update(renditions=cuts, tint="", recipe=0)
    return Image.objects.get(pk=image.pk)


def test_renditions_of_the_older_recipe_are_shown_until_they_are_made_anew(image):
    html = rendered(older(image), 'shape="square" phone_square="6.5rem"')

    assert "image/avif" not in html
    assert 'type="image/webp"' in html
    assert "media=" not in html
    assert "class=" not in html
    assert f'src="/media/{image.renditions["landscape"]["stem"]}-960.jpg"' in html


def test_a_narrow_picture_has_its_only_width_as_source():
    small = uploading.upload(upload_of(encode(draw(90, 60))), by=None)
    tasks.make_renditions(small.pk)
    small.refresh_from_db()

    assert f'src="/media/{small.renditions["landscape"]["stem"]}-90.jpg"' in rendered(small)


def test_showing_a_picture_asks_the_database_nothing(image, django_assert_num_queries):
    with django_assert_num_queries(0):
        rendered(image)


def test_a_shape_that_does_not_exist_is_an_error_not_a_gap(image):
    with pytest.raises(KeyError):
        rendered(image, 'shape="landscpae"')
