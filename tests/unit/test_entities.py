"""Entities: names, offices, states, bodies and groups found, merged, referred to, and told to act or not."""

from extract.backends.embedded.entities.entities import entity_records, find_entities


def one_called(index, name):
    """Return the entity that is called so; the test fails where there is none or more than one."""
    (found,) = [one for one in index.entities if name in (one.name, *one.aliases)]
    return found


def names_denoted(parsed, index, word, number=0):
    """Return the names of what the *number*-th occurrence of the word denotes."""
    token = [token for token in parsed.doc if token.text == word][number]
    return [index[key].name for key in index.denoted_by(token)]


# Names


def test_short_names_are_aliases_of_the_full_one(parse):
    """A last name, with or without a title, is an alias of the full name."""
    index = find_entities(parse("President Anna Keller met farmers in Graz.", "Ms. Keller promised help, Keller said."))

    keller = one_called(index, "Keller")
    assert (keller.name, keller.label, keller.aliases) == ("Anna Keller", "PERSON", ("Keller",))


def test_title_is_no_part_of_a_name(parse):
    """The office before a name is its title, with the state that the person holds it in."""
    index = find_entities(parse("Kenyan President Amina Odhiambo said she would sign the bill."))

    person = one_called(index, "Amina Odhiambo")
    assert (person.title, person.country) == ("Kenyan President", "KEN")


def test_office_in_apposition_is_a_title(parse):
    """The office after a name is its title too."""
    index = find_entities(parse("Lars Holm, the Danish ambassador, rejected the charge."))

    person = one_called(index, "Lars Holm")
    assert (person.label, person.title) == ("PERSON", "Danish ambassador")


def test_accents_do_not_part_a_name(parse):
    """A name with and without its accents is one."""
    index = find_entities(parse("José Peña welcomed the offer.", "Mr. Pena said the talks would go on."))

    assert one_called(index, "José Peña").aliases == ("Pena",)


def test_acronym_in_brackets_is_an_alias(parse):
    """An acronym after a body's name is an alias of it, and so is every later use of it."""
    index = find_entities(parse("The National Farmers Union (NFU) rejected the plan.", "The NFU called for talks."))

    union = one_called(index, "NFU")
    assert (union.name, union.label, len(union.mentions)) == ("National Farmers Union", "ORG", 3)


def test_spelling_that_differs_by_a_letter_is_the_same_person(parse):
    """A last name that is spelled in two ways is one person."""
    index = find_entities(parse("Minister Oleh Petrenko resigned on Monday.", "Mr. Petrenkko said he was tired."))

    assert one_called(index, "Oleh Petrenko").aliases == ("Petrenkko",)


def test_two_persons_with_one_last_name_stay_two(parse):
    """People whose first names differ are not one because of their last name."""
    index = find_entities(parse("Anna Keller attacked the plan.", "Peter Keller defended the plan."))

    assert [one.name for one in index.entities if one.label == "PERSON"] == ["Anna Keller", "Peter Keller"]


def test_one_label_for_one_name(parse):
    """A name that the parser labels differently from sentence to sentence has one label."""
    index = find_entities(
        parse(
            "Prime Minister Tomas Brandl visited the flooded villages.",
            "Brandl has promised money. Mr. Brandl left at noon. For Brandl, the stakes are high.",
        )
    )

    assert [(one.name, one.label) for one in index.entities if "Brandl" in one.name] == [("Tomas Brandl", "PERSON")]


def test_headline_in_capitals_makes_no_names(parse_article):
    """Capitalised common words of a headline are no names."""
    index = find_entities(
        parse_article("Flooded Farmers Reject Quick Fix\n\nFarmers in Carinthia rejected the plan on Monday.\n")
    )

    assert {one.name for one in index.entities if one.label in ("PERSON", "ORG")} == set()


# States


