// What a person needs now: a support call, or an adverse event to write down; after an emergency what was done in it too.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property RoomView room
    property string shown: "support"

    spacing: 8
    onShownChanged: room.turn(shown)
    Component.onCompleted: room.turn(shown)

    Chips {
        objectName: "care"
        label: qsTr("room_ui.section_support")
        Layout.fillWidth: true
        visible: part.height > 90 * Theme.factor && (part.shown !== "adverse" || part.room.adverse.page === "list" || part.height > 280) // laid aside while the keyboard takes the room
        columns: 3
        options: [{ key: "support", text: qsTr("adverse.call") }, { key: "adverse", text: qsTr("adverse.title") }, ...part.room.later.there ? [{ key: "emergency", text: qsTr("emergency.title") }] : []]
        current: part.shown
        onPicked: key => part.shown = key
    }

    SupportSection { Layout.fillWidth: true; Layout.fillHeight: true; visible: part.shown === "support"; support: part.room.support }
    AdverseSection { Layout.fillWidth: true; Layout.fillHeight: true; visible: part.shown === "adverse"; adverse: part.room.adverse }
    LaterStep { Layout.fillWidth: true; Layout.fillHeight: true; visible: part.shown === "emergency"; later: part.room.later }
}
