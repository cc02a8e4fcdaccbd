"""Endings: what French and English words change at their end; a word less one of them is, mostly, its stem."""

_ENDINGS = """
    s x e es le les ne nes te tes

    a ai aient ait as ais ames ant ante antes ants asse eant eante ee ees ent eons er era erai eraient erait eras erez
    eriez erions erons eront ers ez i ie ies iez ions ir ira irai irait irez irons iront is issait issant isse issent
    issez issons it ons

    able ables ance ances ateur ateurs atif atifs ation ations ative atives atrice atrices ement ements eur eurs euse
    euses eux ication ications if ifs ion ique iquement iques isme ismes issement issements iste istes ite ites ive
    ivement ives lement ment ments nant nement nements tion tions

    ability ably al als ally ate ated ates ating ator ators d ed ely ence ences ency ents ful fully ial ible ic ical
    ically ics ier iest ing ings ional ities ity ization ize ized izes izing less ly ness nesses ous ously y
"""
ENDINGS = sorted(_ENDINGS.split(), key=lambda ending: (-len(ending), ending))
"""The longest first: of numbers and genders; of verbs; of French nouns, adjectives and adverbs; of English ones."""
