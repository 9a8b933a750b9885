// The team's report: a period, its numbers, and the files.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: part

    required property ReportView report

    contentHeight: column.implicitHeight + 8

    Unsaved { kept: part.report.unsaved; form: "period"; standing: ({ first: part.report.first, last: part.report.last }); fields: ({ first: first, last: last }) }

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: Theme.gap

        Say { objectName: "report.about"; Layout.fillWidth: true; Layout.maximumWidth: Theme.readable; color: Theme.mid; text: qsTr("report.about"); wrapMode: Text.Wrap; lineHeight: 1.2 }

        GridLayout {
            id: asked

            columns: part.width < 560 * Theme.factor ? 1 : 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            Field { id: first; objectName: "report.first"; Layout.alignment: Qt.AlignTop; implicitWidth: 220 * Theme.factor; label: qsTr("report.first"); error: part.report.form.errors.first ?? ""; onAccepted: part.count() }
            Field { id: last; objectName: "report.last"; Layout.alignment: Qt.AlignTop; implicitWidth: 220 * Theme.factor; label: qsTr("report.last"); error: part.report.form.errors.last ?? ""; onAccepted: part.count() }
            Button { objectName: "report.count"; Layout.alignment: Qt.AlignTop; Layout.topMargin: asked.columns > 1 ? 30 : 0; kind: "primary"; glyph: "list"; text: qsTr("report.count"); onClicked: part.count() }
        }

        FieldError { objectName: "report.error"; Layout.fillWidth: true; text: part.report.form.general }
        FigureRows { objectName: "report"; Layout.fillWidth: true; rows: part.report.figures }

        Flow {
            visible: part.report.figures.length > 0
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "report.pdf"; glyph: "pdf"; text: qsTr("report.pdf"); onClicked: part.report.write("pdf") }
            Button { objectName: "report.csv"; glyph: "export"; text: qsTr("report.csv"); onClicked: part.report.write("csv") }
        }

        Say { objectName: "report.said"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: part.report.said }
    }

    function count() {
        report.count(first.text, last.text);
    }
}
