// The first step of a dose: the medicine, its route spelled out, how it is made up, who gave it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: what

    required property DosePanel dose

    spacing: 8

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 6

            Say { objectName: "dose.what_unsaved"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; color: Theme.soon; text: what.dose.out.not_saved }
            Say { visible: text !== ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: what.dose.ordered }
            Chips { objectName: "dose.drug"; Layout.fillWidth: true; options: what.dose.drugs; current: what.dose.values.drug; onPicked: key => what.dose.put("drug", key) }
            Field {
                objectName: "dose.other"
                Layout.fillWidth: true
                hint: qsTr("room_ui.drug_hint")
                input.Accessible.name: qsTr("room_ui.drug")
                text: what.dose.values.drug
                error: what.dose.refused_place === "drug" ? what.dose.refusal : ""
                onEdited: text => what.dose.put("drug", text)
            }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.route") }
            Chips { objectName: "dose.route"; Layout.fillWidth: true; options: what.dose.routes; current: what.dose.values.route; onPicked: key => what.dose.put("route", key) }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.form") }
            Chips { objectName: "dose.form"; Layout.fillWidth: true; options: what.dose.forms; current: what.dose.values.form; onPicked: key => what.dose.put("form", key) }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.stated_as") }
            Chips { objectName: "dose.stated"; Layout.fillWidth: true; options: what.dose.stated; current: what.dose.values.stated_as; onPicked: key => what.dose.put("stated_as", key) }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("room_ui.giver") }
            Chips { objectName: "dose.by"; Layout.fillWidth: true; columns: 1; options: what.dose.givers; current: what.dose.values.by; onPicked: key => what.dose.put("by", key) }
        }
    }

    Refused { Layout.fillWidth: true; text: what.dose.refused_place === "drug" ? "" : what.dose.refusal }
    RowLayout {
        spacing: 8

        Button { objectName: "dose.start_over"; visible: what.dose.has_anything; kind: "round"; glyph: "delete-back"; text: qsTr("plan_draft.start_over"); onClicked: what.dose.clear() }
        Button { objectName: "dose.to_amount"; Layout.fillWidth: true; kind: "primary"; text: qsTr("room_ui.to_amount"); onClicked: what.dose.to_amount() }
    }
}
