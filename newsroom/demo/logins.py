"""The people who may sign in to the demo newspaper."""

LOGINS: tuple[tuple[str, str, str, str], ...] = (
    ("contributor", "newsroom-demo", "contributor", "Gregor Thale"),
    ("author", "newsroom-demo", "author", "Sunniva Hartell"),
    ("editor", "newsroom-demo", "editor", "Ruth Ambersley"),
    ("moderator", "newsroom-demo", "moderator", "Dele Okonwe"),
    ("administrator", "newsroom-demo", "administrator", "Agnes Thorrold"),
)
