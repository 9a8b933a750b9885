// Everybody's way out, and the end of the session.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Roomy { // in large text its acts are a swipe away
    id: section

    required property RoomView room
    readonly property LeavingPanel leaving: room.leaving

    signal home
    signal review

    spacing: 8

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Math.min(contentHeight, 140)
        contentHeight: list.implicitHeight

        Column {
            id: list

            width: parent.width
            spacing: 4

            Repeater {
                model: section.leaving.people

                ListRow {
                    required property string person
                    required property int seat
                    required property string name
                    required property string way
                    required property bool gone

                    objectName: "leaving." + seat
                    width: list.width
                    glyph: gone ? "check" : "person"
                    text: seat + "  " + name
                    note: way
                    onClicked: { section.room.show(person, "leave"); }
                }
            }
        }
    }

    WaitingDoses { visible: count > 0; Layout.fillWidth: true; room: section.room; model: section.room.moving.everywhere }
    Button { objectName: "board.open"; visible: section.room.everybody.there && section.leaving.missing !== ""; Layout.fillWidth: true; glyph: "list"; text: qsTr("leaving_ui.board_title"); onClicked: section.room.everybody.show(true) }
    Button { objectName: "awaiting.open"; visible: section.room.awaiting.count > 0; Layout.fillWidth: true; glyph: "sign"; text: section.room.awaiting.about; onClicked: section.room.open("awaiting") }
    Refused { Layout.fillWidth: true; text: section.leaving.refusal }
    Say { objectName: "leaving.missing"; Layout.fillWidth: true; visible: text !== ""; kind: "caption"; color: Theme.soon; wrapMode: Text.Wrap; text: section.leaving.missing }
    Say { objectName: "leaving.closed"; visible: section.leaving.is_closed; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("room_ui.closed") }
    Field { id: ended; objectName: "session.ended"; visible: section.leaving.ends_at !== "" && section.leaving.missing === ""; Layout.fillWidth: true; label: qsTr("room_ui.ended"); numeric: true; also: "h"; onAccepted: section.leaving.close(text) }
    Say { objectName: "session.ends_at"; visible: ended.visible && ended.text === ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: section.leaving.ends_at }
    Button {
        objectName: "session.close"
        visible: !section.leaving.is_closed
        Layout.fillWidth: true
        kind: section.leaving.missing === "" ? "primary" : "quiet"
        implicitHeight: Math.max(Theme.primary, lines)
        enabled: !section.leaving.saving
        text: qsTr("room_ui.close_session")
        onClicked: section.leaving.close(ended.text)
    }
    Button { objectName: "session.review"; visible: section.leaving.is_closed; Layout.fillWidth: true; kind: "primary"; text: qsTr("room_ui.to_review"); onClicked: section.review() }
    Button { objectName: "session.home"; Layout.fillWidth: true; kind: "plain"; glyph: "home"; text: section.leaving.is_closed ? qsTr("room_ui.home") : qsTr("room_ui.home_open"); onClicked: section.home() }
}
