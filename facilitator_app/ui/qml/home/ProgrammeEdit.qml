// A programme being changed, or a new one begun from another: numbers, staff, phases, and what nobody goes on without.  What is typed is kept.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property ProgrammeEditor editor
    readonly property var errors: editor.errors

    objectName: "programme_edit"
    open: editor.open
    title: editor.title
    sheetWidth: 1000
    tall: true
    onClosed: editor.leave()
    actions: [
        Button { objectName: "programme_edit.start_over"; kind: "plain"; text: qsTr("plan_draft.start_over"); onClicked: sheet.editor.start_over() },
        Button { objectName: "programme_edit.leave"; text: qsTr("plan_draft.leave"); onClicked: sheet.closed() },
        Button { objectName: "programme_edit.keep"; kind: "primary"; glyph: "check"; enabled: !sheet.editor.form.busy; text: qsTr("programme_draft.keep"); onClicked: sheet.editor.keep() }
    ]

    signal led(string path) // to the field that is wrong

    Connections {
        target: sheet.editor

        function onRefused(path: string) { sheet.led(path) }
    }

    Scroller {
        id: scroller

        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 12

            Say { objectName: "programme_edit.about"; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: sheet.editor.about }
            Typed { path: "name"; label: qsTr("programme_draft.name") }
            Told { path: "about"; label: qsTr("programme_draft.about"); boxHeight: 108 }

            GridLayout {
                Layout.fillWidth: true
                columns: sheet.width > 900 * Theme.factor ? 3 : 2
                columnSpacing: Theme.gap
                rowSpacing: 12
                uniformCellWidths: true

                Figure { path: "least"; label: qsTr("programme_draft.least") }
                Figure { path: "cap"; label: qsTr("programme_draft.cap") }
                Figure { path: "sessions"; label: qsTr("programme_draft.sessions") }
                Figure { path: "session_minutes"; label: qsTr("programme_draft.session_minutes"); unit: qsTr("ui.programmes.minutes") }
                Figure { path: "integration_gap_hours"; label: qsTr("ui.programmes.gap"); unit: qsTr("ui.programmes.hours") }
                Choice { objectName: "programme_edit.open_ended"; Layout.fillWidth: true; Layout.alignment: Qt.AlignBottom; many: true; text: qsTr("programme_draft.open_ended"); chosen: sheet.editor.open_ended; onClicked: sheet.editor.toggle_open_ended() }
            }
            RowLayout {
                spacing: Theme.gap

                Typed { path: "integration_kind"; label: qsTr("programme_draft.integration_kind") }
                Typed { path: "integration_where"; label: qsTr("programme_draft.integration_where") }
            }

            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("programme_draft.staff") }
            GridLayout {
                Layout.fillWidth: true
                columns: sheet.width > 900 * Theme.factor ? 3 : 2
                columnSpacing: Theme.gap
                rowSpacing: 12
                uniformCellWidths: true

                Repeater {
                    model: sheet.editor.staff

                    Figure { required property var modelData; path: modelData.path; label: modelData.text }
                }
            }

            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("programme_draft.never") }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("programme_draft.never_about") }
            Flow {
                Layout.fillWidth: true
                spacing: 8

                Repeater {
                    model: sheet.editor.never

                    Choice { required property var modelData; objectName: "programme_edit.never." + modelData.key; width: 300 * Theme.factor; many: true; text: modelData.text; chosen: modelData.chosen; onClicked: sheet.editor.toggle("never", modelData.key) }
                }
            }

            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("programme_draft.doses_by") }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("programme_draft.doses_by_about") }
            Flow {
                Layout.fillWidth: true
                spacing: 8

                Repeater {
                    model: sheet.editor.doses_by

                    Choice { required property var modelData; objectName: "programme_edit.doses_by." + modelData.key; width: 300 * Theme.factor; many: true; text: modelData.text; chosen: modelData.chosen; onClicked: sheet.editor.toggle("doses_by", modelData.key) }
                }
            }

            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("programme_draft.playlist") }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("programme_draft.playlist_about") }
            Segmented { objectName: "programme_edit.playlist"; label: qsTr("programme_draft.playlist"); options: sheet.editor.playlists; current: sheet.editor.playlist; onPicked: key => sheet.editor.choose_playlist(key) }
            FieldError { objectName: "programme_edit.playlist.error"; Layout.fillWidth: true; text: sheet.errors.playlist ?? "" }

            Told { path: "confidentiality"; Layout.topMargin: 8; label: qsTr("programme_draft.confidentiality"); boxHeight: 132 }
            Told { path: "consent"; Layout.topMargin: 8; label: qsTr("programme_draft.consent"); boxHeight: 132 }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("programme_draft.consent_about") }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("programme_draft.rules_about").arg(qsTr("begins.title")) }

            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("programme_draft.phases") }
            Repeater {
                model: sheet.editor.phases

                PhaseEdit { Layout.fillWidth: true; editor: sheet.editor; errors: sheet.errors; sheet: sheet; scroller: scroller }
            }
            FieldError { objectName: "programme_edit.phases.error"; Layout.fillWidth: true; text: sheet.errors.phases ?? "" }
            Button { objectName: "programme_edit.add_phase"; glyph: "plus"; text: qsTr("programme_draft.add_phase"); onClicked: sheet.editor.add_phase() }
        }
    }

    FieldError { objectName: "programme_edit.error"; Layout.fillWidth: true; text: sheet.editor.form.general }

    component Typed: Field {
        id: typed

        required property string path
        readonly property Connections leading: Connections {
            target: sheet

            function onLed(path: string) { if (path === typed.path) { typed.input.forceActiveFocus(); scroller.bring(typed); } }
        }

        objectName: "programme_edit." + path
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        text: sheet.editor.typed[path] ?? ""
        error: sheet.errors[path] ?? ""
        onEdited: text => sheet.editor.put(path, text)
    }

    component Told: NoteField {
        id: told

        required property string path
        readonly property Connections leading: Connections {
            target: sheet

            function onLed(path: string) { if (path === told.path) { told.input.forceActiveFocus(); scroller.bring(told); } }
        }

        objectName: "programme_edit." + path
        Layout.fillWidth: true
        text: sheet.editor.typed[path] ?? ""
        error: sheet.errors[path] ?? ""
        onEdited: text => sheet.editor.put(path, text)
    }

    component Figure: Typed {
        numeric: true
    }
}
