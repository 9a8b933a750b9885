// The head of a tile: seat, name, state, time since the own last dose, and the ring to the next check.  In a narrow tile, and where
// a name is long, the name has the whole first line, and state and ring stand below it.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Item {
    id: head

    required property Tile tile
    readonly property real k: tile.k
    readonly property real r: tile.r
    readonly property bool below: tile.stacked
    readonly property real line: Theme.title * r * 1.21 // of the name
    readonly property real beside: width - name.start - free // for a name beside the ring
    readonly property bool lone: !below && free > 0 && !tile.veiled && (long(1) > beside || (tile.high > 330 * k && long(0.8 * Theme.title * r / Theme.least) > beside))
    readonly property bool hasRing: !tile.gone && tile.check !== "none"
    readonly property real free: hasRing ? ring.width + 4 : left.visible ? left.width + 4 : 0

    readonly property real wordsEnd: words.y + words.height
    readonly property real ringEnd: hasRing ? ring.y + ring.height : 0
    readonly property real least: Math.max(wordsEnd, ringEnd) // without the line for the first dose
    readonly property real forFirst: Math.max(0, wordsEnd + 23 * k - least)

    implicitHeight: least + (tile.firsts ? forFirst : 0)

    TextMetrics { id: letters; font { family: Theme.family; weight: Font.DemiBold; pixelSize: 100 } text: head.tile.name }

    function long(larger: real): real { // the name in type that is so much larger than the least
        return letters.advanceWidth / 100 * Theme.least * larger * 1.02 + 2;
    }

    function at(start: real, wide: real): real { // where something begins that lies so far from the beginning of the line
        return Theme.mirrored ? width - start - wide : start;
    }

    Say {
        id: seat

        x: head.at(0, width)
        y: -7 * head.k
        kind: "seat"
        font.pixelSize: Theme.seat * head.r * (head.below ? 0.86 : 1)
        color: head.tile.calls ? head.tile.toneColor : head.tile.gone ? Theme.mid : Theme.hi
        text: head.tile.seat
        Accessible.ignored: true
    }

    Say {
        id: name

        readonly property real start: seat.width + (head.tile.narrow ? 7 : 11) * head.k

        x: head.at(start, width)
        y: head.below ? 6 * head.k : 0
        width: head.width - start - (head.below || head.lone ? 0 : head.free)
        height: head.line
        verticalAlignment: Text.AlignVCenter
        kind: "title"
        font.pixelSize: Theme.title * head.r
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.least
        elide: Text.ElideMiddle // an initial at its end stays
        text: head.tile.veiled ? "" : head.tile.name
        Accessible.ignored: true
    }

    Column {
        id: words

        readonly property real start: head.below ? 0 : name.start

        x: head.at(start, width)
        y: head.below ? 46 * head.k : head.tile.veiled ? 8 * head.k : head.line - 1
        width: head.width - start - head.free

        Say { width: parent.width; font.pixelSize: Theme.caption * head.r; color: Theme.mid; text: head.tile.state_word; Accessible.ignored: true }
        Row {
            visible: head.tile.since_dose !== ""
            spacing: 5 * head.k

            Glyph { anchors.verticalCenter: parent.verticalCenter; glyphName: "dose"; size: Math.round(18 * head.k); color: Theme.mid }
            Say {
                width: Math.min(implicitWidth, words.width - 23 * head.k)
                figures: true
                font.pixelSize: Theme.caption * head.r
                color: Theme.mid
                text: head.tile.since_dose
                Accessible.ignored: true
            }
        }
    }

    Say {
        visible: head.tile.firsts
        x: words.x
        y: head.wordsEnd
        width: words.width
        figures: true
        font.pixelSize: Theme.caption * head.r
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.least
        color: Theme.mid
        text: head.tile.first_dose
        Accessible.ignored: true
    }

    Say {
        id: left

        visible: head.tile.gone
        x: head.at(head.width - width, width)
        y: head.below ? 46 * head.k : head.lone ? head.line : 3
        figures: true
        font.pixelSize: Theme.caption * head.r
        color: Theme.mid
        text: head.tile.check_under
        Accessible.ignored: true
    }

    CheckRing {
        id: ring

        visible: head.hasRing
        x: head.at(head.width - width, width)
        y: head.below ? 42 * head.k : head.lone ? head.line - 1 : 0
        check: head.tile.check
        share: head.tile.check_share
        inside: head.tile.check_text
        under: head.tile.check_under.split(" · ")[0] // the rest is a mark
        k: Math.max(0.88, head.r) * Theme.factor
    }
}
