"""Evidence links: found, read, and mended from the tables."""

import pytest

from utils.authoring.links import begins_with_value, find_links, mend_links, read_number, show_value

PERSEUS = "https://doi.org/10.1056/NEJMoa2312054"
TITLE = "PERSEUS, D-VRd: free of progression at 48 months (perseus-d_vrd-pfs_pct_at_48)"


def test_a_link_has_words_address_title_and_fact():
    (link,) = find_links(f'About [84.3 %]({PERSEUS} "{TITLE}") were free.')
    assert (link.text, link.address, link.title) == ("84.3 %", PERSEUS, TITLE)
    assert link.fact_id == "perseus-d_vrd-pfs_pct_at_48"


def test_an_address_may_hold_parentheses():
    (link,) = find_links('[10](https://doi.org/10.1016/S1470-2045(14)70442-5 "Plasma cells (imwg-x)")')
    assert link.address == "https://doi.org/10.1016/S1470-2045(14)70442-5"
    assert link.fact_id == "imwg-x"


@pytest.mark.parametrize("text", ["[Kyle](https://a.org)", '[x](https://a.org "Kyle (NEJM)")', "no link"])
def test_other_links_quote_no_fact(text):
    assert not any(link.fact_id for link in find_links(text))


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("84.3", "84.3"),
        ("0.60", "0.60"),
        ("10789", "10,789"),
        ("1384", "1,384"),
        ("-2.5", "−2.5"),
        ("", "not reached"),
    ],
)
def test_values_are_shown_as_their_source_prints_them(stored, shown):
    assert show_value(stored) == shown


def test_values_in_words_are_shown_as_they_are():
    assert show_value("10 to 59") == "10 to 59"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10,789 person-years", 10789),
        ("−2.5 g/L", -2.5),
        ("**0.60**", 0.6),
        ("> 20 %", 20),
        ("about 3", None),
    ],
)
def test_numbers_are_read_from_the_start(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "shown", "holds"),
    [
        ("84.3 % (95 % CI 80 to 88)", "84.3", True),
        ("0.6", "0.60", True),
        ("84 %", "84.3", False),
        ("about 84.3 %", "84.3", False),
        ("10789", "10,789", True),
        ("not reached", "not reached", True),
        ("23 months", "not reached", False),
        ("10 to 59 %", "10 to 59", True),
    ],
)
def test_words_begin_with_the_stored_value(text, shown, holds):
    assert begins_with_value(text, shown) is holds


def test_stale_values_and_addresses_are_mended(book):
    text, changes = mend_links(f'So [83.9 % (95 % CI 80–88)](https://old.org "{TITLE}") were.', book)
    assert text == f'So [84.3 % (95 % CI 80–88)]({PERSEUS} "{TITLE}") were.'
    assert len(changes) == 1
    assert "perseus-d_vrd-pfs_pct_at_48" in changes[0]


def test_a_median_that_came_to_be_not_reached_is_mended(book):
    text, _ = mend_links(f'[50 months]({PERSEUS} "median (perseus-d_vrd-pfs_median_months)")', book)
    assert text.startswith("[not reached months](")


def test_good_and_unknown_links_are_left_alone(book):
    good = f'[84.3 %]({PERSEUS} "{TITLE}") [3](https://old.org "x (no-such-fact)") [Kyle](https://a.org)'
    assert mend_links(good, book) == (good, [])


def test_several_links_are_mended_in_one_text(book):
    stale = f'[1]({PERSEUS} "{TITLE}") and [2]({PERSEUS} "{TITLE}")'
    text, changes = mend_links(stale, book)
    assert text.count("[84.3](") == 2
    assert len(changes) == 2