def test_nationality_capital_and_seat_are_aliases_of_the_state(parse):
    """A nationality before officials, a capital and a seat that speak stand for the state."""
    index = find_entities(
        parse("Britain rejected the offer. London said it was late. British officials left. Downing Street was silent.")
    )

    britain = one_called(index, "Britain")
    assert (britain.label, britain.country) == ("COUNTRY", "GBR")
    assert {"London", "British", "British officials", "Downing Street"} <= set(britain.aliases)


def test_capital_that_is_only_a_place_is_no_state(parse):
    """A capital after "in" is a place."""
    index = find_entities(parse("Teachers marched in Nairobi on Monday."))

    nairobi = one_called(index, "Nairobi")
    assert (nairobi.label, nairobi.is_acting) == ("GPE", False)


def test_state_told_only_by_its_nationality_has_its_usual_name(parse):
    """Where the text has only the nationality, the state is called by its usual name, and the word is an alias."""
    index = find_entities(parse("Norwegian troops crossed the border at dawn."))

    state = one_called(index, "Norwegian")
    assert (state.name, state.country, state.is_acting) == ("Norway", "NOR", True)


def test_officials_of_two_states_denote_both(parse):
    """A noun with two nationalities denotes both states, and is no alias of either."""
    parsed = parse("US and Kenyan officials met on Monday.")
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "officials") == ["US", "Kenya"]
    assert "US and Kenyan officials" not in one_called(index, "US").aliases


def test_government_without_a_nationality_is_that_of_the_state_named_last(parse):
    """The government is the one of the state that the text has just spoken of."""
    parsed = parse("Peru closed its border on Monday.", "The government said it would open it again in May.")

    assert names_denoted(parsed, find_entities(parsed), "government") == ["Peru"]


def test_administration_of_a_president_is_the_state(parse):
    """The administration named by its head is the state."""
    parsed = parse("US President Anna Keller left on Monday.", "The Keller administration opposed the plan.")

    assert names_denoted(parsed, find_entities(parsed), "administration") == ["US"]


def test_new_mexico_is_not_mexico(parse):
    """A state's name within another land's name is not that state."""
    index = find_entities(parse("Farmers in New Mexico sued the company."))

    assert "MEX" not in {one.country for one in index.entities}


# Bodies


def test_ministry_is_named_with_its_state_and_complement(parse):
    """A ministry's name has its state and what it is for."""
    parsed = parse("The Kenyan Ministry of Public Works denounced the strike.")
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "Ministry") == ["Kenyan Ministry of Public Works"]
    assert one_called(index, "Kenyan Ministry of Public Works").label == "ORG"


def test_people_of_a_body_denote_the_body(parse):
    """Inspectors or fighters of a named body stand for it."""
    parsed = parse("NATO said the bridge was safe.", "NATO inspectors reached the site.")

    assert names_denoted(parsed, find_entities(parsed), "inspectors") == ["NATO"]


def test_definite_body_refers_back(parse):
    """ "The company" is the body named last."""
    parsed = parse("Nordic Holdings cut forty jobs on Monday.", "The company blamed the strike.")

    assert names_denoted(parsed, find_entities(parsed), "company") == ["Nordic Holdings"]


def test_police_are_a_body_under_the_bare_noun(parse):
    """Police act as a body without a name, and later ones are the same."""
    index = find_entities(parse("Kenyan police arrested two men.", "Police said they had a knife."))

    assert [(one.name, one.label) for one in index.entities if one.label == "ORG"] == [("Kenyan police", "ORG")]


def test_outlet_that_only_reports_does_not_act(parse):
    """An outlet that is the source of a report does not act; one that is sued does."""
    parsed = parse("The Harbour Times reported that the minister had left.")
    sued = parse("The minister sued the Harbour Times on Monday.")

    assert one_called(find_entities(parsed), "Harbour Times").is_acting is False
    assert one_called(find_entities(sued), "Harbour Times").is_acting is True


# Groups and offices


