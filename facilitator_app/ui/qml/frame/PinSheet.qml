// Who is at the screen chooses a PIN, for this run or to be kept on this device: typed, and typed again, by touch or on the keyboard.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property PinChoice pin

    open: pin.open
    title: pin.keeping ? qsTr("device_pin.title") : qsTr("ui.pin.title")
    sheetWidth: 760
    onClosed: pin.close()
    Keys.onPressed: event => event.accepted = sheet.pin.digits.press(event.text) || erased(event)
    Keys.onReturnPressed: pin.next()
    Keys.onEnterPressed: pin.next()

    function erased(event: var): bool {
        if (event.key === Qt.Key_Backspace)
            pin.digits.erase();
        return event.key === Qt.Key_Backspace;
    }

    GridLayout {
        Layout.fillWidth: true
        columns: Theme.factor >= 1.4 ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: Theme.gap

            Say { objectName: "pin.asked"; Layout.fillWidth: true; wrapMode: Text.Wrap; text: sheet.pin.asked }
            Dots { objectName: "pin.dots"; Layout.alignment: Qt.AlignHCenter; least: sheet.pin.keeping ? 6 : 4; count: sheet.pin.digits.count }
            FieldError { objectName: "pin.error"; Layout.fillWidth: true; text: sheet.pin.form.general }
            Choice { objectName: "pin.keep"; focusPolicy: Qt.TabFocus; Layout.fillWidth: true; visible: sheet.pin.can_keep; many: true; chosen: sheet.pin.keeping; text: qsTr("device_pin.keep"); note: qsTr("device_pin.means"); onClicked: sheet.pin.turn() }
            Say { objectName: "pin.why_not"; Layout.fillWidth: true; visible: text !== ""; kind: "caption"; color: Theme.mid; text: sheet.pin.why_not; wrapMode: Text.Wrap }
            Button { objectName: "pin.keep_no_more"; visible: sheet.pin.is_kept; Layout.alignment: Qt.AlignHCenter; kind: "plain"; tint: Theme.mid; text: qsTr("device_pin.no_more"); onClicked: sheet.pin.keep_no_more() }
        }

        Pad {
            Layout.fillWidth: true
            Layout.minimumWidth: 260
            Layout.maximumWidth: parent.columns > 1 ? 320 * Theme.factor : -1
            Layout.alignment: Qt.AlignTop
            point: false
            onTyped: key => sheet.pin.digits.press(key)
            onErased: sheet.pin.digits.erase()
            onNext: sheet.pin.next()
        }
    }
}
