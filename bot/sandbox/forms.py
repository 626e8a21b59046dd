"""Forms as browsers and libraries post them: fields and files of a multipart body."""

from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from typing import Any


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body."""

    name: str
    mime: str
    data: bytes


def multipart(content_type: str, body: bytes) -> dict[str, Any]:
    """The fields of a form, files as `Upload`; a form is a MIME message with its head taken off."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    form = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    given: dict[str, Any] = {}
    for part in form.iter_parts():
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(data, bytes):
            continue
        filename = part.get_filename()
        given[name] = data.decode() if filename is None else Upload(filename, part.get_content_type(), data)
    return given
