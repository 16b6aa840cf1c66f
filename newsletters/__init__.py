"""Subscribers and the mails they asked for."""
