// The on-screen keyboard at the bottom of the window: dark, silent, still.  It lies over whatever is there and takes no focus.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

Rectangle {
    id: board

    required property Keyboard keyboard
    readonly property KeyRows keys: keyboard.keys
    readonly property var faces: keys.faces
    readonly property var counts: keys.counts
    readonly property var starts: keys.starts
    readonly property real across: Math.min(width - 8, counts[0] < 10 ? 840 : 1320)
    property real windowHeight: 800

    objectName: "keyboard"
    implicitHeight: rows.height + 9
    color: Theme.bg
    visible: keyboard.up
    LayoutMirroring.enabled: false // keys stand where they stand in every language
    LayoutMirroring.childrenInherit: true
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("keyboard.title")

    Rectangle { width: parent.width; height: 1; color: Theme.line }
    MouseArea { anchors.fill: parent } // what is covered is not touched through it

    Column {
        id: rows

        anchors { bottom: parent.bottom; bottomMargin: 4; horizontalCenter: parent.horizontalCenter }

        Repeater {
            model: 4

            KeyRow {
                required property int index

                keys: board.keys
                faces: board.faces
                start: board.starts[index]
                count: board.counts[index]
                unit: board.across / 10
                high: board.windowHeight < 760 ? Theme.target : 64
                secret: board.keyboard.secret
            }
        }
    }
}