def test_group_is_found_with_its_number_and_without(parse):
    """People counted by a noun are one group, known by the noun alone too."""
    index = find_entities(parse("Thousands of angry farmers blocked the bridge."))

    farmers = one_called(index, "angry farmers")
    assert (farmers.name, farmers.label, farmers.is_acting) == ("Thousands of angry farmers", "GROUP", True)


def test_bare_noun_refers_to_the_group_before(parse):
    """The same noun without its modifiers is the same group."""
    parsed = parse("Armed rebels seized the mine on Monday.", "The rebels demanded talks.")
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "rebels", 1) == ["Armed rebels"]


def test_audience_does_not_act(parse):
    """Reporters who are told something do not act."""
    index = find_entities(parse("Anna Keller told reporters that she would resign."))

    assert [one.name for one in index.entities if one.is_acting] == ["Anna Keller"]


def test_office_without_a_name_is_a_person(parse):
    """A person known by an office alone is an office, with its state."""
    index = find_entities(parse("The Danish ambassador to Kenya rejected the charge."))

    office = one_called(index, "Danish ambassador to Kenya")
    assert (office.label, office.country, office.is_acting) == ("OFFICE", "DNK", True)


def test_office_refers_to_its_holder(parse):
    """An office is the person who was told to hold it; a leader is a president."""
    parsed = parse(
        "Kenyan President Amina Odhiambo met Danish Prime Minister Lars Holm.",
        "The president thanked the Danish leader.",
    )
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "president") == ["Amina Odhiambo"]
    assert names_denoted(parsed, index, "leader") == ["Lars Holm"]


def test_office_named_later_is_its_holder(parse):
    """An office whose holder the next sentence names is that person."""
    index = find_entities(
        parse("A Danish diplomat says the talks have failed.", "Lars Holm told a radio station that he was leaving.")
    )

    assert one_called(index, "Lars Holm").aliases == ("Danish diplomat",)


# References


def test_pronouns_denote_by_gender(parse):
    """ "He" and "she" are those whom titles and first names make men and women."""
    parsed = parse("Mr. Holm met Ms. Keller on Monday.", "She asked for help. He refused.")
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "She") == ["Keller"]
    assert names_denoted(parsed, index, "He") == ["Holm"]


def test_speaker_of_a_quotation_is_not_he(parse):
    """Within a quotation "he" is not the one who speaks."""
    parsed = parse("Mr. Holm resigned on Monday.", '"I think he was tired," Mr. Brandl said.')

    assert names_denoted(parsed, find_entities(parsed), "he") == ["Holm"]


def test_relative_pronoun_denotes_the_noun_before(parse):
    """ "Which" denotes what the clause belongs to."""
    parsed = parse("Kenya, which opposed the plan, left the talks.")

    assert names_denoted(parsed, find_entities(parsed), "which") == ["Kenya"]


def test_both_sides_are_the_last_two(parse):
    """ "The two sides" are the two that were named before."""
    parsed = parse("Peru and Chile opened talks on Monday.", "The two sides will meet again in May.")

    assert sorted(names_denoted(parsed, find_entities(parsed), "sides")) == ["Chile", "Peru"]


def test_unclear_pronoun_denotes_nothing(parse):
    """A pronoun without an antecedent denotes nothing."""
    parsed = parse("They left early.")

    assert names_denoted(parsed, find_entities(parsed), "They") == []


def test_thing_denotes_nobody(parse):
    """A noun for a thing denotes no entity."""
    parsed = parse("The bridge collapsed.")

    assert names_denoted(parsed, find_entities(parsed), "bridge") == []


# Places in the text, records


def test_mentions_stand_where_they_say(parse):
    """Every mention's stretch of text is the source's own, with characters before it that count more than one byte."""
    parsed = parse("🙂 Café — José Peña said he would resign.", "Mr. Peña left\u00a0Kenya at noon.")
    text = parsed.page.article.text
    peña = one_called(find_entities(parsed), "José Peña")

    assert [parsed.span_of(one.start, one.end).of(text) for one in peña.mentions] == ["José Peña", "Peña"]


