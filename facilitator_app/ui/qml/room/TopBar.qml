// Session clock, phases, who is at the screen, dim, veil, end.  A touch on a phase asks in the same place; nothing opens over the room.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

RowLayout {
    id: bar

    required property RoomView room
    property bool tight: false
    signal dim
    signal veil // whoever lifts it is at the screen
    signal another // somebody else takes the screen

    spacing: 8

    Say {
        objectName: "session.clock"
        Layout.leftMargin: 4
        Layout.preferredWidth: bar.tight ? 120 : 136
        kind: "clock"
        font.pixelSize: bar.tight ? 30 : Theme.clock
        text: bar.room.phases.session_clock
        Accessible.name: qsTr("room_ui.session_clock") + " " + text
    }

    PhaseRail {
        Layout.fillWidth: true
        Layout.fillHeight: true
        track: bar.room.phases
        tight: bar.tight
    }

    Button {
        objectName: "switch"
        Layout.preferredWidth: bar.tight ? Theme.target : Math.min(190, implicitWidth + 4)
        kind: bar.tight ? "round" : "chip"
        textKind: "caption"
        implicitHeight: Theme.target
        text: bar.room.at_screen
        glyph: bar.tight ? "person" : ""
        Accessible.name: qsTr("room_ui.switch_person") + ": " + bar.room.at_screen
        onClicked: bar.another()
    }
    Button { objectName: "dim"; kind: "round"; glyph: "dim"; text: qsTr("room_ui.dim"); onClicked: bar.dim() }
    Button { objectName: "veil"; kind: "round"; glyph: "veil"; text: qsTr("room_ui.veil"); onClicked: bar.veil() }
    Button { objectName: "emergency"; kind: "round"; glyph: "emergency"; tint: Theme.attention; text: qsTr("emergency.begin"); onClicked: bar.room.emergency.begin() }
    Button {
        objectName: "end"
        kind: "round"
        glyph: "leave"
        text: qsTr("room_ui.end")
        chosen: bar.room.section === "end"
        onClicked: bar.room.open("end")
    }
}
