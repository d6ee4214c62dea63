"""The world's states by the words that stand for them: names, nationalities, capitals and seats of government.

General knowledge of the kind that a reader brings along; pycountry has the names and codes, but neither nationalities
nor capitals. Forms that also are everyday names of people or of other places are still here: the sentence decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

Kind = Literal["name", "adjective", "people", "capital", "seat", "region"]

# code | names, the usual one first | nationality adjectives | the people | capitals | seats of government
# A code of three hyphens: a state without a code in ISO 3166-1. "+": the adjective with an s is the people's name.
_TABLE = """
AFG | Afghanistan | Afghan | + | Kabul |
ALB | Albania | Albanian | + | Tirana |
DZA | Algeria | Algerian | + | Algiers |
AND | Andorra | Andorran | + | Andorra la Vella |
AGO | Angola | Angolan | + | Luanda |
ATG | Antigua and Barbuda; Antigua | Antiguan | + | |
ARG | Argentina; Argentine Republic | Argentine; Argentinian; Argentinean | + | Buenos Aires | Casa Rosada
ARM | Armenia | Armenian | + | Yerevan |
AUS | Australia | Australian; Aussie | + | Canberra |
AUT | Austria | Austrian | + | Vienna |
AZE | Azerbaijan | Azerbaijani; Azeri | + | Baku |
BHS | Bahamas | Bahamian | + | Nassau |
BHR | Bahrain | Bahraini | + | Manama |
BGD | Bangladesh | Bangladeshi | + | Dhaka |
BRB | Barbados | Barbadian | + | Bridgetown |
BLR | Belarus; Byelorussia | Belarusian; Belarussian; Belorussian | + | Minsk |
BEL | Belgium | Belgian | + | |
BLZ | Belize | Belizean | + | Belmopan |
BEN | Benin | Beninese | | Porto-Novo |
BTN | Bhutan | Bhutanese | | Thimphu |
BOL | Bolivia | Bolivian | + | La Paz; Sucre |
BIH | Bosnia and Herzegovina; Bosnia-Herzegovina; Bosnia | Bosnian | + | Sarajevo |
BWA | Botswana | Botswanan | + | Gaborone |
BRA | Brazil | Brazilian | + | Brasilia; Brasília | Planalto
BRN | Brunei; Brunei Darussalam | Bruneian | + | Bandar Seri Begawan |
BGR | Bulgaria | Bulgarian | + | Sofia |
BFA | Burkina Faso | Burkinabe | | Ouagadougou |
BDI | Burundi | Burundian | + | Bujumbura; Gitega |
KHM | Cambodia | Cambodian | + | Phnom Penh |
CMR | Cameroon | Cameroonian | + | Yaounde; Yaoundé |
CAN | Canada | Canadian | + | Ottawa | Rideau Hall
CPV | Cape Verde; Cabo Verde | Cape Verdean | + | Praia |
CAF | Central African Republic | | | Bangui |
TCD | Chad | Chadian | + | N'Djamena; Ndjamena |
CHL | Chile | Chilean | + | | La Moneda
CHN | China; People's Republic of China; Mainland China | Chinese | | Beijing; Peking | Zhongnanhai
COL | Colombia | Colombian | + | Bogota; Bogotá |
COM | Comoros | Comorian; Comoran | + | Moroni |
COG | Republic of Congo; Republic of the Congo; Congo Republic; Congo-Brazzaville | | | Brazzaville |
COD | Democratic Republic of Congo; Democratic Republic of the Congo; DR Congo; DRC; Congo; Zaire | Congolese | | Kinshasa |
CRI | Costa Rica | Costa Rican | + | |
CIV | Ivory Coast; Cote d'Ivoire; Côte d'Ivoire | Ivorian; Ivoirian | + | Abidjan; Yamoussoukro |
HRV | Croatia | Croatian | Croats; Croatians | Zagreb |
CUB | Cuba | Cuban | + | Havana |
CYP | Cyprus | Cypriot | + | Nicosia |
CZE | Czech Republic; Czechia | Czech | + | Prague |
DNK | Denmark | Danish | Danes | Copenhagen |
DJI | Djibouti | Djiboutian | + | |
DMA | Dominica | | | |
DOM | Dominican Republic | Dominican | + | Santo Domingo |
TLS | East Timor; Timor-Leste; Timor Leste | East Timorese; Timorese | | Dili |
ECU | Ecuador | Ecuadorian; Ecuadorean; Ecuadoran | + | Quito |
EGY | Egypt | Egyptian | + | Cairo |
SLV | El Salvador | Salvadoran; Salvadorean | + | San Salvador |
GNQ | Equatorial Guinea | Equatorial Guinean; Equatoguinean | + | Malabo |
ERI | Eritrea | Eritrean | + | Asmara |
EST | Estonia | Estonian | + | Tallinn |
SWZ | Eswatini; Swaziland | Swazi | + | Mbabane |
ETH | Ethiopia | Ethiopian | + | Addis Ababa |
FJI | Fiji | Fijian | + | Suva |
FIN | Finland | Finnish | Finns | Helsinki |
FRA | France; French Republic | French | Frenchmen | Paris | Elysee; Élysée; Elysee Palace; Élysée Palace; Quai d'Orsay
GAB | Gabon | Gabonese | | Libreville |
GMB | Gambia; The Gambia | Gambian | + | Banjul |
GEO | Georgia | Georgian | + | Tbilisi |
DEU | Germany; Federal Republic of Germany; West Germany; East Germany | German | + | Berlin; Bonn |
GHA | Ghana | Ghanaian | + | Accra |
GRC | Greece; Hellenic Republic | Greek | + | Athens |
GRD | Grenada | Grenadian | + | |
GTM | Guatemala | Guatemalan | + | Guatemala City |
GIN | Guinea | Guinean | + | Conakry |
GNB | Guinea-Bissau; Guinea Bissau | Bissau-Guinean | + | Bissau |
GUY | Guyana | Guyanese | | |
HTI | Haiti | Haitian | + | Port-au-Prince |
HND | Honduras | Honduran | + | Tegucigalpa |
HKG | Hong Kong | | Hong Kongers | |
HUN | Hungary | Hungarian | + | Budapest |
ISL | Iceland | Icelandic | Icelanders | Reykjavik; Reykjavík |
IND | India | Indian | + | New Delhi; Delhi |
IDN | Indonesia | Indonesian | + | Jakarta |
IRN | Iran; Islamic Republic of Iran; Islamic Republic; Persia | Iranian | + | Tehran; Teheran |
IRQ | Iraq | Iraqi | + | Baghdad |
IRL | Ireland; Republic of Ireland; Irish Republic | Irish | Irishmen | Dublin |
ISR | Israel | Israeli | + | Jerusalem; Tel Aviv |
ITA | Italy | Italian | + | Rome | Palazzo Chigi
JAM | Jamaica | Jamaican | + | |
JPN | Japan | Japanese | | Tokyo |
JOR | Jordan | Jordanian | + | Amman |
KAZ | Kazakhstan; Kazakstan | Kazakh; Kazakhstani | + | Astana; Nur-Sultan |
KEN | Kenya | Kenyan | + | Nairobi |
KIR | Kiribati | | | |
--- | Kosovo | Kosovar; Kosovan | + | Pristina |
KWT | Kuwait | Kuwaiti | + | Kuwait City |
KGZ | Kyrgyzstan; Kyrgyz Republic; Kirgizstan | Kyrgyz; Kyrgyzstani | | Bishkek |
LAO | Laos | Lao; Laotian | Laotians | Vientiane |
LVA | Latvia | Latvian | + | Riga |
LBN | Lebanon | Lebanese | | Beirut |
LSO | Lesotho | Basotho | | Maseru |
LBR | Liberia | Liberian | + | Monrovia |
LBY | Libya | Libyan | + | Tripoli |
LIE | Liechtenstein | | Liechtensteiners | Vaduz |
LTU | Lithuania | Lithuanian | + | Vilnius |
LUX | Luxembourg | Luxembourgish | Luxembourgers | |
MDG | Madagascar | Malagasy; Madagascan | | Antananarivo |
MWI | Malawi | Malawian | + | Lilongwe |
MYS | Malaysia | Malaysian | + | Kuala Lumpur; Putrajaya |
MDV | Maldives | Maldivian | + | |
MLI | Mali | Malian | + | Bamako |
MLT | Malta | Maltese | | Valletta |
MHL | Marshall Islands | Marshallese | | Majuro |
MRT | Mauritania | Mauritanian | + | Nouakchott |
MUS | Mauritius | Mauritian | + | Port Louis |
MEX | Mexico | Mexican | + | Mexico City | Los Pinos
FSM | Micronesia; Federated States of Micronesia | Micronesian | + | Palikir |
MDA | Moldova | Moldovan | + | Chisinau; Chişinău |
MCO | Monaco | Monegasque | + | |
MNG | Mongolia | Mongolian | + | Ulan Bator; Ulaanbaatar |
MNE | Montenegro | Montenegrin | + | Podgorica |
MAR | Morocco | Moroccan | + | Rabat |
MOZ | Mozambique | Mozambican | + | Maputo |
MMR | Burma; Myanmar | Burmese | | Rangoon; Yangon; Naypyidaw; Naypyitaw |
NAM | Namibia | Namibian | + | Windhoek |
NRU | Nauru | Nauruan | + | |
NPL | Nepal | Nepalese; Nepali | Nepalis | Kathmandu; Katmandu |
NLD | Netherlands; Holland | Dutch | Dutchmen | Amsterdam; The Hague |
NZL | New Zealand | | New Zealanders | Wellington |
NIC | Nicaragua | Nicaraguan | + | Managua |
NER | Niger | Nigerien | + | Niamey |
NGA | Nigeria | Nigerian | + | Abuja | Aso Rock
PRK | North Korea; Democratic People's Republic of Korea; DPRK; N. Korea | North Korean | + | Pyongyang |
MKD | North Macedonia; Macedonia | Macedonian; North Macedonian | + | Skopje |
NOR | Norway | Norwegian | + | Oslo |
OMN | Oman | Omani | + | Muscat |
PAK | Pakistan | Pakistani | + | Islamabad |
PLW | Palau | Palauan | + | |
PSE | Palestine; State of Palestine | | | Ramallah |
PAN | Panama | Panamanian | + | Panama City |
PNG | Papua New Guinea | Papua New Guinean | + | Port Moresby |
PRY | Paraguay | Paraguayan | + | Asuncion; Asunción |
PER | Peru | Peruvian | + | Lima |
PHL | Philippines; Republic of the Philippines | Philippine; Filipino | Filipinos | Manila | Malacanang; Malacañang
POL | Poland | Polish | Poles | Warsaw |
PRT | Portugal | Portuguese | | Lisbon |
PRI | Puerto Rico | Puerto Rican | + | San Juan |
QAT | Qatar | Qatari | + | Doha |
ROU | Romania; Rumania | Romanian | + | Bucharest |
RUS | Russia; Russian Federation; Soviet Union; USSR | Russian; Soviet | + | Moscow | Kremlin
RWA | Rwanda | Rwandan | + | Kigali |
KNA | Saint Kitts and Nevis; St. Kitts and Nevis | | | Basseterre |
LCA | Saint Lucia; St. Lucia | Saint Lucian | + | Castries |
VCT | Saint Vincent and the Grenadines; St. Vincent and the Grenadines | | | Kingstown |
WSM | Samoa | Samoan | + | Apia |
SMR | San Marino | Sammarinese | | |
STP | Sao Tome and Principe | Santomean | + | |
SAU | Saudi Arabia; Kingdom of Saudi Arabia; KSA | Saudi; Saudi Arabian | + | Riyadh |
SEN | Senegal | Senegalese | | Dakar |
SRB | Serbia; Yugoslavia; Serbia and Montenegro; Serbia-Montenegro | Serbian; Serb; Yugoslav | Serbs | Belgrade |
SYC | Seychelles | Seychellois | | |
SLE | Sierra Leone | Sierra Leonean | + | Freetown |
SGP | Singapore | Singaporean | + | | Istana
SVK | Slovakia; Slovak Republic | Slovak; Slovakian | + | Bratislava |
SVN | Slovenia | Slovenian; Slovene | + | Ljubljana |
SLB | Solomon Islands; Solomons | | Solomon Islanders | Honiara |
SOM | Somalia | Somali; Somalian | + | Mogadishu |
ZAF | South Africa | South African | + | Pretoria |
KOR | South Korea; Republic of Korea; ROK; S. Korea | South Korean | + | Seoul | Blue House
SSD | South Sudan | South Sudanese | | Juba |
ESP | Spain | Spanish | Spaniards | Madrid | Moncloa
LKA | Sri Lanka | Sri Lankan | + | Colombo |
SDN | Sudan | Sudanese | | Khartoum |
SUR | Suriname | Surinamese | | Paramaribo |
SWE | Sweden | Swedish | Swedes | Stockholm |
CHE | Switzerland; Swiss Confederation | Swiss | | Bern; Berne |
SYR | Syria; Syrian Arab Republic | Syrian | + | Damascus |
TWN | Taiwan; Republic of China; Chinese Taipei | Taiwanese | | Taipei |
TJK | Tajikistan | Tajik; Tajikistani | | Dushanbe |
TZA | Tanzania | Tanzanian | + | Dodoma; Dar es Salaam |
THA | Thailand | Thai | + | Bangkok |
TGO | Togo | Togolese | | Lome; Lomé |
TON | Tonga | Tongan | + | Nuku'alofa |
TTO | Trinidad and Tobago | Trinidadian | + | Port of Spain |
TUN | Tunisia | Tunisian | + | Tunis |
TUR | Turkey; Turkiye; Türkiye; Republic of Turkey | Turkish | Turks | Ankara |
TKM | Turkmenistan | Turkmen | | Ashgabat |
TUV | Tuvalu | Tuvaluan | + | Funafuti |
UGA | Uganda | Ugandan | + | Kampala |
UKR | Ukraine; the Ukraine | Ukrainian | + | Kyiv; Kiev | Bankova
ARE | United Arab Emirates; UAE; U.A.E.; Emirates | Emirati | + | Abu Dhabi |
GBR | United Kingdom; Great Britain; Britain; UK; U.K.; United Kingdom of Great Britain and Northern Ireland | British | Britons; Brits; Britishers | London | Downing Street; 10 Downing Street; Whitehall; Number 10; No. 10; Buckingham Palace
USA | United States; United States of America; US; U.S.; USA; U.S.A.; America; United States government | American; US-American | + | Washington; Washington, D.C.; Washington D.C.; Washington DC; Washington, DC | White House; Oval Office; Foggy Bottom
URY | Uruguay | Uruguayan | + | Montevideo |
UZB | Uzbekistan | Uzbek; Uzbekistani | | Tashkent |
VUT | Vanuatu | | | Port Vila |
VAT | Vatican; Vatican City; Holy See | | | |
VEN | Venezuela; Bolivarian Republic of Venezuela | Venezuelan | + | Caracas | Miraflores; Miraflores Palace
VNM | Vietnam; Viet Nam; North Vietnam; South Vietnam | Vietnamese | | Hanoi |
YEM | Yemen; Republic of Yemen | Yemeni; Yemenite | + | Sanaa; Sana'a |
ZMB | Zambia | Zambian | + | Lusaka |
ZWE | Zimbabwe; Rhodesia | Zimbabwean; Rhodesian | + | Harare |
GRL | Greenland | Greenlandic | Greenlanders | Nuuk |
--- | Scotland | Scottish | Scots | Edinburgh | Holyrood
--- | England | English | Englishmen | |
--- | Wales | Welsh | Welshmen | Cardiff |
--- | Northern Ireland | Northern Irish | | Belfast | Stormont
--- | Abkhazia | Abkhazian; Abkhaz | + | Sukhumi |
--- | South Ossetia | South Ossetian | + | Tskhinvali |
--- | Chechnya | Chechen | + | Grozny |
--- | Somaliland | Somalilander | | Hargeisa |
--- | Transnistria | Transnistrian | + | Tiraspol |
--- | Nagorno-Karabakh | | | Stepanakert |
--- | Czechoslovakia | Czechoslovak; Czechoslovakian | | |
"""  # noqa: E501 (one state, one line)


_REGIONS = """
Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; Florida; Hawaii; Idaho; Illinois;
Indiana; Iowa; Kansas; Kentucky; Louisiana; Maine; Maryland; Massachusetts; Michigan; Minnesota; Mississippi; Missouri;
Montana; Nebraska; Nevada; New Hampshire; New Jersey; New Mexico; North Carolina; North Dakota; Ohio; Oklahoma; Oregon;
Pennsylvania; Rhode Island; South Carolina; South Dakota; Tennessee; Texas; Utah; Vermont; Virginia; West Virginia;
Wisconsin; Wyoming; Ontario; Quebec; Alberta; Manitoba; Saskatchewan; Nova Scotia; British Columbia; Queensland;
New South Wales; Tasmania; Bavaria; Saxony; Catalonia; Flanders; Wallonia; Punjab; Sindh; Balochistan; Kashmir
"""
"""States within states: they act in their own name where they are the subject of an act, else they are places."""


@dataclass(frozen=True)
class Nation:
    """A state: its usual name, and its ISO 3166-1 alpha-3 code where it has one."""

    name: str
    code: str | None


@dataclass(frozen=True)
class NationForm:
    """A word or words that stand for a state, and how."""

    nation: Nation
    kind: Kind


@cache
def nation_forms() -> dict[tuple[str, ...], NationForm]:
    """Return words, split as the tokenizer splits them but at hyphens, -> what they stand for; letter case as written.

    Forms in capitals, as headlines have them, are there too.
    """
    forms: dict[tuple[str, ...], NationForm] = {}
    for line in _TABLE.strip().splitlines():
        code, names, adjectives, people, capitals, seats = (part.strip() for part in line.split("|"))
        nation = Nation(_items(names)[0], None if code == "---" else code)
        plurals = ";".join(f"{one}s" for one in _items(adjectives)) if people == "+" else people
        columns: tuple[tuple[Kind, str], ...] = (
            ("name", names),
            ("adjective", adjectives),
            ("people", plurals),
            ("capital", capitals),
            ("seat", seats),
        )
        for kind, column in columns:
            for form in _items(column):
                forms.setdefault(tuple(words_of(form)), NationForm(nation, kind))
    for region in _items(_REGIONS):
        forms.setdefault(tuple(words_of(region)), NationForm(Nation(region, None), "region"))
    forms |= {
        tuple(word.upper() for word in words): form
        for words, form in forms.items()
        if form.kind == "name" and len("".join(words)) > 3
    }
    return forms


@cache
def last_words() -> frozenset[str]:
    """Return the last words of the states' names: "States", "Leone"."""
    return frozenset(words[-1] for words, form in nation_forms().items() if form.kind == "name")


