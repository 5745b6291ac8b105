from guywire.care.words import ENGLISH, NOTHING, Language, Number, counted, message

SPANISH = {
    "Your {leg} goes back {degrees}°.": "Su {leg} va {degrees}° hacia atrás.",
    "left leg": "pierna izquierda",
    "{count} readings": "{count} mediciones",
}


def spanish(text: str) -> str:
    return SPANISH[text]


def spanish_counted(singular: str, plural: str, count: int) -> str:
    return SPANISH[singular if count == 1 else plural]


SPAIN = Language(spanish, spanish_counted, lambda day: f"{day:%d/%m}")


def test_message_is_english_by_itself() -> None:
    words = message("Your {leg} goes back {degrees}°.", leg=message("left leg"), degrees=8)

    assert str(words) == "Your left leg goes back 8°."


def test_message_translates_its_nouns_too() -> None:
    words = message("Your {leg} goes back {degrees}°.", leg=message("left leg"), degrees=8)

    assert words.render(SPAIN) == "Su pierna izquierda va 8° hacia atrás."


def test_counted_message_takes_the_form_of_its_count() -> None:
    assert str(counted("{count} reading", "{count} readings", 1)) == "1 reading"
    assert str(counted("{count} reading", "{count} readings", 2)) == "2 readings"
    assert counted("{count} reading", "{count} readings", 2).render(SPAIN) == "2 mediciones"


def test_message_without_values_keeps_its_braces() -> None:
    assert str(message("Type {} or 0")) == "Type {} or 0"


def test_empty_message_is_false() -> None:
    assert not NOTHING
    assert message("x")


def test_number_is_written_as_the_language_writes_it() -> None:
    def spanish_number(value: float, decimals: int | None) -> str:
        return str(value).replace(".", ",")

    spain = Language(spanish, spanish_counted, lambda day: f"{day:%d/%m}", spanish_number)
    leg = message("left leg")
    words = message("Your {leg} goes back {degrees}°.", leg=leg, degrees=Number(1.5))
    assert words.render(ENGLISH) == "Your left leg goes back 1.5°."
    assert words.render(spain) == "Su pierna izquierda va 1,5° hacia atrás."
    assert (str(Number(-8)), str(Number(12000, 0))) == ("−8", "12,000")
