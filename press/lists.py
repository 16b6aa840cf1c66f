"""Lists of the desk that cost the same however long their table is."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from press.counted import COUNTED_AT_MOST

SEARCHED_AT_MOST = 50_000


class BoundedPaginator(Paginator):
    """Counts no further than 1,000: a list costs the same however long it is."""

    @cached_property
    def count(self) -> int:
        # Without their order: PostgreSQL would sort all to count a thousand of them.
        rows: Any = self.object_list
        return rows.order_by()[: COUNTED_AT_MOST + 1].count()


class BoundedAdmin(admin.ModelAdmin):
    """An admin page whose list counts no table."""

    paginator = BoundedPaginator
    show_full_result_count = False
    # Counting what each filter would find is counting the table.
    show_facets = admin.ShowFacets.NEVER


class SearchesNewest(admin.ModelAdmin):
    """An admin page whose search looks through the newest 50,000 rows: no index finds parts of
    words, and a search must not cost more with every year."""

    search_help_text = gettext_lazy("Searches the newest 50,000.")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if search_term.strip():
            newest = self.model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            queryset = queryset.filter(pk__gt=newest - SEARCHED_AT_MOST)
        return super().get_search_results(request, queryset, search_term)
