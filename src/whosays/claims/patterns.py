"""The patterns and short word lists that the rules of ``checkable`` look for, in lower case with straight
apostrophes.
"""

from __future__ import annotations

import re

from whosays.likeness.stemming import listed

LONGEST = 1500
INDEFINITE = frozenset(("nobody", "everybody", "everyone", "someone", "somebody", "nothing", "everything"))
ADVERBIAL = re.compile(r"(?:in|at|on|by|from|for|during|under|through|via|with|inside|about|after|before)\b")
PARTICIPLE = re.compile(r"[a-z]+(?:ed|en|wn|nt)\b(?! (?:the|a|an|that|his|her|their|its)\b)")
NUMBER = re.compile(r"\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty")
SUBJECT_PRONOUNS = frozenset(["he", "she", "they", "we", "i", "it"])
END_MARKED = frozenset(".!?…")
# What stands before the name in "On Sat, 1 Jun 2030 at 05:10, Tom Rowe wrote:".
WROTE_ON = re.compile(
    r"On\s(?=[^\n]{0,60}\d{4})[\w,./ -]{6,40}?(?:(?:,|\sat)?\s\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?)?"
)
MAIL_HEADER = re.compile(r"(?:From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Message-ID):\s", re.IGNORECASE)
NO_ASSERTION = re.compile(
    r"\b(?:can't|cannot|can not|could not|couldn't|unable to|(?:not|n't) able to|won't|would not|wouldn't|will not|"
    r"not in a position to|"
    r"declin\w+ to|refus\w+ to|not immediately|did not|didn't|has not|hasn't|have not|haven't|had not|yet to)\b"
    r"(?: \S+){0,4}? (?:confirm|verify|comment|discuss|deny|corroborate|speculate|elaborate|respond|responded|reply|"
    r"replied|commented|"
    r"confirmed|verified|authenticate|answer|answered|go into detail\w*)\b"
    r"|\bno comment\b|\bwithout comment\b|\b(?:was|were|is|are) not (?:immediately )?(?:available|reachable)\b|"
    r"\bcould(?: not|n't) be reached\b"
    r"|\b(?:approached|contacted|asked|reached out to)\b.{0,60}\bfor (?:a )?(?:comment|statement|response|"
    r"clarification)\b|\brequests? for comment\b"
    r"|\b(?:did not|didn't|refused to|declined to|would not|wouldn't|without) (?:reveal|revealing|name|naming|"
    r"identify|identifying|disclose|disclosing|say|specify|give)\b.{0,40}"
    r"\b(?:sources?|names?|identit\w+|who)\b"
    r"|\b(?:question|matter|issue)s? (?:is |are )?(?:best )?(?:for|directed|put|addressed)\b|\brefer\w* (?:you|"
    r"questions|inquiries|enquiries|reporters)\b"
)
BARE_VERDICT = re.compile(
    r"(?:(?:it|this|that|these|those|they|he|she|the (?:claims?|reports?|story|stories|rumou?rs?|allegations?|news|"
    r"video|photos?|images?|posts?))(?: \w+)?"
    r"(?:'s| is| are|'re| was| were)?(?: \w+ly| just| all| simply| not| completely| absolutely)*"
    r" (?:true|false|untrue|fake|a lie|lies|nonsense|rubbish|a hoax|wrong|incorrect|right|correct|accurate|"
    r"inaccurate|real|so|it|unfounded|baseless|unconfirmed|unverified)"
    r"|nothing (?:of the (?:kind|sort)|like (?:that|this|it)) (?:ever )?(?:happened|took place|occurred)"
    r"|(?:no|yes|not true|fake news|nonsense|rubbish|of course not|absolutely not))$"
)
# "Every word of it is a lie", "The reports in the Courier are false", "Nothing could be further from the truth".
VERDICT_ON = re.compile(
    r"(?:(?:every(?: single)? word|all|none|most|much|not (?:a|one) word|some|parts?)(?: (?:of|in) (?:\S+ ){1,5}?| )"
    r"|(?:the|these|those|this|that|his|her|their|its|your|such|all) (?:\w+ ){0,2}?(?:claims?|reports?|stor(?:y|ies)|"
    r"rumou?rs?|allegations?|accusations?|articles?|accounts?|charges?|posts?|videos?|statements?|figures?) "
    r"(?:(?:in|by|about|of|on|from|against) (?:\S+ ){1,6}?)?)"
    r"(?:is|are|was|were)(?: not| \w+ly| just| all| simply| pure| nothing but| an?){0,4}(?: \w+)? "
    r"(?:true|false|untrue|fake|lies?|inventions?|fabricat\w+|fictions?|fantas(?:y|ies)|smears?|hoax(?:es)?|nonsense|"
    r"rubbish|wrong|incorrect|inaccurate|unfounded|baseless|made up|slander|propaganda|myths?)$"
    r"|nothing (?:could be|is) (?:further|farther) from the truth\b"
    r"|(?:that )?there(?:'s| is| was|'d been| has been| had been)(?: \w+ly)? (?:no|not any|little) (?:truth|basis|"
    r"substance|foundation|merit)(?: \w+)? (?:in|to|behind|for) (?:it|this|that|them|(?:the|these|those|this|that|any|"
    r"such|his|her|their|its) (?:\w+ ){0,2}?(?:claims?|reports?|stor(?:y|ies)|rumou?rs?|allegations?|accusations?|"
    r"suggestions?|speculation|charges?|posts?))$"
)
# "called the claim completely untrue"
CALLED_SO = re.compile(
    r"(?:call|describ|brand|label|term|dismiss|denounc|slam|reject)\w* (?:it|this|that|them|"
    r"(?:the|these|those|this|that|such|all|any|his|her|their|its) (?:\w+ ){0,2}?(?:claims?|reports?|stor(?:y|ies)|"
    r"rumou?rs?|allegations?|accusations?|suggestions?|speculation|charges?|posts?))(?: as)?(?: \w+){1,6}$"
)
# "that's absurd, that's insulting and it's untrue": of something said before, no more than what to think of it
VERDICTS = re.compile(
    r"(?:(?:and |but )?(?:that|this|it)(?:'s| is| was) (?:(?:an?|just|simply|\w+ly) ){0,2}\w+(?: |$)){2,5}$"
)
# Calls to act or to feel, and what is said to be heard, not to be checked.
EXHORTS = re.compile(
    r"\b(?:now is|this is|it's|it is) (?:the|our|your|high|about) (?:very )?(?:time|hour|moment|"
    r"chance)(?: of \w+)? (?:for|to|that)\b"
    r"|\bthe (?:time|hour|moment) (?:has come|is now|for \w+ (?:is (?:over|past|now)|has come))\b"
    r"|\blet (?:nobody|no one|no man|no woman|everyone|there be|it be|them (?!go\b|know\b|off\b))\b"
    r"|\b(?:god|heaven|heavens) (?:help|save|bless|forgive|forbid)s?\b|\bshame on\b|\b(?:believe|trust|"
    r"mark) (?:me|my words)\b"
    r"|^(?:never (?:before|again) (?:has|have|had|will|shall)|long live|enough is enough|stand up|rise up|wake up)\b"
    r"|\bonly the beginning$|\bon the right side of history\b|\bthe whole world is watching\b"
)
ANONYMITY = re.compile(
    r"\b(?:gave|giving|given|identified (?:\w+ )?by|asked to be identified (?:only )?by) (?:only )?(?:his|her|their|a) "
    r"(?:first|given|last|middle) names?\b|"
    r"^(?:not )?to (?:be (?:\w+ )?(?:named|identified|quoted by name)|remain (?:anonymous|unnamed)|speak anonymously)\b"
    r"|^(?:(?!who\b|which\b|that\b)\S+ ){1,8}?(?:asked|requested|wanted|wished|preferred|insisted|declined|refused|"
    r"agreed|spoke)(?: \w+){0,2}? (?:to be (?:\w+ )?(?:named|identified)|(?:to remain |to speak )?anonym\w+)\b"
)
OUGHT = re.compile(
    r"(?<!who )(?<!that )(?<!which )"  # "tugs that should be afloat by May" says what is planned
    r"\b(?:should(?! have (?:been|had|\w+ed)\b)|ought to|shouldn't|must (?!have)|mustn't|had better|let's|let us|"
    r"deserves?|it's time|it is time|would like to|"
    r"in my (?:view|opinion)|if only|who cares|no wonder|goes without saying)\b"
)
# Where a clause ends that may be followed by one that hangs on it or stands beside it.
CLAUSE_EDGE = re.compile(
    r",? (?:because|although|though|unless|if|when|while|after|before|until|that|who|which|whose|saying|adding|where|"
    r"whereas)\b"
    r"|,? (?:and|but|so) (?=(?:that|it|he|she|they|we|i|you|the|an?|this|these|those|his|her|their|its)\b)|; | [–—] ",
    re.IGNORECASE,
)
# What somebody says ought to be is a fact of what they say.
TOLD = re.compile(
    r"\b(?:said|says?|told|tells?|believed?|believes|thinks?|thought|argued?|argues|insist\w*|agreed?|ruled|voted|"
    r"recommend\w*|conclu\w+|found|decided)\b"
)
EXCLAIMED = re.compile(r"(?:what an? |how (?:very |so )?\w+ (?:it|this|that|he|she|they|we|i) (?:is|was|were|are)$)")
# What a newsroom tells its readers about its own pages, and what it promises them.
SERVICE = re.compile(
    r"^(?:here(?:'s| is| are) (?:what|how|why|when|where|who|all|everything|some|our|the (?:latest|full|main|key)|"
    r"a (?:look|list|guide|"
    r"recap|timeline))\b|what (?:we|is|to) know\b|this (?:story|article|page|piece|post|report|file|blog) (?:is|"
    r"was|will|has)\b|"
    r"(?:more|further) (?:details|updates|information|news|on this|to come|to follow|follows?)\b|for (?:more|"
    r"the latest|updates|"
    r"full coverage|live coverage)\b)"
    r"|\b(?:our|this) (?:\w+ )?(?:live(?:blog)?|newsletters?|site|website|homepage|page|pages|app|podcast|channel|"
    r"coverage|liveblog|blog|"
    r"explainer|guide|gallery|timeline|inbox|reporters?|correspondents?|team|newsroom|columnists?|analysis|live page)\b"
    r"|\b(?:can|may|will) (?:also )?be (?:found|read|watched|seen|viewed|heard|downloaded|followed|"
    r"streamed) (?:here|below|above|online|"
    r"on our|in full|at the (?:end|bottom|top)|live)\b"
    r"|\b(?:is|are|will be) (?:printed |published |reproduced |listed |embedded |shown |"
    r"set out )?(?:in full )?(?:below|above|here)$"
    r"|\b(?:developing|breaking) story\b|\bwill (?:be updated|bring (?:you|readers))\b|\bthe latest (?:news|"
    r"updates?) (?:on|from|about)\b.*"
    r"\b(?:here|below|live)\b|\bscroll (?:down|up)\b|\bsubscribers?(?:-only)? (?:can|get|have)\b"
)
THEN_ALL = re.compile(  # "if this is true, people should be ashamed"
    r"(?:[,;]|\b(?:that|then|and|but|so)) (?:everybody|everyone|people|nobody|all of us|you|we|I|us) "
    r"(?:should|must|ought)\b"
)
TO_ALL = listed("everybody everyone people nobody all you i we us let's let it there")
WISH = re.compile(
    r"^(?:(?:i|we|they) (?:\w+ly )?)?(?:hope|hopes|hoping|wish|pray|may (?:he|she|they|god|we))\b|\bfingers "
    r"crossed\b|\brest in peace\b|\blooking forward\b"
)
FIRST = re.compile(r"(?:^|\b(?:and|but|so|because|as|that) )(?:i|we|i'm|we're|i've|we've|i'd|we'd|i'll|we'll|my|our)\b")
OUR_STAND = re.compile(
    r"^(?:right now |at this time |today |as always )?(?:our|my) (?:\w+ )?(?:attention|focus|thoughts|prayers|"
    r"hearts?|condolences|priority|priorities|position|commitment|message|hope|goal|"
    r"sympathies|sympathy|policy)\b|\b(?:we|i)(?:'re| are| am|'m| remain| stay| will continue to be) (?:\w+ "
    r"){0,2}(?:focused|committed|dedicated|determined|proud|grateful|concerned|aware|confident)\b"
)
CUT_LINE = re.compile(
    r"^(?:by|photo|photos|image|images|picture|pictures|video|watch|read more|read also|related|see also|credit|file "
    r"photo|getty|source|sources|updated|published|posted|"
    r"share this|follow us|sign up|subscribe|click|advertisement|advert|copyright|all rights|editing by|reporting by|"
    r"additional reporting|listen|play|caption|more from|"
    r"first published|reprinted|republished|(?:follow|like|join) (?:\S+ ){1,6}on (?:twitter|facebook|instagram|"
    r"telegram|youtube)|last updated|correction)\b"
)
ASKS = listed("who what when where why how is are was were do does did can could will would should")
# "it as pure invention": what somebody dismissed, and as what
DISMISSED = re.compile(r"(?:it|this|that|them|these|those|him|her|us|me) as\b")
TITLE = re.compile(
    r"(?:the )?(?:full )?(?:transcripts?|hearings?|interviews?|minutes|briefings?|press (?:conference|briefing)|"
    r"remarks|speech|testimony|"
    r"q&a|questions and answers|statement|timeline|factbox|explainer|analysis|opinion|editorial|letters?|review|live|"
    r"in pictures|in full|fact check) ?(?:of|on|with|by|to|from|about|before|at|between|$)"
)
LABEL_BEHIND = re.compile(
    r"\s*[:–—|-]\s(?:(?:the )?(?:latest|live|rolling|key|full) ?(?:updates?|blog|coverage|news|points|reaction|story)?|"
    r"live|as it happened|updates?|in (?:pictures|full|brief)|recap|explained|an? (?:timeline|explainer|q&a)|timeline|"
    r"what we know(?: so far)?)\s*$",
    re.IGNORECASE,
)
RELATIVES = listed("that who which whose whom where when")
OPENS_A_NAME = listed("the a an my our your inside behind")
HEADINGS = listed("how why what when where who which")
SAID_OF = listed(
    "is are was were isn't aren't wasn't weren't has have had hasn't haven't hadn't did didn't does doesn't do don't "
    "will won't would wouldn't can can't cannot could couldn't may might must"
)
DETERMINERS = listed(
    "the a an this that these those his her its their he she it they some many several most all both each one two "
    "three four five no"
)
WHETHER = re.compile(r"(?:(?:just|exactly|about|of|on|as to) )?(?:whether|how|why|who|whom|what|which|when|where|if)\b")
# "called the ruling a win", "described them as heroes": who is called what
NAMED = re.compile(
    r"^(?:(?:call|brand|label|dub|deem)\w{0,4} (?!\w+sel(?:f|ves)\b)(?:\S+ ){1,10}?(?:an?|the|as)"
    r"|(?:describ|portray|depict|hail|denounc|paint|cast)\w{0,3} (?!\w+sel(?:f|ves)\b)(?:\S+ ){1,12}?as) \w"
)
CALLED = re.compile(  # … in words that are quoted: "called the recording “edited”"
    r"(?:call|brand|label|dub|deem)\w{0,4} (?!\w+sel(?:f|ves)\b|(?:for|on|upon|in|off|to|up|out|by|police)\b)"
    r"\w[^\"“‘.;]{1,60} (?:[\"“‘]|')\w",
    re.IGNORECASE,
)
ACCUSED = re.compile(r"^(?:\S+ ){0,4}(?:of|for) (?:having )?\w{2,}ing\b")
INFINITIVE = re.compile(r"to\s", re.IGNORECASE)
TO_BE = re.compile(r"\bto (?:be|have)\b")
AFTER_COMMAND = listed(
    "the a an this that these those my your our his her their its it them him me us yourself out up for at on in to "
    "about more all here now what how who if no back"
)
FIRST_WORDS = listed("i we i'm we're i've we've i'd we'd i'll we'll")
PERCEIVED = listed("saw heard found met watched witnessed")
READER = listed("you your you're you'll you've yours yourself")
