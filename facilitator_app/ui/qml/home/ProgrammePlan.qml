// The clinic's own monitoring plan being written: lines, numbers, limits, scores; signed by name at the foot.  What is typed is kept.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property PlanEditor editor
    required property string signer
    property bool may_sign: false
    readonly property var errors: editor.errors

    open: editor.open
    title: editor.title
    sheetWidth: 1120
    tall: true
    onClosed: editor.leave()
    actions: [
        Button { objectName: "plan.start_over"; kind: "plain"; text: qsTr("plan_draft.start_over"); onClicked: sheet.editor.start_over() },
        Button { objectName: "plan.leave"; text: qsTr("plan_draft.leave"); onClicked: sheet.closed() },
        Button { objectName: "plan.sign"; kind: "primary"; glyph: "sign"; enabled: sheet.may_sign && !sheet.editor.form.busy; text: qsTr("ui.programmes.sign_as").arg(sheet.signer); onClicked: sheet.editor.sign() }
    ]

    Scroller {
        id: page

        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 12

            Say { objectName: "plan.begun_from"; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: sheet.editor.begun_from }
            Field {
                objectName: "plan.name"
                Layout.fillWidth: true
                label: qsTr("plan_draft.plan_name")
                text: sheet.editor.typed.name ?? ""
                error: sheet.errors.name ?? ""
                onEdited: text => sheet.editor.put("name", text)
            }

            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("plan_draft.rules") }
            Repeater {
                model: sheet.editor.rules

                PlanRule { Layout.fillWidth: true; editor: sheet.editor; errors: sheet.errors }
            }
            FieldError { objectName: "plan.rules.error"; Layout.fillWidth: true; text: sheet.errors.rules ?? "" }
            Button { objectName: "plan.add_rule"; glyph: "plus"; text: qsTr("plan_draft.add_rule"); onClicked: sheet.editor.add_rule() }

            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("plan_draft.numbers") }
            GridLayout {
                Layout.fillWidth: true
                columns: 2
                columnSpacing: Theme.gap
                rowSpacing: 12
                uniformCellWidths: true

                PlanNumber { path: "repeat_minutes"; label: qsTr("plan_draft.repeat") }
                PlanNumber { path: "minutes_each"; label: qsTr("plan_draft.each") }
                PlanNumber { path: "deferrals_most"; label: qsTr("plan_draft.most"); unit: qsTr("plan_draft.times") }
                PlanNumber { path: "deferral_gap_minutes"; label: qsTr("plan_draft.gap") }
                PlanNumber { path: "swish_minutes"; label: qsTr("dose.swish_label") }
                Choice {
                    readonly property bool on: sheet.editor.typed.second_confirms === "yes"

                    objectName: "plan.second_confirms"
                    Layout.fillWidth: true
                    many: true
                    text: qsTr("dose.says_second")
                    chosen: on
                    onClicked: sheet.editor.put("second_confirms", on ? "" : "yes")
                }
            }
            RowLayout {
                visible: tooMuch.text !== ""
                spacing: 10

                Glyph { glyphName: "attention"; color: Theme.soon }
                Say { id: tooMuch; objectName: "plan.too_much"; Layout.fillWidth: true; color: Theme.soon; wrapMode: Text.Wrap; text: sheet.editor.too_much }
            }

            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("plan_draft.limits") }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("plan_draft.limits_about") }
            Repeater {
                model: sheet.editor.limits

                PlanLimit { Layout.fillWidth: true; editor: sheet.editor; errors: sheet.errors }
            }
            Flow {
                visible: sheet.editor.not_limited.length > 0
                Layout.fillWidth: true
                spacing: 8

                Say { height: Theme.target; verticalAlignment: Text.AlignVCenter; text: qsTr("plan_draft.add_limit") }
                Repeater {
                    model: sheet.editor.not_limited

                    Button { required property var modelData; objectName: "plan.limit." + modelData.key; text: modelData.text; onClicked: sheet.editor.toggle_limit(modelData.key) }
                }
            }

            Say { Layout.topMargin: 8; kind: "title"; text: qsTr("plan_draft.scores") }
            Flow {
                Layout.fillWidth: true
                spacing: 8

                Repeater {
                    model: sheet.editor.scores

                    Choice { required property var modelData; objectName: "plan.score." + modelData.key; width: 200; many: true; text: modelData.text; chosen: modelData.chosen; onClicked: sheet.editor.toggle_score(modelData.key) }
                }
            }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("plan_draft.news2_note") }
        }
    }

    FieldError { objectName: "plan.error"; Layout.fillWidth: true; text: sheet.editor.form.general }

    component PlanNumber: Field {
        required property string path

        objectName: "plan." + path
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        numeric: true
        unit: qsTr("plan_draft.min")
        text: sheet.editor.typed[path] ?? ""
        error: sheet.errors[path] ?? ""
        onEdited: text => sheet.editor.put(path, text)
    }
}
