// How long a record is kept: by which rule, until when, and what holds it beyond.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property RecordView record
    readonly property Form form: record.form

    spacing: Theme.gap
    Component.onCompleted: fill()

    function fill() {
        years.text = record.rule_fields.years;
        minors.text = record.rule_fields.minors_until;
        source.text = record.rule_fields.source;
        reason.text = "";
    }

    Connections {
        target: part.record

        function onKept() { part.fill() }
    }

    Say { objectName: "record.until"; Layout.fillWidth: true; kind: "strong"; text: part.record.until; wrapMode: Text.Wrap }
    Say { objectName: "record.rule"; Layout.fillWidth: true; text: part.record.rule; color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.2 }
    Say { objectName: "record.hold"; visible: text !== ""; Layout.fillWidth: true; text: part.record.hold; wrapMode: Text.Wrap; lineHeight: 1.2 }

    ColumnLayout {
        visible: part.record.is_administrator
        spacing: Theme.gap

        Field { id: reason; objectName: "record.reason"; Layout.fillWidth: true; label: part.record.hold === "" ? qsTr("record_ui.hold_why") : qsTr("record_ui.lift_why"); error: part.form.errors.reason ?? "" }
        Button { objectName: "record.hold.place"; visible: part.record.hold === ""; text: qsTr("record_ui.hold_place"); onClicked: part.record.place_hold(reason.text) }
        Button { objectName: "record.hold.lift"; visible: part.record.hold !== ""; text: qsTr("record_ui.hold_lift"); onClicked: part.record.lift_hold(reason.text) }

        Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
        Say { Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("record_ui.rule_title") }
        Say { Layout.fillWidth: true; kind: "caption"; text: qsTr("record_ui.rule_about"); wrapMode: Text.Wrap }

        RowLayout {
            spacing: Theme.gap

            Field { id: years; objectName: "record.years"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; numeric: true; label: qsTr("record_ui.years"); error: part.form.errors.years ?? "" }
            Field { id: minors; objectName: "record.minors"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; numeric: true; label: qsTr("record_ui.minors"); error: part.form.errors.minors_until ?? "" }
        }

        Field { id: source; objectName: "record.source"; Layout.fillWidth: true; label: qsTr("record_ui.source"); error: part.form.errors.source ?? "" }
        Button { objectName: "record.rule.keep"; text: qsTr("record_ui.rule_keep"); onClicked: part.record.keep_rule({ years: years.text, minors_until: minors.text, source: source.text }) }
    }
}
