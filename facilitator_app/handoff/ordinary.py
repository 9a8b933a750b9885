"""Words that are also names, and ways one name is spelled, in English and Spanish.  For the guard: pure data."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ALSO_WORDS = _set(
    """
    billy bud buddy goldie jazz memo mouse pepper raj rocky rusty scout shadow sonny sunny tiger tiny
    an as be by do he her him his in is it me my no of on or see she so some the to us we you abbey amber angel
    apple april archer art ash aspen august autumn bailey baker banks basil bay bear bell berry bill bird bishop
    black blaze bliss blue bob booth bowman bright brook brooks brown buck bunny burns bush butler candy carol
    carpenter carter cash chance chandler charity chase cherry chip christian christmas chuck church clay cliff
    clover cloud coal cole colt constance cook cooper coral cotton cross crystal curry daisy dale dawn day dean
    deep dew diamond dick dolly dove drake drew duke dusty early earl east ebony eden ember english eve faith
    falcon farmer fern field finch fish fisher flint flora flower foot ford forest fox frank freed french frost
    gale gene gentle ginger glen gold golden good grace grant gray green grey grove guy hale hall hand hardy
    harmony harp hart haven hawk hay hazel head heart heath heather heaven hill holly honey hope horn house hunt
    hunter ice iris ivory ivy jade jasmine jay jewel joy july june justice key kind king kitty knight lake lamb
    lance lane lark laurel law leaf legacy lily little long love low luck lyric major march marina mark marsh
    marshal martin mason may meadow melody mercy merry mild miles mill miller mint misty moon moody moss myrtle
    neat nick noble north nova oak ocean olive opal page paisley park parker parson patience peace pearl penny
    pepper phoenix pierce pine piper pool poppy porter potter power prairie precious price prince prudence rain
    ray raven reed rex rich rider river rivers robin rock rocky rod rose rosemary royal ruby rue rush russet rusty
    sable sage sandy savage savannah scarlet serene serenity sharp shepherd short silver singer skip sky smart
    snow song sparrow spring star sterling stone storm strange strong sue summer sun sunny sunshine swan sweet
    swift tally tanner teal thorn thyme tiger trinity trip true tucker tulip turner valentine van vale velvet
    victor violet wade walker ward water waters way wells west wheeler white wild will willow wind winter wise
    wolf wood woods worth wren young
    """
)
"""Flagged only where they are written like a name, or stand where only a name can."""

LITTLE_WORDS = _set(
    "an as be by do he her him his in is it me my no of on or see she so some the to us we will may you"
)
"""Names that are also little words: at the head of a sentence the next word tells."""

AFTER_A_NAME = _set(
    """
    a again against all almost along alone also although and around as asleep at away awake because before behind
    being beside between but by close down during for from had has have he here her him his i if in into is just
    like my near next nearly now of off on or our out over quite she so some still that the their then there they
    though through to together too under until up was we were when where while who whose with without would yet
    you your bade beat became began bent bit bled blew bore bought bound broke brought built burst came caught
    chose clung crept cried cut dealt did drank dreamt drew drove dug ate fell felt fled flew fought forgot
    forgave found froze gave got went grew held heard hid hit hugged hung kept knew knelt laid lay led leant left
    lent let lost made meant met paid put ran rang read rode rose said sang sank sat saw sent set shook shot shut
    slept slid smelt sobbed sought spent spoke sprang stood stole struck stuck swam swept swung swore taught
    thought threw told took tore understood withdrew woke won wore wept wrote could can should might must
    """
)
"""What follows somebody's name at the head of a sentence, rather than an auxiliary ("Will came", "May and I")."""

AUXILIARY_TAILS = _set("focus always perhaps sometimes towards afterwards needs")
"""Words with the ending of a verb in the third person that follow an auxiliary all the same."""

