// The on-screen keyboard at the bottom of the window: dark, silent, still.  It lies over whatever is there and takes no focus.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

Rectangle {
    id: board

    required property Keyboard keyboard
    readonly property KeyRows keys: keyboard.keys
    property real windowHeight: 800
    readonly property real high: windowHeight < 760 ? Theme.target : 64

    objectName: "keyboard"
    implicitHeight: 4 * high + 9
    color: Theme.bg
    visible: keyboard.up
    LayoutMirroring.enabled: false // keys stand where they stand in every language
    LayoutMirroring.childrenInherit: true
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("keyboard.title")

    Rectangle { width: parent.width; height: 1; color: Theme.line }
    MouseArea { anchors.fill: parent } // what is covered is not touched through it

    KeyPage {
        visible: !board.keys.figures
        anchors { bottom: parent.bottom; bottomMargin: 4; horizontalCenter: parent.horizontalCenter }
        keys: board.keys
        faces: board.keys.faces
        counts: [10, 10, 9, 10]
        starts: [0, 10, 20, 29]
        across: Math.min(board.width - 8, 1320)
        high: board.high
        secret: board.keyboard.secret
    }

    Loader { // made when it is first needed
        readonly property bool wanted: board.keys.figures

        anchors { bottom: parent.bottom; bottomMargin: 4; horizontalCenter: parent.horizontalCenter }
        active: false
        visible: wanted
        onWantedChanged: if (wanted) active = true
        Component.onCompleted: active = wanted

        sourceComponent: KeyPage {
            keys: board.keys
            faces: board.keys.numbers
            counts: [6, 6, 6, 6]
            starts: [0, 6, 12, 18]
            first: 100
            across: Math.min(board.width - 8, 840)
            high: board.high
            secret: board.keyboard.secret
        }
    }
}
