"""Countries, subdivisions, cities and festivals, by the words that announcements use for them."""

from announcements.places.book import Place, Role, place_book

__all__ = ["Place", "Role", "place_book"]