AFTER_A_VERB = _set(
    """
    a above after again against alone along an and around as at away back before behind by down during early
    easily for from gently halfway her hers high his in into it its lightly late like more my now of off on once
    onto one our out over quickly several shakily slightly slowly soon steadily that the their them then there
    these this those through to together too toward towards twice two unaided under unsteadily until up upon we
    well when where while with within without you your
    """
)
"""What follows an ordinary word at the head of a sentence ("Rose from the mat") rather than a name."""

SAINTS = _set("st saint san santa santo")
"""Before a name: a church, a town or a day, nobody of the group."""

UNITS = frozenset({"min"})
"""Names that are units too: after a figure or a stroke in small letters they are nobody ("+15 min", "14 /min")."""

SAYINGS = frozenset(
    {
        "amazing grace",
        "grace period",
        "grace note",
        "grace notes",
        "saving grace",
        "sky blue",
        "sky high",
        "may day",
        "rose petals",
        "rose quartz",
        "rose garden",
        "cherry tree",
        "holly bush",
        "pearl barley",
    }
)
"""An ordinary word and its neighbour that are no name together, capital or not; nothing that one gives to somebody."""

ASKING = _set("may will do")
ASKED = _set("i we you they he she it")
"""A question begins so ("May I have the bolster?"): the first word is then no name."""

NAME_COMES = frozenset({"beside", "called", "named", "near", "alongside", "opposite"})
"""Words after which an ordinary word in small letters is clearly a name ("sat beside rose")."""

DONE_TO_SOMEBODY = _set("hugged kissed thanked embraced phoned hugs thanks")
"""Words after which an ordinary word in small letters is a name: nobody hugs or thanks a thing without an article."""

DONE_BY_SOMEBODY = _set(
    """
    said says asked asks told tells laughed laughs whispered whispers smiled smiles cried cries wept weeps sobbed sobs
    hugged hugs snored snores coughed coughs sneezed sneezes nodded nods thanked
    dijo dice pidio pregunto ronco tosio estornudo sonrio
    """
)
"""What only somebody does: the ordinary word in small letters before it is a name ("then rose laughed")."""

DONE_TO_SOMEBODY_IN_SPANISH = _set(
    """
    mano abrazo abrazos abrazar abrazando agua manta miro mirar mirando mira vio ver oyo pidio pedir pregunto
    busco buscando llamo llamar escucho escuchar sonrio sonriendo saludo agradecio gracias toco beso beso ayudo ayudar
    acompano cuido tomo sostuvo junto frente cerca abraza busca llama saluda sonrie escucha pide pregunta
    """
)
"""Spanish words, folded, after which "a" leads to somebody ("la mano a angel"), not to a thing."""

BEFORE_A_THING = _set(
    "a an the this that these those each every no any some my your his her its our their i he she they we it you who which"
    " el la los las un una unos unas mi su sus este esta ese esa cada sin con"
)
"""Words after which an ordinary word in small letters is no name, whatever comes next ("the rose's petals")."""

MONTHS = frozenset({"april", "may", "june", "july", "august", "march"})
SPANISH_MONTHS = _set(
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre"
)
BEFORE_MONTHS = frozenset(
    {"already", "by", "early", "end", "in", "last", "late", "mid", "next", "of", "since", "still", "this", "until"}
)

