"""`wall.*`: the community's answers under its posts.

A community's key may write comments, but not read the wall: that takes a person's or an application's key, and error 27
says so.
"""

from __future__ import annotations

from bot.sandbox.vk.methods.contents import attached
from bot.sandbox.vk.methods.request import JSON, Request, method
from bot.sandbox.vk.refusals import ApiError, invalid, refused
from bot.sandbox.vk.wall import Post

_NOT_FOR_COMMUNITIES = ("wall.get", "wall.getById", "wall.getComments", "wall.getComment", "video.save")
_GROUP_AUTH = "method is unavailable with group auth."


@method("wall.createComment")
def create_comment(ask: Request) -> JSON:
    """A comment by the community, under a post or, with `reply_to_comment`, in answer to another."""
    post = _post(ask)
    text = ask.params.text("message")
    items = [attached(ask, name) for name in ask.params.words("attachments")]
    if not (text or items):
        raise invalid("message is empty or invalid")
    parent = None
    if ask.params.has("reply_to_comment"):
        parent = post.comments.get(ask.params.required("reply_to_comment"))
        if parent is None:
            raise refused(213)
    comment = ask.world.write_comment(post, ask.world.community.owner_id, text, parent, items)
    return {"comment_id": comment.id, "parents_stack": comment.parents}


def _post(ask: Request) -> Post:
    if ask.params.required("owner_id") != ask.world.community.owner_id:
        raise refused(15)
    post = ask.world.posts.get(ask.params.required("post_id"))
    if post is None:
        raise refused(210)
    return post


def _unavailable(_: Request) -> ApiError:
    raise refused(27, _GROUP_AUTH)


for _name in _NOT_FOR_COMMUNITIES:
    method(_name)(_unavailable)
