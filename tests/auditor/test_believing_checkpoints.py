"""A checkpoint is believed if a trusted key signed it under its origin and witnesses enough did."""

import struct

import pytest

from auditor.findings import VerificationError
from auditor.keys import KeyFormatError, VerificationKey
from auditor.notes import parse_note, signers
from auditor.policy import PolicyError, simple_trust
from auditor.trust import accept
from tests.auditor.building import (
    LOG,
    ORIGIN,
    WITNESSES,
    Signer,
    b64,
    checkpoint_text,
    seeded,
    signed,
)
from tests.auditor.checking import TRUST, trusting

TEXT = checkpoint_text(ORIGIN, 7, seeded("root"))
STRANGER = Signer(ORIGIN, seed=seeded("stranger"))


def refusal(raw: bytes, trust: object = TRUST) -> str:
    with pytest.raises(VerificationError) as error:
        accept(raw, trust)  # type: ignore[arg-type]
    return error.value.rule


def test_the_logs_own_signature_is_enough_where_no_witness_is_asked_for() -> None:
    accepted = accept(signed(TEXT), TRUST)
    assert accepted.checkpoint.book == "harbourside-and-vale"
    assert (accepted.checkpoint.size, accepted.checkpoint.root) == (7, seeded("root"))


def test_signatures_of_strangers_are_passed_over_even_under_the_logs_name() -> None:
    assert accept(signed(TEXT, [STRANGER, LOG, *WITNESSES]), TRUST).logs[0].name == ORIGIN
    assert refusal(signed(TEXT, [STRANGER])) == "signature"


def test_a_false_signature_in_the_name_of_a_known_key_spoils_the_note() -> None:
    forged = f"— {LOG.name} {b64(LOG.key_id + bytes(64))}\n"
    assert refusal(signed(TEXT) + forged.encode()) == "signature"


def test_both_keys_of_a_rotation_count() -> None:
    both = signed(TEXT, [LOG, STRANGER])
    keys = [VerificationKey.parse(one.vkey) for one in (LOG, STRANGER)]
    assert len(accept(both, simple_trust(keys, [], None)).logs) == 2
    assert accept(both, simple_trust(keys[1:], [], None)).logs == (keys[1],)


def test_a_checkpoint_of_another_book_is_refused_though_signed_by_the_same_key() -> None:
    other = checkpoint_text("minutebook.example/elsewhere", 7, seeded("root"))
    assert refusal(signed(other)) == "origin"


def test_the_key_of_one_book_does_not_sign_for_another() -> None:
    elsewhere = Signer("minutebook.example/elsewhere", seed=seeded("elsewhere"))
    keys = [VerificationKey.parse(one.vkey) for one in (LOG, elsewhere)]
    assert refusal(signed(TEXT, [elsewhere]), simple_trust(keys, [], None)) == "signature"


def test_an_origin_asked_for_is_the_only_one_accepted() -> None:
    key = VerificationKey.parse(LOG.vkey)
    other = checkpoint_text("go.sum database tree", 7, seeded("root"))
    assert accept(signed(other), simple_trust([key], [], None, "go.sum database tree"))
    assert refusal(signed(TEXT), simple_trust([key], [], None, "go.sum database tree")) == "origin"


def test_extension_lines_are_refused() -> None:
    assert refusal(signed(f"{TEXT}more\n")) == "checkpoint-format"


@pytest.mark.parametrize(("present", "quorum", "is_enough"), [(2, 2, True), (1, 2, False)])
def test_a_quorum_of_witnesses_is_enforced(present: int, quorum: int, is_enough: bool) -> None:
    raw = signed(TEXT, [LOG, *WITNESSES[:present]])
    trust = trusting(*WITNESSES, quorum=quorum)
    if is_enough:
        assert len(accept(raw, trust).witnesses) == present
    else:
        assert refusal(raw, trust) == "quorum"


def test_one_witness_signing_twice_is_one_witness() -> None:
    twice = signed(TEXT, [LOG, WITNESSES[0], WITNESSES[0]])
    assert refusal(twice, trusting(*WITNESSES, quorum=2)) == "quorum"


def test_a_cosignature_holds_for_its_time_and_text_only() -> None:
    witness = WITNESSES[0]
    other_time = witness.private.sign(f"cosignature/v1\ntime 5\n{TEXT}".encode())
    line = b64(witness.key_id + struct.pack(">Q", 6) + other_time)
    raw = signed(TEXT) + f"— {witness.name} {line}\n".encode()
    assert refusal(raw, trusting(witness)) == "signature"
    plain = Signer(witness.name, 1, witness.seed).private.sign(TEXT.encode())
    line = b64(witness.key_id + struct.pack(">Q", 6) + plain)
    raw = signed(TEXT) + f"— {witness.name} {line}\n".encode()
    assert refusal(raw, trusting(witness)) == "signature"


@pytest.mark.parametrize("at", [0, 2**63])
def test_a_cosignature_without_a_possible_time_does_not_count(at: int) -> None:
    raw = signed(TEXT) + WITNESSES[0].line(TEXT, at).encode()
    assert refusal(raw, trusting(WITNESSES[0])) == "signature"


def test_the_standards_own_cosignature_example_is_read() -> None:
    """C2SP tlog-cosignature prints one without its key; name, key id and time can be read."""
    raw = (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
        "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJs"
        "X3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    note = parse_note(raw.encode())
    assert int.from_bytes(note.signatures[1].raw[:8], "big") == 1_679_315_147
    assert len(note.signatures[1].raw) == 8 + 64
    assert signers(note, [VerificationKey.parse(LOG.vkey)]) == ()


@pytest.mark.parametrize(
    ("logs", "witnesses", "quorum"),
    [([WITNESSES[0]], [], None), ([LOG], [LOG], None), ([LOG], [WITNESSES[0]] * 2, 1)],
    ids=["a witness as log", "a log as witness", "one witness twice"],
)
def test_keys_are_not_taken_for_what_they_are_not(
    logs: list[Signer], witnesses: list[Signer], quorum: int | None
) -> None:
    keys = [[VerificationKey.parse(one.vkey) for one in given] for given in (logs, witnesses)]
    with pytest.raises(PolicyError):
        simple_trust(*keys, quorum)


def test_more_witnesses_than_there_are_cannot_be_asked_for() -> None:
    with pytest.raises(PolicyError, match="3 of 2"):
        trusting(*WITNESSES[:2], quorum=3)


def test_a_key_of_another_algorithm_is_named_as_such() -> None:
    with pytest.raises(KeyFormatError, match="0x06"):
        VerificationKey.of("witness.example", 6, bytes(1312))
