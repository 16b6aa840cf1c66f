"""Takes beacons in and counts nothing: the least that one can cost under granian."""


def application(environ, start_response):  # type: ignore[no-untyped-def]
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("204 No Content", [("Cache-Control", "no-store")])
    return []
