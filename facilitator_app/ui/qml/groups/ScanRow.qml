// The file with somebody's signed paper: chosen, and what was found in it.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: row

    required property PaperScanning scanning
    required property string person
    readonly property bool found: scanning.person === person

    spacing: Theme.near

    Say { Layout.fillWidth: true; kind: "caption"; text: qsTr("attachments.formats"); wrapMode: Text.Wrap }
    Say { objectName: row.objectName + ".found"; visible: row.found; Layout.fillWidth: true; text: row.scanning.found; wrapMode: Text.Wrap }
    Button { objectName: row.objectName + ".choose"; glyph: "folder"; text: row.found ? qsTr("attachments.other") : qsTr("attachments.choose"); onClicked: row.scanning.choose(row.person) }
    FieldError { objectName: row.objectName + ".error"; Layout.fillWidth: true; text: row.scanning.form.errors.file ?? row.scanning.form.general }
}
