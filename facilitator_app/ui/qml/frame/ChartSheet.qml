// One person's chart in an emergency: who asks and why, then what an ambulance would be told, and nothing that was said.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property ChartView chart
    readonly property bool shown: chart.is_shown
    property string staff: ""

    objectName: "chart"
    open: chart.open
    title: chart.title
    sheetWidth: 900
    z: 40
    onClosed: chart.close()
    actions: [
        Button { objectName: "chart.cancel"; text: qsTr("ui.close"); onClicked: sheet.chart.close() },
        Button { objectName: "chart.course"; visible: sheet.shown && !sheet.chart.by_name; glyph: "review"; text: qsTr("course.open"); onClicked: sheet.chart.course() },
        Button { objectName: "chart.show"; visible: !sheet.shown; kind: "primary"; glyph: "review"; enabled: !sheet.chart.form.busy; text: qsTr("chart.show"); onClicked: sheet.ask() }
    ]

    function ask() {
        chart.show(staff, name.text, reason.text);
    }

    Connections {
        target: sheet.chart

        function onOpened() { sheet.staff = ""; name.text = ""; reason.text = "" }
    }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        implicitHeight: sheet.shown ? told.implicitHeight : asked.implicitHeight
        contentHeight: implicitHeight

        ColumnLayout {
            id: asked

            visible: !sheet.shown
            width: parent.width
            spacing: Theme.gap

            Say { objectName: "chart.about"; Layout.fillWidth: true; color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.2; text: sheet.chart.by_name ? qsTr("chart.about_by_name") : qsTr("chart.about") }
            Segmented { objectName: "chart.seat"; visible: sheet.chart.by_name; options: sheet.chart.seats; current: sheet.chart.person; label: qsTr("chart.whose_label"); onPicked: key => sheet.chart.choose(key) }
            FieldError { objectName: "chart.person_error"; Layout.fillWidth: true; text: sheet.chart.form.errors.person ?? "" }
            Segmented { objectName: "chart.who"; visible: sheet.chart.by_name; options: sheet.chart.team; current: sheet.staff; label: qsTr("chart.who_label"); onPicked: key => sheet.staff = key }
            FieldError { objectName: "chart.who_error"; Layout.fillWidth: true; text: sheet.chart.form.errors.staff ?? "" }
            Field { id: name; objectName: "chart.name"; visible: sheet.chart.by_name && sheet.staff === "other"; Layout.fillWidth: true; label: qsTr("chart.name"); error: sheet.chart.form.errors.name ?? "" }
            NoteField { id: reason; objectName: "chart.reason"; Layout.fillWidth: true; boxHeight: 84; label: qsTr("chart.reason"); hint: qsTr("chart.reason_hint"); error: sheet.chart.form.errors.reason ?? ""; onFinished: sheet.ask() }
        }

        GridLayout {
            id: told

            visible: sheet.shown
            width: parent.width
            columns: width < 640 * Theme.factor ? 1 : 2
            columnSpacing: Theme.pad
            rowSpacing: Theme.gap

            Repeater {
                model: sheet.chart.rows

                ColumnLayout {
                    id: row

                    required property var modelData

                    Layout.fillWidth: true
                    Layout.preferredWidth: 100
                    Layout.alignment: Qt.AlignTop
                    spacing: 2

                    Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: row.modelData.label; Accessible.ignored: true }
                    Say { objectName: "chart." + row.modelData.key; Layout.fillWidth: true; kind: "strong"; figures: true; wrapMode: Text.Wrap; text: row.modelData.text; Accessible.name: row.modelData.label + ": " + text }
                }
            }
        }
    }

    FieldError { objectName: "chart.error"; Layout.fillWidth: true; text: sheet.chart.form.general }
}
