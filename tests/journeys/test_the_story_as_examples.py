"""Each body of the story is a valid command, and together they give all commands there are."""

from gateway.demo.chapters import story
from gateway.demo.examples import NOT_TOLD, examples
from gateway.demo.place import INVENTED, real_place
from gateway.permissions import ALLOWED

COMMANDS = {command.known_as(): command for command in ALLOWED}
NOT_FOR_POSTING = {
    "record-motion-history": "comes from `minutebook import popolo`",
}


def test_every_example_is_a_valid_command() -> None:
    for name, body in examples().items():
        COMMANDS[name].model_validate(body)


def test_every_command_that_is_not_excused_has_an_example() -> None:
    assert set(examples()) == set(COMMANDS) - set(NOT_FOR_POSTING)


def test_the_story_gives_every_command_but_those_it_names() -> None:
    told = {step.command for chapter in story(INVENTED) for step in chapter.steps}
    assert told.isdisjoint(NOT_TOLD)


def test_time_only_goes_forward() -> None:
    moments = [step.at for chapter in story(INVENTED) for step in chapter.steps]
    assert moments == sorted(moments)


def test_a_larger_place_has_the_same_parts_in_the_story() -> None:
    nine = real_place("99Z", [(f"U9910{n}", f"PCN {n}") for n in range(9)])
    assert len(nine.pcns) == 9
    assert len({pcn.code for pcn in nine.pcns}) == 9
    parts = {nine.proposer, nine.newcomer, nine.persuaded, nine.forgotten}
    parts |= {nine.opposed, nine.silent, nine.late}
    assert len(parts) == 7
    assert set(nine.others) == set(nine.pcns) - parts


def test_names_in_capitals_are_put_as_they_stand_in_a_sentence() -> None:
    names = ["ST JOHN'S & HWL NETWORK PCN", "N2N (NORTH-EAST) PCN", "TIDEWATER AND ISLANDS PCN"]
    place = real_place("99Z", [(f"U9910{n}", name) for n, name in enumerate(names)])
    assert [pcn.name for pcn in place.pcns] == [
        "St John's & HWL Network PCN",
        "N2N (North-East) PCN",
        "Tidewater and Islands PCN",
    ]
