// Observations: one touch each, for the one chosen, for several, or for all.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property RoomView room
    readonly property ObservePanel panel: room.observe

    spacing: 8

    RowLayout {
        spacing: 6

        Repeater {
            model: [{ key: "one", text: qsTr("room_ui.one") }, { key: "several", text: qsTr("room_ui.several") }, { key: "all", text: qsTr("room_ui.all") }]

            Button {
                required property var modelData

                objectName: "for." + modelData.key
                Layout.fillWidth: true
                Layout.preferredWidth: 60
                implicitHeight: Theme.target
                leftPadding: 2
                rightPadding: 2
                kind: "chip"
                text: modelData.text
                Accessible.name: qsTr("room_ui.whom_for") + ": " + text
                chosen: modelData.key === section.room.reach
                onClicked: section.room.reach_for(modelData.key)
            }
        }
    }

    Refused { Layout.fillWidth: true; text: section.panel.refusal }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: chips.implicitHeight

        Grid {
            id: chips

            width: parent.width
            columns: Math.max(2, Math.floor(width / 190))
            spacing: Theme.near

            Repeater {
                model: section.panel.words

                WordChip {
                    required property string key
                    required property string label
                    required property string group
                    required property string picture

                    objectName: "chip." + key
                    width: (chips.width - chips.spacing * (chips.columns - 1)) / chips.columns
                    text: label
                    glyph: picture
                    onClicked: section.panel.touch(key)
                }
            }
        }
    }
}
