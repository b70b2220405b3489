"""Which columns point at a person, by heading or wording, in four languages; and which only speak of it."""

import pytest

from survey.read.identifiers import identifying


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("IPAddress", ""),
        ("ip_address", ""),
        ("RecipientEmail", ""),
        ("RecipientFirstName", ""),
        ("ResponseId", ""),
        ("LocationLatitude", ""),
        ("name_first", ""),
        ("name_last", ""),
        ("telephone_1", ""),
        ("ec_phone", "Emergency Contact Phone Number"),
        ("next_of_kin_contact_name", ""),
        ("next_of_kin_contact_address", ""),
        ("next_of_kin_confirmed", "Confirmed?"),
        ("dob", ""),
        ("Q7", "Last Name"),
        ("Q7", "Street, City, State, ZIP"),
        ("Q7", "E-mailadres"),
        ("Q7", "Wat is uw geboortedatum?"),
        ("Q7", "Quelle est votre adresse e-mail ?"),
        ("Q7", "Prénom"),
        ("Q7", "Numéro de téléphone"),
        ("Q7", "Ihre Telefonnummer"),
        ("Q7", "Geben Sie bitte Ihre E-Mail-Adresse ein, wenn Sie am Gewinnspiel teilnehmen möchten"),
        ("Q7", "If you want to take part in the draw, please enter your e-mail address below."),
        ("Q7", "Laat hier je telefoonnummer achter als we je mogen opbellen"),
        ("naam", ""),
        ("contact/email", ""),
    ],
)
def test_found(name: str, label: str) -> None:
    assert identifying(name, label)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Q1", "How often do you use your phone to order drugs?"),
        ("Q1", "Did a dealer ever ask for your e-mail address?"),
        ("Q1", "Heb je ooit je telefoonnummer aan een dealer gegeven?"),
        ("drug_name", "Name of the drug"),
        ("web_address", ""),
        ("name_of_market", "Which market?"),
        ("age", "Age (years)"),
        ("birth_year", "Year of birth"),
        ("tokens", "Tokens"),
        ("ship", "By ship"),
        ("gipsum", ""),
        ("height", "Height (cm)"),
        ("Q1", "Nominaal"),
        ("description", ""),
        ("vob7", "other"),
        ("", ""),
    ],
)
def test_left_alone(name: str, label: str) -> None:
    assert not identifying(name, label)