def test_record_has_the_fields_of_the_declaration(parse, catalog):
    """A record has name, kind, title, country and mentions, and the entity's key."""
    parsed = parse("Kenyan President Amina Odhiambo said she would sign.")
    index = find_entities(parsed)

    records = {record.values["name"]: record for record in entity_records(parsed, index, catalog, ())}
    values = records["Amina Odhiambo"].values
    assert records["Amina Odhiambo"].key == one_called(index, "Amina Odhiambo").key
    assert (values["kind"], values["title"], values["country"]) == ("person", "Kenyan President", "KEN")
    assert [mention.span.of(parsed.page.article.text) for mention in values["mentions"]] == ["Amina Odhiambo"]


def test_only_those_who_act_or_are_referenced_have_a_record(parse, catalog):
    """An entity that does not act has a record only where an event refers to it."""
    parsed = parse("Anna Keller rested in Kenya.")
    index = find_entities(parsed)
    kenya = one_called(index, "Kenya")

    assert "Kenya" not in [one.values["name"] for one in entity_records(parsed, index, catalog, ())]
    assert "Kenya" in [one.values["name"] for one in entity_records(parsed, index, catalog, {kenya.key})]


def test_label_that_no_value_claims_has_no_record(parse, catalog):
    """A place that is only a place is no actor, referenced or not."""
    parsed = parse("Teachers marched in Nairobi on Monday.")
    index = find_entities(parsed)
    nairobi = one_called(index, "Nairobi")

    assert "Nairobi" not in [one.values["name"] for one in entity_records(parsed, index, catalog, {nairobi.key})]


def test_declaration_of_a_users_own_is_served(parse, tmp_path):
    """An entity that a user declares, with other labels and no rule of acting, has its records."""
    from extract.catalog import load_catalog

    (tmp_path / "place.py").write_text(
        '"""Places."""\n'
        "from typing import Annotated, Literal\n"
        "from pydantic import Field\n"
        "from extract.schema import Entity, Labels\n\n\n"
        "class Place(Entity):\n"
        '    """Somewhere."""\n\n'
        '    sort: Annotated[Literal["town"], Labels(town=("GPE",))] = Field(description="What it is.")\n',
        encoding="utf-8",
    )
    parsed = parse("Teachers marched in Nairobi on Monday.")

    records = entity_records(parsed, find_entities(parsed), load_catalog(tmp_path), ())
    assert [(record.schema, record.values["name"], record.values["sort"]) for record in records] == [
        ("Place", "Nairobi", "town")
    ]


def test_page_without_a_body_has_no_entities(parse):
    """An empty page has no entities, and is no error."""
    assert find_entities(parse()).entities == ()


# Names that the recogniser cuts short, runs together or takes for something else


def names_of(index, label):
    """Return the names of the entities with the label."""
    return {one.name for one in index.entities if one.label == label}


def test_body_is_completed_by_its_acronym(parse):
    """The acronym in brackets tells where a body's name begins."""
    index = find_entities(parse("The Institute of Soils, River Control and Research (ISRCR) warned farmers on Monday."))

    assert "Institute of Soils, River Control and Research" in names_of(index, "ORG")


def test_body_with_and_in_its_name_is_whole(parse):
    """A word for what an agency deals with before "and" belongs to its name."""
    index = find_entities(parse("West Vale Fire and Rescue Service was called to the mill. It sent two engines."))

    assert "West Vale Fire and Rescue Service" in names_of(index, "ORG")


def test_title_with_its_object_is_no_part_of_a_name(parse):
    """The office and what it is of stand before the name, and are no entity of their own."""
    index = find_entities(parse("The plan was praised by Minister of Information Amina Odhiambo on Monday."))

    assert [one.name for one in index.entities if one.label in ("PERSON", "OFFICE")] == ["Amina Odhiambo"]


