"""What stands around the matching of a pasted page: example texts, the form, and the page with its marks."""
