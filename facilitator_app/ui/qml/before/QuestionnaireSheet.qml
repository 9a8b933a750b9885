// A questionnaire, item by item; a figure answers the item that has the keyboard and goes to the next.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../integration"

Sheet {
    id: sheet

    required property QuestionnaireView view
    readonly property var errors: view.form.errors

    open: view.open
    title: view.title
    sheetWidth: 1100
    tall: true
    z: 30
    onClosed: view.close()
    onOpenChanged: scroller.contentY = 0

    function toOpen() {
        const row = view.open_item >= 0 ? items.itemAt(view.open_item) as QuestionRow : null;
        if (row) {
            row.take();
            scroller.bring(row);
        }
    }

    Say { objectName: "questionnaire.stem"; Layout.fillWidth: true; kind: "strong"; text: sheet.view.stem; wrapMode: Text.Wrap }

    Say { objectName: "questionnaire.words_told"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: sheet.view.words_told; wrapMode: Text.Wrap }

    Scroller {
        id: scroller

        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight + 8

        ColumnLayout {
            id: column

            width: parent.width - 12
            spacing: Theme.gap

            Repeater {
                id: items

                model: sheet.view.items

                QuestionRow {
                    options: sheet.view.options
                    current: sheet.view.answers[index] ?? ""
                    Layout.fillWidth: true
                    onPicked: key => sheet.view.answer(index, key)
                    onNext: if (index + 1 < items.count) (items.itemAt(index + 1) as QuestionRow).take()
                }
            }

            ChoiceLine {
                id: owner

                objectName: "questionnaire.owner"
                visible: sheet.view.wants_owner
                Layout.fillWidth: true
                label: qsTr("beforehand.owner")
                options: sheet.view.team
                current: sheet.view.chosen.owner ?? ""
                error: sheet.errors.owner ?? ""
                onPicked: key => sheet.view.type("owner", key)

                Opening {}
                Opening { open: owner.error !== "" }
            }
            ChoiceLine { objectName: "questionnaire.how"; Layout.fillWidth: true; label: qsTr("beforehand.how"); options: sheet.view.ways; current: sheet.view.chosen.how ?? ""; onPicked: key => sheet.view.type("how", key) }
            Field { id: day; objectName: "questionnaire.day"; visible: sheet.view.chosen.how === "from_paper"; Layout.fillWidth: true; label: qsTr("beforehand.score_day"); hint: qsTr("groups_ui.day_hint"); error: sheet.errors.day ?? ""; onEdited: text => sheet.view.type("day", text) }
            Say { Layout.fillWidth: true; kind: "caption"; text: sheet.view.source; wrapMode: Text.Wrap }
        }
    }

    FieldError { objectName: "questionnaire.error"; Layout.fillWidth: true; text: sheet.errors.answers ?? sheet.view.form.general }

    RowLayout {
        spacing: Theme.gap

        Say { objectName: "questionnaire.progress"; Layout.fillWidth: true; kind: "caption"; text: sheet.view.progress; wrapMode: Text.Wrap }
        Button { objectName: "questionnaire.to_open"; visible: sheet.view.open_item > 0; glyph: "arrow-up"; text: qsTr("beforehand.to_open").arg(sheet.view.open_item + 1); onClicked: sheet.toOpen() }
        Button { objectName: "questionnaire.keep"; Layout.preferredHeight: Theme.primary; kind: "primary"; glyph: "check"; text: qsTr("beforehand.score_keep"); onClicked: { sheet.view.keep(); sheet.toOpen() } }
    }
}
