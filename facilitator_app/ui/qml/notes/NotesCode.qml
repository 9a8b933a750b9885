// The code on paper for one's own notes: made and shown once, or typed to open the notes of before.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property NotesView notes

    spacing: Theme.near

    Say { visible: part.notes.is_shut; Layout.fillWidth: true; text: qsTr("process_notes.shut"); wrapMode: Text.Wrap }

    RowLayout {
        visible: part.notes.is_shut
        spacing: Theme.near

        Field { id: code; objectName: "notes.code"; Layout.fillWidth: true; label: qsTr("process_notes.code"); error: part.notes.form.errors.code ?? ""; onAccepted: part.notes.open_by_code(text) }
        Button { objectName: "notes.open_by_code"; Layout.alignment: Qt.AlignBottom; text: qsTr("process_notes.open_by_code"); onClicked: part.notes.open_by_code(code.text) }
    }

    Say { objectName: "notes.no_code"; visible: part.notes.wants_code && part.notes.code === ""; Layout.fillWidth: true; kind: "caption"; text: qsTr("process_notes.no_code"); wrapMode: Text.Wrap }
    Button { objectName: "notes.make_code"; visible: part.notes.code === ""; glyph: "key"; text: part.notes.wants_code ? qsTr("process_notes.make_code") : qsTr("process_notes.new_code"); onClicked: part.notes.make_code() }
    Say { objectName: "notes.code_shown"; visible: part.notes.code !== ""; Layout.fillWidth: true; kind: "title"; figures: true; text: part.notes.code; wrapMode: Text.Wrap }
    Say { visible: part.notes.code !== ""; Layout.fillWidth: true; kind: "caption"; text: qsTr("process_notes.code_about"); wrapMode: Text.Wrap }
    Button { objectName: "notes.code_written"; visible: part.notes.code !== ""; kind: "primary"; glyph: "check"; text: qsTr("ui.start.written"); onClicked: part.notes.code_written() }
}