def test_function_before_a_name_is_no_part_of_it(parse):
    """In a headline, where every word has a capital, the function is told from the name by the text below."""
    index = find_entities(parse("Guitarist Anna Keller dies", "Anna Keller died on Monday. Keller had been ill."))

    assert names_of(index, "PERSON") == {"Anna Keller"}


def test_persons_joined_by_and_are_two(parse):
    """Last names with "and" between them are two persons, also where they are taken for a body."""
    index = find_entities(
        parse("Anna Keller and Lars Holm were fined.", "The case turned on Keller and Holm's letters, the court said.")
    )

    assert names_of(index, "PERSON") == {"Anna Keller", "Lars Holm"}


def test_storms_are_no_persons(parse):
    """A storm is none of those who act, whether it is called by its full or its short name."""
    index = find_entities(parse("Hurricane Lorenzo hit the islands on Monday.", "Lorenzo weakened, forecasters said."))

    assert names_of(index, "PERSON") == set()
    assert names_of(index, "ORG") == set()


def test_diseases_and_sums_are_no_bodies(parse):
    """Abbreviations of diseases and currencies name nobody."""
    index = find_entities(parse("AIDS killed thousands, and HIV spread. He posted US$2 million bond."))

    assert names_of(index, "ORG") | names_of(index, "PERSON") == set()


def test_middle_names_may_be_left_out(parse):
    """A person's first name and one of the last names, in their order, are the same person."""
    index = find_entities(parse("Pedro R. Peña Ruiz took office.", "Pedro Peña said he would stay."))

    assert one_called(index, "Pedro Peña").name == "Pedro R. Peña Ruiz"


def test_state_after_a_town_is_a_place(parse):
    """A state's name that only tells where a town is does not act."""
    index = find_entities(parse("Anna Keller was born in Nakuru, Kenya, and moved to Norway."))

    assert not any(one.is_acting for one in index.entities if one.label == "COUNTRY")


def test_states_in_a_list_are_no_addresses(parse):
    """States one after another, with commas between, are each told of what the sentence tells."""
    index = find_entities(parse("The alliance invited Norway, Peru, Kenya and Chad."))

    acting = {one.name for one in index.entities if one.label == "COUNTRY" and one.is_acting}
    assert acting == {"Norway", "Peru", "Kenya", "Chad"}


def test_opposition_to_something_is_nobody(parse):
    """An attitude is no group; a country's opposition is."""
    index = find_entities(parse("Anna Keller voiced opposition to the dam.", "The Kenyan opposition rejected the dam."))

    assert names_of(index, "GROUP") == {"Kenyan opposition"}


def test_office_is_its_holders_where_the_text_tells(parse):
    """An office whose words are in one person's title is that person."""
    index = find_entities(
        parse(
            "The Prime Minister's advice was unlawful.", "Lars Holm, the current prime minister, rejected the ruling."
        )
    )

    assert [one.name for one in index.entities if one.label in ("PERSON", "OFFICE")] == ["Lars Holm"]


def test_honours_after_a_name_are_no_part_of_it(parse):
    """ "QC" and the like belong neither to the name nor to anybody else; the person still speaks."""
    index = find_entities(parse("Judge Anna Keller QC said the men showed no respect."))

    assert [(one.name, one.is_acting) for one in index.entities if one.label == "PERSON"] == [("Anna Keller", True)]
    assert names_of(index, "ORG") == set()


def test_who_made_a_picture_does_not_act(parse):
    """The credit of a picture makes nobody act."""
    index = find_entities(parse("Image: Anna Keller."))

    assert not any(one.is_acting for one in index.entities)


def test_head_of_an_animal_is_no_office(parse):
    """A head is an office of what has members."""
    index = find_entities(parse("They found a frog's head in the salad.", "The head of the Nordic Council said so."))

    assert names_of(index, "OFFICE") == {"head of the Nordic Council"}


def test_fire_service_is_a_body(parse):
    """A service that is told what for is a body."""
    index = find_entities(parse("The fire service said that the baby was ill."))

    assert names_of(index, "ORG") == {"fire service"}


