"""Elements and text as HTML that is well-formed XML too; whatever a study says comes out as text."""

from __future__ import annotations

from html import escape

from reports.markup import CONTROL


def text(said: str) -> str:
    """Return text as it may stand between tags."""
    return escape(CONTROL.sub("", said), quote=False)


def tag(name: str, content: str = "", /, **attributes: str | int | None) -> str:
    """Return an element around content that is HTML already; an attribute that is None is left out."""
    return f"{_open(name, attributes)}>{content}</{name}>"


def void(name: str, /, **attributes: str | int | None) -> str:
    """Return an element that holds nothing."""
    return f"{_open(name, attributes)}/>"


def _open(name: str, attributes: dict[str, str | int | None]) -> str:
    """Return the start of an element; `class_` is class, and `aria_label` is aria-label."""
    said = (
        f' {key.rstrip("_").replace("_", "-")}="{escape(CONTROL.sub("", str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{''.join(said)}"
