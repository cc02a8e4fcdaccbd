"""Endings: what French and English words change at their end; what is left is where a stemmer would cut most of them."""

_PLURALS, _VERBS, _FRENCH, _ENGLISH = (
    "s x e es le les ne nes te tes",
    "a ai ait as ais ant ante antes ants er era erai eras erait eraient erez eriez erions erons eront ers ez i ie ies iez"
    " ions ons ir ira irai irait irez irons iront is it issait issant isse issent issez issons ee ees aient ames asse ent"
    " eons eant eante",
    "able ables ance ances ation ations ateur ateurs atrice atrices atif atifs ative atives ement ements euse euses eur"
    " eurs eux if ifs ion ique iques iquement isme ismes issement issements iste istes ite ites ive ives ivement ment"
    " ments lement nement nements nant tion tions ication ications",
    "d ed ing ings al als ally ate ated ates ating ator ators ability ably ely ence ences ency ents ful fully ial ible ic"
    " ical ically ics ities ity ization ize ized izes izing less ly ness nesses ous ously y ier iest ional",
)
ENDINGS = sorted(" ".join((_PLURALS, _VERBS, _FRENCH, _ENGLISH)).split(), key=lambda ending: (-len(ending), ending))
"""The longest first. Of numbers and genders, of verbs, of French and of English nouns, adjectives and adverbs."""