# Texts of other outlets


def test_persons_government_is_no_state_of_the_same_sentence(parse):
    """A government called by its head is not the state that the sentence tells beside it."""
    parsed = parse("The Frei administration declared that Peru must drop barriers.", "Peru refused.")
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "administration") == ["Frei administration"]
    assert one_called(index, "Frei administration").label == "COUNTRY"


def test_seat_of_government_with_its_holder(parse):
    """A holder's name before a seat of government leaves the seat the state's."""
    index = find_entities(parse("The Keller White House called on Peru to act."))

    assert one_called(index, "White House").name == "United States"


def test_government_in_capitals_is_the_state(parse):
    """A Federal Government is that of the state that the text names, before it or after."""
    index = find_entities(parse("The Federal Government says it will act.", "Farmers in Peru want more."))

    assert one_called(index, "Federal Government").name == "Peru"


def test_plural_of_a_shared_name_denotes_both_states(parse):
    """The two Koreas are North and South Korea, and officials of both stand for both."""
    parsed = parse("Officials from the two Koreas met on Monday.", "The two Koreas agreed to talk.")
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "Koreas") == ["North Korea", "South Korea"]
    assert names_denoted(parsed, index, "Officials") == ["North Korea", "South Korea"]


def test_possessive_plural_belongs_to_a_bodys_name(parse):
    """A union's name begins with those whose union it is, and the noun alone refers back to it."""
    parsed = parse("The Dockers' Union rejected the offer.", "The union said it would strike.")
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "union") == ["Dockers' Union"]


def test_unions_of_two_trades_are_two(parse):
    """A state's name before one of two unions does not make them one."""
    index = find_entities(parse("The Peruvian Miners Union met the Railway Miners Union on Monday."))

    assert one_called(index, "Railway Miners Union").name == "Railway Miners Union"
    assert one_called(index, "Peruvian Miners Union").name == "Peruvian Miners Union"


def test_pronoun_in_an_opening_phrase_is_the_subject(parse):
    """A pronoun in the phrase before the subject means the subject."""
    parsed = parse("During her visit to Graz, Anna Keller met farmers.", "In its statement, the Arktis Council agreed.")
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "her") == ["Anna Keller"]
    assert names_denoted(parsed, index, "its") == ["Arktis Council"]


def test_object_pronoun_is_not_the_subject(parse):
    """Who is told something is not the subject of the same clause."""
    parsed = parse("Lars Holm met Anna Keller.", "President Jakob Berg said that he trusts him.")
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "him") == ["Lars Holm"]


def test_plural_of_an_acronym_is_people(parse):
    """MPs are a group, not a person called so."""
    index = find_entities(parse("The prime minister told MPs that talks went on."))

    assert one_called(index, "MPs").label == "GROUP"


def test_management_is_the_body_that_it_runs(parse):
    """A body's management is the body, and bare management that of the body told before."""
    parsed = parse("Arktis management rejected the offer.", "Workers broke off talks with management.")
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "management") == ["Arktis"]
    assert names_denoted(parsed, index, "management", 1) == ["Arktis"]


def test_bloc_is_those_of_whom_it_consists(parse):
    """A bloc of nations is the nations."""
    index = find_entities(parse("A bloc of least-developed nations are asking for money."))

    assert one_called(index, "least-developed nations").is_acting


def test_hyphen_does_not_cut_a_phrase(parse):
    """A phrase begins with the whole compound."""
    index = find_entities(parse("He met Lima-based ambassadors on Monday."))

    assert one_called(index, "Lima-based ambassadors").label == "GROUP"


def test_officials_in_a_state_stand_for_it(parse):
    """Officials in Kenya, of whom nothing else is told, are Kenya's."""
    parsed = parse("Officials in Kenya rejected the claim.")

    assert names_denoted(parsed, find_entities(parsed), "Officials") == ["Kenya"]


