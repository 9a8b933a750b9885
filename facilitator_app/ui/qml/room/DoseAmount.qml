// The second step of a dose: strength, quantity and amount are typed and must agree; the refusal stands right above them.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: step

    required property DosePanel dose
    property bool tight: false
    readonly property bool beside: Theme.factor > 1.4 && width > 2 * height // the pad needs the height

    focus: visible
    onVisibleChanged: if (visible) forceActiveFocus()

    GridLayout {
        anchors.fill: parent
        columns: step.beside ? 2 : 1
        columnSpacing: 16
        rowSpacing: step.tight ? 5 : 8

        Roomy { // where they do not fit they scroll, and the pad stays
            Layout.fillWidth: true
            Layout.fillHeight: step.beside
            Layout.preferredHeight: implicitHeight
            Layout.maximumHeight: step.beside ? 10000 : implicitHeight
            Layout.preferredWidth: 100
            spacing: step.tight ? 5 : 8

            Refused { Layout.fillWidth: true; text: step.dose.refusal }

            Say { objectName: "dose.ordered"; visible: text !== "" && (step.dose.refusal === "" || !step.tight); Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: step.dose.ordered }

            GridLayout {
                Layout.fillWidth: true
                columns: step.beside ? 1 : 3
                columnSpacing: 6
                rowSpacing: 6

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
                        flat: step.beside
                        under: false
                        onClicked: step.dose.activate(key)
                    }
                }
            }
            Item { visible: step.beside; Layout.fillHeight: true }
        }

        NumberPad {
            objectName: "dose.pad"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 100
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
