// The code on paper for one's own notes: made and shown once, or typed to open the notes of before.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property NotesCode code

    spacing: Theme.near

    Say { visible: part.code.is_shut; Layout.fillWidth: true; text: qsTr("process_notes.shut"); wrapMode: Text.Wrap }

    RowLayout {
        visible: part.code.is_shut
        spacing: Theme.near

        Field { id: typed; objectName: "notes.code"; Layout.fillWidth: true; label: qsTr("process_notes.code"); error: part.code.form.errors.code ?? ""; onAccepted: part.code.open(text) }
        Button { objectName: "notes.open_by_code"; Layout.alignment: Qt.AlignBottom; text: qsTr("process_notes.open_by_code"); onClicked: part.code.open(typed.text) }
    }

    Say { objectName: "notes.no_code"; visible: part.code.is_wanted && part.code.code === ""; Layout.fillWidth: true; kind: "caption"; text: qsTr("process_notes.no_code"); wrapMode: Text.Wrap }
    Button { objectName: "notes.make_code"; visible: part.code.code === ""; glyph: "key"; text: part.code.is_wanted ? qsTr("process_notes.make_code") : qsTr("process_notes.new_code"); onClicked: part.code.make() }
    Say { objectName: "notes.code_shown"; visible: part.code.code !== ""; Layout.fillWidth: true; kind: "title"; figures: true; text: part.code.code; wrapMode: Text.Wrap }
    Say { visible: part.code.code !== ""; Layout.fillWidth: true; kind: "caption"; text: qsTr("process_notes.code_about"); wrapMode: Text.Wrap }
    Button { objectName: "notes.code_written"; visible: part.code.code !== ""; kind: "primary"; glyph: "check"; text: qsTr("ui.start.written"); onClicked: part.code.written() }
    FieldError { objectName: "notes.code_error"; Layout.fillWidth: true; text: part.code.form.general }
}
