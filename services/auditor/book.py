"""Checks a whole book: signature, root, every entry, earlier checkpoints, texts and rules."""

from itertools import islice

from auditor.acceptance import accepted_by, no_fork
from auditor.bundle import Bundle
from auditor.checkpoints import Checkpoint, checkpoint_of
from auditor.contents import as_facts, read_contents
from auditor.damage import compare
from auditor.findings import Finding, VerificationError
from auditor.memory import Memory, fork, shorter
from auditor.merkle import HASH_BYTES
from auditor.notes import parse_note
from auditor.policy import Trust
from auditor.regions import Region
from auditor.report import Report
from auditor.strict import base64_text
from auditor.tree import leaf_hashes, root_of
from auditor.trust import Accepted
from auditor.whole import Options, Whole, read_whole
from auditor.wording import ARE_TRUE, IS_ALL, NOTHING, SAME_FOR_ALL, WHOLE_PROVES, counted, entries

MOST_NAMED = 1_000


def check_book(bundle: Bundle, trust: Trust, memory: Memory, options: Options) -> Report:
    """Checks an exported book against its checkpoint, what was seen before, and its own rules."""
    report = Report(f"the book {bundle.manifest.book}")
    accepted = accepted_by(report, bundle.note, trust)
    checkpoint = accepted.checkpoint if accepted else _unsigned(bundle)
    book = checkpoint.book if checkpoint else bundle.manifest.book
    seen = memory.of(checkpoint.origin) if checkpoint else []
    sizes = {one.checkpoint.size for one in seen} | ({checkpoint.size} if checkpoint else set())
    whole = read_whole(bundle.entries, bundle.leaves, book, sizes, options)
    report.facts |= {"book": book, "entries": whole.size, "root": base64_text(whole.root)}
    is_intact = _is_as_signed(report, bundle, whole, checkpoint)
    if accepted and not is_intact:
        no_fork(report, accepted, memory)
    elif accepted and _extends_all_seen(report, whole, accepted, memory):
        memory.keep_proven(accepted)
    report.findings.extend(whole.findings)
    _manifest_agrees(report, bundle, whole, book)
    if not options.is_quick:
        _contents(report, bundle, whole, options)
    _say_what_it_proves(report, accepted, options)
    return report


def _unsigned(bundle: Bundle) -> Checkpoint | None:
    """The checkpoint as it stands, to say more of what is wrong; it is not believed."""
    try:
        return checkpoint_of(parse_note(bundle.note))
    except VerificationError:
        return None


def _is_as_signed(
    report: Report, bundle: Bundle, whole: Whole, checkpoint: Checkpoint | None
) -> bool:
    """Whether the entries add up to the checkpoint; if not, the report says which do not."""
    if checkpoint is None:
        return False
    is_as_signed = (whole.size, whole.root) == (checkpoint.size, checkpoint.root)
    if is_as_signed:
        report.holds(f"The root of the checkpoint is that of its {entries(whole.size)}.")
    else:
        found = counted(whole.size, "entry does", "entries do")
        sentence = f"The {found} not add up to the checkpoint over {checkpoint.size:,}."
        report.findings.add(Finding("root", sentence))
    if bundle.leaves is None:
        if not is_as_signed:
            report.findings.add(
                Finding("root", "Without the list of leaf hashes nobody can say which entry it is.")
            )
    elif whole.differing or bundle.leaves.length != whole.size * HASH_BYTES:
        _name_damage(report, bundle.entries, bundle.leaves, checkpoint)
    return is_as_signed


def _name_damage(report: Report, entries: Region, leaves: Region, checkpoint: Checkpoint) -> None:
    raw = leaves.read()
    logged = [raw[i : i + HASH_BYTES] for i in range(0, len(raw), HASH_BYTES)]
    if len(logged) == checkpoint.size and root_of(logged) == checkpoint.root:
        found = [leaf for piece in entries.pieces() for leaf in leaf_hashes(piece.lines())]
        report.findings.extend(islice(compare(logged, found), MOST_NAMED))
    else:
        sentence = "The list of leaf hashes does not add up to the checkpoint: it was altered."
        report.findings.add(Finding("leaf-hashes", sentence))


def _extends_all_seen(report: Report, whole: Whole, accepted: Accepted, memory: Memory) -> bool:
    """Whether every checkpoint seen before is a beginning of this book."""
    origin = accepted.checkpoint.origin
    seen, is_extension = memory.of(origin), True
    for one in seen:
        if one.checkpoint.size > whole.size:
            report.fails(shorter(one, accepted))
            is_extension = False
        elif whole.roots[one.checkpoint.size] != one.checkpoint.root:
            report.fails(fork(one, accepted))
            is_extension = False
    if is_extension and seen:
        *smaller, last = sorted({s.checkpoint.size for s in seen})
        sizes = ", ".join([*(f"{size:,}" for size in smaller), entries(last)])
        report.holds(f"It goes on from what you saw before ({sizes}), which is unchanged.")
    elif is_extension and memory.is_kept:
        report.holds("It is the first time that you check this book; it is remembered from now on.")
    return is_extension


def _manifest_agrees(report: Report, bundle: Bundle, whole: Whole, book: str) -> None:
    said = bundle.manifest
    if (said.book, said.entries) != (book, whole.size):
        sentence = (
            f"The manifest speaks of {entries(said.entries)} of {said.book!r}; the files hold "
            f"{whole.size:,} of {book!r}."
        )
        report.findings.add(Finding("bundle-format", sentence))


def _contents(report: Report, bundle: Bundle, whole: Whole, options: Options) -> None:
    contents = read_contents(bundle, whole, options)
    report.findings.extend(contents.findings)
    report.facts |= {
        "texts": contents.texts,
        "erasures": as_facts(whole.erasures),
        "first_recorded_at": whole.first_at and f"{whole.first_at}Z",
        "last_recorded_at": whole.last_at and f"{whole.last_at}Z",
    }
    if not whole.findings.counts:
        report.holds("Every entry is well formed, in its place, and later than the one before it.")
    if not contents.findings.counts:
        report.holds("Votes, rulings, decisions, minutes, mandates and views keep the rules.")
    states = ", ".join(
        f"{count} {state}" for state, count in sorted(contents.texts.items()) if count
    )
    if states:
        report.holds(f"Names and free texts: {states}.")


def _say_what_it_proves(report: Report, accepted: Accepted | None, options: Options) -> None:
    if accepted is None or report.verdict == "invalid":
        report.proves_not.append(NOTHING)
        return
    report.proves.append(WHOLE_PROVES)
    if options.is_quick:
        report.proves_not.append("That the entries keep the rules: this quick check did not look.")
    report.proves_not += [ARE_TRUE, IS_ALL]
    if not accepted.witnesses:
        report.proves_not.append(SAME_FOR_ALL)
