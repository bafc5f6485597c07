"""What the clone river shows: the courses, how they are laid out in pixels, and the words beside them."""
