"""Shapes: what the API tells of a thing. Each field is declared once, with its type, its meaning
and where its value comes from, so that an answer and its description can't disagree."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

# A JSON Schema. Where another schema stands in it, a Shape may stand too.
type Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
ID: Schema = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}
COUNTED: Schema = {"type": "integer", "minimum": 1}
PIXELS: Schema = {"type": "integer", "minimum": 1}
ADDRESS: Schema = {"type": "string", "format": "uri"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
YES_OR_NO: Schema = {"type": "boolean"}
HTML: Schema = {"type": "string", "contentMediaType": "text/html"}


def one_of(values: Collection[str]) -> Schema:
    return {"type": "string", "enum": list(values)}


def several(items: "Schema | Shape") -> Schema:
    return {"type": "array", "items": items}


def or_null(schema: "Schema | Shape") -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    schema: "Schema | Shape"
    says: str
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of JSON. A `sparse` one is told in part when a program asks for some of its
    fields; then only `id` is certain. `large` fields are left out of lists unless asked for."""

    name: str
    says: str
    fields: tuple[Field, ...]
    sparse: bool = False
    large: frozenset[str] = frozenset()

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]

    @property
    def small(self) -> frozenset[str]:
        """The fields of an entry in a list."""
        return frozenset(self.names) - self.large

    def tell(self, row: Any, wanted: Collection[str] | None = None) -> dict[str, Any]:
        """Return the object for a row; of a sparse one the `wanted` fields, and `id`."""
        return {
            field.name: field.read(row)
            for field in self.fields
            if wanted is None or field.name in wanted or field.name == "id"
        }

    def schema(self) -> Schema:
        properties: Schema = {}
        for field in self.fields:
            # A reference has its own words: beside it stand those of this field.
            schema = {"anyOf": [field.schema]} if isinstance(field.schema, Shape) else field.schema
            properties[field.name] = schema | {"description": field.says}
        return {
            "type": "object",
            "description": self.says,
            "properties": properties,
            "required": ["id"] if self.sparse else self.names,
            "additionalProperties": False,
        }


def written(schema: Any, found: dict[str, Shape]) -> Any:
    """Return a schema as JSON writes it, every Shape in it by its name; `found` gathers them."""
    if isinstance(schema, Shape):
        found[schema.name] = schema
        return {"$ref": f"#/components/schemas/{schema.name}"}
    if isinstance(schema, dict):
        return {name: written(part, found) for name, part in schema.items()}
    if isinstance(schema, list):
        return [written(part, found) for part in schema]
    return schema
