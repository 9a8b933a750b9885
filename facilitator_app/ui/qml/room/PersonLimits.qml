// What was last scored, the limits that hold for the person, and the form for a limit of the person's own.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property LimitsPanel limits
    required property ScorePanel scores
    readonly property var bounds: [
        { key: "low", text: qsTr("limit.low"), unit: part.limits.unit },
        { key: "high", text: qsTr("limit.high"), unit: part.limits.unit },
        { key: "rise_percent", text: qsTr("limit.over_own"), unit: "%" },
        { key: "fall_percent", text: qsTr("limit.under_own"), unit: "%" },
        { key: "rise_by", text: qsTr("limit.over_own"), unit: part.limits.span },
        { key: "fall_by", text: qsTr("limit.under_own"), unit: part.limits.span }
    ]

    spacing: 8

    Say { Layout.fillWidth: true; visible: part.limits.checks.length > 0; Layout.topMargin: 4; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("check_line.heading") }
    Repeater {
        model: part.limits.checks

        Say { required property string modelData; required property int index; objectName: "person.check." + index; Layout.fillWidth: true; figures: true; wrapMode: Text.Wrap; text: modelData }
    }

    Say { Layout.fillWidth: true; visible: part.scores.lines.length > 0; Layout.topMargin: 4; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("score.heading") }
    Repeater {
        model: part.scores.lines

        Say { required property string modelData; required property int index; objectName: "person.score." + index; Layout.fillWidth: true; figures: true; wrapMode: Text.Wrap; text: modelData }
    }
    Say { objectName: "person.news2"; visible: text !== ""; Layout.fillWidth: true; figures: true; wrapMode: Text.Wrap; text: part.scores.news2 }
    Say { visible: part.scores.news2 !== ""; Layout.fillWidth: true; kind: "caption"; color: Theme.low; wrapMode: Text.Wrap; text: part.scores.source }

    Say { Layout.fillWidth: true; Layout.topMargin: 4; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("limit.heading") }
    Repeater {
        model: part.limits.lines

        Say { required property string modelData; required property int index; objectName: "person.limit." + index; Layout.fillWidth: true; wrapMode: Text.Wrap; figures: true; text: modelData }
    }

    Say { Layout.topMargin: 4; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: part.limits.may_set ? qsTr("limit.set_own") : qsTr("limit.not_yours") }
    Chips { objectName: "limit.measure"; visible: part.limits.may_set; Layout.fillWidth: true; columns: 2; options: part.limits.measures; current: part.limits.measure; onPicked: key => part.limits.choose(key) }

    ColumnLayout {
        visible: part.limits.measure !== ""
        Layout.fillWidth: true
        spacing: 8

        Opening { open: part.limits.measure !== "" }
        Say { objectName: "limit.of"; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: part.limits.measures.find(one => one.key === part.limits.measure)?.text ?? "" }
        GridLayout {
            Layout.fillWidth: true
            columns: 2
            columnSpacing: 8
            rowSpacing: 8
            uniformCellWidths: true

            Repeater {
                model: part.limits.measure === "" ? [] : part.bounds

                Field {
                    required property var modelData

                    objectName: "limit." + modelData.key
                    Layout.fillWidth: true
                    numeric: true
                    label: modelData.text
                    unit: modelData.unit
                    text: part.limits.typed[modelData.key] ?? ""
                    error: part.limits.refused_field === modelData.key ? part.limits.refusal : ""
                    onEdited: text => part.limits.put(modelData.key, text)
                }
            }
        }
        Repeater {
            model: part.limits.ends

            Say { required property string modelData; required property int index; objectName: "limit.ends." + index; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; figures: true; text: modelData }
        }
        Field { objectName: "limit.reason"; Layout.fillWidth: true; label: qsTr("limit.reason"); text: part.limits.typed.reason ?? ""; error: part.limits.refused_field === "reason" ? part.limits.refusal : ""; onEdited: text => part.limits.put("reason", text) }
        Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: part.limits.owner }
        Button { objectName: "limit.save"; Layout.fillWidth: true; kind: "primary"; text: qsTr("limit.set"); enabled: !part.limits.saving; onClicked: part.limits.save() }
    }
}
