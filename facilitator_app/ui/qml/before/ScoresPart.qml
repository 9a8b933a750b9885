// Scores: open disclosures first, a questionnaire to ask, the results with how far they moved, and another result.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../integration"

Scroller {
    id: part

    required property ScoresView view
    readonly property var errors: view.form.errors
    readonly property var fields: [name, version, total, day]

    contentHeight: column.implicitHeight + 8
    Component.onCompleted: fill()

    function fill() {
        for (const field of fields)
            field.text = view.values[field.key] ?? "";
    }

    Connections {
        target: part.view

        function onOpened() { part.fill() }
    }

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        Repeater {
            model: part.view.risks

            OpenRisk { view: part.view; Layout.fillWidth: true }
        }

        Repeater {
            model: part.view.half_way

            ListRow { required property var modelData; objectName: "score.half_way." + modelData.key; Layout.fillWidth: true; glyph: modelData.risk ? "warning" : "write"; text: modelData.text; note: modelData.note; onClicked: part.view.ask(modelData.key) }
        }

        FieldError { objectName: "risk.general"; Layout.fillWidth: true; text: part.view.risk.errors.text ?? part.view.risk.general }

        Say { Layout.fillWidth: true; kind: "title"; wrapMode: Text.Wrap; text: qsTr("beforehand.ask_title") }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.near

            Repeater {
                model: part.view.asked

                Button { required property var modelData; objectName: "score.ask." + modelData.key; kind: "chip"; height: Theme.primary; text: modelData.text; onClicked: part.view.ask(modelData.key) }
            }
        }

        Say { objectName: "score.about"; visible: part.view.rows.length === 0; Layout.fillWidth: true; kind: "caption"; text: qsTr("beforehand.scores_about"); wrapMode: Text.Wrap }

        Repeater {
            model: part.view.rows

            WithdrawnRow { name: "score"; withdrawing: part.view.withdrawal.line; Layout.fillWidth: true; onAsked: part.view.withdrawal.ask(modelData.id) }
        }

        WithdrawForm { objectName: "score.withdrawn"; withdrawal: part.view.withdrawal; then: part.view.goes_along; Layout.fillWidth: true }

        Say { Layout.fillWidth: true; Layout.topMargin: Theme.near; kind: "title"; wrapMode: Text.Wrap; text: qsTr("beforehand.other_title") }

        GridLayout {
            Layout.fillWidth: true
            columns: part.width < 700 * Theme.factor ? 1 : 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true

            Cell { id: name; key: "name"; label: qsTr("beforehand.score_name"); hint: qsTr("beforehand.score_name_hint") }
            Cell { id: version; key: "version"; label: qsTr("beforehand.score_version"); hint: qsTr("beforehand.score_version_hint") }
            Cell { id: total; key: "total"; numeric: true; label: qsTr("beforehand.score_total") }
            Cell { id: day; key: "day"; label: qsTr("beforehand.score_day"); hint: qsTr("groups_ui.day_hint") }
        }

        ChoiceLine { objectName: "score.item_9"; visible: part.view.wants_item_9; Layout.fillWidth: true; label: qsTr("beforehand.item_9"); options: part.view.item_9; current: part.view.chosen.item_9 ?? ""; error: part.errors.item_9 ?? ""; onPicked: key => part.view.type("item_9", key) }
        ChoiceLine { objectName: "score.owner"; visible: part.view.wants_owner; Layout.fillWidth: true; label: qsTr("beforehand.owner"); options: part.view.team; current: part.view.chosen.owner ?? ""; error: part.errors.owner ?? ""; onPicked: key => part.view.type("owner", key) }
        FieldError { objectName: "score.general"; Layout.fillWidth: true; text: part.view.form.general }
        Button { objectName: "score.keep"; Layout.preferredHeight: Theme.primary; kind: "primary"; glyph: "check"; text: qsTr("beforehand.score_keep"); onClicked: part.view.keep() }
    }

    component Cell: Field {
        required property string key

        objectName: "score." + key
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        error: part.errors[key] ?? ""
        onEdited: text => part.view.type(key, text)
        onAccepted: part.view.keep()
    }
}
