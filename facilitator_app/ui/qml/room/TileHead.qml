// The head of a tile: seat, name, state, time since the own last dose, and the ring to the next check.
import QtQuick
import QtQuick.Layouts
import "../components"

RowLayout {
    id: head

    required property Tile tile
    readonly property real k: tile.k

    spacing: 10 * k

    Say {
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: -6 * head.k
        kind: "seat"
        font.pixelSize: Theme.seat * head.k
        color: head.tile.calls ? head.tile.toneColor : head.tile.gone ? Theme.mid : Theme.hi
        text: head.tile.seat
        Accessible.ignored: true
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        spacing: 0

        Say {
            Layout.fillWidth: true
            kind: "title"
            font.pixelSize: Theme.title * head.k
            text: head.tile.veiled ? "" : head.tile.name
            Accessible.ignored: true
        }
        Say {
            Layout.fillWidth: true
            font.pixelSize: Theme.caption * head.k
            color: Theme.mid
            text: head.tile.state_word
            Accessible.ignored: true
        }
        RowLayout {
            visible: head.tile.since_dose !== ""
            spacing: 5 * head.k

            Glyph { glyphName: "dose"; size: Math.round(18 * head.k); color: Theme.mid }
            Say {
                Layout.fillWidth: true
                figures: true
                font.pixelSize: Theme.caption * head.k
                color: Theme.mid
                text: head.tile.since_dose
                Accessible.ignored: true
            }
        }
    }

    CheckRing {
        visible: !head.tile.gone && head.tile.check !== "none"
        Layout.alignment: Qt.AlignTop
        check: head.tile.check
        share: head.tile.check_share
        inside: head.tile.check_text
        under: head.tile.check_under
        k: head.k
    }
}
