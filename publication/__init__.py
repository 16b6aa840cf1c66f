"""The newspaper itself: its name, zone, language, menus and standing pages."""
