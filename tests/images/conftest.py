import pytest


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Each test keeps its pictures in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
