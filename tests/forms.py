"""The form of an activity, for tests that press its buttons."""


def form_of(activity) -> dict:
    """The widgets of an activity's view, by what they say."""
    found, left = {}, [activity.view]
    while left:
        widget = left.pop()
        left += getattr(widget, "children", ())
        if getattr(widget, "description", ""):
            found[widget.description] = widget
    return found
