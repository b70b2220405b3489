"""Numbers in an author's own text: bound where `{{ table.row.column }}` stands, renewed, and flagged where stale.

Functions on the parsed parts of a document; reading and writing the file, and what it last printed, is the caller's.
"""

from reports.mentions.binding import Bound, Problem, Trouble, bind_numbers, names_numbers
from reports.mentions.names import Taken
from reports.mentions.places import Place, heading_styles, table_places
from reports.mentions.renewal import Fate, Renewal, numbers_after, renew_numbers, waiting_after
from reports.mentions.sayings import bound_line, problem_line, renewal_line, stale_line
from reports.mentions.stale import Stale, stale_numbers

__all__ = [
    "Bound",
    "Fate",
    "Place",
    "Problem",
    "Renewal",
    "Stale",
    "Taken",
    "Trouble",
    "bind_numbers",
    "bound_line",
    "heading_styles",
    "names_numbers",
    "numbers_after",
    "problem_line",
    "renew_numbers",
    "renewal_line",
    "stale_line",
    "stale_numbers",
    "table_places",
    "waiting_after",
]
