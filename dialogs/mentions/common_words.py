"""French words that are also names of people or venues: such a name alone needs its capital."""

COMMON_WORDS = frozenset(
    """
    aime ange angelique aube aurore avril azur baptiste barre bastide beau berger bergere blanc
    blanche blond bois bon bonhomme bonnet boucher boulanger breton brun brune bruyeres camille
    capucine cardinal carpentier carre celeste cerise chance charpentier chatain chevalier
    clair claire clemence clement cloche colin colombe constance constant cordier couturier cure
    dauphin dauphine desire desiree dimanche doux dore eclipse ecole edgar espace esperance etoile
    eve fabre faure felicite fer feuille fidele fleur flore florence fontaine forestier forge
    fort fortune france franc frank gai garde gentil germain goujon grand gris gros hangar hardi
    hiver honore hortense hugo iris ivoire jacinthe jardin jaune jeudi joli jolie jour joyeux
    juillet juin juste justice labelle lame lance laure laurier lavoir leger legrand leroy lilas
    lions livre lombard long lucas lundi luxy magnolia mai maire maison major manege marais marche
    marchand marguerite marin marine mars martin masson matin maxime menuisier mer mercier
    merle meunier midi mimosa mirador modeste moine monet moreau moulin muguet musicien myrtille
    narcisse neuf noel noir normand oceane olive olivier page papillon parc pascal pascale patience
    perle petit petite picard pie pierre pin pinson place plaisance plante plateau poirier pont
    port porte portier prado pre preau prevost prince printemps prudence quai rayon ressort
    riche rive riviere robin roi roman romain rose rosier rossignol rouge roux royal rubis sabine
    saint salomon samedi sauvage savant serge serin seul silence soleil source square soudain
    stade studio tailleur tanneries tavernier terrasse terre theatre tilleuls tonnelier tour
    tournesol tremplin urbain val vallee valentin verdier vernier vert vic victoire vigne vigneron
    vincent violette viviane voisin
    """.split()
)
