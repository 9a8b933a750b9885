// The limit for one measure: absolute, against the own baseline, why, and who answers for it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: limit

    required property PlanEditor editor
    required property var errors
    required property string key
    required property string name
    required property string unit
    required property string span
    required property string low
    required property string high
    required property string rise_percent
    required property string rise_by
    required property string fall_percent
    required property string fall_by
    required property string reason
    required property string owner
    readonly property string path: "limit." + key

    objectName: "plan.with." + path
    implicitHeight: column.implicitHeight + 28
    color: "transparent"
    border { width: 1; color: Theme.line }

    ColumnLayout {
        id: column

        anchors { left: parent.left; right: parent.right; top: parent.top; margins: 14 }
        spacing: 10

        RowLayout {
            Layout.fillWidth: true

            Say { Layout.fillWidth: true; kind: "strong"; text: limit.name }
            Button { objectName: "plan." + limit.path + ".remove"; kind: "round"; glyph: "close"; text: limit.name + ": " + qsTr("plan_draft.remove_limit"); onClicked: limit.editor.toggle_limit(limit.key) }
        }
        GridLayout {
            Layout.fillWidth: true
            columns: limit.width < 560 * Theme.factor ? 1 : 3
            columnSpacing: 12
            rowSpacing: 10
            uniformCellWidths: true

            Bound { field: "low"; label: qsTr("plan_draft.low"); text: limit.low }
            Bound { field: "rise_percent"; label: qsTr("plan_draft.rise"); unit: "%"; text: limit.rise_percent }
            Bound { field: "fall_percent"; label: qsTr("plan_draft.fall"); unit: "%"; text: limit.fall_percent }
            Bound { field: "high"; label: qsTr("plan_draft.high"); text: limit.high }
            Bound { field: "rise_by"; label: qsTr("plan_draft.rise"); unit: limit.span; text: limit.rise_by }
            Bound { field: "fall_by"; label: qsTr("plan_draft.fall"); unit: limit.span; text: limit.fall_by }
            Bound { field: "reason"; label: qsTr("plan_draft.reason"); numeric: false; unit: ""; Layout.columnSpan: limit.width < 560 * Theme.factor ? 1 : 2; text: limit.reason }
            Bound { field: "owner"; label: qsTr("plan_draft.owner"); numeric: false; unit: ""; text: limit.owner }
        }
    }

    component Bound: Field {
        required property string field

        objectName: "plan." + limit.path + "." + field
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        numeric: true
        unit: limit.unit
        input.Accessible.name: limit.name + ", " + label + (unit === "" ? "" : ", " + unit)
        error: limit.errors[limit.path + "." + field] ?? ""
        onEdited: text => limit.editor.put(limit.path + "." + field, text)
    }
}
