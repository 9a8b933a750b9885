// How much the marks of a tile can say in so much height: all of them their shape, then the first word of each, the strongest
// first, then the rest.  Worked out from the words alone: what is drawn follows it, and never the other way round.
import QtQuick

QtObject {
    id: marks

    required property FontMetrics letters // of the type they are in
    property var words: [] // all that each has to say
    property var firsts: [] // and the first of it
    property var strongest: [] // the places of those whose word goes last
    property int shapeless: -1 // the place of one that has no shape
    property real size: 1 // of a shape, beside the usual
    property real inner: 0 // the width there is
    property real line: 0 // the height of one
    readonly property real edge: inner + 4 * size // what follows a word needs no place at the end of a line
    readonly property var none: words.map(() => 0)

    function saying(place: int, level: int): string { // 0 its shape alone, 1 its first word, 2 all
        return level === 2 ? words[place] : firsts[place];
    }

    function wide(word: string): real { // drawn just so wide: a part of a pixel would be another line
        const asked = letters.font.pixelSize; // so that all is measured anew when the type becomes another
        return word === "" || asked === 0 ? 0 : Math.ceil(31 * size + letters.advanceWidth(word)) + 1;
    }

    function taken(said: var, place: int): real { // the width of a mark that says so much
        if (words[place] !== "" && said[place] === 0)
            return place === shapeless ? 0 : 26 * size;
        return Math.min(inner, wide(saying(place, said[place])));
    }

    function lines(said: var): int {
        let at = 0;
        return said.reduce((many, _, place) => {
            const next = taken(said, place), full = at > 0 && at + next > edge;
            at = full ? next : at + next;
            return full ? many + 1 : many;
        }, words.some(word => word !== "") ? 1 : 0);
    }

    function worded(from: var, level: int, most: real): var { // in so much height
        return strongest.reduce((so, place) => {
            const more = so.map((one, at) => at === place ? level : one);
            return so[place] >= level - 1 && wide(saying(place, level)) <= edge && lines(more) * line <= most ? more : so;
        }, from);
    }
}