NEIGHBOURS = _set(
    """
    nada nadie noon toma tomas tomo calor marca
    again alice alone amaze asking angle ankle anna aware belly bread bring calmer caring carry cheer chest chose chris circle
    clair clear cloud could dance david deeper devil diana drank drink elena emily erica event every falls feels
    fiona first gentle given giver going grade grape grateful great greet group hands hanna heavy henna inner
    insight irish janet jamie jason jerry joints junior karma karen large later laugh laura leave level light
    linda lines lived lower maria marie marina marks meant moved music never night noise notes novel often other
    paris party patio peter phone phase place plain point quiet raise reach ready relax river roman round rowing
    ruled safer sally saint sands sarah scare seats seems shaken share sharon shape sharp sheet short siren sleep
    slept small smell smile sofia softly sound stable stale stare start state steady steps still stone store story
    table taken tears terms their there these thing think those throat times today tomato torso total touch tracy
    tries trial trust under using venue vision visit voice waist walks wants warm water where which while white
    whole woman women words world worry would wrist
    marca marcar marea mata matas mania varia maria mareo manta mantas tanta santa sentia seria serio sonrio sonria salia sabia
    hacia habia hasta luego lucha ruido ruidos mundo grande grandes tierra tiempo siempre dentro centro fuerte
    suerte puerta cuerpo cuerda cuello calor color dolor olor flores lento lenta lenguas llanto llano campo cambio
    carta cartas cuarta cuarto quinta quinto tarde tardes padre padres madre madres libre libro libros brazo brazos
    pecho noche noches nieve nieves piedra pierna piernas claro clara claras canta canto cantos cantar sueno suenos
    suave suaves suelo suelos sonido sentido sentada sentado andar andando anduvo alegre alegria amable amiga amigo
    mejor mayor menor manos mareos marzo martes jueves lunes julio junio abril enero joven viejo vieja fuera
    juntos juntas cerca cercas marido ritmo rodilla espalda silencio silla sillas lagrima animo anima
    """
)
"""Words (and other people's common names) one letter away from some name, that a slip of the pen does not explain."""

SPELLINGS: tuple[frozenset[str], ...] = tuple(
    _set(group)
    for group in (
        "mae may mai maye",
        "sara sarah",
        "ann anne",
        "jon john",
        "noor nur nour noura",
        "teo theo",
        "teodor theodor theodore",
        "idris idriss idrees",
        "rowan rowen roan",
        "steven stephen",
        "katherine catherine kathryn katharine",
        "eric erik",
        "lea leah",
        "lynn lyn",
        "mark marc",
        "nick nic",
        "tomas thomas",
    )
)
"""Spellings of one name that sound alike; short names are not compared letter by letter."""

ABBREVIATIONS = _set(
    """
    FC FR TA IMC UCI EEUU
    AC AED AM BP BPM CBT CO DC DNR DO ECG ED EKG EMS ER ETA GP HR ID IFS IM IN IO IV LA LCSW LMFT MA MD MDMA MG ML MP NA
    NO NP NY OD OK OR PA PM PO PRN PT PTSD RN RR SC SL SMS SOB TBD TV UK UN UP US USA UTC VR WC
    """
)
"""Capitals that are not taken for somebody's initials unless they have points."""

NOT_TELLING = _set(
    """
    senor senora sra srta dr dra madre padre mama papa hermana hermano esposa esposo marido pareja amiga amigo hija hijo
    tia tio prima primo abuela abuelo vecina vecino cunada cunado novia novio
    al bin da das de del della den der di dos du el et la las le les los of st ten ter the van von y dr jr miss mr mrs
    ms mx prof sr mother father mom mum dad sister brother wife husband partner friend
    """
)
"""Particles, titles, and what an escort is to somebody: alone they give nobody away."""

NO_NAME_FOLLOWS = _set("a an the his her their my our one some somebody someone un una el la los su sus mi alguien")
"""The first word of an escort who is not named ("a driver of the clinic", "una vecina")."""

ESCORTS = (
    NOT_TELLING
    | NO_NAME_FOLLOWS
    | _set(
        """
    and or from by with in on at for who to not yet here be is will car bus train taxi cab uber lyft driver drives ride
    neighbour neighbor roommate flatmate housemate colleague carer caregiver nurse aunt auntie uncle cousin niece nephew
    son daughter granddaughter grandson grandmother grandfather parents parent fiance fiancee boyfriend girlfriend clinic
    home work mobile cell phone telephone tel evenings mornings named they same also old young staff volunteer chosen
    yes confirmed called waiting outside coming picks up arrives arranged known friend friends as before
    picked collected booked waits lives arriving phoned rang spoke spoken checked told knows has had was comes back
    confirmado confirmada llamada viene recoge espera afuera avisado avisada
    y o del con por que en carro coche auto tren chofer conductor conductora casa trabajo celular telefono sobrina
    sobrino nieta nieto abuelos padres suegra suegro companera companero clinica hijastra hijastro
    """
    )
)
"""Words about an escort that are no name."""

