// What a person may have of their record: all of it, and the list of those it went to.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property AskingView asking
    readonly property Form form: asking.form

    spacing: Theme.gap

    Say { Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("record_ui.copy") }
    Say { Layout.fillWidth: true; text: qsTr("record_ui.copy_about"); color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.2 }
    Button { objectName: "record.copy"; kind: "primary"; glyph: "pdf"; text: qsTr("record_ui.copy_write"); enabled: !part.form.busy; onClicked: part.asking.write_copy() }

    Repeater {
        model: part.asking.copies

        Say { required property string modelData; Layout.fillWidth: true; kind: "caption"; text: modelData; wrapMode: Text.Wrap }
    }

    Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
    Say { Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("record_ui.disclosures") }

    Repeater {
        model: part.asking.disclosures

        Say {
            required property string modelData
            required property int index

            objectName: "record.disclosure." + index
            Layout.fillWidth: true
            text: modelData
            wrapMode: Text.Wrap
            lineHeight: 1.15
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.near

        Button { objectName: "record.list.print"; glyph: "export"; text: qsTr("course.print"); onClicked: part.asking.print_disclosures() }
        Button { objectName: "record.list.write"; glyph: "pdf"; text: qsTr("course.write"); onClicked: part.asking.write_disclosures() }
    }

    Say { Layout.fillWidth: true; Layout.topMargin: Theme.near; kind: "caption"; text: qsTr("record_ui.disclosure_about"); wrapMode: Text.Wrap }

    GridLayout {
        Layout.fillWidth: true
        columns: 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true

        Cell { id: day; key: "day"; label: qsTr("record_ui.day"); hint: qsTr("record_ui.day_hint") }
        Cell { id: to; key: "to"; label: qsTr("record_ui.to") }
        Cell { id: what; key: "what"; label: qsTr("record_ui.what") }
        Cell { id: purpose; key: "purpose"; label: qsTr("record_ui.purpose") }
    }

    Button { objectName: "record.disclosure.tell"; text: qsTr("record_ui.disclosure_tell"); onClicked: part.asking.tell_disclosure({ day: day.text, to: to.text, what: what.text, purpose: purpose.text }) }

    Connections {
        target: part.asking

        function onKept() { unsaved.drop(); unsaved.fill(); }
    }

    Unsaved { id: unsaved; kept: part.asking.unsaved; form: part.asking.person === "" ? "" : part.asking.person + "/disclosure"; fields: ({ day: day, to: to, what: what, purpose: purpose }) }

    component Cell: Field {
        required property string key

        objectName: "record.disclosure." + key
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        error: part.form.errors[key] ?? ""
    }
}
