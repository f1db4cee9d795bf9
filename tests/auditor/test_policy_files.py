"""Policies in the form of C2SP tlog-policy: groups of witnesses, and lines that mean nothing."""

import pytest

from auditor.findings import VerificationError
from auditor.policy import PolicyError, parse_keys, parse_policy
from auditor.trust import accept
from tests.auditor.building import (
    LOG,
    ORIGIN,
    WITNESSES,
    Signer,
    checkpoint_text,
    seeded,
    signed,
)

TEXT = checkpoint_text(ORIGIN, 7, seeded("root"))
W = WITNESSES
POLICY = f"""
# Two bodies of the partnership, and the council.
log {LOG.vkey} https://minutebook.example/
witness\tX1 {W[0].vkey}
witness X2 {W[1].vkey} https://x2.example/
group X any X1 X2
witness Y {W[2].vkey}
group both all X Y
quorum both
"""


@pytest.mark.parametrize(
    ("present", "is_enough"),
    [((0, 2), True), ((1, 2), True), ((0, 1), False), ((2,), False), ((), False)],
)
def test_a_quorum_of_groups_is_enforced(present: tuple[int, ...], is_enough: bool) -> None:
    raw = signed(TEXT, [LOG, *(W[i] for i in present)])
    trust = parse_policy(POLICY)
    if is_enough:
        assert accept(raw, trust).checkpoint.size == 7
    else:
        with pytest.raises(VerificationError, match="2 of 2"):
            accept(raw, trust)


def test_a_quorum_may_be_one_witness_or_none() -> None:
    alone = parse_policy(f"log {LOG.vkey}\nwitness Y {W[2].vkey}\nquorum Y\n")
    assert accept(signed(TEXT, [LOG, W[2]]), alone)
    with pytest.raises(VerificationError):
        accept(signed(TEXT), alone)
    assert accept(signed(TEXT), parse_policy(f"log {LOG.vkey}\nquorum none\n"))


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["quorum none", "quorum none"],
        ["quorum nobody"],
        ["witness none " + W[0].vkey, "quorum none"],
        ["witness A " + W[0].vkey, "witness A " + W[1].vkey, "quorum A"],
        ["witness A " + W[0].vkey, "witness B " + Signer("b", 4, W[0].seed).vkey, "quorum A"],
        ["witness A " + LOG.vkey, "quorum A"],
        ["log " + W[0].vkey, "quorum none"],
        ["log " + LOG.vkey, "log " + Signer("other", 1, LOG.seed).vkey, "quorum none"],
        ["witness A " + W[0].vkey, "group G 2 A", "quorum G"],
        ["witness A " + W[0].vkey, "group G 0 A", "quorum G"],
        ["witness A " + W[0].vkey, "group G any A", "group H any A", "quorum G"],
        ["group G any A", "witness A " + W[0].vkey, "quorum G"],
        ["group G any", "quorum none"],
        ["friend " + LOG.vkey, "quorum none"],
        ["log", "quorum none"],
        ["log x", "quorum none"],
    ],
)
def test_what_a_policy_cannot_mean_is_refused(lines: list[str]) -> None:
    with pytest.raises(PolicyError):
        parse_policy("\n".join(lines) + "\n")


def test_a_list_of_keys_has_comments_and_names_its_bad_line() -> None:
    assert [one.name for one in parse_keys(f"# ours\n\n {LOG.vkey} \n")] == [ORIGIN]
    with pytest.raises(PolicyError, match="Line 2"):
        parse_keys(f"{LOG.vkey}\nnonsense\n")
