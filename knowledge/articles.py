"""An article of the knowledge base, and how a client sees it."""

from dataclasses import dataclass

from bot.richtext import RichText, bold, joined, link, rich
from bot.texts import say


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A fragment of a document that the answer rests on."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """One question with its answer; `questions` are other wordings of the title, as clients put them."""

    id: str
    title: str
    answer: RichText
    questions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[SourceLink, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every way in which the question is put, the title first."""
        return (self.title, *self.questions)


def rendered(article: Article) -> RichText:
    """The article as it goes to a client: title, answer, and the sources as links."""
    parts = [bold(article.title), article.answer] if article.title else [article.answer]
    match article.sources:
        case ():
            pass
        case (only,):
            parts.append(rich(say("knowledge-source") + " ") + link(only.title, only.url))
        case several:
            parts.append(
                joined([say("knowledge-sources"), *(rich("• ") + link(source.title, source.url) for source in several)])
            )
    return joined(parts, "\n\n")
