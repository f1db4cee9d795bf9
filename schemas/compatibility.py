"""What may change in a published event: a new optional field. All else is a new version."""

from typing import Any

Schema = dict[str, Any]


def incompatibilities(published: Schema, proposed: Schema) -> list[str]:
    """Sentences that say how a proposed schema breaks readers or writers of the published one."""
    title = published["title"]
    found = _object(title, published, proposed)
    for name, definition in published.get("$defs", {}).items():
        found += _object(f"{title} {name}", definition, proposed.get("$defs", {}).get(name, {}))
    if published.get("x-tags") != proposed.get("x-tags"):
        found.append(f"{title}: its tags changed, so that entries would be found differently")
    return found


def _object(where: str, published: Schema, proposed: Schema) -> list[str]:
    was, becomes = published.get("properties", {}), proposed.get("properties", {})
    found = [f"{where}: the field {name} is gone" for name in was if name not in becomes]
    found += [
        f"{where}: the field {name} changed"
        for name in was
        if name in becomes and not _same_meaning(was[name], becomes[name])
    ]
    newly_required = set(proposed.get("required", [])) - set(published.get("required", []))
    found += [f"{where}: the field {name} became required" for name in sorted(newly_required)]
    no_longer = set(published.get("required", [])) - set(proposed.get("required", []))
    found += [f"{where}: the field {name} is no longer required" for name in sorted(no_longer)]
    return found


def _same_meaning(was: Schema, becomes: Schema) -> bool:
    """Equal, or an enumeration that only gained values."""
    if "enum" in was and "enum" in becomes and set(was["enum"]) <= set(becomes["enum"]):
        return {**was, "enum": None} == {**becomes, "enum": None}
    return was == becomes
