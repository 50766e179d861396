"""Scores pairs of names with the matcher logic-v2 of nomenklatura (pip install nomenklatura).

Reads lines of schema, first name and second name, separated by tabs; writes a score for each.
"""

import sys

from followthemoney import model
from nomenklatura.matching import LogicV2

CONFIG = LogicV2.default_config()


def party(schema: str, name: str):
    entity = model.make_entity(schema)
    entity.id = name
    entity.add("name", name)
    return entity


for line in sys.stdin:
    schema, first, second = line.rstrip("\n").split("\t")
    result = LogicV2.compare(party(schema, first), party(schema, second), CONFIG)
    print(result.score, flush=False)
