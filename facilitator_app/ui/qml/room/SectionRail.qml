// The parts of the panel at the edge of the screen, where a thumb is.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Facilitator
import "../components"

ColumnLayout {
    id: rail

    required property RoomView room
    property bool tight: false
    property list<string> only // the parts that are shown
    signal keyed(Item part) // it was opened by a key
    readonly property real part: Math.max(Theme.target, Theme.factor > 1 ? (tight ? 22 : 29) + Math.ceil(metrics.lineSpacing) : 0) + spacing // the height of one

    FontMetrics { id: metrics; font { family: Theme.family; pixelSize: rail.tight ? Math.round(18 * Theme.factor) : Theme.caption } }

    spacing: 2
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("room_ui.sections")

    Repeater {
        model: rail.room.sections

        T.AbstractButton {
            id: part

            required property var modelData
            readonly property bool on: rail.room.section === modelData.key
            readonly property bool waits: !on && rail.room.waiting.indexOf(modelData.key) >= 0 // something stands half typed
            readonly property color tint: on ? Theme.accent : Theme.mid

            objectName: "rail." + modelData.key
            text: modelData.text
            visible: rail.only.includes(modelData.key)
            enabled: modelData.usable
            opacity: enabled ? 1 : 0.4
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Math.max(Theme.target, Theme.factor > 1 ? said.implicitHeight : 0)
            focusPolicy: Qt.StrongFocus
            Accessible.role: Accessible.PageTab
            Accessible.name: waits ? text + ", " + qsTr("room_ui.not_saved_yet") : text
            Accessible.checkable: true
            Accessible.checked: on
            Keys.onReturnPressed: part.click()
            onClicked: { rail.room.open(modelData.key); if (visualFocus) rail.keyed(part); }

            background: Rectangle {
                radius: Theme.corner
                color: part.on || part.down ? Theme.raised : "transparent"
                border { width: part.visualFocus ? Theme.focusLine : 0; color: Theme.hi }

                Rectangle { visible: part.on; width: 4; height: parent.height - 20; radius: 2; x: Theme.leftHanded ? 0 : parent.width - width; anchors.verticalCenter: parent.verticalCenter; color: Theme.accent }
            }
            contentItem: Item {
                Rectangle { objectName: part.objectName + ".waits"; visible: part.waits; anchors { right: parent.right; top: parent.top; margins: 6 } width: 10; height: 10; radius: 5; color: Theme.soon }
                Column {
                    id: said

                    anchors.centerIn: parent
                    spacing: rail.tight ? 0 : 3

                    Glyph { anchors.horizontalCenter: parent.horizontalCenter; glyphName: part.modelData.picture; size: rail.tight ? 22 : 26; color: part.tint }
                    Say { anchors.horizontalCenter: parent.horizontalCenter; font.pixelSize: rail.tight ? Math.round(18 * Theme.factor) : Theme.caption; color: part.on ? Theme.hi : Theme.mid; text: part.text; Accessible.ignored: true }
                }
            }
        }
    }
}
