"""What is read: counted views, Top 5 This Week, Popular Articles."""
