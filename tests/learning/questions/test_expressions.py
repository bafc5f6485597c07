import pytest

from utils.learning.questions.expressions import ExpressionError, evaluate


def test_sums_over_given_numbers_and_facts():
    assert evaluate("100 * (before - now) / before", {"before": 4.0, "now": 1.0}) == 75.0
    assert evaluate("round(sqrt(2) ** 2, 3) == 2 and -1 < 0") is True
    assert evaluate("fact('perseus-d_vrd-pfs_pct_at_48')") == evaluate(
        "outcome('perseus-d_vrd-pfs_pct_at_48').value"
    )
    assert evaluate("days_between('2026-03-10', '2026-05-05')") == 56


def test_rules_of_the_clinic_may_be_asked():
    assert evaluate("count_lines([event('start', 'VRd', 1), event('start', 'DKd', 0)]).n") == 2


@pytest.mark.parametrize(
    "code",
    [
        "__import__('os').system('true')", "open('x')", "().__class__", "(lambda: 1)()", "[x for x in [1]]", "f'{1}'",
        "fact.__globals__", "9 ** 9999", "eval('1')", "fact('no_such_fact')", "unknown + 1", "1 +", "{**{}}", "count_lines('VRd').n",
        "1 if True else 2", "1 / 0", "'a' @ 'b'",
    ],
)  # fmt: skip
def test_anything_else_is_refused(code):
    with pytest.raises(ExpressionError):
        evaluate(code)


def test_a_missing_fact_names_the_nearest():
    with pytest.raises(ExpressionError, match="Closest: 'perseus-d_vrd-pfs_hr'"):
        evaluate("fact('perseus-d_vrd-pfs_hrr')")
