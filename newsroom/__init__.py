"""The project: settings, the site map and the desk. It composes the rooms and owns no rule of news."""
