"""Reads a FHIR document as somebody else would, and says what is wrong with it.

Three readers that know nothing of this program's: the R4B models of ``fhir.resources`` (required elements, unknown fields,
one of value[x]), HL7's own JSON schema of R4 (codes of required bindings, formats), and the rules that neither holds:
document bundles (bdl-9 to bdl-12), obs-6, obs-7, vital signs (vs-1, vs-2), references within the bundle, UCUM codes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import jsonschema
from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

from tests import source

UCUM = {
    "8867-4": "/min",
    "8480-6": "mm[Hg]",
    "8462-4": "mm[Hg]",
    "2708-6": "%",
    "59408-5": "%",
    "9279-1": "/min",
    "8310-5": "Cel",
}
DOCUMENT_HAS = ("identifier", "timestamp")


@cache
def _schema() -> Any:
    held = json.loads((source.ROOT / "tests" / "data" / "fhir-r4.schema.json").read_text("utf-8"))
    return jsonschema.Draft6Validator(held)


def wrong(document: bytes) -> list[str]:
    """What is wrong with it, empty when nothing is."""
    read = json.loads(document)
    ill_formed = [*_by_models(document), *_by_schema(read)]
    return ill_formed or [*_by_bundle_rules(read), *_by_rules(read)]


def _by_models(document: bytes) -> Iterator[str]:
    try:
        Bundle.model_validate_json(document)
    except ValidationError as error:
        yield f"models: {error.errors()[0]['loc']}"
    except (KeyError, ValueError) as error:
        yield f"models: {type(error).__name__}"


def _by_schema(read: Any) -> Iterator[str]:
    for entry in read.get("entry") or [{}]:
        kind = entry.get("resource", {}).get("resourceType", "")
        if kind not in _schema().schema["definitions"]:
            yield f"schema: no resource {kind}"
            continue
        of_kind = _schema().evolve(schema={**_schema().schema, "$ref": f"#/definitions/{kind}"})
        for error in of_kind.iter_errors(entry["resource"]):
            yield f"schema: {kind} {list(error.absolute_path)}"
    whole = {**read, "entry": []}
    whole.pop("entry")
    for error in _schema().iter_errors(whole):
        yield f"schema: Bundle {list(error.absolute_path)}"


def _by_bundle_rules(read: Any) -> Iterator[str]:
    entries = read.get("entry") or []
    for name in DOCUMENT_HAS:
        if read.get("type") != "document" or not read.get(name):
            yield f"rules: a document has {name}"
    if not entries or entries[0]["resource"]["resourceType"] != "Composition":
        yield "rules: a document begins with its Composition (bdl-11)"
    known = [entry.get("fullUrl") for entry in entries]
    if None in known or len(set(known)) != len(known):
        yield "rules: every entry has a fullUrl of its own (bdl-7)"
    subjects = {entry["resource"].get("subject", {}).get("reference") for entry in entries} - {None}
    if len(subjects) != 1:
        yield "rules: a document is about one person"


def _by_rules(read: Any) -> Iterator[str]:
    entries = read.get("entry") or []
    known = [entry.get("fullUrl") for entry in entries]
    for entry in entries:
        resource = entry["resource"]
        if entry.get("fullUrl") != f"urn:uuid:{resource.get('id')}":
            yield "rules: the fullUrl names the resource"
        for name in _references(resource):
            if name not in known:
                yield f"rules: {resource['resourceType']} points nowhere"
        for value in _everything(resource):
            if value in ([], {}, ""):
                yield f"rules: {resource['resourceType']} holds something empty"
        if resource["resourceType"] == "Observation":
            yield from _observation(resource)
        yield from _narrative(resource)


def _observation(resource: dict[str, Any]) -> Iterator[str]:
    if resource["status"] == "entered-in-error":
        if _has_value(resource) or "component" in resource:
            yield "rules: what was filed in error says nothing"
        return
    category = [coding["code"] for one in resource.get("category", []) for coding in one["coding"]]
    if category != ["vital-signs"]:
        yield "rules: a vital sign is in that category"
    if not resource.get("effectiveDateTime"):
        yield "rules: a vital sign has its time (vs-1)"
    codes = [coding["code"] for coding in resource["code"].get("coding", [])]
    parts = resource.get("component", [])
    if not (_has_value(resource) or "dataAbsentReason" in resource or parts):
        yield "rules: a vital sign has a value, or why there is none (vs-2)"
    for one in (resource, *parts):
        yield from _value(one)
    if "85354-9" in codes:
        halves = sorted(part["code"]["coding"][0]["code"] for part in parts)
        if halves != ["8462-4", "8480-6"] or _has_value(resource):
            yield "rules: a blood pressure has its two halves and no value of its own"
    if set(codes) & {"2708-6", "59408-5"} and not {"2708-6", "59408-5"} <= set(codes):
        yield "rules: oxygen saturation has both codes"


def _value(one: dict[str, Any]) -> Iterator[str]:
    if _has_value(one) and "dataAbsentReason" in one:
        yield "rules: a value and why there is none (obs-6)"
    quantity = one.get("valueQuantity")
    if quantity is None:
        if not _has_value(one) and "dataAbsentReason" not in one and "component" not in one:
            yield "rules: neither a value nor why there is none"
        return
    if quantity.get("system") != "http://unitsofmeasure.org":
        yield "rules: a unit is UCUM's"
    for coding in one["code"].get("coding", ()):
        if UCUM.get(coding["code"], quantity.get("code")) != quantity.get("code"):
            yield "rules: another unit than this code has"


class _Shape(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names += [tag, *(name for name, _ in attrs)]


def _narrative(resource: dict[str, Any]) -> Iterator[str]:
    for value in _everything(resource):
        if isinstance(value, dict) and "div" in value:
            shape = _Shape()
            shape.feed(value["div"])
            if not set(shape.names) <= {"div", "xmlns", "br"}:
                yield "rules: a narrative holds text alone"


def _has_value(one: dict[str, Any]) -> bool:
    return any(name.startswith("value") for name in one)


def _references(value: Any) -> Iterator[str]:
    for one in _everything(value):
        if isinstance(one, dict) and isinstance(one.get("reference"), str):
            yield one["reference"]


def _everything(value: Any) -> Iterator[Any]:
    yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _everything(part)
