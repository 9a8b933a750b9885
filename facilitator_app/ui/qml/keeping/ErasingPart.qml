// A whole person erased: what it comes to, who asks and why, and a second person who confirms it by their own secret.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property RecordView record
    readonly property ErasingView erasing: record.erasing
    readonly property Form form: erasing.form
    readonly property bool asked: erasing.asked !== ""

    spacing: Theme.gap

    Say { objectName: "record.in_the_way"; visible: text !== ""; Layout.fillWidth: true; kind: "strong"; text: part.erasing.in_the_way; wrapMode: Text.Wrap }
    Say { objectName: "record.comes_to"; visible: part.erasing.in_the_way === ""; Layout.fillWidth: true; text: part.erasing.comes_to; wrapMode: Text.Wrap; lineHeight: 1.25 }
    Say { visible: !part.record.is_administrator; Layout.fillWidth: true; color: Theme.mid; text: qsTr("record_ui.not_yours"); wrapMode: Text.Wrap }

    ColumnLayout {
        visible: part.record.is_administrator && part.erasing.in_the_way === "" && !part.asked
        spacing: Theme.gap

        NoteField { id: reason; objectName: "record.erase.reason"; Layout.fillWidth: true; boxHeight: 92; label: qsTr("record_ui.erase_why"); error: part.form.errors.reason ?? "" }
        Button { objectName: "record.erase.ask"; text: qsTr("record_ui.erase_ask"); onClicked: part.erasing.ask(reason.text) }
    }

    ColumnLayout {
        visible: part.asked
        spacing: Theme.gap

        Opening {}
        Say { objectName: "record.asked"; Layout.fillWidth: true; kind: "strong"; text: part.erasing.asked; wrapMode: Text.Wrap }
        Say { visible: part.erasing.needs_second; Layout.fillWidth: true; color: Theme.mid; text: qsTr("record_ui.second"); wrapMode: Text.Wrap }

        RowLayout {
            visible: part.erasing.needs_second
            spacing: Theme.gap

            Field { id: signIn; objectName: "record.erase.sign_in"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; label: qsTr("ui.sign_in"); error: part.form.errors.sign_in ?? "" }
            Field { id: passphrase; objectName: "record.erase.passphrase"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; secret: true; label: qsTr("ui.passphrase"); error: part.form.errors.passphrase ?? "" }
        }

        Field { id: alone; objectName: "record.erase.alone"; visible: !part.erasing.needs_second; Layout.fillWidth: true; label: qsTr("record_ui.alone"); error: part.form.errors.alone ?? "" }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "record.erase.confirm"; visible: part.record.is_administrator && part.erasing.in_the_way === ""; enabled: !part.form.busy; kind: "primary"; text: qsTr("record_ui.erase"); onClicked: part.erasing.confirm({ sign_in: signIn.text, passphrase: passphrase.text, alone: alone.text }) }
            Button { objectName: "record.erase.off"; text: qsTr("record_ui.call_off"); onClicked: part.erasing.call_off() }
        }
    }
}
