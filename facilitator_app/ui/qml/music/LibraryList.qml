// Search, filters, and the pieces that fit.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: page

    required property LibraryView library
    required property ListenView listen
    required property string name
    property bool marks: false // whether what is in the playlist is marked
    signal picked(string path)

    spacing: 10

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.near

        Field { objectName: page.name + ".search"; Layout.fillWidth: true; hint: qsTr("playlist.search_hint"); onEdited: text => page.library.search(text) }
        Button { objectName: page.name + ".filter"; glyph: "list"; chosen: page.library.is_filtered; text: qsTr("playlist.filter"); onClicked: page.filtering = !page.filtering }
        Say { objectName: page.name + ".count"; kind: "caption"; figures: true; text: page.library.count }
    }

    property bool filtering: false

    Scroller {
        visible: page.filtering
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(filters.implicitHeight, page.height / 3)
        contentHeight: filters.implicitHeight

        Flow {
            id: filters

            width: parent.width
            spacing: 6

            Repeater {
                model: page.library.filters

                Button {
                    required property var modelData

                    objectName: page.name + "." + modelData.name + "." + modelData.value
                    leftPadding: 14
                    textKind: "caption"
                    text: modelData.text
                    chosen: modelData.on
                    onClicked: page.library.filter(modelData.name, modelData.value)
                }
            }
        }
    }

    ScrollList {
        objectName: page.name + ".list"
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: 6
        model: page.library.rows

        delegate: Rectangle {
            id: row

            required property string key
            required property string title
            required property string note
            required property string aside
            required property bool bad
            required property bool taken

            width: ListView.view.width
            height: piece.height
            radius: Theme.corner
            color: Theme.raised
            border { width: piece.visualFocus ? Theme.focusLine : 0; color: Theme.hi }

            Glyph { anchors { left: parent.left; leftMargin: 16 } anchors.verticalCenter: parent.verticalCenter; glyphName: page.marks && row.taken ? "check" : page.marks ? "plus" : "music"; color: page.marks && row.taken ? Theme.settled : Theme.mid }
            Button { id: listens; objectName: page.name + ".listen." + row.title; anchors { right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter } kind: "round"; glyph: page.listen.path === row.key ? "stop" : "play"; chosen: page.listen.path === row.key; text: chosen ? qsTr("listen.stop") : qsTr("listen.begin").arg(row.title); onClicked: page.listen.toggle(row.key) }
            PieceButton { id: piece; objectName: page.name + ".piece." + row.title; anchors { left: parent.left; leftMargin: 52; right: listens.left } title: row.title; note: row.note; aside: row.aside; bad: row.bad; onClicked: page.picked(row.key) }
        }
    }

    ListenBar { name: page.name + ".listening"; Layout.fillWidth: true; listen: page.listen }
}
