// Corrections that a person asks for: in their words, the answer, and what they say to a denial.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property RecordView record
    readonly property AskingView asking: record.asking
    readonly property Form form: asking.form
    readonly property var answers: ({ open: qsTr("record_ui.answer"), disagreed: qsTr("record_ui.rebut") }) // the clinic's own, by stand
    readonly property var labels: ({ open: qsTr("record_ui.answer_words"), denied: qsTr("record_ui.statement_words"), disagreed: qsTr("record_ui.rebuttal_words") })
    property string chosen: "" // the request that is being answered, or none

    spacing: Theme.gap

    Say { Layout.fillWidth: true; text: qsTr("record_ui.corrections_about"); color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.2 }

    Repeater {
        model: part.asking.requests

        ColumnLayout {
            id: row

            required property var modelData
            required property int index
            readonly property string stand: modelData.stand

            objectName: "record.request." + index
            Layout.fillWidth: true
            spacing: 6

            Opening { open: part.chosen === row.modelData.line }
            Say { objectName: row.objectName + ".asked"; Layout.fillWidth: true; text: row.modelData.asked; wrapMode: Text.Wrap; lineHeight: 1.15 }
            Say { objectName: row.objectName + ".put_off"; visible: text !== ""; Layout.fillWidth: true; text: row.modelData.put_off; wrapMode: Text.Wrap; lineHeight: 1.15 }
            Say { objectName: row.objectName + ".due"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: row.modelData.due }
            Say { objectName: row.objectName + ".answer"; visible: text !== ""; Layout.fillWidth: true; kind: "strong"; text: row.modelData.answer; wrapMode: Text.Wrap }
            Say { objectName: row.objectName + ".statement"; visible: text !== ""; Layout.fillWidth: true; text: row.modelData.disagreement; wrapMode: Text.Wrap; lineHeight: 1.15 }
            Say { objectName: row.objectName + ".rebuttal"; visible: text !== ""; Layout.fillWidth: true; text: row.modelData.rebuttal; wrapMode: Text.Wrap; lineHeight: 1.15 }

            Button {
                objectName: row.objectName + ".take"
                visible: part.chosen !== row.modelData.line && (part.record.is_administrator && row.stand in part.answers || row.stand === "denied")
                text: part.answers[row.stand] ?? qsTr("record_ui.disagree")
                onClicked: part.chosen = row.modelData.line
            }

            NoteField { id: words; objectName: row.objectName + ".words"; visible: part.chosen === row.modelData.line; Layout.fillWidth: true; boxHeight: 92; label: part.labels[row.stand] ?? ""; error: part.form.errors.text ?? "" }

            Flow {
                visible: part.chosen === row.modelData.line
                Layout.fillWidth: true
                spacing: Theme.near

                Button { objectName: row.objectName + ".made"; visible: row.stand === "open"; kind: "primary"; text: qsTr("record_ui.made"); onClicked: part.asking.answer(row.modelData.line, true, words.text) }
                Button { objectName: row.objectName + ".denied"; visible: row.stand === "open"; text: qsTr("record_ui.denied"); onClicked: part.asking.answer(row.modelData.line, false, words.text) }
                Button { objectName: row.objectName + ".later"; visible: row.stand === "open" && row.modelData.put_off === ""; text: qsTr("record_ui.put_off"); onClicked: part.asking.put_off(row.modelData.line, words.text) }
                Button { objectName: row.objectName + ".rebut"; visible: row.stand === "disagreed"; kind: "primary"; text: qsTr("record_ui.rebut_keep"); onClicked: part.asking.rebut(row.modelData.line, words.text) }
                Button { objectName: row.objectName + ".say"; visible: row.stand === "denied"; kind: "primary"; text: qsTr("record_ui.disagree_keep"); onClicked: part.asking.disagree(row.modelData.line, words.text) }
                Button { objectName: row.objectName + ".not"; text: qsTr("ui.cancel"); onClicked: part.chosen = "" }
            }

            Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
        }
    }

    NoteField { id: fresh; objectName: "record.correction"; Layout.fillWidth: true; boxHeight: 110; label: qsTr("record_ui.correction"); error: part.chosen === "" ? part.form.errors.text ?? "" : "" }
    Button { objectName: "record.correction.ask"; kind: "primary"; text: qsTr("record_ui.correction_ask"); onClicked: part.asking.ask_correction(fresh.text) }

    Connections {
        target: part.asking

        function onKept() { part.chosen = ""; unsaved.drop(); unsaved.fill(); }
    }

    Unsaved { id: unsaved; kept: part.asking.unsaved; form: part.asking.person === "" ? "" : part.asking.person + "/correction"; fields: ({ fresh: fresh }) }
}
