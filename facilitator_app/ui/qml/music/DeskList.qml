// The phases and their pieces.  A piece is moved by its handle (mouse or finger), by the buttons of the chosen one, or by Alt with the arrows.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

ListView {
    id: list

    required property EditorView editor
    required property ListenView listen
    property string dragged: "" // the key of the piece in the hand
    property string draggedTitle: ""
    property real handY: 0
    property bool covered: false // a sheet lies over it: what is touched there is not dragged here
    property int gap: -1 // the row before which it would be put
    signal acted(string act)

    function hover(y: real) {
        handY = y;
        const under = indexAt(20, contentY + Math.max(0, Math.min(y, height - 1)));
        const row = under < 0 ? null : itemAtIndex(under);
        gap = row ? (contentY + y > row.y + row.height / 2 ? under + 1 : Math.max(1, under)) : count;
    }

    function drop() {
        if (gap >= 0)
            editor.drop(dragged, gap);
        dragged = "";
        gap = -1;
    }

    objectName: "desk.list"
    clip: true
    spacing: 6
    cacheBuffer: 400
    boundsBehavior: Flickable.StopAtBounds
    interactive: dragged === ""
    keyNavigationEnabled: false // the arrows are the desk's own
    model: editor.rows
    Accessible.role: Accessible.List
    Accessible.name: editor.name
    Accessible.description: qsTr("playlist.row_help")

    delegate: DeskRow {
        id: row

        width: ListView.view.width - 12
        list: list
        editor: list.editor
        listen: list.listen
    }

    Timer { // the hand is near an edge: what lies beyond comes into view
        readonly property real step: list.handY < 60 ? -14 : list.handY > list.height - 60 ? 14 : 0

        running: list.dragged !== "" && step !== 0
        interval: 30
        repeat: true
        onTriggered: { list.contentY = Math.max(0, Math.min(list.contentHeight - list.height, list.contentY + step)); list.hover(list.handY) }
    }

    Rectangle { // where it would be put
        readonly property Item below: list.gap >= 0 ? list.itemAtIndex(Math.min(list.gap, list.count - 1)) : null

        visible: list.dragged !== "" && below !== null
        z: 3
        width: list.width - 12
        height: 4
        radius: 2
        color: Theme.accent
        y: below ? (list.gap >= list.count ? below.y + below.height : below.y - 5) - list.contentY : 0
    }

    Rectangle { // what is in the hand
        visible: list.dragged !== ""
        z: 4
        x: 40
        y: list.handY - height / 2
        width: Math.min(420, list.width - 80)
        height: Theme.target
        radius: Theme.corner
        color: Theme.raised
        border { width: 2; color: Theme.accent }

        Say { anchors { fill: parent; leftMargin: 18; rightMargin: 18 } verticalAlignment: Text.AlignVCenter; kind: "strong"; text: list.draggedTitle; Accessible.ignored: true }
    }

    Rectangle {
        visible: list.contentHeight > list.height
        anchors.right: parent.right
        width: 4
        radius: 2
        color: Theme.line
        y: list.visibleArea.yPosition * list.height
        height: Math.max(32, list.visibleArea.heightRatio * list.height)
    }
}
