"""Columns that point at a person, known by their heading or wording where the platform does not mark them.

The lists are short on purpose: a question about telephones is no telephone number. Whoever drafts a study shows
what was found here, to be confirmed.
"""

from __future__ import annotations

import re
import unicodedata

NAMES = (
    "first name|last name|name first|name last|full name|family name|maiden name|surname|contact name|user name"
    "|username|firstname|lastname|fullname|familyname|contactname|recipient name"
    "|bijnaam|roepnaam|nickname|surnom|spitzname"
    "|voornaam|achternaam|familienaam|volledige naam|gebruikersnaam|contactnaam|naam en voornaam"
    "|prenom|nom de famille|nom complet|nom et prenom|nom d utilisateur|nom de contact"
    "|vorname|nachname|familienname|vollstandiger name|benutzername|recipient first name|recipient last name"
)
CONTACTS = (
    "e ?mail|e ?mail ?address|mail ?address|email adres|e ?mail ?adres|mailadres|e ?mail ?adresse"
    "|adresse e ?mail|adresse mail|courriel|adresse courriel|adresse electronique|recipient e ?mail"
    "|phone|phone ?number|telephone|telephone number|mobile number|mobile phone number|cell phone number"
    "|handynummer|telefoon|telefoonnummer|gsm ?nummer|numero de telephone|numero de gsm|telefon|telefonnummer"
    "|mobilnummer"
)
PLACES = (
    "ip|ip ?addr|ip ?address|ip ?adres|adresse ip|ip ?adresse"
    "|lat|lon|lng"
    "|latitude|longitude|coordinates|gps|gps coordinates|breedtegraad|lengtegraad|coordinaten|gps coordinaten"
    "|coordonnees gps|breitengrad|langengrad|koordinaten|gps koordinaten"
    "|address|home address|street address|postal address|contact address|street city state zip"
    "|adres|thuisadres|woonadres|postadres|adresse|adresse postale|adresse complete|anschrift|postanschrift|wohnadresse"
)
NUMBERS = (
    "(?:response|respondent|participant|record|case|person|user|device|subscriber|contact|recipient|panel ?ist) ?id"
    "|(?:respondent|participant) ?(?:number|code)|(?:response|record) number|uuid|token|external (?:data )?reference"
    "|respondentnummer|deelnemersnummer|deelnemerscode|numero de (?:repondant|participant)|code participant"
    "|teilnehmernummer|teilnehmercode|ssn|social security number|passport number|national (?:register )?number"
    "|nationaal nummer"
    "|rijksregisternummer|burgerservicenummer|bsn|paspoortnummer|numero (?:de registre )?national|numero de passeport"
    "|personalausweisnummer|reisepassnummer|sozialversicherungsnummer|sim ?serial|iban|rekeningnummer"
)
BIRTH = "dob|date of birth|birth ?date|geboortedatum|date de naissance|geburtsdatum"

TERM = re.compile(rf"(?:.* )?(?:{NAMES}|{CONTACTS}|{PLACES}|{NUMBERS}|{BIRTH})")
"""What a heading ends with: `ec phone`, `next of kin contact address`."""
WHOLE = re.compile(
    r"(?:naam|nom|name)|next of kin(?: .*)?|location (?:latitude|longitude)|signature|handtekening"
    r"|(?:wat is|hoe luidt) (?:uw|je|jouw) naam|hoe heet (?:je|jij|u)|quel est (?:votre|ton) nom"
    r"|comment vous appelez vous"
    r"|comment t appelles tu|what is your name|what s your name|wie heissen sie|wie heisst du"
    r"|timestamp|tijdstempel|horodateur|horodatage|zeitstempel"
)
"""What a heading or wording is from its first word to its last."""
NOT_A_PERSON = re.compile(
    r"\b(?:web|site|url|wallet|bitcoin|item|drug|product|brand|file|use|uses|used|gebruik|utilise|no|without|have|has|had"
    r"|valid|confirmed|same|question|page|browser|operating system)\b"
)
ASKS = re.compile(
    r"(?:^|\b(?:please|gelieve|veuillez|bitte) )(?:enter|leave|give|provide|fill in|write|type|what is|what s"
    r"|geef|laat|vul|noteer|wat is|indiquez|indiquer|laissez|laisser|donnez|entrez|entrer|quel est|quelle est"
    r"|geben sie|wie lautet|wie ist)\b"
    r".*\b(?:your|uw|je|jouw|votre|vos|ton|ihre?n?|deine?n?) "
    rf"(?:{NAMES}|{CONTACTS}|{PLACES}|{NUMBERS}|{BIRTH}|name|naam|nom)\b"
)
"""A sentence that asks for it: `Please enter your e-mail address if …`."""
SHORT = 6
"""Up to how many words a wording can be the mere name of a field."""


def identifying(name: str, label: str = "") -> bool:
    """Return whether a column holds what points at a person, by its heading or its wording.

    Knows Dutch, French, English and German. Of `contact/email` the part behind the slash is looked at. Not for the
    boxes of a set: a box worded "E-mail" is a way of keeping in touch.
    """
    heading = re.sub(r"\d+$", "", _words(name.rpartition("/")[2])).strip()
    wording = _words(label)
    short = len(wording.split()) <= SHORT
    return _is_field(heading) or (short and _is_field(wording)) or ASKS.search(wording) is not None


def _is_field(text: str) -> bool:
    if WHOLE.fullmatch(text):
        return True
    return TERM.fullmatch(text) is not None and NOT_A_PERSON.search(text) is None


def _words(text: str) -> str:
    """Return a text in small letters without accents, words apart: `IPAddress`, `ip_address` → `ip address`."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"\([^)]*\)", " ", plain).translate(_APART).split())


_APART = {code: " " for code in range(128) if not chr(code).isalnum()}
