"""Which words may a rule file use? Those of schema.json."""

import json
from pathlib import Path

HOME = Path(__file__).parent
SCHEMA = HOME / "schema.json"
_schema = json.loads(SCHEMA.read_text("utf-8"))
_fields, _defs = _schema["properties"], _schema["$defs"]

LANGUAGES = tuple(_defs["text"]["required"])
PLACES = tuple(_fields["jurisdiction"]["enum"])
FORCES = tuple(_fields["force"]["enum"])
CONFIDENCES = tuple(_defs["confidence"]["enum"])
UNITS = tuple(_defs["unit"]["enum"])
LENDERS = tuple(_defs["lender"]["enum"])
DEBTS = tuple(_defs["debt"]["enum"])
PARTS = tuple(_fields["less_sure"]["propertyNames"]["enum"])
FIELDS = tuple(_fields)
REQUIRED = tuple(_schema["required"])
VALUE_FIELDS = tuple(_defs["value"]["properties"])
INSTRUMENT_FIELDS = tuple(_defs["instrument"]["properties"])
KEY = _defs["key"]["pattern"]
