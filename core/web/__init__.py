"""Pages for people, in Vietnamese, over the same services as the API."""
