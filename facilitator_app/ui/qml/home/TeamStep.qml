// The second step: what the session is called, who is in the room, who leads, and the reason when they are fewer than asked for.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

RowLayout {
    id: step

    required property Setup setup
    readonly property string title: title_.text
    readonly property string reason: step.setup.short_of === "" ? "" : reason_.text

    spacing: Theme.pad + 8

    Unsaved { kept: step.setup.draft.unsaved; form: step.setup.draft.form; fields: ({ title: title_, reason: reason_ }) }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.preferredWidth: 3
        spacing: 12

        Say { kind: "title"; text: qsTr("ui.setup.team") }

        ScrollList {
            objectName: "setup.team"
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: step.setup.team

            delegate: RowLayout {
                id: row

                required property var modelData

                width: ListView.view.width
                spacing: Theme.near

                Choice { objectName: "setup.present." + row.modelData.name; Layout.fillWidth: true; many: true; text: row.modelData.name; note: row.modelData.note; chosen: row.modelData.present; onClicked: step.setup.toggle_staff(row.modelData.id) }
                Button { objectName: "setup.lead." + row.modelData.name; Layout.preferredWidth: 148 * Theme.factor; leftPadding: 16; text: row.modelData.leads ? qsTr("ui.setup.lead") : qsTr("ui.setup.make_lead"); glyph: row.modelData.leads ? "check" : ""; chosen: row.modelData.leads; Accessible.name: text + ", " + row.modelData.name; onClicked: step.setup.lead(row.modelData.id) }
            }
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.preferredWidth: 2
        Layout.alignment: Qt.AlignTop
        spacing: Theme.gap

        Field { id: title_; objectName: "setup.title"; Layout.fillWidth: true; label: qsTr("ui.setup.session_title"); hint: step.setup.given_title; error: step.setup.form.errors.title ?? "" }

        Panel {
            visible: step.setup.short_of !== ""
            Layout.fillWidth: true
            implicitHeight: short_.implicitHeight + 2 * Theme.pad

            ColumnLayout {
                id: short_

                anchors { fill: parent; margins: Theme.pad }
                spacing: 12

                Say { objectName: "setup.short_of"; Layout.fillWidth: true; text: step.setup.short_of; wrapMode: Text.Wrap }
                Field { id: reason_; objectName: "setup.reason"; Layout.fillWidth: true; label: qsTr("ui.setup.reason"); error: step.setup.form.errors.staffing_reason ?? "" }
            }
        }
    }
}
