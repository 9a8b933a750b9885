// What is listened to before: stop, title and device, a place in it by touch or arrow keys; or why nothing is heard.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: bar

    required property ListenView listen
    property string name: "listen"
    readonly property bool heard: listen.path !== ""

    visible: heard || listen.trouble !== ""
    implicitHeight: Math.max(Theme.primary, row.implicitHeight + 8)
    color: Theme.raised

    RowLayout {
        id: row

        anchors { fill: parent; leftMargin: 8; rightMargin: 16 }
        spacing: Theme.near

        Button { objectName: bar.name + ".stop"; kind: "round"; glyph: bar.heard ? "stop" : "close"; text: bar.heard ? qsTr("listen.stop") : qsTr("ui.close"); onClicked: bar.listen.stop() }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 260
            spacing: 0

            Say { objectName: bar.name + ".title"; visible: bar.heard; Layout.fillWidth: true; kind: "strong"; text: bar.listen.title }
            Say {
                objectName: bar.name + ".told"
                visible: text !== ""
                Layout.fillWidth: true
                kind: "caption"
                wrapMode: Text.Wrap
                color: bar.listen.trouble === "" ? Theme.mid : Theme.attention
                text: bar.listen.trouble === "" ? bar.listen.device : bar.listen.trouble
            }
        }

        Item {
            id: seek

            objectName: bar.name + ".seek"
            visible: bar.heard && bar.listen.trouble === ""
            Layout.fillWidth: true
            Layout.preferredWidth: 420
            Layout.preferredHeight: Theme.target
            activeFocusOnTab: true
            Accessible.role: Accessible.Slider
            Accessible.name: qsTr("listen.seek")
            Accessible.description: bar.listen.time
            Accessible.onIncreaseAction: bar.listen.step(true)
            Accessible.onDecreaseAction: bar.listen.step(false)
            Keys.onRightPressed: bar.listen.step(true)
            Keys.onLeftPressed: bar.listen.step(false)

            MouseArea {
                id: finger

                readonly property real place: Math.max(0, Math.min(1, mouseX / width))

                anchors.fill: parent
                preventStealing: true
                onReleased: bar.listen.seek(place)
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                height: 10
                radius: 5
                color: Theme.line
                border { width: seek.activeFocus ? Theme.focusLine : 0; color: Theme.hi }

                Rectangle { width: parent.width * (finger.pressed ? finger.place : bar.listen.share); height: parent.height; radius: 5; color: Theme.accent }
            }
            Rectangle {
                x: (parent.width - width) * (finger.pressed ? finger.place : bar.listen.share)
                anchors.verticalCenter: parent.verticalCenter
                width: 24
                height: 24
                radius: 12
                color: Theme.hi
            }
        }
        Say { objectName: bar.name + ".time"; visible: seek.visible; Layout.preferredWidth: 130 * Theme.factor; horizontalAlignment: Text.AlignRight; figures: true; kind: "caption"; text: bar.listen.time }
    }
}
