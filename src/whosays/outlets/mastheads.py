"""What papers and stations call themselves: "Kestrel Courier" is one by its last word, whoever has heard of it."""

from __future__ import annotations

import re
from typing import Final

from whosays.outlets.register import shipped

PAPERS: Final = (
    "Times|Post|Herald|Guardian|Telegraph|Journal|Tribune|Gazette|Chronicle|Mail|Mirror|"
    "Independent|Observer|Echo|Courier|Dispatch|Bulletin|Examiner|Inquirer|Sentinel|Standard|Express|Star|"
    "Register|Argus|Mercury|Leader|Record|Ledger|Advertiser|Press|News|Radio|TV|Magazine|Wire|News Agency"
)
"""Last words of such names, as parts of a pattern."""

_NAME = re.compile(rf"(?:The )?(?:[A-Z][\w’'&-]* (?:(?:&|and|of) )?){{1,3}}(?:{PAPERS})")
_SECTION = re.compile(
    r"(?:The )?(?:(?:Breaking|World|Local|Latest|Top|Sports?|Business|Politic(?:s|al)|Regional|National|International|"
    r"Entertainment|General|Other|More|Weather|Traffic|Crime|Community|Company|Health|Science|Technology|Home|Foreign|"
    r"City|UK|US|EU|Today’s|Today's) )+News"
)


def is_outlet_name(line: str) -> bool:
    """True for a line that is the name of a paper or a station, known or by its last word, and nothing else."""
    return bool(_NAME.fullmatch(line)) or is_known_outlet(line)


def is_known_outlet(line: str) -> bool:
    """True for a line that is the name of an outlet of the shipped register as that is printed."""
    return 1 < len(line.split()) < 6 and line[:1].isupper() and shipped().named(line) is not None


def is_section(line: str) -> bool:
    """True for what stands over a part of a paper: "World News" is nobody's name."""
    return bool(_SECTION.fullmatch(line))
