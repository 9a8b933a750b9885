// The way to the screen by a PIN: who, and the digits in one row, so that the room above keeps its height.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: pins

    required property Unlock unlock
    signal chart

    implicitHeight: column.implicitHeight
    Keys.onPressed: event => event.accepted = pins.unlock.digits.press(event.text) || erased(event)

    function take() {
        typing.forceActiveFocus();
    }

    function erased(event: var): bool {
        if (event.key === Qt.Key_Backspace)
            unlock.digits.erase();
        return event.key === Qt.Key_Backspace;
    }

    Item { // has the keyboard until a button is tabbed to
        id: typing

        focus: true
        Keys.onReturnPressed: pins.unlock.take_screen_by_pin()
        Keys.onEnterPressed: pins.unlock.take_screen_by_pin()
    }

    ColumnLayout {
        id: column

        width: parent.width
        spacing: 12

        RowLayout {
            spacing: Theme.near

            Repeater {
                model: pins.unlock.people

                Button {
                    required property var modelData

                    objectName: "veil.who." + modelData.name
                    kind: "chip"
                    textKind: "body"
                    implicitHeight: Math.max(Theme.target, lines)
                    leftPadding: 16
                    chosen: modelData.chosen
                    text: modelData.name
                    onClicked: { pins.unlock.choose(modelData.id); pins.take() }
                }
            }

            Button { objectName: "veil.by_passphrase"; kind: "plain"; leftPadding: 12; text: qsTr("ui.passphrase"); onClicked: pins.unlock.choose("") }
            Button { objectName: "veil.chart_by_pin"; readonly property bool large: Theme.factor >= 1.4; kind: large ? "round" : "plain"; glyph: large ? "review" : ""; leftPadding: large ? 0 : 12; text: qsTr("chart.title"); onClicked: pins.chart() }
            FieldError { objectName: "veil.pin_error"; Layout.fillWidth: true; text: pins.unlock.form.general }
            Item { Layout.fillWidth: true; visible: pins.unlock.form.general === "" }
            Dots { objectName: "veil.dots"; Layout.rightMargin: 8; count: pins.unlock.digits.count }
        }

        RowLayout {
            LayoutMirroring.enabled: false // figures lie as on every pad of numbers
            LayoutMirroring.childrenInherit: true
            spacing: 6

            Repeater {
                model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]

                PadKey {
                    required property string modelData

                    objectName: "veil.pad." + modelData
                    text: modelData
                    onClicked: pins.unlock.digits.press(modelData)
                }
            }

            PadKey { objectName: "veil.erase"; glyph: "delete-back"; text: ""; Accessible.name: qsTr("ui.erase"); onClicked: pins.unlock.digits.erase() }
            Button { objectName: "veil.lift_by_pin"; kind: "primary"; glyph: "unveil"; text: qsTr("ui.veil.lift"); onClicked: pins.unlock.take_screen_by_pin() }
        }
    }

    component PadKey: Button {
        Layout.fillWidth: true
        Layout.minimumWidth: Theme.target
        Layout.preferredHeight: Theme.primary
        kind: "chip"
        textKind: "title"
        focusPolicy: Qt.NoFocus // the row keeps the keyboard
    }
}
