// For whom the next touch on a word is: for the one chosen, for several, or for all who are here.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

RowLayout {
    id: whom

    required property RoomView room

    spacing: 6

    Repeater {
        model: [{ key: "one", text: qsTr("room_ui.one") }, { key: "several", text: qsTr("room_ui.several") }, { key: "all", text: qsTr("room_ui.all") }]

        Button {
            required property var modelData

            objectName: "for." + modelData.key
            Layout.fillWidth: true
            Layout.preferredWidth: 60
            implicitHeight: Math.max(Theme.target, lines)
            leftPadding: 2
            rightPadding: 2
            kind: "chip"
            text: modelData.text
            Accessible.name: qsTr("room_ui.whom_for") + ": " + text
            chosen: modelData.key === whom.room.reach
            onClicked: whom.room.reach_for(modelData.key)
        }
    }
}
