// What awaits somebody's word, one touch each; a PIN where it is not theirs who is at the screen.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: section

    required property AwaitingPanel awaiting
    required property HoldPanel hold
    property bool tight: false

    Loader {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        active: section.hold.asking
        sourceComponent: WayHold { hold: section.hold; tight: section.tight }
    }

    ColumnLayout {
        anchors.fill: parent
        visible: !section.hold.asking
        spacing: 8

        Say { objectName: "awaiting.about"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: section.awaiting.count > 0 ? section.awaiting.about : qsTr("awaiting.nothing") }
        Say { objectName: "awaiting.holder"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; figures: true; text: section.hold.holder }

        Scroller {
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: list.implicitHeight

            Column {
                id: list

                width: parent.width
                spacing: 12

                Repeater {
                    model: section.awaiting.lines

                    Column {
                        id: line

                        required property string entry
                        required property string head
                        required property string told
                        required property string note
                        required property bool confirmable
                        required property int index

                        width: list.width
                        spacing: 4

                        Say { width: parent.width; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: line.head }
                        Say { width: parent.width; visible: text !== ""; wrapMode: Text.Wrap; figures: true; text: line.told }
                        Say { width: parent.width; kind: "caption"; color: Theme.low; wrapMode: Text.Wrap; text: line.note }
                        Button {
                            objectName: "awaiting.confirm." + line.index
                            visible: line.confirmable
                            width: parent.width
                            glyph: "sign"
                            text: qsTr("awaiting.confirm")
                            Accessible.name: text + ": " + line.head + ", " + line.told
                            onClicked: section.awaiting.confirm(line.entry)
                        }
                        Say { width: parent.width; visible: !line.confirmable; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("awaiting.class_it") }
                    }
                }
            }
        }
        Refused { Layout.fillWidth: true; text: section.awaiting.refusal }
    }
}
