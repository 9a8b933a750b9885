// Why a line is withdrawn; there while one is asked about.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: form

    required property Withdrawal withdrawal
    property string then: ""

    visible: withdrawal.line !== ""
    spacing: Theme.near
    onVisibleChanged: if (visible) reason.text = withdrawal.reason

    Opening {}
    Say { objectName: form.objectName + ".then"; visible: text !== ""; Layout.fillWidth: true; text: form.then; wrapMode: Text.Wrap; lineHeight: 1.2 }
    Field { id: reason; objectName: form.objectName + ".reason"; Layout.fillWidth: true; label: qsTr("beforehand.withdraw_reason"); error: form.withdrawal.form.errors.reason ?? ""; onEdited: text => form.withdrawal.type(text); onAccepted: form.withdrawal.withdraw() }
    FieldError { objectName: form.objectName + ".general"; Layout.fillWidth: true; text: form.withdrawal.form.general }
    Button { objectName: form.objectName + ".do"; text: qsTr("beforehand.withdraw"); onClicked: form.withdrawal.withdraw() }
}
