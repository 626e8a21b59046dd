"""The community's wall: posts and the comments under them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.vk.attachments import Attachment

JSON = dict[str, Any]


@dataclass(slots=True, eq=False)
class Comment:
    """A comment under a post; `parent` is the comment it answers in a thread."""

    id: int
    post: Post
    from_id: int
    date: int
    text: str
    parent: Comment | None = None
    attachments: list[Attachment] = field(default_factory=list)

    @property
    def parents(self) -> list[int]:
        """`parents_stack`: the comment at the head of the thread."""
        if self.parent is None:
            return []
        return self.parent.parents or [self.parent.id]

    def to_json(self, base_url: str) -> JSON:
        """VK's comment object, as `wall_reply_new` has it."""
        data: JSON = {
            "id": self.id,
            "from_id": self.from_id,
            "date": self.date,
            "text": self.text,
            "post_id": self.post.id,
            "owner_id": self.post.owner_id,
            "post_owner_id": self.post.owner_id,
            "parents_stack": self.parents,
        }
        if self.attachments:
            data["attachments"] = [item.to_json(base_url) for item in self.attachments]
        if self.parent is not None:
            data |= {"reply_to_user": self.parent.from_id, "reply_to_comment": self.parent.id}
        return data

    def to_view(self) -> JSON:
        """What the page shows of it."""
        view: JSON = {"id": self.id, "from": self.from_id, "date": self.date, "text": self.text}
        view["attachments"] = [item.to_view() for item in self.attachments]
        return view | {"reply_to": self.parent.id if self.parent else None}


@dataclass(slots=True, eq=False)
class Post:
    """A post of the community."""

    id: int
    owner_id: int
    date: int
    text: str
    comments: dict[int, Comment] = field(default_factory=dict)

    def to_json(self) -> JSON:
        """VK's post object."""
        data: JSON = {"inner_type": "wall_wallpost", "id": self.id, "owner_id": self.owner_id}
        data |= {"from_id": self.owner_id, "date": self.date, "post_type": "post", "text": self.text}
        return data | {"attachments": []}

    def to_view(self) -> JSON:
        """What the page shows of it."""
        comments = [comment.to_view() for comment in self.comments.values()]
        return {"id": self.id, "date": self.date, "text": self.text, "comments": comments}
