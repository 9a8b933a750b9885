// The second step of a dose: strength, quantity and amount are typed and must agree.  A refusal lies over what stands above them, so
// that no key moves for it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: step

    required property DosePanel dose
    property bool tight: false
    property real above: 0 // how much of the panel above it a message may lie over: all but seat and name
    readonly property bool tells: over.visible
    readonly property int gap: tight ? 5 : 8
    readonly property bool beside: Theme.factor > 1.4 && width > 2 * height // the pad needs the height

    focus: visible
    onVisibleChanged: if (visible) forceActiveFocus()

    GridLayout {
        anchors.fill: parent
        columns: step.beside ? 2 : 1
        columnSpacing: 16
        rowSpacing: step.gap

        Roomy { // where they do not fit they scroll, and the pad stays
            id: fields

            Layout.fillWidth: true
            Layout.fillHeight: step.beside
            Layout.preferredHeight: implicitHeight
            Layout.maximumHeight: step.beside ? 10000 : implicitHeight
            Layout.preferredWidth: 100
            spacing: step.gap

            Item { id: spare; visible: step.tight && !ordered.visible && !unsaved.visible && !step.beside; implicitHeight: 2.2 * Theme.caption } // a message of three lines has room
            Refused { objectName: "dose.amiss"; Layout.fillWidth: true; text: over.fits ? "" : step.dose.refusal } // large text

            Say { id: unsaved; objectName: "dose.amount_unsaved"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; color: Theme.soon; fontSizeMode: Text.HorizontalFit; minimumPixelSize: 16; text: step.dose.out.not_saved }
            Say { id: ordered; objectName: "dose.ordered"; visible: text !== "" && (step.dose.refusal === "" || !step.beside); Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: step.dose.ordered }

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

    RefusedOver {
        id: over

        objectName: "dose.refusal"
        visible: fits && text !== ""
        width: step.beside ? fields.width : step.width // beside the fields is the pad
        y: -step.above
        height: step.above + [spare, unsaved, ordered].reduce((sum, one) => sum + (one.visible ? one.height + step.gap : 0), -step.gap / 2)
        text: step.dose.refusal
    }
}
