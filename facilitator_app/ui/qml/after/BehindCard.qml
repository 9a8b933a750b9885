pragma ComponentBehavior: Bound
// What changed in the record behind a text that was edited, and the two ways on: compose it anew, or stand by it.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Rectangle {
    id: card

    required property PacketView packet
    required property string key
    required property string title
    required property var changes
    required property string stays

    objectName: "packet.behind." + key
    implicitHeight: column.implicitHeight + 28
    height: implicitHeight
    radius: Theme.corner
    color: Theme.raised
    border { width: 2; color: Theme.attention }
    Accessible.role: Accessible.Grouping
    Accessible.name: title + ", " + qsTr("after.behind")

    ColumnLayout {
        id: column

        anchors { left: parent.left; right: parent.right; top: parent.top; margins: 14 }
        spacing: 10

        RowLayout {
            spacing: 8

            Glyph { Layout.alignment: Qt.AlignTop; glyphName: "attention"; color: Theme.attention }
            Say { Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("after.behind") }
        }

        Repeater {
            model: card.changes

            Say {
                required property int index
                required property string modelData

                objectName: "packet.change." + card.key + "." + index
                Layout.fillWidth: true
                wrapMode: Text.Wrap
                figures: true
                text: modelData
            }
        }

        Say { objectName: "packet.left." + card.key; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.attention; text: card.stays }

        Say { visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.attention; text: card.packet.looking.errors.sections ?? card.packet.looking.general }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "packet.anew." + card.key; glyph: "undo"; text: qsTr("after.compose_anew"); onClicked: card.packet.compose_anew(card.key) }
            Button { objectName: "packet.stand_by." + card.key; glyph: "check"; enabled: card.stays === ""; text: qsTr("after.stand_by"); onClicked: card.packet.stand_by(card.key) }
        }
    }
}
