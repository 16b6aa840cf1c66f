"""The queue of jobs at the desk, for superusers: the library's page, on a table that grows."""

from django.contrib import admin
from procrastinate.contrib.django.admin import ProcrastinateJobAdmin
from procrastinate.contrib.django.models import ProcrastinateJob

from press.lists import BoundedAdmin

admin.site.unregister(ProcrastinateJob)


@admin.register(ProcrastinateJob)
class JobAdmin(BoundedAdmin, ProcrastinateJobAdmin):
    # The library's other filters look through the whole table for what they offer.
    list_filter = ["status", "scheduled_at"]
    search_fields = ["=task_name"]
