"""What a stay's card holds besides its text: easy words, other languages, a question.

All of it is in the list; the player shows what the reader has asked for.
"""

from journeymap.scene import Scene, SceneStay

from .markup import Html, element, joined, paragraph
from .wording import Wording


def who(scene: Scene, stay: SceneStay) -> Html:
    """Whose stay it is, where the journey has several persons."""
    if len(scene.persons) < 2:
        return Html("")
    names = " · ".join(scene.persons[index].name for index in stay.persons)
    return element("p", names, class_="j-person", dir="auto", data_part="person")


def easy_text(stay: SceneStay, cite: dict[str, str]) -> Html:
    """The text in easy words; it stands right after the one it may take the place of."""
    if not stay.easy:
        return Html("")
    return element("div", *(paragraph(p, cite) for p in stay.easy), class_="j-text j-easy")


def other_titles(stay: SceneStay) -> Html:
    """The title in other languages, not shown until one of them is asked for."""
    return joined(
        [
            element(
                "h3", one.title, dir="auto", lang=one.language, data_in=one.language, hidden=True
            )
            for one in stay.translations
            if one.title
        ]
    )


def other_texts(stay: SceneStay, cite: dict[str, str]) -> Html:
    """The text in other languages, not shown until one of them is asked for."""
    return joined(
        [
            element(
                "div", *(paragraph(p, cite) for p in one.description),
                class_="j-text", lang=one.language, data_in=one.language, hidden=True,
            )
            for one in stay.translations
            if one.description
        ]
    )  # fmt: skip


def question(stay: SceneStay, wording: Wording) -> Html:
    """The question of a stay, and its answer for those who open it."""
    if not stay.question:
        return Html("")
    answer = Html("")
    if stay.answer:
        summary = wording.text("card", "answer")
        answer = element(
            "details",
            element("summary", summary, data_word="card.answer"),
            element("p", stay.answer, dir="auto", data_part="answer"),
        )
    asked = element("p", stay.question, dir="auto", data_part="question")
    return element("div", asked, answer, class_="j-ask")
