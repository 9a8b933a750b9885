// When nobody is chosen: what came due while the app was away, and how to begin.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property RoomView room

    spacing: 12

    Item { visible: glyph.visible; Layout.fillHeight: true }
    Glyph { id: glyph; visible: section.height > 520 && section.room.away.away === "" && questions.count === 0; Layout.alignment: Qt.AlignHCenter; glyphName: "seat"; size: 48; color: Theme.low }
    Say { visible: glyph.visible; Layout.fillWidth: true; horizontalAlignment: Text.AlignHCenter; color: Theme.mid; wrapMode: Text.Wrap; text: qsTr("room_ui.nobody_yet") }
    Item { visible: glyph.visible; Layout.fillHeight: true }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: !glyph.visible
        Layout.preferredHeight: acts.implicitHeight
        contentHeight: acts.implicitHeight

        ColumnLayout {
            id: acts

            width: parent.width
            spacing: section.spacing

            Rectangle {
                objectName: "away"
                visible: section.room.away.away !== ""
                Layout.fillWidth: true
                implicitHeight: card.implicitHeight + 24
                radius: Theme.gap
                color: Theme.raised
                border { width: 2; color: Theme.soon }

                ColumnLayout {
                    id: card

                    anchors { fill: parent; margins: 12 }
                    spacing: 4

                    RowLayout { // what puts it away is in sight however long the list is
                        spacing: 8

                        Say { objectName: "away.since"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: section.room.away.away }
                        Button { objectName: "away.read"; text: qsTr("room_ui.read_it"); onClicked: section.room.away.forget() }
                    }
                    Say { visible: section.room.away.lines.length === 0; Layout.fillWidth: true; wrapMode: Text.Wrap; text: qsTr("room_ui.nothing_came_due") }
                    Repeater {
                        model: section.room.away.lines

                        Say { required property string modelData; Layout.fillWidth: true; wrapMode: Text.Wrap; figures: true; text: modelData }
                    }
                }
            }
            WaitingDoses { id: questions; visible: count > 0; Layout.fillWidth: true; room: section.room; model: section.room.moving.everywhere }
            Repeater {
                model: section.room.late.sessions

                ListRow {
                    required property string scope
                    required property string title
                    required property string who

                    objectName: "late." + title
                    Layout.fillWidth: true
                    glyph: "seat"
                    text: title
                    note: qsTr("late.still") + " " + who
                    onClicked: section.room.late.enter(scope)
                }
            }
            Button { objectName: "awaiting.open"; visible: section.room.awaiting.count > 0; Layout.fillWidth: true; implicitHeight: Math.max(Theme.primary, lines); glyph: "sign"; text: section.room.awaiting.about; onClicked: section.room.open("awaiting") }
            Button { objectName: "round.begin"; Layout.fillWidth: true; implicitHeight: Math.max(Theme.primary, lines); glyph: "heart-rate"; text: section.room.round.begun ? qsTr("round.go_on") : qsTr("round.begin"); onClicked: section.room.round.begin() }
            Button { objectName: "room.rules"; Layout.fillWidth: true; implicitHeight: Math.max(Theme.primary, lines); glyph: "seat"; text: qsTr("circle_ui.rules"); onClicked: section.room.circle.show_rules() }
            Button { objectName: "room.all"; Layout.fillWidth: true; implicitHeight: Math.max(Theme.primary, lines); glyph: "people"; text: qsTr("room_ui.observe_all"); onClicked: section.room.reach_for("all") }
            Button { objectName: "room.note"; Layout.fillWidth: true; implicitHeight: Math.max(Theme.primary, lines); glyph: "note"; text: qsTr("room_ui.room_note"); onClicked: section.room.open("words") }
        }
    }
}
