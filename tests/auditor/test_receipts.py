"""A receipt proves its entry at its position; with any byte of it changed it proves nothing."""

from collections.abc import Callable

import pytest

from auditor.findings import VerificationError
from auditor.memory import Memory
from auditor.receipts import parse_receipt, verify_receipt
from auditor.singles import check_disclosures, check_receipt
from tests.auditor.building import (
    Book,
    b64,
    checkpoint_text,
    disclosure_of,
    leaf,
    signed,
    tree_hash,
)
from tests.auditor.checking import TRUST
from tests.auditor.story import whole_story

BOOK = whole_story()
VOTE = next(i for i, one in enumerate(BOOK.entries, 1) if b"motion-vote-cast" in one)


def refusal(raw: bytes) -> str:
    with pytest.raises(VerificationError) as error:
        verify_receipt(parse_receipt(raw), TRUST)
    return error.value.rule


@pytest.mark.parametrize("position", range(1, len(BOOK.entries) + 1))
def test_every_entry_has_a_receipt_that_verifies(position: int) -> None:
    verified = verify_receipt(parse_receipt(BOOK.receipt(position)), TRUST)
    assert verified.entry.position == position
    assert verified.stored == BOOK.entries[position - 1]


def test_no_byte_of_a_receipt_can_change() -> None:
    raw = BOOK.receipt(VOTE)
    for i in range(len(raw)):
        for flip in (1, 32):
            with pytest.raises(VerificationError):
                verify_receipt(
                    parse_receipt(raw[:i] + bytes([raw[i] ^ flip]) + raw[i + 1 :]), TRUST
                )


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"@v1", b"@v2"),
        lambda raw: raw.replace(b"\nindex ", b"\nindex 0"),
        lambda raw: raw.replace(b"\nextra ", b"\nextra  "),
        lambda raw: raw.replace(b"\n\n", b"\nAAAA\n\n", 1),
        lambda raw: raw.replace(b"\n\n", b"\n", 1),
        lambda raw: b"\n".join(raw.split(b"\n")[:1] + raw.split(b"\n")[2:]),
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.rstrip(b"\n"),
        lambda raw: raw + b"\n",
        lambda _: b"",
        lambda _: b"\xff\xfe",
        lambda raw: raw + b" " * 2_000_000,
    ],
)
def test_another_form_is_refused(change: Callable[[bytes], bytes]) -> None:
    assert refusal(change(BOOK.receipt(VOTE))).endswith("-format")


def test_the_receipt_of_one_entry_does_not_serve_for_another() -> None:
    stored = [f"extra {b64(BOOK.entries[i])}".encode() for i in (VOTE - 1, VOTE)]
    assert refusal(BOOK.receipt(VOTE).replace(*stored)) == "inclusion-proof"


def test_an_entry_logged_at_another_place_than_it_says_is_refused() -> None:
    book = Book()
    book.add("partnership-established.v1", {"name": "Vale"})
    book.add("partnership-established.v1", {"name": "Vale"}, changed={"position": 7})
    assert refusal(book.receipt(2)) == "position"


def test_an_entry_of_another_book_in_this_log_is_refused() -> None:
    book = Book()
    book.add("partnership-established.v1", {"name": "Vale"}, changed={"book": "elsewhere"})
    assert refusal(book.receipt(1)) == "book"


def test_what_was_logged_but_is_no_entry_is_refused() -> None:
    nonsense = b'{"hello": 1.5}'
    root = tree_hash([leaf(nonsense)])
    head = f"c2sp.org/tlog-proof@v1\nextra {b64(nonsense)}\nindex 0\n\n".encode()
    assert refusal(head + signed(checkpoint_text(BOOK.origin, 1, root))) == "entry-format"


def test_a_report_says_what_the_receipt_proves_and_what_it_does_not() -> None:
    report = check_receipt(BOOK.receipt(VOTE), "receipt", TRUST, Memory())
    assert (report.verdict, report.exit_status) == ("valid", 0)
    assert report.facts["data"]["choice"] == "for"
    assert any("had its place in the book" in one for one in report.proves)
    assert any("is true" in one for one in report.proves_not)


def test_a_text_opens_against_the_receipt_of_its_entry_only() -> None:
    [text] = [d for p, d in BOOK.disclosures if p == VOTE]
    other = disclosure_of("reason", "Otherwise.", BOOK.book, VOTE)
    good = check_disclosures(BOOK.receipt(VOTE), [text], "texts", TRUST, Memory())
    assert good.verdict == "valid"
    assert good.facts["texts"] == {"reason": "As told."}
    for raw, texts in ((BOOK.receipt(VOTE), [text, other]), (BOOK.receipt(VOTE + 1), [text])):
        report = check_disclosures(raw, texts, "texts", TRUST, Memory())
        assert [one.rule for one in report.findings] == ["text-mismatch"]
        assert not any("text that was recorded" in one for one in report.proves)
    damaged = check_disclosures(BOOK.receipt(VOTE), ["!"], "texts", TRUST, Memory())
    assert [one.rule for one in damaged.findings] == ["disclosure-format"]
