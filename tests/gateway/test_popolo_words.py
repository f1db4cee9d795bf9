"""The words of roll calls are taken for what they mean, and unknown ones are not guessed at."""

import pytest

from gateway.popolo.names import organisation_code, readable_id, word
from gateway.popolo.words import UnusableError, choice_of, option_of, result_of, rule_of
from schemas.values import DecisionRule, Share


@pytest.mark.parametrize(
    ("published", "choice"),
    [
        ("yes", "for"),
        ("Aye", "for"),
        ("in  favour", "for"),
        ("NO", "against"),
        ("nay", "against"),
        ("abstain", "abstain"),
        ("Abstention", "abstain"),
        ("absent", None),
        ("not_voting", None),
        ("no response", None),
        ("paired", None),
        ("recused", None),
    ],
)
def test_an_option_is_a_choice_or_none(published: str, choice: str | None) -> None:
    assert choice_of(option_of(published)) == choice


@pytest.mark.parametrize("published", ["maybe", "", None])
def test_an_unknown_option_is_refused(published: str | None) -> None:
    with pytest.raises(UnusableError, match="the option"):
        option_of(published)


@pytest.mark.parametrize(
    ("published", "meant"),
    [
        ("pass", ("carried", None)),
        ("Adopted", ("carried", None)),
        ("agreed", ("carried", "agreed")),
        ("noted", ("carried", "noted")),
        ("fail", ("not-carried", None)),
        ("not carried", ("not-carried", None)),
        ("not-approved", ("not-carried", "not-approved")),
        ("Withdrawn", ("not-carried", "withdrawn")),
    ],
)
def test_a_result_is_a_ruling_and_perhaps_an_outcome(published: str, meant: object) -> None:
    assert result_of(published) == meant


def test_an_unknown_result_is_refused() -> None:
    with pytest.raises(UnusableError, match="the result 'tabled'"):
        result_of("tabled")


@pytest.mark.parametrize(
    ("published", "rule"),
    [
        ("simple majority", DecisionRule(kind="simple-majority")),
        ("Majority of members present", DecisionRule(kind="simple-majority", counted_of="present")),
        ("absolute majority", DecisionRule(kind="simple-majority", counted_of="entitled")),
        (
            "two-thirds majority",
            DecisionRule(kind="qualified-majority", at_least=Share(numerator=2, denominator=3)),
        ),
        (
            "2/3 of all members",
            DecisionRule(
                kind="qualified-majority",
                counted_of="entitled",
                at_least=Share(numerator=2, denominator=3),
            ),
        ),
        (
            "Three-fifths majority of those voting",
            DecisionRule(kind="qualified-majority", at_least=Share(numerator=3, denominator=5)),
        ),
        ("unanimity", DecisionRule(kind="unanimity")),
        ("consensus", DecisionRule(kind="consent")),
    ],
)
def test_a_requirement_is_a_rule(published: str, rule: DecisionRule) -> None:
    assert rule_of(published).as_rule() == rule


@pytest.mark.parametrize("published", ["a show of hands", "two-thirds of the moon", "7/9", "of"])
def test_an_unknown_requirement_is_refused(published: str) -> None:
    with pytest.raises(UnusableError, match="the requirement"):
        rule_of(published)


def test_ids_are_readable_and_never_those_of_another_thing() -> None:
    assert word("Côte d'Ivoire / 2026") == "cote-d-ivoire-2026"
    assert readable_id("R/1/66", "m", "3") != readable_id("R/1/66", "m", "4")
    assert readable_id("中", "m").startswith("no-")
    assert organisation_code("U99001") == "U99001"
    assert organisation_code("party/1").startswith("party-1-")
