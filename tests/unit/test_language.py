"""Texts in other languages are told from English ones; a text that may be English is English."""

from __future__ import annotations

import pytest

from extract.loading.language import language_of

TEXTS = {
    "de": "Der Außenminister traf am Dienstag in Genf ein. Er forderte die Regierung auf, die Grenze wieder zu öffnen.",
    "fr": "Le ministre des Affaires étrangères est arrivé mardi à Genève. Il a demandé la réouverture de la frontière.",
    "es": "El ministro de Exteriores llegó el martes a Ginebra y pidió al Gobierno que reabriera la frontera.",
    "nl": "De minister van Buitenlandse Zaken kwam dinsdag in Genève aan en vroeg de regering de grens te openen.",
    "da": "Udenrigsministeren ankom tirsdag til Genève og bad regeringen om at åbne grænsen igen inden for en uge.",
    "af": "Die minister van buitelandse sake het Dinsdag in Genève aangekom en gevra dat die grens weer oopmaak.",
    "ru": "Министр иностранных дел прибыл во вторник в Женеву и попросил правительство вновь открыть границу.",
    "zh": "外交部长周二抵达日内瓦，要求政府在一周内重新开放边境。双方同意下个月再次会谈。",
    "ar": "وصل وزير الخارجية يوم الثلاثاء إلى جنيف وطلب من الحكومة إعادة فتح الحدود خلال أسبوع.",
}
ENGLISH = [
    "",
    "12:30",
    "Yes.",
    "MAURITIUS ASSEMBLY ADOPTS SCHOOLBOOK BILL\n\nPORT LOUIS, Mauritius, Oct. 9 (TNA)",
    "Bishop Emeritus Dinualdo Gutierrez of Marbel, Philippines died Thursday.",
    "Zelensky, Macron, Scholz meet Erdogan in Ankara",
    "Arquipélago · Praia · bulletin in English\nSegunda-feira, 15 March",
    "Norway’s Ida Brandt: “Nei.”",
]


@pytest.mark.parametrize("code", TEXTS)
def test_other_languages(code: str) -> None:
    """A few sentences are enough to tell a language."""
    assert language_of(TEXTS[code]) == code


@pytest.mark.parametrize("text", ENGLISH)
def test_in_doubt(text: str) -> None:
    """A headline, a text full of foreign names and one without words are English."""
    assert language_of(text) == "en"


def test_quotation() -> None:
    """An English article that quotes at length in another language is English."""
    told = "The minister said what he would do about it, and that he had been asked by the king after the talks: "

    assert language_of(told + TEXTS["de"]) == "en"
