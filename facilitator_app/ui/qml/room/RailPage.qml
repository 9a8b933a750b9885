// The parts of the panel where not all of them fit: as many as are whole, the call for support always, and what turns to the others.
pragma ComponentBehavior: Bound
import QtQuick
import Facilitator
import "../components"

Item {
    id: page

    required property RoomView room
    property bool tight: false
    readonly property int places: Math.floor(height / rail.part) // of whole parts
    readonly property bool long: places < room.sections.length
    readonly property var pages: room.space.rail(room.sections, long ? Math.max(2, Math.floor((height - more.height) / rail.part)) : room.sections.length)
    property int at: 0
    signal keyed(Item part) // it was opened by a key

    onPagesChanged: follow()
    Component.onCompleted: follow()

    function follow() { // what is open is in sight
        const there = pages.findIndex(one => one.includes(room.section));
        at = there < 0 ? 0 : pages[at]?.includes(room.section) ? at : there;
    }

    Connections {
        target: page.room

        function onSection_changed() { page.follow() }
    }

    Scroller { // with the keyboard up even these may be longer than the panel
        id: shown

        width: parent.width
        height: parent.height - (page.long ? more.height : 0)
        contentHeight: rail.height

        SectionRail { id: rail; width: shown.width; height: page.long ? implicitHeight : shown.height; room: page.room; tight: page.tight; only: page.pages[page.at] ?? []; onKeyed: part => page.keyed(part) }
    }

    Button {
        id: more

        objectName: "rail.more"
        visible: page.long
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        kind: "plain"
        leftPadding: 0
        rightPadding: 0
        textKind: "caption"
        tint: Theme.mid
        glyph: "arrow-down"
        text: qsTr("room_ui.rail_more")
        onClicked: page.at = (page.at + 1) % page.pages.length
    }
}
