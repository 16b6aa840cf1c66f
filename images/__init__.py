"""The picture library: upload, description, focal point, renditions, and how a page shows them."""
