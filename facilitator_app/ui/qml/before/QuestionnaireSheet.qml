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

    Connections {
        target: sheet.view

        function onBegun() { day.text = sheet.view.chosen.day ?? "" }
    }

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

            GridLayout {
                visible: sheet.view.half_way !== ""
                Layout.fillWidth: true
                columns: column.width < 640 * Theme.factor ? 1 : 2
                columnSpacing: Theme.gap
                rowSpacing: Theme.near

                Say { objectName: "questionnaire.half_way"; Layout.fillWidth: true; kind: "strong"; text: sheet.view.half_way; wrapMode: Text.Wrap }
                Button { objectName: "questionnaire.anew"; visible: !sheet.view.can_bring_back; glyph: "return"; text: qsTr("beforehand.begin_anew"); onClicked: sheet.view.begin_anew() }
                Button { objectName: "questionnaire.bring_back"; visible: sheet.view.can_bring_back; glyph: "undo"; text: qsTr("beforehand.bring_back"); onClicked: sheet.view.bring_back() }
            }

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

                Opening { open: owner.visible && sheet.view.half_way === "" } // what was left half-way begins with when that was
                Opening { open: owner.error !== "" }
            }
            ChoiceLine { objectName: "questionnaire.how"; Layout.fillWidth: true; label: qsTr("beforehand.how"); options: sheet.view.ways; current: sheet.view.chosen.how ?? ""; onPicked: key => sheet.view.type("how", key) }
            Field { id: day; objectName: "questionnaire.day"; visible: sheet.view.asks_day; Layout.fillWidth: true; label: qsTr("beforehand.score_day"); hint: qsTr("groups_ui.day_hint"); error: sheet.errors.day ?? ""; onEdited: text => sheet.view.type("day", text) }
            Say { Layout.fillWidth: true; kind: "caption"; text: sheet.view.source; wrapMode: Text.Wrap }
        }
    }

    FieldError { objectName: "questionnaire.error"; Layout.fillWidth: true; text: sheet.errors.answers ?? sheet.view.form.general }

    GridLayout {
        id: foot

        readonly property bool narrow: sheet.view.open_item > 0 && width < 560 * Theme.factor

        Layout.fillWidth: true
        columns: narrow ? 2 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.near

        Say { objectName: "questionnaire.progress"; Layout.fillWidth: true; Layout.columnSpan: foot.narrow ? 2 : 1; kind: "caption"; text: sheet.view.progress; wrapMode: Text.Wrap }
        Button { objectName: "questionnaire.to_open"; visible: sheet.view.open_item > 0; glyph: "arrow-up"; text: qsTr("beforehand.to_open").arg(sheet.view.open_item + 1); onClicked: sheet.toOpen() }
        Button { objectName: "questionnaire.keep"; Layout.alignment: Qt.AlignRight; Layout.preferredHeight: Theme.primary; kind: "primary"; glyph: "check"; text: qsTr("beforehand.score_keep"); onClicked: { sheet.view.keep(); sheet.toOpen() } }
    }
}
