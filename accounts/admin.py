"""People, at the desk."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from accounts.models import User


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ["username", "first_name", "last_name", "email", "is_staff", "last_login"]
    list_filter = ["groups", "is_staff", "is_active"]