def test_person_called_by_title_alone_holds_the_only_office(parse):
    """Who is called by a title alone, with no word of who that is, was told before by the office."""
    index = find_entities(parse("The Prime Minister backed the plan.", "Mr Holm said he would sign it."))

    assert one_called(index, "Holm").aliases == ("Prime Minister",)


def test_who_steps_down_as_the_office_holds_it(parse):
    """Who is asked to step down as governor-general is the governor-general."""
    parsed = parse(
        "Canada's Governor-General rejected the claim.",
        "Lars Holm called on Anna Keller to step down as Governor-General on Monday.",
    )

    assert names_denoted(parsed, find_entities(parsed), "General") == ["Anna Keller"]


def test_ministry_is_called_with_its_owner_too(parse):
    """The owner's name before a body's is part of a further form of it."""
    index = find_entities(parse("Canada's Foreign Ministry rejected the claim."))

    assert one_called(index, "Canada's Foreign Ministry").name == "Foreign Ministry"


def test_states_of_a_list_stand_as_its_first(parse):
    """A list of places is one, however the parser hangs its members."""
    index = find_entities(
        parse(
            "The virus has killed 3,338 in Guinea, Sierra Leone, Liberia, Senegal and Nigeria, the Arktis Council says."
        )
    )

    assert [one.name for one in index.entities if one.is_acting] == ["Arktis Council"]


def test_place_of_election_in_brackets_is_no_name(parse):
    """What stands in brackets after a member's party is where the member was elected."""
    index = find_entities(parse("State Sen. Anna Keller (R-Graz), for example, said so."))

    assert [one.name for one in index.entities] == ["Anna Keller"]


def test_hyphened_name_is_whole(parse):
    """A name that hyphens and a short word join is one body's."""
    index = find_entities(parse("Peru accused the Harakat-e-Berg and Jamiat-e-Holm of carrying out the attack."))

    assert one_called(index, "Jamiat-e-Holm").label == "ORG"


def test_two_leaders_of_a_state_are_those_named_last(parse):
    """Two leaders, with whatever else is said of them, are the two that the text has named."""
    parsed = parse("Prime Minister Anna Berg met President Lars Holm.", "The two Canadian leaders wrote a letter.")
    index = find_entities(parsed)

    assert names_denoted(parsed, index, "leaders") == ["Lars Holm", "Anna Berg"]


def test_reporters_who_are_told_are_no_part(parse):
    """Reporters to whom somebody speaks, or who say something, take no part."""
    index = find_entities(
        parse("Speaking to local reporters, Anna Berg promised help.", "Correspondents say she is late.")
    )

    assert [one.name for one in index.entities if one.is_acting] == ["Anna Berg"]


def test_powers_that_somebody_has_are_nobody(parse):
    """Powers of enforcement are no powers of the world."""
    index = find_entities(parse("The change is backed by enforcement powers.", "Foreign powers rejected it."))

    assert [one.name for one in index.entities] == ["Foreign powers"]


def test_them_is_the_only_group_told_before(parse):
    """The plural pronoun means the one group of the sentence before, however that stands there."""
    parsed = parse("Anna Berg relied on advice from church officials.", "She thanked them on Monday.")

    assert names_denoted(parsed, find_entities(parsed), "them") == ["church officials"]


# Ends of texts, and characters that are drawn and not read


def test_a_text_may_end_within_the_name_of_a_state(parse):
    """ "the United States" at the very end is the state, though a longer form of it begins so."""
    index = find_entities(parse("Norway's minister spoke.", "Reporting from Oslo and the United States"))

    assert one_called(index, "United States").country == "USA"


def test_a_sign_s_variation_is_no_word(parse):
    """What follows a heart to have it drawn in red is part of no name."""
    index = find_entities(parse("year.❤\ufe0f  Scientists from Peru protested."))

    assert {form for one in index.entities for form in (one.name, *one.aliases) if "\ufe0f" in form} == set()
