// The PIN of somebody whose word is wanted at a screen that is somebody else's.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: pins

    required property HoldPanel hold
    property bool tight: false

    focus: true
    implicitHeight: column.implicitHeight
    Component.onCompleted: forceActiveFocus()
    Keys.onPressed: event => event.accepted = pins.hold.digits.press(event.text) || erased(event)
    Keys.onReturnPressed: hold.enter()
    Keys.onEnterPressed: hold.enter()
    Keys.onEscapePressed: hold.stop()

    function erased(event: var): bool {
        if (event.key === Qt.Key_Backspace)
            hold.digits.erase();
        return event.key === Qt.Key_Backspace;
    }

    Scroller { // in a low place
        anchors.fill: parent
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: pins.tight ? 6 : 10

            RowLayout {
                Say { objectName: "hold.asked"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: pins.hold.asked }
                Button { objectName: "hold.stop"; kind: "round"; glyph: "close"; text: qsTr("ui.close"); onClicked: pins.hold.stop() }
            }
            Repeater {
                model: pins.hold.people

                Choice {
                    required property var modelData

                    objectName: "hold.who." + modelData.text
                    Layout.fillWidth: true
                    text: modelData.text
                    chosen: modelData.chosen
                    onClicked: pins.hold.choose(modelData.key)
                }
            }
            Dots { objectName: "hold.dots"; Layout.alignment: Qt.AlignHCenter; count: pins.hold.digits.count }
            Refused { Layout.fillWidth: true; text: pins.hold.refusal }
            Pad {
                objectName: "hold.pad"
                Layout.fillWidth: true
                visible: pins.hold.people.length > 0
                point: false
                nextText: qsTr("hold.enter")
                onTyped: key => pins.hold.digits.press(key)
                onErased: pins.hold.digits.erase()
                onNext: pins.hold.enter()
            }
        }
    }
}