SEATS = (
    "participante?|client|seat|mat|mattress|futon|cushion|cot|chair|recliner|couch|sofa|asiento|lugar|puesto"
    "|colchoneta|colchon|esterilla|tapete|petate|cojin|catre|divan|sillon|silla|reclinable|camilla"
)
"""What somebody sits or lies on, or is counted as, in English and Spanish, without accents."""

SPELLED = ("one two three four five six seven eight", "uno dos tres cuatro cinco seis siete ocho")
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth",
    "primero segundo tercero cuarto quinto sexto septimo octavo",
    "primera segunda tercera cuarta quinta sexta septima octava",
    "primer segundo tercer",
)
"""The numbers of seats in words: each line begins with the first."""

SOMEBODY = (
    "person|man|woman|lady|guy|girl|boy|gentleman|neighbou?r|someone|somebody|participant|member|client|fellow|stranger"
)
SOMEBODY_IN_SPANISH = "persona|senora?|chic[oa]|muchach[oa]|companer[oa]|quien|alguien|mujer|hombre|vecin[oa]"
"""What somebody of the group is called by whoever does not know the name."""
TOWARDS = "to|with|beside|towards?|near|from|by|at|hugged|asked|held|joined|watched|heard|a|al|con|hacia|junto a|con el|con la"
"""Words after which "number six" is somebody."""

ALSO_SPANISH = _set(
    """
    alba alegria amparo angel angeles armando asuncion aurora blanca blanco bonilla bravo bueno caballero cabello cabeza
    calle calvo campo campos caridad caro casas castillo cielo clara claro concepcion consuelo corona corral cortes
    crespo cruz delgada delgado dolores domingo dulce encarnacion esperanza estrella fe felicidad flor flores franca
    chata chato chino flaca flaco gata gato gorda gordo lucha mona mono nena nene oso
    franco fuente fuentes gallego gallo gloria gracia gracias grande guerra hidalgo hierro huerta iglesias inmaculada
    izquierdo jurado lago leal leon libertad linda lluvia lobo luna luz machado madero mar marina marino mayor mendigo
    merced mercedes merino mesa milagro milagros modesto montero montes monte mora morena moreno naranjo nieto nieve
    nieves nube oliva palma paloma pardo parra pascual pastor paz pena perla piedad pilar pinto plaza prado primavera
    prudencia puente ramos redondo refugio reina remedios rey reyes rico rio rios robles roca rocio rojas rojo romero
    rosa rosario rosas rubia rubio sabio salas salinas salud salvador santa santos seco serena serrano sierra socorro
    sol soledad soto tierra toro torre torres trinidad valle vega vela ventura vera verdad victoria vidal villa virtudes
    viva zapatero
    """
)
"""Spanish words, folded, that are also given or family names: in a Spanish line, as ``ALSO_WORDS`` in an English one."""

AFTER_A_SPANISH_NAME = _set(
    """
    me te se le les lo la nos no ya tambien cuando mientras dijo dice hizo hace vino viene fue iba
    estuvo esta estaba era es tuvo tiene trajo puso quiso quiere pudo puede supo sabe vio dio rio hablo lloro canto miro
    tomo abrazo pidio sonrio conto durmio llego salio entro toco
    """
)
"""What follows somebody's name at the head of a Spanish sentence, rather than a thing ("Luz baja", "Sol en el patio")."""

SPANISH = _set(
    "al como con cuando de del donde el en es esta fue la las le lo los mas mi muy no para pero por que se si sin su sus"
    " todo un una y ya"
)
ENGLISH = _set(
    "all an and as at but by for from had has he her him his if in is it its my not of on or she that the their them then"
    " they this to was we were when which who with you"
)
"""The little words that show which language a line is in."""
