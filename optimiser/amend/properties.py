"""Properties of a workbook that no cell shows (File > Info > Advanced Properties > Custom): a name and a text each."""

from __future__ import annotations

from optimiser.amend.package import Package
from optimiser.amend.xml import Splices, escaped, prefixed, text_of

PART = "docProps/custom.xml"
KIND = "custom-properties"
TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
NEW = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)


def get_property(package: Package, name: str) -> str | None:
    """The value of a property as text, whatever its type; None when it is not there."""
    part = package.related("", KIND)
    if part is None or part not in package.parts:
        return None
    data, root = package.root(part)
    for node in root.children:
        if node.get("name") == name and node.children:
            return text_of(data, node.children[0])
    return None


def set_property(package: Package, name: str, value: str) -> None:
    """Sets a property; another of that name goes."""
    part = package.related("", KIND)
    if part is None or part not in package.parts:
        part = PART
        package.add(part, NEW, TYPE)
        package.relate("", KIND, part)
    data, root = package.root(part)
    splices, taken = Splices(data), {1}
    for node in root.children:
        if node.get("name") == name:
            splices.drop(node)
        else:
            taken.add(int(node.get("pid") or 0))
    text = f'<vt:lpwstr xmlns:vt="{_VALUES}">{escaped(value)}</vt:lpwstr></'
    tag = prefixed(f'<property fmtid="{_FORMAT}" pid="{max(taken) + 1}" name="{escaped(name)}">', root.prefix)
    splices.inside(root, tag + f"{text}{root.prefix}property>".encode())
    package.parts[part] = splices.done()
