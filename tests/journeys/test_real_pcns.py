"""The same story among real PCNs, where the published files are on this machine."""

from pathlib import Path

from gateway.demo.chapters.founding import MAY
from gateway.demo.place import FEWEST_PCNS, MOST_PCNS
from gateway.demo.play import prepared
from gateway.demo.reference_files import files_in
from tests.directory.files import REAL, needs_real_files
from tests.journeys.conftest import settings_for, silent
from tests.support.postgres import Databases


@needs_real_files
async def test_the_story_is_told_of_the_pcns_of_one_sub_icb(
    databases: Databases, tmp_path: Path
) -> None:
    settings = settings_for(databases.create(), tmp_path)
    async with prepared(settings, files_in(REAL / "2026-03-02"), silent()) as player:
        members = (await player.get("/members", on="2026-05-14"))["members"]
        pcns = [one for one in members if one["kind"] == "pcn"]
        assert FEWEST_PCNS <= len(pcns) <= MOST_PCNS
        assert len({one["sub_icb"] for one in pcns}) == 1
        assert all(one["patients"] > 5_000 for one in pcns)
        canvass = (await player.get("/consultations/hub-canvass"))["canvass"]
        assert canvass["pcns_reached"] == len(pcns) - 2
        minutes = (await player.minutes(MAY)).json()
        assert minutes["status"] == "CONFIRMED"
        assert "invented story" in minutes["partnership"]
