// Whoever signs and releases in the place of the session's lead says why, once for the session.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property ReceiverView receiver

    visible: receiver.instead !== "" || receiver.taken !== ""
    spacing: 8

    Say { objectName: "instead.told"; Layout.fillWidth: true; wrapMode: Text.Wrap; color: part.receiver.instead === "" ? Theme.mid : Theme.soon; text: part.receiver.instead === "" ? part.receiver.taken : part.receiver.instead }
    Field { id: why; objectName: "instead.why"; visible: part.receiver.instead !== ""; Layout.fillWidth: true; label: qsTr("handover.instead_why"); error: part.receiver.form.errors.reason ?? "" }
    Button { objectName: "instead.do"; visible: part.receiver.instead !== ""; Layout.fillWidth: true; glyph: "write"; text: qsTr("handover.instead_do"); onClicked: part.receiver.take_on(why.text) }
}
