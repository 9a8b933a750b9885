// Session clock, phases, who is at the screen, dim, veil, end.  A touch on a phase asks in the same place; nothing opens over the room.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

GridLayout {
    id: bar

    required property RoomView room
    property bool tight: false
    property bool veiled: false
    property bool upright: false // the phases have a line of their own
    signal dim
    signal veil // whoever lifts it is at the screen
    signal another // somebody else takes the screen
    signal keyed(Item from) // the page about the end was opened by a key

    columns: 7
    columnSpacing: 8
    rowSpacing: 4

    readonly property rect phases: Qt.rect(rail.x, rail.y, rail.width, rail.height)

    Say {
        id: sessionClock

        objectName: "session.clock"
        Layout.row: 0
        Layout.column: 0
        Layout.leftMargin: 4
        Layout.preferredWidth: Math.round(font.pixelSize * (bar.tight ? 4 : 3.78))
        kind: "clock"
        font.pixelSize: bar.tight ? Theme.large(30) : Theme.clock
        text: bar.room.phases.session_clock
        Accessible.name: qsTr("room_ui.session_clock") + " " + text
    }

    PhaseRail {
        id: rail

        Layout.fillWidth: true
        Layout.preferredHeight: Math.max(64, rail.lines)
        Layout.row: bar.upright ? 1 : 0
        Layout.column: bar.upright ? 0 : 1
        Layout.columnSpan: bar.upright ? 7 : 1
        track: bar.room.phases
        tight: bar.tight && !bar.upright
        veiled: bar.veiled
        onVeil: bar.veil()
    }
    Item { visible: bar.upright; Layout.row: 0; Layout.column: 1; Layout.fillWidth: true; implicitHeight: 64 }


    Button {
        objectName: "switch"
        Layout.row: 0
        Layout.column: 2
        Layout.preferredWidth: bar.tight ? Theme.target : Math.min(190 * Theme.factor, implicitWidth + 4)
        kind: bar.tight ? "round" : "chip"
        textKind: "caption"
        implicitHeight: Theme.target
        text: bar.room.at_screen
        glyph: bar.tight ? "person" : ""
        Accessible.name: qsTr("room_ui.switch_person") + ": " + bar.room.at_screen
        onClicked: bar.another()
    }
    Button { objectName: "dim"; Layout.row: 0; Layout.column: 3; kind: "round"; glyph: "dim"; text: qsTr("room_ui.dim"); onClicked: bar.dim() }
    Button { objectName: "veil"; Layout.row: 0; Layout.column: 4; kind: "round"; glyph: "veil"; text: qsTr("room_ui.veil"); onClicked: bar.veil() }
    Button { objectName: "emergency"; Layout.row: 0; Layout.column: 5; kind: "round"; glyph: "emergency"; tint: Theme.attention; text: qsTr("emergency.begin"); onClicked: bar.room.emergency.begin() }
    Button {
        id: end

        objectName: "end"
        Layout.row: 0
        Layout.column: 6
        kind: "round"
        glyph: "leave"
        text: qsTr("room_ui.end")
        chosen: bar.room.section === "end"
        onClicked: { bar.room.open("end"); if (visualFocus) bar.keyed(end); }
    }
}
