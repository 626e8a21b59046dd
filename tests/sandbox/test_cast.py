"""The people of the sandbox."""

from bot.sandbox import cast
from bot.sandbox.telegram.scene import set_scene


def test_names_run_out_politely() -> None:
    """When every name is taken they begin anew with a number."""
    assert cast.first_free(["Анна", "Борис"], {"Анна"}) == "Борис"
    assert cast.first_free(["Анна", "Борис"], {"Анна", "Борис"}) == "Анна 2"
    assert cast.first_free(["Анна", "Борис"], {"Анна", "Борис", "Анна 2", "Борис 2"}) == "Анна 3"


def test_clients_and_operators_are_told_apart() -> None:
    """A client is in no group; an operator is in the operators', a senior in both."""
    scene = set_scene()
    client, operator = cast.add_client(scene.world), cast.add_operator(scene.world)
    assert client not in scene.group.members
    assert operator in scene.group.members
    assert operator not in scene.seniors.members
    senior = cast.add_senior(scene)
    assert senior in scene.group.members
    assert senior in scene.seniors.members


def test_whoever_leaves_a_group_is_told_of() -> None:
    """`chat_member` for the bot that administers it, where it asks for that, beside the group's own message."""
    scene = set_scene()
    operator = cast.add_operator(scene.world)
    scene.desk_bot.updates.allowed = frozenset({"message", "chat_member"})
    scene.world.people.leave(operator, scene.group.id)
    assert not scene.group.members[operator].inside
    service, change = scene.desk_bot.updates.waiting()
    assert service["message"]["left_chat_member"]["id"] == operator
    assert change["chat_member"]["new_chat_member"]["status"] == "left"
    scene.world.people.invite(operator, scene.group.id)
    assert scene.group.members[operator].inside
