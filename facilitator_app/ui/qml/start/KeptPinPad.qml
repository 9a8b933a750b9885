// The way in by a PIN that is kept on this device: its digits, and whose it is where several are kept.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: page

    required property KeptPin kept

    implicitHeight: column.implicitHeight
    Keys.onPressed: event => event.accepted = !name.activeFocus && (page.kept.digits.press(event.text) || erased(event))

    function erased(event: var): bool {
        if (event.key === Qt.Key_Backspace)
            kept.digits.erase();
        return event.key === Qt.Key_Backspace;
    }

    function open() {
        kept.open(name.text);
    }

    ColumnLayout {
        id: column

        width: parent.width
        spacing: Theme.gap

        Item { // has the keyboard until a field or a button is touched
            focus: !page.kept.asks_name
            Keys.onReturnPressed: page.open()
            Keys.onEnterPressed: page.open()
        }

        Field { id: name; objectName: "kept.sign_in"; visible: page.kept.asks_name; focus: visible; Layout.fillWidth: true; label: qsTr("ui.sign_in") }
        Say { Layout.fillWidth: true; text: qsTr("device_pin.asked"); wrapMode: Text.Wrap; color: Theme.mid }
        Dots { objectName: "kept.dots"; Layout.alignment: Qt.AlignHCenter; least: 6; count: page.kept.digits.count }
        FieldError { objectName: "kept.error"; Layout.fillWidth: true; text: page.kept.form.general }

        Pad {
            Layout.fillWidth: true
            point: false
            nextText: page.kept.form.busy ? qsTr("ui.unlock.opening") : qsTr("ui.unlock.open")
            onTyped: key => page.kept.digits.press(key)
            onErased: page.kept.digits.erase()
            onNext: page.open()
        }
    }
}
