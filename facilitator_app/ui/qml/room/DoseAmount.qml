// The second step of a dose: strength, quantity and amount are typed and must agree; the refusal stands right above them.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator

FocusScope {
    id: step

    required property DosePanel dose
    property bool tight: false

    focus: visible
    onVisibleChanged: if (visible) forceActiveFocus()

    ColumnLayout {
        anchors.fill: parent
        spacing: step.tight ? 5 : 8

        Refused { Layout.fillWidth: true; text: step.dose.refusal }

        RowLayout {
            Layout.fillWidth: true
            spacing: 6

            Repeater {
                model: step.dose.numbers

                NumberField {
                    required property string key
                    required property string spoken

                    required label
                    required typed
                    required active
                    required refused

                    objectName: "dose." + key
                    Layout.fillWidth: true
                    Layout.preferredWidth: 90
                    saidAs: spoken
                    tight: step.tight
                    under: false
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
