// One phase of a programme being written: its name, how long it is planned, and its place among the others.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

RowLayout {
    id: phase

    required property ProgrammeEditor editor
    required property var errors
    required property ProgrammeEdit sheet
    required property Scroller scroller
    required property string key
    required property string name
    required property string minutes
    required property string spoken
    readonly property string path: "phase." + key

    objectName: "programme_edit." + path
    spacing: 10

    Connections {
        target: phase.sheet

        function onLed(path: string) {
            const field = path === phase.path + ".name" ? called : path === phase.path + ".minutes" ? lasts : null;
            if (field) {
                field.input.forceActiveFocus();
                phase.scroller.bring(field);
            }
        }
    }

    Field {
        id: called

        objectName: "programme_edit." + phase.path + ".name"
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        text: phase.name
        error: phase.errors[phase.path + ".name"] ?? ""
        hint: qsTr("programme_draft.phase_name")
        input.Accessible.name: phase.spoken
        onEdited: text => phase.editor.put(phase.path + ".name", text)
    }
    Field {
        id: lasts

        objectName: "programme_edit." + phase.path + ".minutes"
        Layout.preferredWidth: 170 * Theme.factor
        Layout.alignment: Qt.AlignTop
        numeric: true
        unit: qsTr("ui.programmes.minutes")
        text: phase.minutes
        error: phase.errors[phase.path + ".minutes"] ?? ""
        input.Accessible.name: phase.spoken + ", " + unit
        onEdited: text => phase.editor.put(phase.path + ".minutes", text)
    }
    Round { doing: "up"; label: qsTr("programme_draft.up"); glyph: "arrow-up"; onClicked: phase.editor.move_phase(phase.key, -1) }
    Round { doing: "down"; label: qsTr("programme_draft.down"); glyph: "arrow-down"; onClicked: phase.editor.move_phase(phase.key, 1) }
    Round { doing: "remove"; label: qsTr("programme_draft.remove"); glyph: "close"; onClicked: phase.editor.remove_phase(phase.key) }

    component Round: Button {
        id: round

        required property string doing
        required property string label

        objectName: "programme_edit." + phase.path + "." + round.doing
        Layout.alignment: Qt.AlignTop
        kind: "round"
        text: phase.spoken + ": " + round.label
    }
}
