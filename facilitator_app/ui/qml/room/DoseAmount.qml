// The second step of a dose: strength, quantity and amount are typed and must agree; the refusal stands right above them.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: step

    required property DosePanel dose
    property bool tight: false

    focus: visible
    onVisibleChanged: if (visible) forceActiveFocus()

    ColumnLayout {
        anchors.fill: parent
        spacing: step.tight ? 5 : 8

        Chips { objectName: "dose.stated"; Layout.fillWidth: true; visible: !step.tight; options: step.dose.stated; current: step.dose.values.stated_as; onPicked: key => step.dose.put("stated_as", key) }
        Refused { Layout.fillWidth: true; text: step.dose.refusal }

        RowLayout {
            Layout.fillWidth: true
            spacing: 6

            Repeater {
                model: step.dose.numbers

                NumberField {
                    required property string key

                    required label
                    required typed
                    required active
                    required refused

                    objectName: "dose." + key
                    Layout.fillWidth: true
                    Layout.preferredWidth: 90
                    tight: step.tight
                    onClicked: step.dose.activate(key)
                }
            }
        }

        NumberPad {
            objectName: "dose.pad"
            Layout.fillWidth: true
            Layout.fillHeight: true
            tight: step.tight
            firstAct: qsTr("room_ui.back")
            mainAct: qsTr("room_ui.on")
            onTyped: key => step.dose.press(key)
            onErased: step.dose.erase()
            onFirst: step.dose.to_what()
            onNext: step.dose.step(1)
            onMain: step.dose.go_on()
        }
    }
}
