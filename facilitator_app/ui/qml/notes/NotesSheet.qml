// One's own process notes about one person: a field for another on the left, those that are there on the right.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property NotesView notes
    readonly property bool able: notes.why === ""

    objectName: "notes"
    open: notes.open
    title: notes.title
    sheetWidth: 1160
    tall: true
    z: 30
    onClosed: notes.close()

    Connections {
        target: sheet.notes

        function onOpened() { field.text = sheet.notes.typed }
    }

    Say { objectName: "notes.why"; visible: !sheet.able; Layout.fillWidth: true; Layout.fillHeight: true; text: sheet.notes.why; color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.2 }

    Segmented { objectName: "notes.person"; visible: sheet.able && options.length > 0; options: sheet.notes.people; current: sheet.notes.person; label: sheet.title; onPicked: key => sheet.notes.choose_person(key) }

    GridLayout {
        readonly property bool slim: sheet.width < 900 * Theme.factor

        visible: sheet.able
        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: slim ? 1 : 2
        columnSpacing: Theme.pad
        rowSpacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            spacing: Theme.gap

            Segmented { objectName: "notes.session"; visible: options.length > 0 && !sheet.notes.changing; options: sheet.notes.sessions; current: sheet.notes.session; label: qsTr("process_notes.session"); onPicked: key => sheet.notes.choose_session(key) }
            NoteField { id: field; objectName: "notes.text"; Layout.fillWidth: true; boxHeight: Math.max(120, sheet.height - 500 * Theme.factor); label: sheet.notes.changing ? qsTr("process_notes.changing") : qsTr("process_notes.write"); hint: qsTr("process_notes.hint"); error: sheet.notes.form.errors.text ?? ""; onEdited: text => sheet.notes.type(text); onFinished: sheet.notes.keep() }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.near

                Button { objectName: "notes.keep"; kind: "primary"; glyph: "check"; enabled: !sheet.notes.form.busy; text: qsTr("process_notes.keep"); onClicked: sheet.notes.keep() }
                Button { objectName: "notes.another"; visible: sheet.notes.changing; text: qsTr("process_notes.another"); onClicked: sheet.notes.change("") }
            }

            FieldError { objectName: "notes.error"; Layout.fillWidth: true; text: sheet.notes.form.general }
            Say { objectName: "notes.copies"; Layout.fillWidth: true; kind: "caption"; text: sheet.notes.copies; wrapMode: Text.Wrap }
        }

        Scroller {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
            contentHeight: list.implicitHeight + 8

            ColumnLayout {
                id: list

                width: parent.width - 12
                spacing: Theme.gap

                Say { objectName: "notes.none"; visible: sheet.notes.notes.length === 0; Layout.fillWidth: true; color: Theme.mid; text: qsTr("process_notes.none"); wrapMode: Text.Wrap; lineHeight: 1.2 }

                Repeater {
                    model: sheet.notes.notes

                    NoteRow {
                        required property var modelData
                        required property int index

                        objectName: "notes.row." + index
                        Layout.fillWidth: true
                        note: modelData
                        onChanged: sheet.notes.change(modelData.key)
                    }
                }

                CodePart { Layout.fillWidth: true; code: sheet.notes.code }
            }
        }
    }
}