@cache
def shared_names() -> dict[str, tuple[Nation, ...]]:
    """Return plurals of a name that two states share -> the two.

    >>> [nation.name for nation in shared_names()["Koreas"]]
    ['North Korea', 'South Korea']
    """
    by_word: dict[str, dict[str, Nation]] = {}
    for form in nation_forms().values():
        if form.kind != "region" and not form.nation.name.endswith("s"):
            by_word.setdefault(f"{form.nation.name.split()[-1]}s", {})[form.nation.name] = form.nation
    return {word: tuple(found.values()) for word, found in by_word.items() if len(found) == 2}


@cache
def lengths_by_first_word() -> dict[str, tuple[int, ...]]:
    """Return the first word of each form -> how many words the forms with it have, the longest first."""
    lengths: dict[str, set[int]] = {}
    for form in nation_forms():
        lengths.setdefault(form[0], set()).add(len(form))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


def words_of(form: str) -> list[str]:
    """Return the words of a name as spaCy's tokenizer would split them.

    >>> words_of("Guinea-Bissau"), words_of("Washington, D.C."), words_of("People's Republic")
    (['Guinea', '-', 'Bissau'], ['Washington', ',', 'D.C.'], ['People', "'s", 'Republic'])
    """
    spaced = form.replace("-", " - ").replace(",", " ,").replace("'s ", " 's ")
    return spaced.split()


def _items(column: str) -> list[str]:
    return [" ".join(item.split()) for item in column.split(";") if item.strip()]
