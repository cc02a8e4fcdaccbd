"""Words of French too usual to say what a text is about, folded; lunr has those of English."""

FRENCH = frozenset(
    """
    a afin ai aie aient ainsi alors apres as assez au aucun aucune aujourdhui auquel aura aurait auront aussi autre
    autres aux auxquelles auxquels avaient avait avant avec avez avoir avons ayant beaucoup bien c car ce ceci
    cela celle celles celui cependant ces cet cette ceux chacun chacune chaque chez ci comme comment d dans de
    depuis des desquelles desquels dois doit doivent donc dont du duquel elle elles en encore entre es est et
    etaient etait etant ete etes etre eu eux faire fais fait faites faut font fut hors ici il ils j je jusqu jusque l la
    laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais me meme memes mes mien moi
    moins mon n ne ni non nos notre nous on ont or ou par parce parmi pas pendant peu peut peuvent peux plus
    plusieurs pour pourquoi pourra pourrait puis puisque qu quand que quel quelle quelles quels qui quoi s sa sans
    se sera serait seront ses si sien soi soient sois soit sommes son sont sous suis sur t ta tandis te tel telle
    telles tels tes toi ton tous tout toute toutes tres trop tu un une va vais vont vos votre vous vu y
    """.split()  # noqa: SIM905 - a list of words, to be read as one
)
