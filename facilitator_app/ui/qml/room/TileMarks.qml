// The marks of a tile.  Where there is room each says all it has to; else one word in the least type; and where even that would
// lie over the figures, ages go first, then minutes, then the words of the weakest: their shapes stay.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Flow {
    id: marks

    required property Tile tile
    required property real inner // the width there is, and
    required property real body // the height, with the figures
    required property TileFigures figures
    readonly property real k: tile.k
    readonly property bool squeezed: tile.squeezed
    readonly property var words: [tile.out, tile.veiled ? tile.away_unnamed : tile.away, tile.support, tile.limit, tile.adverse === "" || !tile.veiled ? tile.adverse : qsTr("adverse.title"), tile.mouth, tile.putOff, tile.touch === "" || !tile.veiled ? tile.touch : qsTr("room_ui.touch")]
    readonly property var leasts: words.map((word, place) => place < 7 || word === "" ? word.split(/ · |: /)[0] : tile.veiled ? word : fitting(tile.touch_least))
    readonly property real line: Math.ceil(Math.max(22 * k, 1.25 * Theme.least))
    readonly property var whole: told.words.map(() => 2)
    readonly property bool close: squeezed && told.lines(whole) * (line + 2) > room(false) // no gap between the lines
    readonly property bool pairs: close && figures.mayPair && told.lines(whole) * line > room(false) // figures give up a line
    readonly property var said: !squeezed ? whole : told.worded(told.worded(told.none, 1, room(pairs)), 2, room(pairs))

    width: squeezed ? told.edge : inner
    spacing: close ? 0 : 2

    function room(paired: bool): real { // for the marks alone
        return tile.flat ? body : body - figures.alone + (paired ? figures.row : 0);
    }

    function fitting(touch: string): string { // its shape tells that it is about touch
        return told.wide(touch) > told.edge ? touch.replace(/^[^:]*: /, "") : touch;
    }

    FontMetrics { id: letters; font { family: Theme.family; pixelSize: Theme.least; weight: Font.Medium } }
    MarkWords { id: told; letters: letters; words: marks.leasts; firsts: marks.leasts.map(word => word.split(/ \d/)[0]); strongest: [0, 2, 3, 7, 1, 4, 5, 6]; size: marks.k; inner: marks.inner; line: marks.line }

    Mark { place: 0; shape: "door"; tint: Theme.hi }
    Mark { place: 1; shape: "door"; lines: 0; tint: marks.tile.away_long ? Theme.overdue : Theme.soon }
    Mark { place: 2; shape: "triangle" }
    Mark { place: 3; shape: "diamond" }
    Mark { place: 4; shape: "square"; lines: 2; tint: Theme.overdue }
    Mark { place: 5; shape: "clock"; tint: Theme.soon }
    Mark { place: 6; shape: "check"; tint: Theme.mid }
    Mark { place: 7; shape: marks.tile.touch_unasked ? "question" : "hand"; lines: 1; tint: Theme.soon }

    component Mark: TileMark {
        required property int place
        property int lines: 99 // more than these there have to be before it takes a second one

        word: marks.words[place]
        least: told.saying(place, marks.said[place])
        bare: marks.squeezed && marks.said[place] === 0
        k: marks.k
        r: marks.tile.r
        squeezed: marks.squeezed
        wraps: marks.tile.lines > lines
        width: marks.squeezed ? told.taken(marks.said, place) : Math.min(implicitWidth + 8 * k, marks.inner)
        height: marks.squeezed ? marks.line : implicitHeight
    }
}
