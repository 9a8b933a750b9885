// The second person confirms a dose by their PIN.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: pin

    required property TimeOutPanel out

    onVisibleChanged: if (visible) forceActiveFocus()
    Keys.onPressed: event => event.accepted = pin.out.digits.press(event.text) || erased(event)
    Keys.onReturnPressed: pin.out.enter()
    Keys.onEnterPressed: pin.out.enter()
    Keys.onEscapePressed: pin.out.stop()

    function erased(event: var): bool {
        if (event.key === Qt.Key_Backspace)
            pin.out.digits.erase();
        return event.key === Qt.Key_Backspace;
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 8

        RowLayout {
            Say { objectName: "dose.pin_of"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: pin.out.asked }
            Button { objectName: "dose.pin_stop"; kind: "round"; glyph: "close"; text: qsTr("ui.close"); onClicked: pin.out.stop() }
        }
        Dots { objectName: "dose.dots"; Layout.alignment: Qt.AlignHCenter; count: pin.out.digits.count }
        Refused { Layout.fillWidth: true; text: pin.out.refusal }
        Pad {
            objectName: "dose.pin"
            Layout.fillWidth: true
            point: false
            nextText: qsTr("dose.confirm")
            onTyped: key => pin.out.digits.press(key)
            onErased: pin.out.digits.erase()
            onNext: pin.out.enter()
        }
        Item { Layout.fillHeight: true }
    }
}
