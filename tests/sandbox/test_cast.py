"""The people of the sandbox."""

from bot.sandbox import cast
from bot.sandbox.telegram.scene import set_scene


def test_names_run_out_politely() -> None:
    """When every name is taken they begin anew with a number."""
    assert cast.first_free(["Анна", "Борис"], {"Анна"}) == "Борис"
    assert cast.first_free(["Анна", "Борис"], {"Анна", "Борис"}) == "Анна 2"
    assert cast.first_free(["Анна", "Борис"], {"Анна", "Борис", "Анна 2", "Борис 2"}) == "Анна 3"


def test_clients_and_operators_are_told_apart() -> None:
    """A client is in no group; an operator is in all."""
    scene = set_scene()
    client, operator = cast.add_client(scene.world), cast.add_operator(scene.world)
    assert client not in scene.group.members
    assert operator in scene.group.members
