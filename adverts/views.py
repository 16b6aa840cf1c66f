"""What a reader meets who follows an advertisement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from adverts import counting
from adverts.models import Advert
from press import clock
from readership.robots import is_robot


@never_cache
@require_safe
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the advertiser; after the end too, uncounted, whoever has an old page open."""
    advert = get_object_or_404(Advert, pk=pk)
    if request.method == "GET" and advert.is_running() and not is_robot(request.META):
        counting.count_followed(advert.pk, now=clock.now())
    return redirect(advert.address)
