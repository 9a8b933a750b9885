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
    readonly property string day: day_.text
    readonly property string time: time_.text
    readonly property string reason: step.setup.short_of === "" ? "" : reason_.text

    spacing: Theme.pad + 8

    Unsaved { kept: step.setup.draft.unsaved; form: step.setup.draft.form; fields: ({ title: title_, reason: reason_, day: day_, time: time_ }); standing: step.setup.hour.was_set }

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

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 2
        contentHeight: side.implicitHeight + 8

        ColumnLayout {
            id: side

            width: parent.width - 12
            spacing: Theme.gap

            Field { id: title_; objectName: "setup.title"; Layout.fillWidth: true; label: qsTr("ui.setup.session_title"); hint: step.setup.given_title; error: step.setup.form.errors.title ?? "" }

            Say { objectName: "setup.was_set"; visible: text !== ""; Layout.fillWidth: true; color: Theme.soon; wrapMode: Text.Wrap; text: step.setup.hour.was_set.asked ?? "" }
            Say { visible: !step.setup.hour.was_set.asked; kind: "caption"; text: qsTr("ui.setup.begins") }
            Segmented { objectName: "setup.begins"; label: qsTr("ui.setup.begins"); options: [{ key: "now", text: qsTr("ui.setup.begins_now") }, { key: "earlier", text: qsTr("ui.setup.begins_earlier") }]; current: step.setup.hour.earlier ? "earlier" : "now"; onPicked: key => step.setup.hour.begin_earlier(key === "earlier") }

            ColumnLayout {
                visible: step.setup.hour.earlier
                Layout.fillWidth: true
                spacing: Theme.near

                RowLayout {
                    spacing: Theme.near

                    Field { id: day_; objectName: "setup.day"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; label: qsTr("desk.book_day"); hint: qsTr("desk.book_day_hint"); error: step.setup.form.errors.day ?? "" }
                    Field { id: time_; objectName: "setup.time"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; label: qsTr("desk.book_time"); hint: qsTr("desk.book_time_hint"); error: step.setup.form.errors.time ?? step.setup.form.errors.at ?? "" }
                }

                Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("ui.setup.earlier_about") }
            }

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
}
