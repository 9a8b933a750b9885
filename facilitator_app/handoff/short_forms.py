"""What people are called for short: the usual forms of given names in English, and the small forms of Spanish.

For the guard: pure.  A nickname that nobody wrote down ("Tommy" for Thomas, "Carlitos" for Carlos) gives somebody away too.
"""

from __future__ import annotations

ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in """
    abigail abby gail
    albert al bert bertie
    alberto beto
    alejandro alex ale jano
    alejandra alex ale jandra
    alexander alex alec sandy sasha xander
    alexandra alex alexa sandra sasha lexi
    alfonso poncho
    alfred alf alfie fred
    alfredo fredo
    amelia amy millie
    andrew andy drew
    antonia toni tonia tona
    antonio tono tony toni
    anthony tony ant
    arthur art artie
    barbara barb barbie babs
    beatriz bea bety
    benjamin ben benny benji benja
    bernard bernie
    bradley brad
    carmen carmela mela
    caroline carrie caro
    carolina caro
    catalina cata lina
    catherine katherine kathryn catharine kate katie cathy kathy kath kat kitty
    charles charlie chuck chaz
    christina christine tina chris chrissy
    christopher chris kit topher
    concepcion concha conchita
    cristina cris tina
    daniel dan danny dani
    daniela dani
    david dave davey
    deborah debra deb debbie
    dolores lola
    dominic dom nic
    donald don donnie
    dorothy dot dottie dolly
    edward ed eddie ned ted teddy
    eduardo edu lalo
    eleanor ellie nell nora
    elizabeth elisabeth liz lizzie beth betty betsy eliza libby lisa
    emily em emmy millie
    emma em emmy
    enrique quique kike
    ernesto neto
    federico fede
    fernanda fer
    fernando fer nando
    frances fran franny frankie
    francis frank frankie
    francisca paca paquita fran
    francisco paco pancho fran cisco curro
    frederick fred freddy freddie
    gabriel gabe gabi
    gabriela gabi gaby
    geoffrey jeffrey geoff jeff
    george georgie
    gerald gerry jerry
    gerardo gera
    gonzalo gonza chalo
    graciela chela
    gregory greg
    gregorio goyo
    guadalupe lupe lupita
    guillermo guille memo
    harold hal harry
    henry harry hank
    hortensia tencha
    ignacio nacho
    isabel isa chabela chabe
    isabella isabelle bella izzy
    isaac ike zac
    jacob jake
    james jim jimmy jamie
    jennifer jen jenny jenn
    jeremy jem
    jessica jess jessie
    jesus chuy chucho
    joaquin quin
    john johnny jack
    jonathan jon jonny
    jorge jorgito coque
    jose pepe chepe
    josefa pepa
    joseph joe joey
    joshua josh
    judith judy jude
    julian jules
    julio julito
    kenneth ken kenny
    kimberly kim
    laurence lawrence larry laurie
    leonard leo len lenny
    leonardo leo
    leticia lety
    louis lou louie
    louise lou
    lucia lucy lu
    lucille lucy
    luis lucho
    luz lucha
    madeleine madeline maddie maddy
    manuel manolo manu manny
    margaret maggie meg peggy margie greta daisy
    margarita marga rita mago
    maria mari maruja
    matthew matt matty
    mateo teo
    maximilian maximiliano max
    mercedes meche merche
    michael mike mikey mick micky
    miguel migue miguelito
    miriam miri
    monica moni
    nancy nan
    natalia nata talia
    nathaniel nathan nate nat
    nicholas nicolas nick nicky nico
    nicole nicky nikki
    olivia liv livvy
    oliver ollie olly
    pamela pam
    patricia pat patty trish tricia paty
    patrick pat paddy rick
    peter pete
    philip phillip phil pip
    rafael rafa
    ramon moncho
    raymond ray
    rebecca becca becky
    refugio cuca cuco
    ricardo ricky richi
    richard rick ricky rich dick richie
    robert rob robbie bob bobby bert
    roberto beto
    rodrigo rodri
    ronald ron ronnie
    rosamund rosalind rosemary rose rosie
    rosario charo chayo
    russell russ
    salvador chava salva
    samantha sam sammy
    samuel sam sammy
    santiago santi chago
    sebastian seb sebas
    sergio checo
    sofia sofi
    sophia sophie soph
    stanley stan
    steven stephen steve stevie
    susan suzanne susanna sue susie suzy
    susana susy
    teresa tere teresita
    theresa terry tess tessa
    theodore ted teddy theo
    thomas tom tommy
    timothy tim timmy
    valentina vale
    veronica vero
    vicente chente
    victoria vicky tori vic
    vincent vince vinnie
    virginia ginny
    walter walt wally
    william will bill billy willy willie liam
    wilhelmina minnie willa
    ximena xime
    yolanda yoli
    zachary zach zack
    """.splitlines()
    if line.strip()
)
"""One line for each name: all that one person can be called.  Folded, as ``letters.Folded`` folds."""


def short_forms(name: str) -> frozenset[str]:
    """Other forms that one folded given name is likely to be said in."""
    usual = frozenset[str]().union(*(group for group in ALIKE if name in group))
    return (usual | _small(name)) - {name}


def _small(name: str) -> frozenset[str]:
    """The small forms of a name in Spanish: Carlitos, Martita, Carmencita, Lucecita, Paquito."""
    if len(name) < 3:
        return frozenset()
    for tail in ("os", "as"):
        if name.endswith(tail) and len(name) > 4:
            return frozenset({f"{_soft(name[:-2])}it{tail}"})
    if name[-1] in "oa":
        return frozenset({f"{_soft(name[:-1])}it{name[-1]}"})
    if name[-1] == "z":
        return frozenset(f"{name[:-1]}c{tail}" for tail in ("ito", "ita", "ecita", "ecito"))
    if name[-1] in "nr":
        return frozenset(f"{name}cit{end}" for end in "oa")
    if name[-1] == "e":
        return frozenset(f"{stem}it{end}" for stem in (_soft(name[:-1]), f"{name}c") for end in "oa")
    if name[-1] == "l":
        return frozenset(f"{name}it{end}" for end in "oa")
    return frozenset()


def _soft(stem: str) -> str:
    """The stem as it is written before an i: Paco, Paquito; Hugo, Huguito; Esperanza, Esperancita."""
    for end, written in (("c", "qu"), ("g", "gu"), ("z", "c")):
        if stem.endswith(end):
            return stem[:-1] + written
    return stem
