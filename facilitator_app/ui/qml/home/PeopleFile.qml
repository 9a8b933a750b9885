// People from a table: what each column holds, then what each line comes to, and only then they are taken in.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../integration"

Sheet {
    id: sheet

    required property PeopleFiles files

    objectName: "people_file"
    open: files.open
    title: files.title
    sheetWidth: 1100
    tall: true
    onClosed: files.close()
    actions: [
        Button { objectName: "people_file.cancel"; text: qsTr("ui.cancel"); onClicked: sheet.closed() },
        Button { objectName: "people_file.other"; visible: sheet.files.step === ""; glyph: "folder"; text: qsTr("moving.open"); onClicked: sheet.files.ask(sheet.files.matter) },
        Button { objectName: "people_file.report"; visible: sheet.files.step === "lines"; glyph: "export"; text: qsTr("moving.report"); onClicked: sheet.files.save_report() },
        Button { objectName: "people_file.back"; visible: sheet.files.step === "lines"; glyph: "list"; text: qsTr("moving.back"); onClicked: sheet.files.back() },
        Button { objectName: "people_file.try"; visible: sheet.files.step === "columns"; enabled: !sheet.files.form.busy; kind: "primary"; glyph: "arrow-right"; text: qsTr("moving.try"); onClicked: sheet.files.try_out() },
        Button { objectName: "people_file.take"; visible: sheet.files.step === "lines"; enabled: sheet.files.count > 0 && !sheet.files.form.busy && (!sheet.files.good_asked || sheet.files.good_only); kind: "primary"; glyph: "check"; text: qsTr("moving.take").arg(sheet.files.count); onClicked: sheet.files.take_in() }
    ]

    Say { objectName: "people_file.read_as"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: sheet.files.read_as; wrapMode: Text.Wrap }
    Say { objectName: "people_file.busy"; visible: sheet.files.form.busy; Layout.fillWidth: true; kind: "caption"; text: qsTr("moving.busy"); wrapMode: Text.Wrap }
    FieldError { objectName: "people_file.error"; Layout.fillWidth: true; text: sheet.files.form.general }

    RowLayout { // which column, and what it holds
        visible: sheet.files.step === "columns"
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Theme.gap

        Scroller {
            objectName: "people_file.columns"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            contentHeight: columns.implicitHeight

            ColumnLayout {
                id: columns

                width: parent.width - 12
                spacing: 8

                Repeater { // what the file leaves open
                    model: sheet.files.columns.asked

                    ChoiceLine {
                        required property var modelData

                        objectName: "people_file." + modelData.key
                        Layout.fillWidth: true
                        label: modelData.text
                        options: modelData.options
                        current: sheet.files.columns.answers_told[modelData.key] ?? ""
                        onPicked: key => sheet.files.columns.answer(modelData.key, key)
                    }
                }

                Repeater {
                    model: sheet.files.columns.rows

                    Choice {
                        required property int index
                        required property string key
                        required property string head
                        required property string example
                        required property string told

                        objectName: "people_file.column." + key
                        Layout.fillWidth: true
                        text: head + "  →  " + told
                        note: example
                        chosen: sheet.files.columns.chosen === index
                        onClicked: sheet.files.columns.choose(index)
                    }
                }
            }
        }

        Scroller {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            contentHeight: offered.implicitHeight

            ColumnLayout {
                id: offered

                width: parent.width - 12
                spacing: 6

                Repeater {
                    model: sheet.files.columns.fields

                    Choice {
                        required property var modelData

                        objectName: "people_file.field." + modelData.key
                        Layout.fillWidth: true
                        text: modelData.text
                        chosen: modelData.chosen
                        onClicked: sheet.files.columns.hold(modelData.key)
                    }
                }
            }
        }
    }

    Say { objectName: "people_file.totals"; visible: text !== ""; Layout.fillWidth: true; kind: "strong"; text: sheet.files.totals; wrapMode: Text.Wrap }
    Segmented { objectName: "people_file.kind"; visible: sheet.files.kinds.length > 0; label: qsTr("moving.lines"); options: sheet.files.kinds; current: sheet.files.kind; onPicked: key => sheet.files.show_kind(key) }

    ScrollList {
        objectName: "people_file.lines"
        visible: sheet.files.step === "lines"
        Layout.fillWidth: true
        Layout.fillHeight: true
        model: sheet.files.lines

        delegate: Loader {
            id: line

            required property string key
            required property string text
            required property bool asked
            required property bool other

            width: ListView.view.width
            sourceComponent: asked ? question : told

            Component {
                id: question

                Choice { objectName: "people_file.line." + line.key; many: true; text: line.text; note: sheet.files.other; chosen: line.other; onClicked: sheet.files.toggle(line.key) }
            }

            Component {
                id: told

                Say { objectName: "people_file.told." + line.key; text: line.text; color: Theme.mid; wrapMode: Text.Wrap; topPadding: 8; bottomPadding: 8 }
            }
        }
    }

    RowLayout {
        visible: sheet.files.lines_of !== ""
        spacing: 10

        Say { objectName: "people_file.lines_of"; Layout.fillWidth: true; kind: "caption"; text: sheet.files.lines_of; wrapMode: Text.Wrap }
        Button { objectName: "people_file.more"; glyph: "arrow-down"; text: qsTr("moving.show_more"); onClicked: sheet.files.list_more() }
    }

    Choice { objectName: "people_file.good_only"; visible: sheet.files.step === "lines" && sheet.files.good_asked; Layout.fillWidth: true; many: true; text: qsTr("history.good_only"); chosen: sheet.files.good_only; onClicked: sheet.files.toggle_good() }
    Say { objectName: "people_file.said"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: sheet.files.said; wrapMode: Text.Wrap }
}
