// The prescriber clears the person for the medicine up to a day.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Roomy {
    id: form

    required property OrdersPanel orders

    spacing: 8

    Field { objectName: "clearance.until"; Layout.fillWidth: true; numeric: true; label: qsTr("order.until_label"); hint: qsTr("order.until_hint"); text: form.orders.values.until; onEdited: text => form.orders.put("until", text) }
    PrescriberRow { Layout.fillWidth: true; orders: form.orders; name: "clearance.by" }
    Field { objectName: "clearance.conditions"; Layout.fillWidth: true; label: qsTr("order.conditions"); text: form.orders.values.conditions; onEdited: text => form.orders.put("conditions", text) }
    Item { Layout.fillHeight: true }
    Refused { Layout.fillWidth: true; text: form.orders.refusal }
    RowLayout {
        spacing: 8

        Button { objectName: "clearance.back"; kind: "round"; glyph: "arrow-left"; text: qsTr("room_ui.back"); onClicked: form.orders.turn("list") }
        Button { objectName: "clearance.save"; Layout.fillWidth: true; kind: "primary"; enabled: !form.orders.saving; text: form.orders.far_asked ? qsTr("prescribing.clear_far") : qsTr("order.save"); onClicked: form.orders.save_clearance() }
    }
}
