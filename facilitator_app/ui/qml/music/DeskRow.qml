// The head of a phase, or a piece: handle, title, what is known of it.  The chosen one has its acts below it.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: row

    required property int index
    required property string key
    required property bool head
    required property string phase
    required property string title
    required property string note
    required property string aside
    required property bool chosen
    required property bool bad
    required property EditorView editor
    required property ListenView listen
    required property DeskList list
    readonly property real room: list.height // less, while something is listened to

    objectName: "desk.row." + index
    height: head ? headRow.implicitHeight + 14 : card.height
    opacity: list.dragged === key ? 0.4 : 1
    onHeightChanged: if (chosen) list.positionViewAtIndex(index, ListView.Contain)
    onRoomChanged: if (chosen) list.positionViewAtIndex(index, ListView.Contain)
    onChosenChanged: if (chosen) button.forceActiveFocus()
    Component.onCompleted: if (chosen) button.forceActiveFocus()

    RowLayout {
        id: headRow

        visible: row.head
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: 6; rightMargin: 16 }
        spacing: 12

        Say { objectName: "desk.head." + row.phase; kind: "strong"; text: row.title }
        Say { Layout.fillWidth: true; kind: "caption"; color: Theme.low; text: row.note }
        Glyph { visible: row.bad; glyphName: "attention"; size: 22; color: Theme.soon }
        Say { objectName: "desk.length." + row.phase; kind: "caption"; figures: true; color: row.bad ? Theme.soon : Theme.mid; text: row.aside }
    }

    Rectangle {
        id: card

        visible: !row.head
        width: parent.width
        height: button.height + (row.chosen ? acts.height + 10 : 0)
        radius: Theme.corner
        color: Theme.raised
        border { width: button.visualFocus ? Theme.focusLine : row.chosen ? 2 : 0; color: button.visualFocus ? Theme.hi : Theme.accent }

        Item {
            id: handle

            objectName: "desk.handle." + row.index
            width: Theme.target
            height: button.height
            Accessible.role: Accessible.Indicator
            Accessible.name: qsTr("playlist.drag").arg(row.title)

            Glyph { anchors.centerIn: parent; glyphName: "grip"; size: 22; color: Theme.low }

            DragHandler {
                enabled: !row.list.covered
                target: null
                dragThreshold: 4
                grabPermissions: PointerHandler.CanTakeOverFromAnything
                xAxis.enabled: false
                onActiveChanged: if (active) { row.list.draggedTitle = row.title; row.list.dragged = row.key } else row.list.drop()
                onCentroidChanged: if (active) row.list.hover(handle.mapToItem(row.list, centroid.position).y)
            }
        }

        PieceButton { id: button; objectName: "desk.piece." + row.title; anchors { left: handle.right; right: parent.right } title: row.title; note: row.note; aside: row.aside; bad: row.bad; onClicked: row.editor.choose(row.key) }

        RowLayout {
            id: acts

            visible: row.chosen
            anchors { left: parent.left; right: parent.right; top: button.bottom; leftMargin: 10; rightMargin: 10 }
            spacing: 8

            Button { objectName: "desk.up"; kind: "round"; glyph: "arrow-up"; text: qsTr("playlist.up"); onClicked: row.editor.step(false) }
            Button { objectName: "desk.down"; kind: "round"; glyph: "arrow-down"; text: qsTr("playlist.down"); onClicked: row.editor.step(true) }
            Button { objectName: "desk.listen"; readonly property bool on: row.listen.path !== "" && row.listen.path === row.editor.piece.place; kind: "round"; glyph: on ? "stop" : "play"; chosen: on; text: on ? qsTr("listen.stop") : qsTr("listen.begin").arg(row.title); onClicked: row.listen.toggle_chosen() }
            Button { objectName: "desk.send"; Layout.fillWidth: true; Layout.maximumWidth: 260; text: qsTr("playlist.send"); onClicked: row.list.acted("send") }
            Button { objectName: "desk.cuts"; Layout.fillWidth: true; Layout.maximumWidth: 220; text: qsTr("playlist.cuts"); onClicked: row.list.acted("cuts") }
            Item { Layout.fillWidth: true }
            Button { objectName: "desk.remove"; kind: "plain"; text: qsTr("playlist.remove"); onClicked: row.editor.remove() }
        }
    }
}
