"""Draw every picture of the demo newspaper into a folder."""

import sys
from collections.abc import Callable
from pathlib import Path

from newsroom.demo.drawing import (
    coast,
    halls,
    land,
    mountains,
    night,
    people,
    rooms,
    stages,
    towns,
    valleys,
    water,
)
from newsroom.demo.drawing.canvas import Canvas

SCENES: dict[str, Callable[[], Canvas]] = {
    "harbour-cranes": water.harbour_cranes,
    "ice-ship": water.ice_ship,
    "lighthouse-storm": coast.lighthouse_storm,
    "wind-farm": coast.wind_farm,
    "delta-boats": water.delta_boats,
    "pylons-dusk": land.pylons_dusk,
    "reservoir": valleys.reservoir,
    "misty-forest": land.misty_forest,
    "wheat-field": land.wheat_field,
    "railway-viaduct": valleys.railway_viaduct,
    "mountain-hut": mountains.mountain_hut,
    "mountain-race": mountains.mountain_race,
    "hill-village": towns.hill_village,
    "observatory": night.observatory,
    "city-blue-hour": towns.city_blue_hour,
    "football-ground": night.football_ground,
    "theatre-stage": stages.theatre_stage,
    "orchestra": stages.orchestra,
    "laboratory": rooms.laboratory,
    "market-hall": halls.market_hall,
    "archive-shelves": rooms.archive_shelves,
    "parliament-columns": halls.parliament_columns,
}
SCENE_QUALITY = 80
PORTRAIT_QUALITY = 84


def draw_all(folder: Path, wanted: frozenset[str] = frozenset()) -> list[Path]:
    """Write the pictures (all, or the wanted keys) and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, (key, scene) in enumerate(SCENES.items()):
        if not wanted or key in wanted:
            picture = scene().finish(seed=1000 + number)
            written.append(folder / f"{key}.jpg")
            picture.save(written[-1], quality=SCENE_QUALITY, optimize=True, progressive=True)
    for number, (key, sitter) in enumerate(people.SITTERS.items()):
        if not wanted or key in wanted:
            picture = people.portrait(sitter, seed=number).finish(seed=2000 + number)
            written.append(folder / f"{key}.jpg")
            picture.save(written[-1], quality=PORTRAIT_QUALITY, optimize=True)
    return written


def main(arguments: list[str]) -> int:
    if not arguments:
        print("Name the folder: python -m newsroom.demo.draw OUTPUT_FOLDER [KEY ...]")
        return 2
    for path in draw_all(Path(arguments[0]), frozenset(arguments[1:])):
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
