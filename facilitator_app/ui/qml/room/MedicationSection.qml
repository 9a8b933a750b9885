// A medicine given for a side effect.  Names and units are touched or typed; the amount is always typed.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property MedicationPanel medication
    readonly property var values: medication.values

    spacing: 8

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 6

            Say { Layout.fillWidth: true; visible: section.medication.events.length > 0; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("medication.from") }
            Chips { objectName: "medication.event"; label: qsTr("medication.from"); visible: section.medication.events.length > 0; Layout.fillWidth: true; options: section.medication.events; current: section.values.event; onPicked: (key, text) => section.medication.choose_event(key, text) }
            Field { objectName: "medication.for_what"; Layout.fillWidth: true; label: qsTr("medication.for_what"); text: section.values.for_what; onEdited: text => section.medication.put("for_what", text) }
            Chips { objectName: "medication.name"; label: qsTr("room_ui.drug"); Layout.fillWidth: true; options: section.medication.names; current: section.values.name; onPicked: key => section.medication.put("name", key) }
            Field { objectName: "medication.other"; Layout.fillWidth: true; hint: qsTr("room_ui.drug_hint"); input.Accessible.name: qsTr("room_ui.drug"); text: section.values.name; onEdited: text => section.medication.put("name", text) }
            Field { objectName: "medication.strength"; Layout.fillWidth: true; label: qsTr("medication.strength"); text: section.values.strength; onEdited: text => section.medication.put("strength", text) }
            Field { objectName: "medication.amount"; Layout.fillWidth: true; numeric: true; label: qsTr("medication.amount"); text: section.values.amount; onEdited: text => section.medication.put("amount", text) }
            Chips { objectName: "medication.unit"; label: qsTr("medication.unit"); Layout.fillWidth: true; columns: 3; options: section.medication.units; current: section.values.unit; onPicked: key => section.medication.put("unit", key) }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.route") }
            Chips { objectName: "medication.route"; label: qsTr("room_ui.route"); Layout.fillWidth: true; options: section.medication.routes; current: section.values.route; onPicked: key => section.medication.put("route", key) }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.giver") }
            Chips { objectName: "medication.by"; label: qsTr("room_ui.giver"); Layout.fillWidth: true; columns: 1; options: section.medication.givers; current: section.values.by; onPicked: key => section.medication.put("by", key) }
            Field { objectName: "medication.note"; Layout.fillWidth: true; label: qsTr("medication.note"); text: section.values.note; onEdited: text => section.medication.put("note", text) }
        }
    }

    AskWhen { Layout.fillWidth: true; name: "medication"; form: section.medication }
    Refused { Layout.fillWidth: true; text: section.medication.refusal }
    Button { objectName: "medication.keep"; Layout.fillWidth: true; visible: section.medication.asked; enabled: !section.medication.saving; text: qsTr("medication.keep"); onClicked: section.medication.keep() }
    Button { objectName: "medication.record"; Layout.fillWidth: true; kind: "primary"; enabled: !section.medication.saving; text: qsTr("medication.record"); onClicked: section.medication.record() }
}
