"""The outbox: one row per message and person, claimed before it is sent."""
