// Who is at the screen chooses a PIN for this run: typed, and typed again, by touch or on the keyboard.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property PinChoice pin

    open: pin.open
    title: qsTr("ui.pin.title")
    sheetWidth: 480
    onClosed: pin.close()
    Keys.onPressed: event => event.accepted = sheet.pin.digits.press(event.text) || erased(event)
    Keys.onReturnPressed: pin.next()
    Keys.onEnterPressed: pin.next()

    function erased(event: var): bool {
        if (event.key === Qt.Key_Backspace)
            pin.digits.erase();
        return event.key === Qt.Key_Backspace;
    }

    Say { objectName: "pin.asked"; Layout.fillWidth: true; wrapMode: Text.Wrap; text: sheet.pin.asked }
    Dots { objectName: "pin.dots"; Layout.alignment: Qt.AlignHCenter; count: sheet.pin.digits.count }
    FieldError { objectName: "pin.error"; Layout.fillWidth: true; text: sheet.pin.form.general }

    Pad {
        Layout.fillWidth: true
        point: false
        onTyped: key => sheet.pin.digits.press(key)
        onErased: sheet.pin.digits.erase()
        onNext: sheet.pin.next()
    }
}
