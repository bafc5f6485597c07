from utils.evidence.errors import CourseDataError, UnknownTrial, nearest


def test_a_refusal_names_place_sight_expectation_and_mend():
    error = CourseDataError("outcomes.csv", 12, "value", "'1,5'", "a number", "write 1.5")
    assert str(error) == (
        "course_data/outcomes.csv, row 12, column 'value': '1,5'. Expected a number. To mend: write 1.5."
    )


def test_a_refusal_of_a_whole_file_names_the_file_only():
    assert (
        CourseDataError("a.csv", None, None, "missing", "a file", "restore it").place == "course_data/a.csv"
    )


def test_an_unknown_name_offers_the_nearest_and_the_way_to_all():
    error = UnknownTrial("maya", ["maia", "pollux"], "course_data/trials.csv", "trials()")
    assert (
        str(error) == "'maya' is not in course_data/trials.csv. Closest: 'maia'. See them all with trials()."
    )


def test_a_name_like_no_other_offers_nothing_false():
    assert nearest("zzzz", ["maia", "pollux"]) == []
    assert "Closest" not in str(UnknownTrial("zzzz", ["maia"], "course_data/trials.csv", "trials()"))
