// One line of a monitoring plan: which measures, from when, how often.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: rule

    required property PlanEditor editor
    required property var errors
    required property string key
    required property string when
    required property var measures
    required property string every_minutes
    required property string from_minutes
    required property string until_minutes
    required property string window_minutes
    required property bool anew
    required property string spoken
    readonly property string path: "rule." + key

    objectName: "plan." + path
    implicitHeight: column.implicitHeight + 28
    color: "transparent"
    border { width: 1; color: Theme.line }

    ColumnLayout {
        id: column

        anchors { left: parent.left; right: parent.right; top: parent.top; margins: 14 }
        spacing: 10

        GridLayout {
            id: chosen

            Layout.fillWidth: true
            columns: rule.width < 1000 * Theme.factor ? 2 : 3 // below each other where there is little room
            columnSpacing: 6
            rowSpacing: 6

            Flow {
                Layout.fillWidth: true
                Layout.columnSpan: chosen.columns === 2 ? 2 : 1
                spacing: 6

                Repeater {
                    model: rule.editor.measures

                    Button {
                        required property var modelData

                        objectName: "plan." + rule.path + "." + modelData.key
                        kind: "chip"
                        implicitHeight: Math.max(Theme.target, lines)
                        implicitWidth: Math.max(72, contentItem.implicitWidth + 16)
                        text: modelData.text
                        chosen: rule.measures.includes(modelData.key)
                        Accessible.name: rule.spoken + ", " + text
                        Accessible.checkable: true
                        onClicked: rule.editor.toggle_measure(rule.key, modelData.key)
                    }
                }
            }
            Segmented { objectName: "plan." + rule.path + ".when"; spoken: rule.spoken; options: rule.editor.times; current: rule.when; onPicked: key => rule.editor.set_when(rule.key, key) }
            Button { objectName: "plan." + rule.path + ".remove"; kind: "round"; glyph: "close"; text: rule.spoken + ": " + qsTr("plan_draft.remove_rule"); onClicked: rule.editor.remove_rule(rule.key) }
        }
        FieldError { objectName: "plan." + rule.path + ".error"; Layout.fillWidth: true; text: rule.errors[rule.path + ".measures"] ?? "" }

        GridLayout {
            visible: rule.when === "after_dose"
            Layout.fillWidth: true
            columns: rule.width < 760 * Theme.factor ? 2 : 5
            columnSpacing: 12
            rowSpacing: 10

            Minutes { field: "every_minutes"; label: qsTr("plan_draft.every"); text: rule.every_minutes }
            Minutes { field: "from_minutes"; label: qsTr("plan_draft.from"); text: rule.from_minutes }
            Minutes { field: "until_minutes"; label: qsTr("plan_draft.until"); text: rule.until_minutes }
            Minutes { field: "window_minutes"; label: qsTr("plan_draft.window"); text: rule.window_minutes }
            Choice { objectName: "plan." + rule.path + ".anew"; Layout.alignment: Qt.AlignBottom; Layout.fillWidth: true; Layout.preferredWidth: 300; many: true; text: qsTr("plan_draft.anew"); Accessible.name: rule.spoken + ", " + text; chosen: rule.anew; onClicked: rule.editor.toggle_anew(rule.key) }
        }
    }

    component Minutes: Field {
        required property string field

        objectName: "plan." + rule.path + "." + field
        Layout.fillWidth: true
        Layout.preferredWidth: 150
        Layout.alignment: Qt.AlignTop
        numeric: true
        unit: qsTr("plan_draft.min")
        input.Accessible.name: rule.spoken + ", " + label + ", " + unit
        error: rule.errors[rule.path + "." + field] ?? ""
        onEdited: text => rule.editor.put(rule.path + "." + field, text)
    }
}
