"""How dates and times are written, where Django's own format of a language isn't a newspaper's."""
