"""The project: settings, site map, desk. It composes the rooms and owns no rule of news."""
